/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_WRAP_H
#define MIP6_WRAP_H

struct mip6_net;

/**
 * mip6_wrap_net_init() - send a node's own packets for home addresses to the care-of address
 * @mnet: the node
 *
 * Return: 0 or a negative errno.
 */
int mip6_wrap_net_init(struct mip6_net *mnet);

/**
 * mip6_wrap_net_exit() - the reverse
 * @mnet: the node
 */
void mip6_wrap_net_exit(struct mip6_net *mnet);

#endif
