/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ROUTE_H
#define MIP6_MN_ROUTE_H

struct mip6_mn;
struct mip6_mn_home;
struct mip6_mn_iface;
struct mip6_mn_router;

/**
 * enum mip6_mn_routed - the routes into the tunnel that a home address has
 * @MIP6_MN_ROUTED_NONE: none: it is not away
 * @MIP6_MN_ROUTED_ALL: the default route and that of its prefix
 * @MIP6_MN_ROUTED_OWN: a default route for packets from this address alone: the first home address,
 *	which that of all others is for, is not away
 */
enum mip6_mn_routed {
	MIP6_MN_ROUTED_NONE,
	MIP6_MN_ROUTED_ALL,
	MIP6_MN_ROUTED_OWN,
};

/**
 * mip6_mn_route_update() - have the routes into the tunnel as they must be now
 * @mn: the mobile node; its lock is held
 *
 * Called when a home address is away from home, or no longer, or is to go.
 *
 * Context: kernel thread.
 */
void mip6_mn_route_update(struct mip6_mn *mn);

/**
 * mip6_mn_route_agent() - show key managers the way to the home agent
 * @mn: the mobile node; its lock is held
 * @home: a home address
 *
 * IKE is spoken from the care-of address (RFC 4877), but whatever asks for a source is told the home
 * address. Key managers look at the routes of all tables themselves: for them there is one that tells the
 * care-of address, in a table that nothing else uses. Where no policy speaks of IPsec there is none.
 *
 * Context: kernel thread.
 */
void mip6_mn_route_agent(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_route_renew() - put routes into the tunnel back that may be lost
 * @mn: the mobile node; its lock is held
 *
 * Context: kernel thread.
 */
void mip6_mn_route_renew(struct mip6_mn *mn);

/**
 * mip6_mn_route_off_link() - the home prefix is not on-link any more, and addresses formed there go
 * @mn: the mobile node; its lock is held
 * @home: home address that is away from home
 *
 * Context: kernel thread.
 */
void mip6_mn_route_off_link(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_route_forget() - take away what the stack learnt from a router that was left
 * @mn: the mobile node; its lock is held
 * @ifc: interface that it was heard on
 * @left: the router
 * @cur: the one that is current now
 *
 * Default route, prefix routes, and addresses that the stack formed; not those that somebody else
 * put there.
 *
 * Context: kernel thread.
 */
void mip6_mn_route_forget(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
			  const struct mip6_mn_router *left, const struct mip6_mn_router *cur);

/**
 * mip6_mn_route_forget_default() - take away the default route by a router that is gone
 * @mn: the mobile node; its lock is held
 * @ifc: interface that it was heard on
 * @left: the router
 *
 * Context: kernel thread.
 */
void mip6_mn_route_forget_default(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
				  const struct mip6_mn_router *left);

#endif
