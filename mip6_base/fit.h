/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_FIT_H
#define MIP6_FIT_H

#include <linux/types.h>

struct dst_entry;
struct sk_buff;
struct sock;

/**
 * mip6_fit_packet() - see to it that a packet can grow
 * @skb: packet, not wrapped yet
 * @dst: route that it will take
 * @len: octets by which it grows
 *
 * One that may be fragmented is let pass: its source does that. Otherwise the route that it has now
 * learns what fits, and from there its sender.
 *
 * Context: softirq or process.
 * Return: 0, or -EMSGSIZE if it must not be sent.
 */
int mip6_fit_packet(struct sk_buff *skb, const struct dst_entry *dst, unsigned int len);

/**
 * mip6_fit_segments() - as mip6_fit_packet(), for one that may be cut into segments
 * @skb: packet, not wrapped yet
 * @sk: its socket if that goes by the MTU of a tunnel which the packet will not take; else NULL
 * @dst: route that it will take
 * @len: octets by which it grows
 * @proto: its upper layer
 * @upper: offset of that from the network header
 *
 * TCP has its segments made smaller, or, with @sk, larger if there is room; a packet that had none
 * may have some now. It is never fragmented. With @sk it announces the segments of the route that
 * it takes.
 * Warning: may move packet data.
 *
 * Context: softirq or process.
 * Return: 0 or a negative errno.
 */
int mip6_fit_segments(struct sk_buff *skb, const struct sock *sk, const struct dst_entry *dst,
		      unsigned int len, u8 proto, unsigned int upper);

/**
 * mip6_fit_refuse() - tell a socket why its packet is not sent
 * @skb: packet, not wrapped, that was refused with -EMSGSIZE
 * @sk: the socket, or NULL
 * @dst: route that it would take
 * @len: octets by which it would grow
 *
 * As the stack does it where the route itself is too narrow: who asked for that (IPV6_RECVERR) is
 * told the MTU.
 *
 * Context: softirq or process.
 */
void mip6_fit_refuse(struct sk_buff *skb, const struct sock *sk, const struct dst_entry *dst,
		     unsigned int len);

#endif
