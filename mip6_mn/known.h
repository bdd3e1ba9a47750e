/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_KNOWN_H
#define MIP6_MN_KNOWN_H

#include "router.h"

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_iface;
struct mip6_wire_na;

enum {
	MIP6_MN_KNOWN_MAX	= 8,	/* links of an interface that are remembered */
	MIP6_MN_KNOWN_ADDRS	= 4,	/* addresses that were formed on one of them */
};

/**
 * struct mip6_mn_known_addr - an address that was formed on a link
 * @addr: the address
 * @plen: length of its prefix
 * @flags: IFA_F_* to form it with again
 * @valid: until when it is; MIP6_MN_NEVER: for ever
 * @preferred: likewise
 */
struct mip6_mn_known_addr {
	struct in6_addr addr;
	u8 plen;
	u32 flags;
	u64 valid;
	u64 preferred;
};

/**
 * struct mip6_mn_known - a link where we were, by its router
 * @router: as it was when it was last heard; valid if this is one
 * @home: it is a home link
 * @naddrs: addresses in @addrs
 * @addrs: addresses
 * @seen: when we were last known to be there
 * @asked: it was asked whether it is there, and has not answered (fact)
 *
 * Written under the mobile node's lock and its facts lock.
 */
struct mip6_mn_known {
	struct mip6_mn_router router;
	bool home;
	u8 naddrs;
	struct mip6_mn_known_addr addrs[MIP6_MN_KNOWN_ADDRS];
	u64 seen;
	bool asked;
};

/**
 * mip6_mn_known_note() - remember where we are
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Only where a home agent has answered us since we came: whoever forges advertisements changes nothing
 * of what is remembered of another link.
 *
 * Context: kernel thread.
 */
void mip6_mn_known_note(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_known_ask() - ask the routers of all links whether they are there
 * @mn: the mobile node; its lock is held
 * @ifc: interface
 * @now: time
 *
 * Context: kernel thread.
 */
void mip6_mn_known_ask(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now);

/**
 * mip6_mn_known_answered() - which link a neighbour advertisement comes from
 * @ifc: interface that it came by; the facts lock is held
 * @na: the advertisement; with the link-layer address of who sent it
 * @now: time
 * @router: set to the link's router, as if it had advertised itself with what is left of the lifetimes
 *
 * Context: any but hard interrupts.
 * Return: true if it is the answer of one that was asked, and of no other.
 */
bool mip6_mn_known_answered(struct mip6_mn_iface *ifc, const struct mip6_wire_na *na, u64 now,
			    struct mip6_mn_router *router);

/**
 * mip6_mn_known_reuse() - have the addresses and the route again that we had on a link
 * @mn: the mobile node; its lock is held
 * @ifc: interface
 * @router: the link's router, from mip6_mn_known_answered()
 * @now: time
 *
 * Context: kernel thread.
 */
void mip6_mn_known_reuse(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			 const struct mip6_mn_router *router, u64 now);

/**
 * mip6_mn_known_heard() - a router that had only answered has advertised itself
 * @mn: the mobile node; its lock is held
 * @ifc: interface
 * @router: the router; its routes and addresses are the stack's business from now on
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_known_heard(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			const struct mip6_mn_router *router, u64 now);

/**
 * mip6_mn_known_drop() - an address is not ours any more
 * @mn: the mobile node; its lock is held
 * @ifc: interface
 * @addr: the address
 */
void mip6_mn_known_drop(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct in6_addr *addr);

/**
 * mip6_mn_known_end() - take back the routes that were put back, leave the addresses to the stack
 * @mn: the mobile node, which is about to stop; its lock is held
 *
 * Context: kernel thread.
 */
void mip6_mn_known_end(struct mip6_mn *mn);

#endif
