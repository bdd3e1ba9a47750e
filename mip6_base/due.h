/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_DUE_H
#define MIP6_BASE_DUE_H

struct mip6_bcache;
struct mip6_bce;

/**
 * mip6_due_plan() - have an entry looked after when its time comes
 * @bc: the cache, locked
 * @bce: the entry, not dead
 */
void mip6_due_plan(struct mip6_bcache *bc, struct mip6_bce *bce);

/**
 * mip6_due_init() - start
 * @bc: the cache
 *
 * Return: 0 or -ENOMEM.
 */
int mip6_due_init(struct mip6_bcache *bc);

/**
 * mip6_due_exit() - stop
 * @bc: the cache, which has no entries
 *
 * Context: process.
 */
void mip6_due_exit(struct mip6_bcache *bc);

#endif
