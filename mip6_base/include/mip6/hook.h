/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the engine and the roles look at packets, and in which order.
 */
#ifndef MIP6_HOOK_H
#define MIP6_HOOK_H

#include <linux/icmpv6.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>

#include <wire/mld.h>
#include <wire/nd.h>

/*
 * Of two hooks that have the same priority the one registered later comes first
 * (nf_hook_entries_grow()). So that no order depends on who came when, none of ours have.
 */
enum {
	/* PRE_ROUTING. Before connection tracking puts fragments together. */
	MIP6_PRI_UNWRAP		= NF_IP6_PRI_RAW_BEFORE_DEFRAG,
	MIP6_PRI_ROLE_ERRORS	= MIP6_PRI_UNWRAP + 1,	/* ICMPv6 errors as they came */
	MIP6_PRI_RELAY		= MIP6_PRI_UNWRAP + 2,	/* changes those about wrapped packets */

	/* LOCAL_OUT. Behind whatever changes a packet or its route. */
	MIP6_PRI_WRAP		= NF_IP6_PRI_LAST - 1,

	/* Either: the role, behind everybody. */
	MIP6_PRI_ROLE		= NF_IP6_PRI_LAST,
};

/**
 * mip6_is_nd() - whether an ICMPv6 message belongs to its link, as Neighbor Discovery does
 * @skb: packet
 * @off: where the message begins, from the network header
 *
 * Context: any.
 * Return: true if it does, or cannot be read.
 */
static inline bool mip6_is_nd(const struct sk_buff *skb, unsigned int off)
{
	const u8 *type;
	u8 buf;

	type = skb_header_pointer(skb, skb_network_offset(skb) + off, sizeof(buf), &buf);
	return !type || (*type >= MIP6_ND_RS && *type <= MIP6_ND_REDIRECT);
}

/**
 * mip6_mld_type() - whether a packet is a message of multicast listener discovery, and which
 * @skb: packet, its data at the IPv6 header
 *
 * Context: any.
 * Return: MIP6_MLD_*, or 0.
 */
static inline u8 mip6_mld_type(const struct sk_buff *skb)
{
	const unsigned int len = min_t(unsigned int, skb->len, MIP6_MLD_LOOK_LEN);
	u8 buf[MIP6_MLD_LOOK_LEN];
	const u8 *pkt = skb_header_pointer(skb, 0, len, buf);
	unsigned int at = pkt ? mip6_wire_mld_at(pkt, len) : 0;

	return at ? pkt[at] : 0;
}

#endif
