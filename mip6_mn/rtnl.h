/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_RTNL_H
#define MIP6_MN_RTNL_H

#include <linux/in6.h>
#include <linux/types.h>

struct net;

/**
 * struct mip6_mn_rtnl_addr - an address to be added, changed or deleted
 * @addr: the address
 * @plen: length of its prefix
 * @ifindex: interface
 * @flags: IFA_F_*
 * @valid: lifetime, seconds; U32_MAX: for ever
 * @preferred: likewise
 * @priority: metric of its prefix route, 0 if not told
 * @proto: IFAPROT_*
 */
struct mip6_mn_rtnl_addr {
	struct in6_addr addr;
	u8 plen;
	int ifindex;
	u32 flags;
	u32 valid;
	u32 preferred;
	u32 priority;
	u8 proto;
};

/**
 * struct mip6_mn_rtnl_route - a route
 * @dst: destination
 * @plen: length of its prefix
 * @src: only for packets from there
 * @src_plen: length of its prefix; 0: from anywhere
 * @prefsrc: what leaves by it has this source if nothing else tells, or the unspecified address
 * @gateway: next hop, or the unspecified address
 * @ifindex: interface
 * @metric: priority; to delete: 0 matches any
 * @expires: until it ends, seconds; 0: never
 * @proto: RTPROT_*; to delete: RTPROT_UNSPEC matches any
 * @table: where it is, 0: the main table
 */
struct mip6_mn_rtnl_route {
	struct in6_addr dst;
	u8 plen;
	struct in6_addr src;
	u8 src_plen;
	struct in6_addr prefsrc;
	struct in6_addr gateway;
	int ifindex;
	u32 metric;
	u32 expires;
	u8 proto;
	u32 table;
};

/**
 * mip6_mn_rtnl_addr_set() - add an address, or change flags and lifetimes of one
 * @net: network namespace
 * @addr: the address
 *
 * Context: kernel thread (what it may do is asked of current); takes the rtnl lock.
 * Return: 0 or a negative errno.
 */
int mip6_mn_rtnl_addr_set(struct net *net, const struct mip6_mn_rtnl_addr *addr);

/**
 * mip6_mn_rtnl_addr_del() - delete an address
 * @net: network namespace
 * @addr: the address; @addr.flags and lifetimes do not matter
 *
 * Context: as mip6_mn_rtnl_addr_set().
 * Return: 0 or a negative errno.
 */
int mip6_mn_rtnl_addr_del(struct net *net, const struct mip6_mn_rtnl_addr *addr);

/**
 * mip6_mn_rtnl_route_add() - add a route
 * @net: network namespace
 * @route: the route
 *
 * Context: as mip6_mn_rtnl_addr_set().
 * Return: 0, also if it was there; or a negative errno.
 */
int mip6_mn_rtnl_route_add(struct net *net, const struct mip6_mn_rtnl_route *route);

/**
 * mip6_mn_rtnl_route_del() - delete the first route that matches
 * @net: network namespace
 * @route: the route
 *
 * Context: as mip6_mn_rtnl_addr_set().
 * Return: 0, -ESRCH if there is none, or another negative errno.
 */
int mip6_mn_rtnl_route_del(struct net *net, const struct mip6_mn_rtnl_route *route);

#endif
