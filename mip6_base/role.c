// SPDX-License-Identifier: GPL-2.0
/*
 * Which roles there are, and which node has which.
 *
 * A node's role is published after it has started and taken back, with a grace period, before it
 * stops. All that takes and changes roles from process context does so under one lock.
 */
#include "role.h"

#include "keys.h"
#include "netns.h"

#include <linux/export.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>

#include <mip6/role.h>

static DEFINE_MUTEX(role_lock);
static const struct mip6_role_ops *roles[MIP6_ROLE_HA + 1];	/* under role_lock */
static LIST_HEAD(nodes);					/* those with a role, likewise */

static const struct mip6_role_ops *locked_role(struct mip6_net *mnet)
{
	return rcu_dereference_protected(mnet->role, lockdep_is_held(&role_lock));
}

static struct mip6_keys *locked_keys(struct mip6_net *mnet)
{
	return rcu_dereference_protected(mnet->keys, lockdep_is_held(&role_lock));
}

static int start(struct mip6_net *mnet, enum mip6_role role, const char *ifname)
{
	const struct mip6_role_ops *ops = roles[role];
	int err;

	lockdep_assert_held(&role_lock);
	if (!ops)
		return -ENOENT;
	if (mnet->closing)
		return -ESHUTDOWN;
	err = ops->start(mnet->net, ifname);
	if (err)
		return err;
	list_add(&mnet->role_list, &nodes);
	rcu_assign_pointer(mnet->role, ops);
	return 0;
}

static void stop(struct mip6_net *mnet)
{
	const struct mip6_role_ops *ops = locked_role(mnet);

	if (!ops)
		return;
	RCU_INIT_POINTER(mnet->role, NULL);
	list_del_init(&mnet->role_list);
	synchronize_net();
	ops->stop(mnet->net);
	/* Its last messages are signed. */
	mip6_keys_free(mip6_keys_replace(mnet, locked_keys(mnet), NULL));
}

enum mip6_role mip6_role_of(struct mip6_net *mnet)
{
	const struct mip6_role_ops *ops;
	enum mip6_role role;

	rcu_read_lock();
	ops = rcu_dereference(mnet->role);
	role = ops ? ops->role : MIP6_ROLE_CN;
	rcu_read_unlock();
	return role;
}

int mip6_role_set(struct mip6_net *mnet, const struct mip6_dev_role *req)
{
	const struct mip6_role_ops *now;
	int err = 0;

	if (req->role > MIP6_ROLE_HA)
		return -EINVAL;

	mutex_lock(&role_lock);
	now = locked_role(mnet);
	if (req->role == MIP6_ROLE_CN)
		stop(mnet);
	else if (!now)
		err = start(mnet, req->role, req->home_ifname);
	else if (now->role != req->role)
		err = -EBUSY;
	else if (now->restart)
		err = now->restart(mnet->net, req->home_ifname);
	mutex_unlock(&role_lock);
	return err;
}

int mip6_role_dump(struct mip6_net *mnet, enum mip6_table table, u32 index, void *entry)
{
	const struct mip6_role_ops *ops;
	int err = -ENOENT;

	mutex_lock(&role_lock);
	ops = locked_role(mnet);
	if (ops && ops->dump)
		err = ops->dump(mnet->net, table, index, entry);
	mutex_unlock(&role_lock);
	return err;
}

