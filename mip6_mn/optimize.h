/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_OPTIMIZE_H
#define MIP6_MN_OPTIMIZE_H

#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * mip6_mn_optimize_step() - decide which correspondent nodes shall know where we are, and tell them
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_optimize_step(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_optimize_undo() - know no correspondent nodes of a home address any more
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * They are told, once, if they can be.
 *
 * Context: process.
 */
void mip6_mn_optimize_undo(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_optimize_free_all() - know none at all, without a word
 * @mn: the mobile node, which has stopped
 */
void mip6_mn_optimize_free_all(struct mip6_mn *mn);

#endif
