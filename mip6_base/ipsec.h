/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_IPSEC_H
#define MIP6_BASE_IPSEC_H

#include <linux/types.h>

#include <mip6/ipsec.h>

struct dst_entry;
struct mip6_mh_path;
struct mip6_net;

/**
 * mip6_ipsec_apply() - have a message sent as policy wants it
 * @net: network namespace
 * @dst: its route on the wire, consumed
 * @path: its way
 * @proto: Mobility Header or ICMPv6
 * @type: of the message
 *
 * Context: softirq or process.
 * Return: @dst or what leads to it, or a negative errno: -EREMOTE if there is no SA yet, which the key
 * manager has then been asked for, -EPERM if policy forbids it.
 */
struct dst_entry *mip6_ipsec_apply(struct net *net, struct dst_entry *dst,
				   const struct mip6_mh_path *path, u8 proto, u8 type);

/**
 * mip6_ipsec_net_init() - make a node able to move tunnels
 * @mnet: the node
 *
 * Context: process.
 */
void mip6_ipsec_net_init(struct mip6_net *mnet);

/**
 * mip6_ipsec_net_exit() - stop moving tunnels
 * @mnet: the node, which is closing
 *
 * Context: process.
 */
void mip6_ipsec_net_exit(struct mip6_net *mnet);

#endif
