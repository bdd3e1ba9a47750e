/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ROUTER_H
#define MIP6_MN_ROUTER_H

#include <linux/in6.h>
#include <linux/types.h>

#include <wire/nd.h>

/**
 * struct mip6_mn_router - what a router says of itself
 * @valid: there is one
 * @addr: link-local address
 * @global: global address, from a prefix with the R bit, or the unspecified address
 * @lladdr: link-layer address
 * @lladdr_len: octets of @lladdr; 0 if it is not known
 * @lifetime: as a default router, seconds
 * @interval: advertisement interval that it tells, milliseconds; 0 if it does not
 * @gap: longest time between two advertisements, milliseconds; 0 if there was only one
 * @since: when it was first heard, on the clock of mip6_mn_now()
 * @heard: when its last advertisement came
 * @confirmed: when it last gave a sign of life of any kind
 * @npio: prefixes in @pio
 * @pio: prefixes
 */
struct mip6_mn_router {
	bool valid;
	struct in6_addr addr;
	struct in6_addr global;
	u8 lladdr[MIP6_LLADDR_MAX];
	u8 lladdr_len;
	u16 lifetime;
	u32 interval;
	u32 gap;
	u64 since;
	u64 heard;
	u64 confirmed;
	u8 npio;
	struct mip6_wire_pio pio[MIP6_RA_MAX_PIO];
};

/**
 * mip6_mn_router_set() - begin to know a router
 * @router: set to what the advertisement says
 * @addr: its source
 * @ra: the advertisement
 * @now: time
 */
void mip6_mn_router_set(struct mip6_mn_router *router, const struct in6_addr *addr,
			const struct mip6_wire_ra *ra, u64 now);

/**
 * mip6_mn_router_update() - take what a further advertisement of a router says
 * @router: the router
 * @new: the same, from mip6_mn_router_set()
 */
void mip6_mn_router_update(struct mip6_mn_router *router, const struct mip6_mn_router *new);

/**
 * mip6_mn_router_overlap() - whether two routers have a prefix in common
 * @a: one
 * @b: the other
 *
 * Return: true if they have.
 */
bool mip6_mn_router_overlap(const struct mip6_mn_router *a, const struct mip6_mn_router *b);

/**
 * mip6_mn_router_same() - whether two advertisements come from one router
 * @a: from one
 * @b: from the other
 * @moved: the link may have changed in between
 *
 * RFC 6275 11.5.1: link-local addresses repeat from link to link, so they are not enough.
 *
 * Return: true if they do.
 */
bool mip6_mn_router_same(const struct mip6_mn_router *a, const struct mip6_mn_router *b,
			 bool moved);

/**
 * mip6_mn_router_covers() - whether an address is in one of a router's prefixes
 * @router: the router, also one that is not valid
 * @addr: the address
 *
 * Return: true if it is.
 */
bool mip6_mn_router_covers(const struct mip6_mn_router *router, const struct in6_addr *addr);

/**
 * mip6_mn_router_on_link() - whether a prefix is on-link where a router is
 * @router: the router
 * @prefix: the prefix
 * @plen: its length, bits
 *
 * Return: true if the router is valid and says so (11.5.2).
 */
bool mip6_mn_router_on_link(const struct mip6_mn_router *router, const struct in6_addr *prefix,
			    u8 plen);

/**
 * mip6_mn_router_autoconf() - whether hosts are to form addresses
 * @router: the router
 *
 * Return: true if one of its prefixes is for that.
 */
bool mip6_mn_router_autoconf(const struct mip6_mn_router *router);

/**
 * mip6_mn_router_patience() - how long a router may be silent
 * @router: the router
 * @limit_ms: upper limit, milliseconds; 0: none
 *
 * Return: milliseconds, or MIP6_MN_NEVER if it has not said how often it advertises.
 */
u64 mip6_mn_router_patience(const struct mip6_mn_router *router, u32 limit_ms);

#endif
