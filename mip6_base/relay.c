// SPDX-License-Identifier: GPL-2.0
/*
 * ICMPv6 errors about packets that were wrapped: RFC 6275 9.3.4.
 *
 * They quote the packet as it was on the wire, with care-of addresses. No socket knows it, nor does
 * connection tracking. So the quoted packet is made again what its sender has sent, once it is
 * clear that it is ours: its addresses are those that a binding or the mobile node's role has now.
 *
 * A path is too narrow for the packet on the wire, so it is the route to the care-of address that
 * learns of it; the sender is told what is left for it.
 */
#include "relay.h"

#include "bcache.h"
#include "netns.h"
#include "role.h"
#include "unwrap.h"
#include "wire/ext.h"
#include "wire/mh.h"

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ip6_checksum.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/hook.h>
#include <mip6/role.h>
#include <mip6/stats.h>

enum {
	ICMP_OFF	= sizeof(struct ipv6hdr),
	QUOTE_OFF	= ICMP_OFF + sizeof(struct icmp6hdr),
	CHAIN_MAX	= 512,	/* octets of the quoted packet in which the headers are looked for */
};

/**
 * struct quote - the packet that an error quotes
 * @chain: where things lie in it; offsets from its own IPv6 header
 * @saddr: source that it had before it was wrapped
 * @daddr: destination likewise
 * @len: octets that it had grown by
 * @bce: binding by which it went, NULL if it had no type 2 routing header
 */
struct quote {
	struct mip6_wire_chain chain;
	struct in6_addr saddr;
	struct in6_addr daddr;
	unsigned int len;
	struct mip6_bce *bce;
};

static unsigned int header_len(const u8 *pkt, unsigned int off)
{
	return off ? (pkt[off + 1] + 1) * 8 : 0;
}

/* Whether what has no type 2 routing header would be sent as it is quoted. */
static bool is_direct(struct mip6_net *mnet, const struct quote *q, const struct in6_addr *coa)
{
	struct mip6_careof careof;

	return mip6_role_careof(mnet, &q->saddr, &q->daddr, &careof) &&
	       ipv6_addr_equal(&careof.coa, coa);
}

/*
 * Reads the quoted packet. False if it was not wrapped, or not by us, or is signalling: no
 * socket's.
 */
static bool read_quote(struct mip6_net *mnet, const struct sk_buff *skb, struct quote *q)
{
	const u8 *pkt = skb_network_header(skb) + QUOTE_OFF;
	const struct ipv6hdr *ip6 = (const struct ipv6hdr *)pkt;
	unsigned int len = min_t(unsigned int, skb_headlen(skb) - QUOTE_OFF, CHAIN_MAX);

	/* A router leaves alone what it forwards. */
	if (!ipv6_addr_equal(&ip6->saddr, &ipv6_hdr(skb)->daddr) ||
	    !ipv6_chk_addr(mnet->net, &ip6->saddr, NULL, 0) ||
	    mip6_wire_walk(pkt, len, &q->chain) || (!q->chain.rh2_hdr && !q->chain.hao_hdr) ||
	    q->chain.last_proto == MIP6_MH_PROTO)
		return false;
	q->saddr = ip6->saddr;
	q->daddr = ip6->daddr;
	q->len = header_len(pkt, q->chain.rh2_hdr) + header_len(pkt, q->chain.hao_hdr);
	q->bce = NULL;
	if (q->chain.hao_hdr) {
		memcpy(&q->saddr, pkt + q->chain.hao_opt + 2, sizeof(q->saddr));
		if (!mip6_role_is_home(mnet, &q->saddr, &ip6->saddr))
			return false;
	}
	if (q->chain.rh2_hdr) {
		memcpy(&q->daddr, pkt + q->chain.rh2_hdr + MIP6_EXT_ADDR_OFF, sizeof(q->daddr));
		q->bce = mip6_bcache_find(mnet->net, &q->daddr, &q->saddr);
		return q->bce && ipv6_addr_equal(&q->bce->b.coa, &ip6->daddr);
	}
	return is_direct(mnet, q, &ip6->saddr);
}

/* Headers that its sender has not put there cannot be what it did wrong. */
static bool is_for_sender(const struct icmp6hdr *icmp, const struct quote *q)
{
	return icmp->icmp6_type != ICMPV6_PARAMPROB ||
	       ntohl(icmp->icmp6_pointer) < sizeof(struct ipv6hdr) ||
	       ntohl(icmp->icmp6_pointer) >= q->chain.last;
}

/*
 * The question that is asked for sending (wrap.c), so that the next packet finds what was learnt;
 * but for mark, user and bound device of the socket, which the error does not tell. Where rules or
 * tables go by these, what was learnt may be with another route: that packet draws another error,
 * no more.
 */
