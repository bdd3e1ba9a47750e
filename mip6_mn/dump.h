/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_DUMP_H
#define MIP6_MN_DUMP_H

#include <linux/types.h>

#include <mipv6_dev.h>

struct mip6_mn;
struct mip6_mn_peer;

/**
 * mip6_mn_dump() - show an entry of a table
 * @mn: the mobile node; its lock is held
 * @table: which
 * @index: number of the entry
 * @entry: zeroed room for it
 *
 * Context: process.
 * Return: 0, or -ENOENT past the last.
 */
int mip6_mn_dump(struct mip6_mn *mn, enum mip6_table table, u32 index, void *entry);

/**
 * mip6_mn_dump_peer() - show what there is with a correspondent node
 * @mn: the mobile node; its lock is held
 * @peer: the node
 * @now: time
 * @out: zeroed; set to it
 *
 * Context: process.
 */
void mip6_mn_dump_peer(struct mip6_mn *mn, const struct mip6_mn_peer *peer, u64 now,
		       struct mip6_dev_bul *out);

#endif
