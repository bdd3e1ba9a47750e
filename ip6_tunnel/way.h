/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Routes of tunnels that are used again.
 */
#ifndef MIP6_TNL_WAY_H
#define MIP6_TNL_WAY_H

struct dst_entry;
struct mip6_tnl_way;

/**
 * mip6_tnl_way_get() - the route that is kept
 * @way: where, or NULL
 *
 * Context: any, RCU read side; the route is valid as long as that lasts, without a reference.
 * Return: a route that nothing speaks against, or NULL.
 */
struct dst_entry *mip6_tnl_way_get(const struct mip6_tnl_way *way);

/**
 * mip6_tnl_way_keep() - keep a route
 * @way: where, or NULL
 * @dst: as the routing table has it, not transformed; the caller's reference stays the caller's
 *
 * It may be that it is not kept.
 *
 * Context: bottom halves off, RCU read side.
 */
void mip6_tnl_way_keep(struct mip6_tnl_way *way, struct dst_entry *dst);

/**
 * mip6_tnl_way_exit() - wait until all routes that were replaced are let go
 *
 * Context: process, at module unload; no tunnel device is left.
 */
void mip6_tnl_way_exit(void);

#endif