static void learn_mtu(struct mip6_net *mnet, struct sk_buff *skb, const struct quote *q)
{
	u32 mtu = ntohl(((struct icmp6hdr *)(skb_network_header(skb) + ICMP_OFF))->icmp6_mtu);
	const struct ipv6hdr *ip6 = (struct ipv6hdr *)(skb_network_header(skb) + QUOTE_OFF);
	struct flowi6 fl6 = {
		.daddr		= ip6->daddr,
		.saddr		= ip6->saddr,
		.flowlabel	= ip6_flowinfo(ip6),
		.flowi6_proto	= q->chain.rh2_hdr ? IPPROTO_ROUTING : IPPROTO_DSTOPTS,
		.flowi6_uid	= sock_net_uid(mnet->net, NULL),
	};
	int off = skb_network_offset(skb);
	struct net_device *dev;
	struct dst_entry *dst;

	/* A care-of address of ours does not leave by the default route, which is the tunnel. */
	dev = q->chain.hao_hdr ? ipv6_dev_find(mnet->net, &ip6->saddr, NULL) : NULL;
	if (dev)
		fl6.flowi6_oif = dev->ifindex;
	dst = ip6_route_output_flags(mnet->net, NULL, &fl6, dev ? RT6_LOOKUP_F_IFACE : 0);
	if (!dst->error) {
		/* Whose path it is it reads from the packet. */
		skb_set_network_header(skb, off + QUOTE_OFF);
		dst->ops->update_pmtu(dst, NULL, skb, mtu, false);
		skb_set_network_header(skb, off);
	}
	dst_release(dst);
}

/* Makes what the error says true of the packet as its sender knows it. */
static void adjust(struct icmp6hdr *icmp, unsigned int len)
{
	u32 value = ntohl(icmp->icmp6_mtu);

	switch (icmp->icmp6_type) {
	case ICMPV6_PKT_TOOBIG:
		icmp->icmp6_mtu = htonl(max_t(u32, value, IPV6_MIN_MTU + len) - len);
		break;
	case ICMPV6_PARAMPROB:
		if (value >= sizeof(struct ipv6hdr) + len)
			icmp->icmp6_pointer = htonl(value - len);
		break;
	}
}

/* The packet is writable as far as the quoted packet's headers go. */
static void rewrite(struct sk_buff *skb, const struct quote *q)
{
	struct ipv6hdr *outer, *inner;
	struct icmp6hdr *icmp;
	unsigned int len, plen;

	/* The later header first: cutting moves what is in front of it. */
	if (q->chain.hao_hdr)
		mip6_unwrap_cut(skb, QUOTE_OFF + q->chain.hao_hdr, QUOTE_OFF + q->chain.hao_prev);
	if (q->chain.rh2_hdr)
		mip6_unwrap_cut(skb, QUOTE_OFF + q->chain.rh2_hdr, QUOTE_OFF + q->chain.rh2_prev);

	outer = ipv6_hdr(skb);
	icmp = (struct icmp6hdr *)(skb_network_header(skb) + ICMP_OFF);
	inner = (struct ipv6hdr *)(skb_network_header(skb) + QUOTE_OFF);
	plen = ntohs(inner->payload_len);
	if (plen >= q->len)
		inner->payload_len = htons(plen - q->len);
	inner->saddr = q->saddr;
	inner->daddr = q->daddr;
	adjust(icmp, q->len);

	len = skb->len - ICMP_OFF;
	icmp->icmp6_cksum = 0;
	icmp->icmp6_cksum = csum_ipv6_magic(&outer->saddr, &outer->daddr, len, IPPROTO_ICMPV6,
					    skb_checksum(skb, ICMP_OFF, len, 0));
	skb->ip_summed = CHECKSUM_NONE;
}

/* An error of which the headers, and those of the quoted packet, can be read. */
static void relay(struct mip6_net *mnet, struct sk_buff *skb)
{
	const struct icmp6hdr *icmp;
	struct quote q;

	if (!read_quote(mnet, skb, &q) ||
	    nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, ICMP_OFF, IPPROTO_ICMPV6))
		return;
	icmp = (const struct icmp6hdr *)(skb_network_header(skb) + ICMP_OFF);
	if (!is_for_sender(icmp, &q))
		return;
	if (icmp->icmp6_type == ICMPV6_PKT_TOOBIG)
		learn_mtu(mnet, skb, &q);
	else if (icmp->icmp6_type == ICMPV6_DEST_UNREACH && q.bce &&
		 icmp->icmp6_code != ICMPV6_PORT_UNREACH)
		mip6_bcache_complain(mnet, q.bce);
	if (skb_ensure_writable(skb, QUOTE_OFF + q.chain.last))
		return;
	rewrite(skb, &q);
	mip6_count(mnet->net, MIP6_STAT_ERRORS_RELAYED);
}

static unsigned int relay_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const u8 *pkt;

	if (likely(ipv6_hdr(skb)->nexthdr != IPPROTO_ICMPV6) ||
	    !pskb_may_pull(skb, QUOTE_OFF + sizeof(struct ipv6hdr)))
		return NF_ACCEPT;
	pkt = skb_network_header(skb);
	if (pkt[ICMP_OFF] & ICMPV6_INFOMSG_MASK)
		return NF_ACCEPT;
	if (pskb_may_pull(skb, min_t(unsigned int, skb->len, QUOTE_OFF + CHAIN_MAX)))
		relay(priv, skb);
	return NF_ACCEPT;
}

static const struct nf_hook_ops relay_ops = {
	.hook		= relay_hook,
	.pf		= NFPROTO_IPV6,
	.hooknum	= NF_INET_PRE_ROUTING,
	.priority	= MIP6_PRI_RELAY,
};

int mip6_relay_net_init(struct mip6_net *mnet)
{
	mnet->relay_ops = relay_ops;
	mnet->relay_ops.priv = mnet;
	return nf_register_net_hook(mnet->net, &mnet->relay_ops);
}

void mip6_relay_net_exit(struct mip6_net *mnet)
{
	nf_unregister_net_hook(mnet->net, &mnet->relay_ops);
}
