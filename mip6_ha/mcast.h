/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_MCAST_H
#define MIP6_HA_MCAST_H

#include <linux/types.h>

struct ipv6hdr;
struct mip6_ha;
struct sk_buff;

/**
 * mip6_ha_mcast_rcv() - forward a packet to a multicast group
 * @ha: the home agent
 * @skb: the packet, not routed yet; left as it is, for the stack
 *
 * From the home link to the group's members by the tunnel, out of the tunnel to them and to the
 * home link.
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_mcast_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_mcast_fan_out() - send a packet to each member of its group
 * @priv: the home agent
 * @skb: the packet, in the tunnel device
 *
 * Context: as &mip6_tnl_ops.fan_out.
 * Return: likewise.
 */
unsigned int mip6_ha_mcast_fan_out(void *priv, struct sk_buff *skb);

/**
 * mip6_ha_mcast_owns() - whether we may have sent a tunnelled packet to a group
 * @ha: the home agent
 * @outer: its outer header
 *
 * Context: any, RCU read side.
 * Return: true if its ends are those of a registration.
 */
bool mip6_ha_mcast_owns(struct mip6_ha *ha, const struct ipv6hdr *outer);

#endif