/* Calls a function of the role's that may not be there. */
#define CALL(mnet, function, ...)						\
({										\
	const struct mip6_role_ops *ops_;					\
	int err_ = -EOPNOTSUPP;							\
										\
	mutex_lock(&role_lock);							\
	ops_ = locked_role(mnet);						\
	if (ops_ && ops_->function)						\
		err_ = ops_->function((mnet)->net, ##__VA_ARGS__);		\
	mutex_unlock(&role_lock);						\
	err_;									\
})

int mip6_role_set_home(struct mip6_net *mnet, const struct mip6_dev_home *home)
{
	return CALL(mnet, set_home, home);
}

int mip6_role_set_iface(struct mip6_net *mnet, const struct mip6_dev_iface *iface)
{
	return CALL(mnet, set_iface, iface);
}

int mip6_role_set_acl(struct mip6_net *mnet, struct mip6_dev_acl *rules, u32 count, bool enabled)
{
	return CALL(mnet, set_acl, rules, count, enabled);
}

int mip6_role_set_keys(struct mip6_net *mnet, struct mip6_keys *keys)
{
	const struct mip6_role_ops *ops;
	struct mip6_keys *old = NULL;
	bool changes;

	mutex_lock(&role_lock);
	ops = locked_role(mnet);
	changes = keys || locked_keys(mnet);
	if (ops && changes)
		old = mip6_keys_replace(mnet, locked_keys(mnet), keys);
	if (ops && changes && ops->keys_changed)
		ops->keys_changed(mnet->net);
	mutex_unlock(&role_lock);
	mip6_keys_free(old);
	return ops ? 0 : -EOPNOTSUPP;
}

int mip6_role_restore(struct mip6_net *mnet, struct mip6_dev_binding *bindings, u32 count)
{
	return CALL(mnet, restore, bindings, count);
}

int mip6_role_unbind(struct mip6_net *mnet, struct mip6_binding *b)
{
	return CALL(mnet, unbind, b);
}

bool mip6_role_mh_rcv(struct mip6_net *mnet, const struct mip6_mh_msg *msg)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	return ops && ops->mh_rcv(mnet->net, msg);
}

bool mip6_role_is_home(struct mip6_net *mnet, const struct in6_addr *hoa,
		       const struct in6_addr *coa)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	return ops && ops->is_home && ops->is_home(mnet->net, hoa, coa);
}

void mip6_role_used(struct mip6_net *mnet, const struct in6_addr *hoa,
		    const struct in6_addr *peer, u8 proto, bool came)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	if (ops && ops->used)
		ops->used(mnet->net, hoa, peer, proto, came);
}

bool mip6_role_careof(struct mip6_net *mnet, const struct in6_addr *hoa,
		      const struct in6_addr *dst, struct mip6_careof *out)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	return ops && ops->careof && ops->careof(mnet->net, hoa, dst, out);
}

void mip6_role_conf_changed(struct mip6_net *mnet)
{
	CALL(mnet, conf_changed);
}

void mip6_role_path(struct mip6_net *mnet, struct mip6_dev_path *path)
{
	CALL(mnet, path, path);
}

void mip6_role_binding_due(struct mip6_net *mnet, const struct mip6_binding *b)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	if (ops && ops->binding_due)
		ops->binding_due(mnet->net, b);
}

void mip6_role_binding_ended(struct mip6_net *mnet, const struct mip6_binding *b)
{
	const struct mip6_role_ops *ops = rcu_dereference(mnet->role);

	if (ops && ops->binding_ended)
		ops->binding_ended(mnet->net, b);
}

void mip6_role_net_stop(struct mip6_net *mnet)
{
	mutex_lock(&role_lock);
	stop(mnet);
	mutex_unlock(&role_lock);
}

int mip6_role_register(const struct mip6_role_ops *ops)
{
	int err = 0;

	mutex_lock(&role_lock);
	if (roles[ops->role])
		err = -EEXIST;
	else
		roles[ops->role] = ops;
	mutex_unlock(&role_lock);
	return err;
}
EXPORT_SYMBOL_NS_GPL(mip6_role_register, MIP6);

void mip6_role_unregister(const struct mip6_role_ops *ops)
{
	struct mip6_net *mnet, *next;

	mutex_lock(&role_lock);
	roles[ops->role] = NULL;
	list_for_each_entry_safe(mnet, next, &nodes, role_list)
		if (locked_role(mnet) == ops)
			stop(mnet);
	mutex_unlock(&role_lock);
}
EXPORT_SYMBOL_NS_GPL(mip6_role_unregister, MIP6);
