/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_PATH_H
#define MIP6_PATH_H

struct mip6_dev_path;
struct mip6_net;

/**
 * mip6_path_get() - say how packets to a node travel, and those from it
 * @mnet: the node that asks
 * @path: the other node; the rest is filled in
 *
 * Context: process.
 */
void mip6_path_get(struct mip6_net *mnet, struct mip6_dev_path *path);

#endif
