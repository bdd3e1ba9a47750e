/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_UNWRAP_H
#define MIP6_UNWRAP_H

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_net;
struct sk_buff;

/**
 * struct mip6_wire_addrs - what home address option and type 2 routing header hid
 * @saddr: source on the wire
 * @daddr: destination on the wire
 * @hao: there was a home address option
 * @rh2: there was a type 2 routing header
 */
struct mip6_wire_addrs {
	struct in6_addr saddr;
	struct in6_addr daddr;
	bool hao;
	bool rh2;
};

/**
 * mip6_unwrap_addrs() - the addresses that a received packet had on the wire
 * @skb: packet of which the extension headers are linear
 * @out: set to them
 *
 * Context: any.
 */
void mip6_unwrap_addrs(const struct sk_buff *skb, struct mip6_wire_addrs *out);

/**
 * mip6_unwrap_cut() - take an extension header out of a packet
 * @skb: packet that is writable up to the end of it
 * @hdr: offset of the header
 * @prev: offset of the octet that names it
 *
 * Offsets are from the network header. Moves everything in front of the header.
 *
 * Context: any.
 */
void mip6_unwrap_cut(struct sk_buff *skb, unsigned int hdr, unsigned int prev);

/**
 * mip6_unwrap_undo() - make a signalling packet again what it was on the wire
 * @skb: packet
 *
 * For ICMPv6 errors about it, which must quote what was sent and go to the on-wire source (9.3.1).
 * Warning: may move skb data; reload header pointers after it.
 *
 * Context: softirq.
 * Return: 0 or -ENOMEM.
 */
int mip6_unwrap_undo(struct sk_buff *skb);

/**
 * mip6_unwrap_net_init() - take home address options and routing headers out of what a node gets
 * @mnet: the node
 *
 * Return: 0 or a negative errno.
 */
int mip6_unwrap_net_init(struct mip6_net *mnet);

/**
 * mip6_unwrap_net_exit() - the reverse
 * @mnet: the node
 */
void mip6_unwrap_net_exit(struct mip6_net *mnet);

#endif
