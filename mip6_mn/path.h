/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_PATH_H
#define MIP6_MN_PATH_H

#include <linux/types.h>

struct mip6_dev_path;
struct mip6_mn;

/**
 * mip6_mn_path() - say how packets to a node travel
 * @mn: the mobile node; its lock is held
 * @path: the node, and the home address that they are from or the unspecified address; set to the
 *	rest
 *
 * Context: process.
 */
void mip6_mn_path(struct mip6_mn *mn, struct mip6_dev_path *path);

#endif
