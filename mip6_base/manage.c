// SPDX-License-Identifier: GPL-2.0
/*
 * What root does to single bindings. Decisions are those of the binding cache and of the role.
 */
#include "manage.h"

#include "bcache.h"
#include "netns.h"
#include "role.h"
#include "wire/mh.h"
#include "wire/rules.h"
#include "wire/types.h"

#include <mipv6_dev.h>

#include <linux/atomic.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/mh.h>

/* Whether it can have come from a binding cache. What is gone has no more than its number. */
static bool form_ok(const struct mip6_dev_binding *b)
{
	if (b->type != MIP6_BINDING_HOME || b->status || b->reserved[0] || b->reserved[1] ||
	    b->lifetime > b->granted ||
	    b->granted > MIP6_MAX_LIFETIME_UNITS * MIP6_LIFETIME_UNIT_SEC ||
	    !mip6_rules_routable(&b->hoa))
		return false;
	if (!b->lifetime)
		return !b->granted;
	return b->flags & MIP6_BU_H && mip6_rules_routable(&b->coa) &&
	       mip6_rules_routable(&b->local) && !ipv6_addr_equal(&b->hoa, &b->coa);
}

static bool names_binding(const struct mip6_dev_binding *b)
{
	return (b->type == MIP6_BINDING_HOME || b->type == MIP6_BINDING_CACHED) && !b->status &&
	       !b->reserved[0] && !b->reserved[1];
}

/*
 * Copies the bindings of a request, all of which must be @ok, has @call do its part, copies back.
 */
static long with_bindings(struct mip6_net *mnet, const struct mip6_dev_bindings *req,
			  bool (*ok)(const struct mip6_dev_binding *b),
			  int (*call)(struct mip6_net *mnet, struct mip6_dev_binding *b, u32 count))
{
	void __user *user = u64_to_user_ptr(req->bindings);
	struct mip6_dev_binding *bindings;
	size_t size;
	long err;
	u32 i;

	if (!req->count || req->count > MIP6_BINDINGS_MAX || req->reserved)
		return -EINVAL;
	size = req->count * sizeof(*bindings);
	bindings = kvmalloc(size, GFP_KERNEL);
	if (!bindings)
		return -ENOMEM;
	err = -EFAULT;
	if (copy_from_user(bindings, user, size))
		goto out;
	err = -EINVAL;
	for (i = 0; i < req->count; i++)
		if (!ok(&bindings[i]))
			goto out;
	err = call(mnet, bindings, req->count);
	if (!err && copy_to_user(user, bindings, size))
		err = -EFAULT;
out:
	kvfree(bindings);
	return err;
}

long mip6_manage_restore(struct mip6_net *mnet, const struct mip6_dev_bindings *req)
{
	return with_bindings(mnet, req, form_ok, mip6_role_restore);
}

/* Who has no binding any more but believes to have one must hear of it: 9.3.3. */
static int delete_some(struct mip6_net *mnet, struct mip6_dev_binding *bindings, u32 count)
{
	struct mip6_binding b;
	bool deleted;
	u32 i;

	for (i = 0; i < count; i++) {
		b = (struct mip6_binding){
			.hoa = bindings[i].hoa, .local = bindings[i].local,
			.seq = bindings[i].sequence,
		};
		if (bindings[i].type == MIP6_BINDING_HOME)
			deleted = !mip6_role_unbind(mnet, &b);
		else
			deleted = mip6_bcache_unbind(mnet, &b);
		bindings[i].status = deleted ? MIP6_BA_ACCEPTED : MIP6_BA_SEQUENCE;
		if (deleted)
			mip6_be_tell(mnet->net, &b.local, &b.coa, MIP6_BE_UNKNOWN_BINDING, &b.hoa);
		cond_resched();
	}
	return 0;
}

long mip6_manage_delete(struct mip6_net *mnet, const struct mip6_dev_bindings *req)
{
	return with_bindings(mnet, req, names_binding, delete_some);
}

void mip6_manage_hold(struct mip6_net *mnet, bool on)
{
	if (on) {
		atomic_inc(&mnet->holders);
		synchronize_net();
	} else {
		atomic_dec(&mnet->holders);
	}
}
