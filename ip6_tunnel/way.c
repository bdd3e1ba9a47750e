// SPDX-License-Identifier: GPL-2.0
/*
 * Routes of tunnels that are used again, so that not each packet has to look one up. They are as the
 * routing table has them; changes there, and of rules, change the cookie.
 */

#include "way.h"
#include <mip6_way.h>

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/limits.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <net/dst.h>
#include <net/ip6_fib.h>

/* A route that packets on other CPUs may still have without a reference. */
struct replaced {
	struct rcu_head rcu;
	struct dst_entry *dst;
};

/* For the moment of keeping, once in the life of most: who does not get it keeps nothing. */
static DEFINE_SPINLOCK(lock);

/*
 * Who reads while one is kept may have the cookie of another one. That stops the route from being used,
 * or it is one that was good a moment ago.
 */
struct dst_entry *mip6_tnl_way_get(const struct mip6_tnl_way *way)
{
	struct dst_entry *dst = way ? rcu_dereference(way->dst) : NULL;

	return dst ? dst_check(dst, READ_ONCE(way->cookie)) : NULL;
}

static void release(struct rcu_head *rcu)
{
	struct replaced *old = container_of(rcu, struct replaced, rcu);

	dst_release(old->dst);
	kfree(old);
}

/* Puts a route in the place of the one that is there, for which @old is room, if any. */
static bool replace(struct mip6_tnl_way *way, struct dst_entry *dst, u32 cookie, struct replaced *old)
{
	struct dst_entry *was;

	if (!spin_trylock(&lock))
		return false;
	was = rcu_dereference_protected(way->dst, lockdep_is_held(&lock));
	if (was && !old) {
		spin_unlock(&lock);
		return false;
	}
	WRITE_ONCE(way->cookie, cookie);
	rcu_assign_pointer(way->dst, dst_clone(dst));
	spin_unlock(&lock);
	if (!old)
		return true;
	old->dst = was;
	call_rcu(&old->rcu, release);
	return true;
}

void mip6_tnl_way_keep(struct mip6_tnl_way *way, struct dst_entry *dst)
{
	struct replaced *old = NULL;
	u32 cookie;

	if (!way)
		return;
	cookie = rt6_get_cookie(container_of(dst, struct rt6_info, dst));
	/* In no table, or in one where a router has just failed: it would never be seen to be outdated. */
	if (!cookie || cookie == U32_MAX)
		return;
	if (rcu_access_pointer(way->dst)) {
		old = kmalloc(sizeof(*old), GFP_ATOMIC | __GFP_NOWARN);
		if (!old)
			return;
	}
	if (!replace(way, dst, cookie, old))
		kfree(old);
}

void mip6_tnl_way_exit(void)
{
	rcu_barrier();
}
