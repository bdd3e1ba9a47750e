/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that leave by a tunnel device.
 */
#ifndef MIP6_TNL_TX_H
#define MIP6_TNL_TX_H

#include <linux/netdevice.h>

struct dst_entry;
struct flowi6;
struct in6_addr;
struct ipv6hdr;
struct sk_buff;

/**
 * mip6_tnl_xmit() - ndo_start_xmit of a tunnel device
 * @skb: packet; consumed
 * @dev: the device
 *
 * Context: bottom halves off, under RCU-bh.
 * Return: NETDEV_TX_OK.
 */
netdev_tx_t mip6_tnl_xmit(struct sk_buff *skb, struct net_device *dev);

/**
 * mip6_tnl_route() - where packets between two addresses leave
 * @dev: tunnel device, which must not be the answer
 * @fl6: filled in
 * @saddr: source
 * @daddr: destination
 * @oif: interface that they must leave by, 0: any
 *
 * Context: bottom halves off.
 * Return: a route with a reference; -ELOOP if it leads back into the tunnel or to this node,
 *	-EHOSTUNREACH if there is none.
 */
struct dst_entry *mip6_tnl_route(const struct net_device *dev, struct flowi6 *fl6,
				 const struct in6_addr *saddr, const struct in6_addr *daddr,
				 int oif);

/**
 * mip6_tnl_is_local_scope() - whether a packet must stay on its link
 * @hdr: its header
 *
 * Such packets have no business in a tunnel: their addresses mean nothing at the other end.
 *
 * Context: any.
 * Return: true if source or destination is of interface or link scope, or the source is none.
 */
bool mip6_tnl_is_local_scope(const struct ipv6hdr *hdr);

#endif
