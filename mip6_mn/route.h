/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ROUTE_H
#define MIP6_MN_ROUTE_H

struct mip6_mn;
struct mip6_mn_home;
struct mip6_mn_iface;
struct mip6_mn_router;

/**
 * mip6_mn_route_away() - send everything through the tunnel
 * @mn: the mobile node; its lock is held
 * @home: home address that is away from home
 *
 * Context: kernel thread.
 */
void mip6_mn_route_away(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_route_off_link() - the home prefix is not on-link any more, and addresses formed there go
 * @mn: the mobile node; its lock is held
 * @home: home address that is away from home
 *
 * Context: kernel thread.
 */
void mip6_mn_route_off_link(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_route_home() - send nothing through the tunnel
 * @mn: the mobile node; its lock is held
 * @home: home address that is at home again
 *
 * Context: kernel thread.
 */
void mip6_mn_route_home(struct mip6_mn *mn, const struct mip6_mn_home *home);

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
