/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_COA_H
#define MIP6_BASE_COA_H

struct mip6_bcache;
struct mip6_bce;

/**
 * mip6_coa_add() - a home registration has its care-of address from now on
 * @bc: the cache, locked
 * @bce: the entry
 *
 * Return: 0 or a negative errno.
 */
int mip6_coa_add(struct mip6_bcache *bc, struct mip6_bce *bce);

/**
 * mip6_coa_del() - the reverse
 * @bc: the cache, locked
 * @bce: the entry
 */
void mip6_coa_del(struct mip6_bcache *bc, struct mip6_bce *bce);

/**
 * mip6_coa_init() - start without any
 * @bc: the cache
 *
 * Return: 0 or a negative errno.
 */
int mip6_coa_init(struct mip6_bcache *bc);

/**
 * mip6_coa_exit() - the reverse; there are no entries
 * @bc: the cache
 */
void mip6_coa_exit(struct mip6_bcache *bc);

#endif
