/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_RA_H
#define MIP6_HA_RA_H

struct mip6_ha;
struct net_device;
struct sk_buff;

/**
 * mip6_ha_ra_rcv() - read a router advertisement that came
 * @ha: the home agent
 * @skb: the packet; such a message follows the IPv6 header
 *
 * It stays the stack's as well. Warning: may move packet data.
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_ra_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_ra_sent() - read a router advertisement of our own
 * @ha: the home agent
 * @skb: the packet; such a message follows the IPv6 header
 * @dev: interface that it leaves by
 *
 * What this node says of itself as a home agent is up to whoever makes it a router (radvd).
 * Warning: may move packet data.
 *
 * Context: softirq or process, RCU read side.
 */
void mip6_ha_ra_sent(struct mip6_ha *ha, struct sk_buff *skb, const struct net_device *dev);

/**
 * mip6_ha_ra_ask() - solicit router advertisements on a link that has become a home link
 * @ha: the home agent
 * @ifindex: the link
 *
 * The next unsolicited ones, our own too, may be half an hour away.
 *
 * Context: process.
 */
void mip6_ha_ra_ask(struct mip6_ha *ha, int ifindex);

#endif
