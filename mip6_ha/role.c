// SPDX-License-Identifier: GPL-2.0
/*
 * The role of a home agent: how it starts and stops in a namespace.
 */
#include "role.h"

#include "acl.h"
#include "agents.h"
#include "dhaad.h"
#include "fwd.h"
#include "group.h"
#include "guard.h"
#include "home.h"
#include "hook.h"
#include "mpa.h"
#include "prefix.h"
#include "query.h"
#include "reg.h"
#include "relink.h"

#include <linux/err.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/role.h>
#include <mip6_tnl.h>

/**
 * struct mip6_ha_net - what each namespace has
 * @ha: its home agent; NULL if it is none
 */
struct mip6_ha_net {
	struct mip6_ha __rcu *ha;
};

static unsigned int ha_net_id __read_mostly;

static struct mip6_ha __rcu **ha_slot(const struct net *net)
{
	struct mip6_ha_net *hnet = net_generic(net, ha_net_id);

	return &hnet->ha;
}

struct mip6_ha *mip6_ha_of(const struct net *net)
{
	return rcu_dereference(*ha_slot(net));
}

/* The engine calls start, stop, restart, dump, set_* and conf_changed one at a time. */
static struct mip6_ha *locked_ha(const struct net *net)
{
	return rcu_dereference_protected(*ha_slot(net), true);
}

static int start(struct net *net, const char *home_ifname)
{
	struct mip6_ha *ha;
	int err;

	ha = kvzalloc(sizeof(*ha), GFP_KERNEL);
	if (!ha)
		return -ENOMEM;
	ha->net = net;
	mip6_ha_agents_init(ha);
	mip6_ha_prefix_init(ha);
	mip6_ha_mpa_init(ha);
	mutex_init(&ha->walk);
	err = mip6_ha_guards_init(ha);
	if (err)
		goto err_free;
	err = mip6_ha_groups_init(ha);
	if (err)
		goto err_guards;
	mip6_ha_relink_init(ha);
	err = mip6_ha_home_restrict(ha, home_ifname);
	if (err < 0)
		goto err_groups;
	ha->tunnel = mip6_tnl_create(net, &mip6_ha_tnl_ops, ha);
	if (IS_ERR(ha->tunnel)) {
		err = PTR_ERR(ha->tunnel);
		goto err_home;
	}
	err = mip6_ha_fwd_init(ha);
	if (err)
		goto err_tunnel;
	mip6_ha_dhaad_start(ha);
	rcu_assign_pointer(*ha_slot(net), ha);
	err = mip6_ha_hook_register(net);
	if (err)
		goto err_slot;
	if (!READ_ONCE(net->ipv6.devconf_all->forwarding))
		net_warn_ratelimited("net.ipv6.conf.all.forwarding is 0: nothing is forwarded\n");
	return 0;

err_slot:
	RCU_INIT_POINTER(*ha_slot(net), NULL);
	synchronize_net();
	mip6_ha_mpa_exit(ha);
	mip6_ha_dhaad_stop(ha);
	mip6_ha_relink_stop(ha);
	mip6_ha_groups_exit(ha);
	mip6_ha_fwd_exit(ha);
err_tunnel:
	mip6_tnl_destroy(ha->tunnel);
err_home:
	mip6_ha_home_exit(ha);
err_groups:
	mip6_ha_groups_free(ha);
err_guards:
	mip6_ha_guards_free(ha);
err_free:
	kvfree(ha);
	return err;
}

static void stop(struct net *net)
{
	struct mip6_ha *ha = locked_ha(net);

	mip6_ha_guards_close(ha);
	mip6_ha_hook_unregister(net);
	RCU_INIT_POINTER(*ha_slot(net), NULL);
	/* No hook, notifier or function of the role's has it any more. */
	synchronize_net();
	mip6_bcache_flush(net, MIP6_BINDING_HOME);
	mip6_ha_mpa_exit(ha);
	mip6_ha_dhaad_stop(ha);
	mip6_ha_relink_stop(ha);
	mip6_ha_guards_exit(ha);
	mip6_ha_groups_exit(ha);
	mip6_ha_fwd_exit(ha);
	mip6_tnl_destroy(ha->tunnel);
	mip6_ha_acl_exit(ha);
	mip6_ha_home_exit(ha);
	mip6_ha_groups_free(ha);
	mip6_ha_guards_free(ha);
	kvfree(ha);
}

static int restart(struct net *net, const char *home_ifname)
{
	struct mip6_ha *ha = locked_ha(net);
	int ret = mip6_ha_home_restrict(ha, home_ifname);

	if (ret <= 0)
		return ret;
	mip6_ha_dhaad_update(ha);
	mip6_ha_relink(ha);
	return 0;
}

static int dump(struct net *net, enum mip6_table table, u32 index, void *entry)
{
	switch (table) {
	case MIP6_TABLE_ACL:
		return mip6_ha_acl_dump(locked_ha(net), index, entry);
	case MIP6_TABLE_AGENTS:
		return mip6_ha_agents_dump(locked_ha(net), index, entry);
	case MIP6_TABLE_GROUPS:
		return mip6_ha_group_dump(locked_ha(net), index, entry);
	default:
		return -ENOENT;
	}
}

static int conf_changed(struct net *net)
{
	struct mip6_ha *ha = locked_ha(net);

	mip6_ha_query_set_interval(ha);
	if (!READ_ONCE(mip6_conf(net)->max_group_members))
		mip6_ha_groups_flush(ha);
	return 0;
}

static int set_acl(struct net *net, struct mip6_dev_acl *rules, u32 count, bool enabled)
{
	return mip6_ha_acl_set(locked_ha(net), rules, count, enabled);
}

static int restore(struct net *net, struct mip6_dev_binding *bindings, u32 count)
{
	struct mip6_ha *ha = locked_ha(net);
	u32 i;

	for (i = 0; i < count; i++) {
		rcu_read_lock();
		mip6_ha_reg_restore(ha, &bindings[i]);
		rcu_read_unlock();
		cond_resched();
	}
	return 0;
}

static int unbind(struct net *net, struct mip6_binding *b)
{
	int err;

	rcu_read_lock();
	err = mip6_ha_reg_unbind(locked_ha(net), b);
	rcu_read_unlock();
	return err;
}

static const struct mip6_role_ops ops = {
	.role		= MIP6_ROLE_HA,
	.name		= KBUILD_MODNAME,
	.start		= start,
	.stop		= stop,
	.restart	= restart,
	.mh_rcv		= mip6_ha_reg_rcv,
	.binding_due	= mip6_ha_mpa_due,
	.binding_ended	= mip6_ha_reg_ended,
	.conf_changed	= conf_changed,
	.dump		= dump,
	.set_acl	= set_acl,
	.restore	= restore,
	.unbind		= unbind,
};

/* The engine ends the role before a namespace goes. */
static struct pernet_operations net_ops = {
	.id	= &ha_net_id,
	.size	= sizeof(struct mip6_ha_net),
};

int mip6_ha_role_init(void)
{
	int err = register_pernet_subsys(&net_ops);

	if (err)
		return err;
	err = mip6_role_register(&ops);
	if (err)
		unregister_pernet_subsys(&net_ops);
	return err;
}

void mip6_ha_role_exit(void)
{
	mip6_role_unregister(&ops);
	unregister_pernet_subsys(&net_ops);
}
