/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_NOTIFY_H
#define MIP6_MN_NOTIFY_H

struct mip6_mn;

/**
 * mip6_mn_notify_init() - hear of interfaces, addresses and neighbours
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_notify_init(void);

/**
 * mip6_mn_notify_exit() - the reverse
 *
 * Context: process.
 */
void mip6_mn_notify_exit(void);

/**
 * mip6_mn_notify_routes() - hear of changes to routes
 * @mn: a mobile node that can be kicked
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_notify_routes(struct mip6_mn *mn);

/**
 * mip6_mn_notify_routes_end() - the reverse
 * @mn: the mobile node
 *
 * Context: process; may sleep until nobody hears any more.
 */
void mip6_mn_notify_routes_end(struct mip6_mn *mn);

#endif
