/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_RENUMBER_H
#define MIP6_MN_RENUMBER_H

#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;
struct mip6_mn_router;

/**
 * mip6_mn_renumber_step() - follow the home network to another prefix
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Home addresses may appear and disappear.
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_renumber_step(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_renumber_over() - have a home address whose prefix is not valid any more
 * @mn: the mobile node; its lock is held
 * @home: the home address
 * @now: time
 * @next: lowered to when to come again
 *
 * Context: kernel thread.
 * Return: true if nothing is to be done with it, false if it is to be tried again.
 */
bool mip6_mn_renumber_over(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now, u64 *next);

/**
 * mip6_mn_renumber_gone() - whether the home link that we are on has another prefix by now
 * @mn: the mobile node; its lock is held
 * @home: a home address whose prefix is not on the link
 * @router: the current router of the home interface, or NULL
 *
 * Then the address is not used, and there is nothing to register: one that was formed from it is at
 * home there.
 *
 * Context: kernel thread.
 * Return: true if so.
 */
bool mip6_mn_renumber_gone(struct mip6_mn *mn, struct mip6_mn_home *home,
			   const struct mip6_mn_router *router);

#endif
