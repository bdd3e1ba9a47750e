/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_STATS_H
#define MIP6_BASE_STATS_H

#include <linux/types.h>

struct mip6_dev_stat;
struct mip6_net;

/**
 * mip6_stats_read() - read a counter
 * @mnet: the node
 * @index: which one
 * @out: zeroed; its name and value
 *
 * Return: 0, or -ENOENT past the last.
 */
int mip6_stats_read(struct mip6_net *mnet, u32 index, struct mip6_dev_stat *out);

/**
 * mip6_stats_net_init() - give a node its counters
 * @mnet: the node
 *
 * Return: 0 or -ENOMEM.
 */
int mip6_stats_net_init(struct mip6_net *mnet);

/**
 * mip6_stats_net_exit() - the reverse
 * @mnet: the node
 */
void mip6_stats_net_exit(struct mip6_net *mnet);

#endif
