/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_ND_H
#define MIP6_HA_ND_H

#include <linux/types.h>

struct in6_addr;
struct mip6_ha;
struct mip6_mh_msg;
struct net;
struct sk_buff;

/**
 * mip6_ha_nd_rcv() - look at a solicitation or advertisement that came by some link
 * @ha: the home agent
 * @skb: the packet; ICMPv6 follows the IPv6 header
 *
 * Warning: may move packet data.
 *
 * Context: softirq, RCU read side.
 * Return: true if it was for a home address and is done with.
 */
bool mip6_ha_nd_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_nd_learn() - take the sender's link-layer address from a message's frame
 * @msg: the message, from a home address that is on the link it came by
 * @sure: it may change what is known; else it is taken only where nothing is
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_nd_learn(const struct mip6_mh_msg *msg, bool sure);

/**
 * mip6_ha_nd_probe() - send a solicitation for duplicate address detection
 * @net: network namespace
 * @ifindex: the link
 * @target: address in question
 *
 * Context: any.
 * Return: false if there was no memory for it.
 */
bool mip6_ha_nd_probe(struct net *net, int ifindex, const struct in6_addr *target);

/**
 * mip6_ha_nd_announce() - tell a link that an address is to be found at us
 * @net: network namespace
 * @ifindex: the link
 * @target: the address
 *
 * Context: any.
 */
void mip6_ha_nd_announce(struct net *net, int ifindex, const struct in6_addr *target);

/**
 * mip6_ha_nd_probe_time() - how long to wait for an objection
 * @net: network namespace
 * @ifindex: the link
 *
 * Context: any.
 * Return: RetransTimer of that link, jiffies.
 */
unsigned long mip6_ha_nd_probe_time(struct net *net, int ifindex);

/**
 * mip6_ha_nd_group() - join or leave the solicited-node group of an address
 * @net: network namespace
 * @ifindex: the link
 * @addr: the address
 * @join: join or leave
 *
 * Context: process, under the rtnl lock.
 * Return: 0; -ENODEV if there are no groups on that link; -ENOMEM; other errors of the stack's.
 */
int mip6_ha_nd_group(struct net *net, int ifindex, const struct in6_addr *addr, bool join);

#endif
