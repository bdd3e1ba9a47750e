/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a tunnel's owner keeps for it with each pair of ends.
 */
#ifndef MIP6_WAY_H
#define MIP6_WAY_H

#include <linux/compiler_types.h>
#include <linux/rcupdate.h>
#include <linux/types.h>
#include <net/dst.h>

/**
 * struct mip6_tnl_way - the route that the last packet between two ends has taken
 * @dst: the route, or NULL
 * @cookie: tells whether that is still the one
 *
 * Lies in an object that is read under RCU and names the ends, which never change. Zeroed, it is empty.
 */
struct mip6_tnl_way {
	struct dst_entry __rcu *dst;
	u32 cookie;
};

/**
 * mip6_tnl_way_release() - let the route go
 * @way: nobody can reach it any more: a grace period has passed
 *
 * Context: any.
 */
static inline void mip6_tnl_way_release(struct mip6_tnl_way *way)
{
	dst_release(rcu_dereference_protected(way->dst, true));
}

#endif
