/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_MOVE_H
#define MIP6_MN_MOVE_H

#include <linux/types.h>

struct in6_addr;
struct mip6_mn;
struct mip6_mn_iface;
struct mip6_mn_router;

/**
 * mip6_mn_move_step() - notice movement on an interface
 * @mn: the mobile node; its lock is held
 * @ifc: the interface
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_move_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now);

/**
 * mip6_mn_move_heard() - a router advertisement came
 * @mn: the mobile node
 * @ifindex: interface that it came by
 * @new: what it says
 *
 * Context: softirq.
 */
void mip6_mn_move_heard(struct mip6_mn *mn, int ifindex, const struct mip6_mn_router *new);

/**
 * mip6_mn_move_alive() - a router gave a sign of life
 * @mn: the mobile node
 * @ifindex: interface that it came by
 * @router: the router's link-local address
 * @now: time
 *
 * Context: softirq.
 */
void mip6_mn_move_alive(struct mip6_mn *mn, int ifindex, const struct in6_addr *router, u64 now);

/**
 * mip6_mn_move_failed() - the stack could not reach a neighbour
 * @mn: the mobile node
 * @ifindex: the interface
 * @router: the neighbour
 *
 * Context: any but hard interrupts.
 */
void mip6_mn_move_failed(struct mip6_mn *mn, int ifindex, const struct in6_addr *router);

#endif
