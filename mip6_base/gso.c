// SPDX-License-Identifier: GPL-2.0
/*
 * Packets of many segments that have our headers.
 *
 * The stack can segment them: it copies what is in front of TCP, and keeps the sum of the pseudo header,
 * which is of home addresses. Hardware computes that anew, from the addresses on the wire. So none of
 * it may get one, wherever that comes out in the end: a packet is marked as one of SCTP's besides, which
 * is segmented by software alone, and passed on whole by devices that are software. It is
 * marked as encapsulated, too: routers find TCP behind our headers then, and know the length of segments.
 */
#include "gso.h"

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/ipv6.h>

static bool is_marked(const struct sk_buff *skb)
{
	const unsigned int mark = SKB_GSO_TCPV6 | SKB_GSO_SCTP;

	return skb_is_gso(skb) && (skb_shinfo(skb)->gso_type & mark) == mark;
}

bool mip6_gso_whole(const struct sk_buff *skb, const struct dst_entry *dst, unsigned int len)
{
	const netdev_features_t wanted = NETIF_F_GSO_SCTP | NETIF_F_TSO6 | NETIF_F_HW_CSUM | NETIF_F_SG;
	const netdev_features_t has = dst->dev->features & dst->dev->hw_enc_features;

	return skb_shinfo(skb)->gso_type & SKB_GSO_TCPV6 && skb->ip_summed == CHECKSUM_PARTIAL &&
	       !skb->encapsulation && (has & wanted) == wanted &&
	       skb->len + len <= sizeof(struct ipv6hdr) + IPV6_MAXPLEN;
}

void mip6_gso_mark(struct sk_buff *skb)
{
	skb_shinfo(skb)->gso_type |= SKB_GSO_SCTP;
	skb->encapsulation = 1;
	skb_reset_inner_headers(skb);
}

int mip6_gso_unmark(struct sk_buff *skb, u8 proto)
{
	int err;

	if (likely(!skb->encapsulation || proto != IPPROTO_TCP))
		return 0;
	skb->encapsulation = 0;
	if (!is_marked(skb))
		return 0;
	err = skb_unclone(skb, GFP_ATOMIC);
	if (err)
		return err;
	skb_shinfo(skb)->gso_type &= ~SKB_GSO_SCTP;
	return 0;
}
