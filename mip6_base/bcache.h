/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_BCACHE_H
#define MIP6_BASE_BCACHE_H

#include <linux/types.h>

struct mip6_dev_binding;
struct mip6_net;
struct rhashtable_iter;

/**
 * mip6_bcache_walk_init() - start to read the whole cache
 * @mnet: the node
 * @iter: where the walk is; mip6_bcache_walk_exit() must follow
 *
 * Context: process.
 */
void mip6_bcache_walk_init(struct mip6_net *mnet, struct rhashtable_iter *iter);

/**
 * mip6_bcache_walk_exit() - end a walk
 * @iter: where it was
 *
 * Context: process.
 */
void mip6_bcache_walk_exit(struct rhashtable_iter *iter);

/**
 * mip6_bcache_walk() - read the next entries
 * @iter: where the walk is
 * @out: zeroed room for them
 * @count: how many fit
 * @changed: set to true if the table was resized, so that entries may come twice
 *
 * Context: process.
 * Return: how many there were; less than @count only at the end.
 */
u32 mip6_bcache_walk(struct rhashtable_iter *iter, struct mip6_dev_binding *out, u32 count,
		     bool *changed);

/**
 * mip6_bcache_net_init() - give a node an empty cache
 * @mnet: the node
 *
 * Return: 0 or a negative errno.
 */
int mip6_bcache_net_init(struct mip6_net *mnet);

/**
 * mip6_bcache_net_exit() - forget all bindings of a node
 * @mnet: the node
 */
void mip6_bcache_net_exit(struct mip6_net *mnet);

/**
 * mip6_bcache_init() - start
 *
 * Return: 0 or -ENOMEM.
 */
int mip6_bcache_init(void);

/**
 * mip6_bcache_exit() - stop; all nodes are gone
 */
void mip6_bcache_exit(void);

#endif
