// SPDX-License-Identifier: GPL-2.0
/*
 * Routes of tunnels that are used again: to look one up costs more than all else that a tunnel does with
 * a packet. Changes of routes, rules and XFRM policy change the cookie.
 */

#include "way.h"
#include <mip6_way.h>

#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <net/dst.h>
#include <net/ip6_fib.h>

/* For the moment of keeping, once in the life of most: one for all is enough. */
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

void mip6_tnl_way_keep(struct mip6_tnl_way *way, struct dst_entry *dst)
{
	struct dst_entry *old;
	u32 cookie;

	if (!way)
		return;
	cookie = rt6_get_cookie(container_of(dst, struct rt6_info, dst));
	/* In no table: there is nothing that it could be checked against. */
	if (!cookie)
		return;
	spin_lock(&lock);
	WRITE_ONCE(way->cookie, cookie);
	old = rcu_replace_pointer(way->dst, dst_clone(dst), lockdep_is_held(&lock));
	spin_unlock(&lock);
	dst_release(old);
}
