/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_GSO_H
#define MIP6_GSO_H

#include <linux/types.h>

struct dst_entry;
struct sk_buff;

/**
 * mip6_gso_whole() - whether a packet of many segments may be wrapped as it is
 * @skb: packet, not wrapped yet
 * @dst: route that it will take
 * @len: octets by which it grows
 *
 * Context: any.
 * Return: true if the device of the route takes it; otherwise it is to be segmented before.
 */
bool mip6_gso_whole(const struct sk_buff *skb, const struct dst_entry *dst, unsigned int len);

/**
 * mip6_gso_mark() - have nobody segment a packet who does not know our headers
 * @skb: packet of many segments that was wrapped, its transport header set, not cloned
 *
 * Context: any.
 */
void mip6_gso_mark(struct sk_buff *skb);

/**
 * mip6_gso_unmark() - reverse of mip6_gso_mark(), for a packet that was unwrapped
 * @skb: any packet: one that was marked may have been cut apart since
 * @proto: its upper layer
 *
 * Context: any.
 * Return: 0, or -ENOMEM.
 */
int mip6_gso_unmark(struct sk_buff *skb, u8 proto);

#endif
