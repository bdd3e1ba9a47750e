// SPDX-License-Identifier: GPL-2.0
/*
 * Tunnels within tunnels: RFC 2473 4.1, RFC 6275 15.1. A mobile node can have two home agents send
 * a packet to each other, by care-of addresses that are home addresses at the other one. No hop
 * limit ends that, as each tunnel has its own, and with a path that takes fragments nothing else
 * does.
 *
 * Tunnels in a packet are counted rather than told in an option: that works whoever has added them,
 * and costs other packets neither octets nor time.
 */
#include "nest.h"

#include <linux/ip6_tunnel.h>
#include <linux/skbuff.h>
#include <net/ipv6.h>

bool mip6_tnl_is_nested(const struct sk_buff *skb)
{
	int at = skb_network_offset(skb) + sizeof(struct ipv6hdr);
	u8 nexthdr = ipv6_hdr(skb)->nexthdr;
	const struct ipv6hdr *hdr;
	unsigned int level;
	struct ipv6hdr buf;
	__be16 frag_off;

	for (level = 0; level <= IPV6_DEFAULT_TNL_ENCAP_LIMIT; level++) {
		/* Behind a fragment header that is not the first one's nothing is found. */
		at = ipv6_skip_exthdr(skb, at, &nexthdr, &frag_off);
		if (at < 0 || nexthdr != IPPROTO_IPV6)
			return false;
		hdr = skb_header_pointer(skb, at, sizeof(buf), &buf);
		if (!hdr)
			return false;
		nexthdr = hdr->nexthdr;
		at += sizeof(*hdr);
	}
	return true;
}
