/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_RELAY_H
#define MIP6_BASE_RELAY_H

struct mip6_net;

/**
 * mip6_relay_net_init() - give ICMPv6 errors about wrapped packets to those who sent them
 * @mnet: the node
 *
 * Return: 0 or a negative errno.
 */
int mip6_relay_net_init(struct mip6_net *mnet);

/**
 * mip6_relay_net_exit() - the reverse
 * @mnet: the node
 */
void mip6_relay_net_exit(struct mip6_net *mnet);

#endif
