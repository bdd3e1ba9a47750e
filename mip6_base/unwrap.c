// SPDX-License-Identifier: GPL-2.0
/*
 * The edge where packets come in: above it they carry home addresses.
 *
 * From data packets home address option and type 2 routing header are taken out. In signalling
 * (Mobility Header, ESP or AH that may hide one, mobile prefix advertisements) they stay as a
 * destination option that the stack skips and that holds the on-wire address: RFC 6275 9.3.1,
 * 11.3.3, 11.4.3. Only we set dsthao in the control block, to where the header with that option lies,
 * so an option of that type that came from a link is never taken for ours. (The stack's own ICMPv6
 * code looks for a home address option in the header that dsthao names, and finds none.)
 */
#include "unwrap.h"

#include "gso.h"
#include "netns.h"
#include "role.h"
#include "wire/ext.h"
#include "wire/icmp.h"
#include "wire/mh.h"
#include "wire/rules.h"

#include <linux/export.h>
#include <linux/ipv6.h>
#include <linux/netfilter_ipv6.h>
#include <net/addrconf.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/hook.h>
#include <mip6/mh.h>
#include <mip6/stats.h>

enum {
	CHAIN_MAX	= 512,	/* octets in which the two headers are looked for */
};

/* A checksum of the whole packet ends here; those of its parts stay right. */
static void forget_complete_checksum(struct sk_buff *skb)
{
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->ip_summed = CHECKSUM_NONE;
}

/* What a packet carries. */
static u8 upper_layer(const struct sk_buff *skb, const struct mip6_wire_chain *chain)
{
	u8 proto = chain->last_proto, buf;
	const u8 *next;

	/* Each fragment says in its first octet what it is one of. */
	if (proto == NEXTHDR_FRAGMENT) {
		next = skb_header_pointer(skb, skb_network_offset(skb) + chain->last, 1, &buf);
		if (next)
			proto = *next;
	}
	return proto;
}

/* Where in the packet our option lies, in the header that dsthao names and the walk has checked. */
static unsigned int find_option(const struct sk_buff *skb, u8 type)
{
	unsigned int hdr = IP6CB(skb)->dsthao, opt, end;
	const u8 *pkt = skb_network_header(skb);

	if (!hdr)
		return 0;
	end = hdr + (pkt[hdr + 1] + 1) * 8;
	for (opt = hdr + 2; opt + 2 <= end; opt += pkt[opt] == IPV6_TLV_PAD1 ? 1 : pkt[opt + 1] + 2)
		if (pkt[opt] == type)
			return opt;
	return 0;
}

/* Exchanges the source with the address in an option, which lies anywhere. */
static void swap_saddr(struct sk_buff *skb, unsigned int opt)
{
	u8 *in_option = skb_network_header(skb) + opt + 2;
	struct in6_addr addr = ipv6_hdr(skb)->saddr;

	memcpy(&ipv6_hdr(skb)->saddr, in_option, sizeof(addr));
	memcpy(in_option, &addr, sizeof(addr));
}

static void read_addr(const struct sk_buff *skb, unsigned int off, struct in6_addr *addr)
{
	memcpy(addr, skb_network_header(skb) + off, sizeof(*addr));
}

void mip6_unwrap_cut(struct sk_buff *skb, unsigned int hdr, unsigned int prev)
{
	u8 *pkt = skb_network_header(skb);
	unsigned int len = (pkt[hdr + 1] + 1) * 8, transport = skb_transport_offset(skb);

	pkt[prev] = pkt[hdr];
	memmove(pkt + len, pkt, hdr);
	__skb_pull(skb, len);
	skb_reset_network_header(skb);
	/* Behind hop-by-hop options if there are any: always in front of what is cut. */
	skb_set_transport_header(skb, transport);
	if (skb_mac_header_was_set(skb))
		skb_mac_header_rebuild(skb);
	if (ipv6_hdr(skb)->payload_len)
		ipv6_hdr(skb)->payload_len = htons(skb->len - sizeof(struct ipv6hdr));
}

static void take_rh2(struct sk_buff *skb, const struct mip6_wire_chain *chain, bool signalling)
{
	u8 *pkt = skb_network_header(skb), *hdr = pkt + chain->rh2_hdr;
	struct in6_addr coa = ipv6_hdr(skb)->daddr, hoa;

	memcpy(&hoa, hdr + MIP6_EXT_ADDR_OFF, sizeof(hoa));
	ipv6_hdr(skb)->daddr = hoa;
	if (!signalling) {
		mip6_unwrap_cut(skb, chain->rh2_hdr, chain->rh2_prev);
		return;
	}
	pkt[chain->rh2_prev] = NEXTHDR_DEST;
	mip6_wire_build_wire_addr(hdr, hdr[0], &coa);
	hdr[MIP6_EXT_OPT_OFF] = MIP6_OPT_WIRE_DADDR;
	IP6CB(skb)->dsthao = chain->rh2_hdr;
}

static void take_hao(struct sk_buff *skb, const struct mip6_wire_chain *chain, bool signalling)
{
	unsigned int opt;

	swap_saddr(skb, chain->hao_opt);
	if (!signalling) {
		mip6_unwrap_cut(skb, chain->hao_hdr, chain->hao_prev);
		return;
	}
	IP6CB(skb)->dsthao = chain->hao_hdr;
	/* One of that type beside it is the sender's, and means nothing: it must not be found first. */
	while ((opt = find_option(skb, MIP6_OPT_WIRE_ADDR)))
		skb_network_header(skb)[opt] = MIP6_OPT_WIRE_DADDR;
	skb_network_header(skb)[chain->hao_opt] = MIP6_OPT_WIRE_ADDR;
}

/* Data from a home address is believed only with a binding that says so: 9.3.1. */
static bool hao_ok(struct mip6_net *mnet, struct sk_buff *skb, const struct mip6_wire_chain *chain,
		   bool signalling)
{
	const struct ipv6hdr *ip6 = ipv6_hdr(skb);
	struct in6_addr local = ip6->daddr, hoa;
	struct mip6_bce *bce;

	read_addr(skb, chain->hao_opt + 2, &hoa);
	if (chain->rh2_hdr)
		read_addr(skb, chain->rh2_hdr + MIP6_EXT_ADDR_OFF, &local);
	if (!mip6_rules_routable(&hoa) || !mip6_rules_routable(&ip6->saddr) ||
	    ipv6_chk_addr(mnet->net, &hoa, NULL, 0)) {
		mip6_count(mnet->net, MIP6_STAT_HAO_INVALID);
		return false;
	}
	if (signalling)
		return true;

	bce = mip6_bcache_find(mnet->net, &hoa, &local);
	if (bce && ipv6_addr_equal(&bce->b.coa, &ip6->saddr) &&
	    ipv6_addr_equal(&bce->b.local, &local)) {
		mip6_bcache_use(bce);
		return true;
	}
	mip6_count(mnet->net, MIP6_STAT_HAO_NO_BINDING);
	mip6_be_send(mnet->net, &ip6->daddr, &ip6->saddr, MIP6_BE_UNKNOWN_BINDING, &hoa);
	return false;
}

static bool rh2_ok(struct mip6_net *mnet, struct sk_buff *skb, const struct mip6_wire_chain *chain)
{
	struct in6_addr hoa;

	read_addr(skb, chain->rh2_hdr + MIP6_EXT_ADDR_OFF, &hoa);
	if (mip6_rules_routable(&hoa) && mip6_role_is_home(mnet, &hoa, &ipv6_hdr(skb)->daddr))
		return true;
	mip6_count(mnet->net, MIP6_STAT_RH2_INVALID);
	return false;
}

/* Whether what was hidden is to be told to who gets the message. */
static bool is_signalling(const struct sk_buff *skb, const struct mip6_wire_chain *chain, u8 proto)
{
	const u8 *type;
	u8 buf;

	if (proto == MIP6_MH_PROTO)
		return true;
	/* No message has both (6.1): ESP between two mobile nodes is data, and needs a binding. */
	if (chain->hao_hdr && chain->rh2_hdr)
		return false;
	if (proto == NEXTHDR_ESP || proto == NEXTHDR_AUTH)
		return true;
	if (!chain->rh2_hdr || chain->last_proto != NEXTHDR_ICMP)
		return false;
	type = skb_header_pointer(skb, skb_network_offset(skb) + chain->last, sizeof(buf), &buf);
	return type && *type == MIP6_ICMP_MPA;
}

static unsigned int take(struct mip6_net *mnet, struct sk_buff *skb,
			 const struct mip6_wire_chain *chain)
{
	u8 proto = upper_layer(skb, chain);
	bool both = chain->hao_hdr && chain->rh2_hdr;
	bool signalling = is_signalling(skb, chain, proto);

	if (signalling && both) {
		mip6_count(mnet->net, MIP6_STAT_RH2_INVALID);
		return NF_DROP;
	}
	if (chain->rh2_hdr && !rh2_ok(mnet, skb, chain))
		return NF_DROP;
	if (chain->hao_hdr && !hao_ok(mnet, skb, chain, signalling))
		return NF_DROP;

	if (skb_ensure_writable(skb, skb_network_offset(skb) + chain->last))
		return NF_DROP;
	forget_complete_checksum(skb);
	/* The later header first: cutting moves what is in front of it. */
	if (chain->hao_hdr) {
		take_hao(skb, chain, signalling);
		mip6_count(mnet->net, MIP6_STAT_HAO_RCVD);
	}
	if (chain->rh2_hdr) {
		take_rh2(skb, chain, signalling);
		mip6_role_used(mnet, &ipv6_hdr(skb)->daddr, &ipv6_hdr(skb)->saddr, proto, true);
		mip6_count(mnet->net, MIP6_STAT_RH2_RCVD);
	}
	return mip6_gso_unmark(skb, proto) ? NF_DROP : NF_ACCEPT;
}

static unsigned int unwrap_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct mip6_net *mnet = priv;
	struct mip6_wire_chain chain;
	unsigned int len;
	u8 nexthdr = ipv6_hdr(skb)->nexthdr;
	int err;

	if (likely(nexthdr != NEXTHDR_DEST && nexthdr != NEXTHDR_ROUTING && nexthdr != NEXTHDR_HOP))
		return NF_ACCEPT;
	/* A router leaves alone what it forwards. */
	if (!ipv6_chk_addr(state->net, &ipv6_hdr(skb)->daddr, NULL, 0))
		return NF_ACCEPT;

	len = min_t(unsigned int, skb->len, CHAIN_MAX);
	if (!pskb_may_pull(skb, len))
		return NF_DROP;
	err = mip6_wire_walk(skb_network_header(skb), len, &chain);
	if (chain.bad_hao || chain.bad_rh2) {
		mip6_count(state->net, chain.bad_hao ? MIP6_STAT_HAO_INVALID : MIP6_STAT_RH2_INVALID);
		return NF_DROP;
	}
	/* What is wrong otherwise, or has neither header, is the stack's. */
	if (err || chain.in_transit || (!chain.hao_hdr && !chain.rh2_hdr))
		return NF_ACCEPT;
	return take(mnet, skb, &chain);
}

void mip6_unwrap_addrs(const struct sk_buff *skb, struct mip6_wire_addrs *out)
{
	unsigned int source = find_option(skb, MIP6_OPT_WIRE_ADDR);
	unsigned int destination = source ? 0 : find_option(skb, MIP6_OPT_WIRE_DADDR);

	out->saddr = ipv6_hdr(skb)->saddr;
	out->daddr = ipv6_hdr(skb)->daddr;
	out->hao = source;
	out->rh2 = destination;
	if (source)
		read_addr(skb, source + 2, &out->saddr);
	if (destination)
		read_addr(skb, destination + 2, &out->daddr);
}

bool mip6_rh2_coa(const struct sk_buff *skb, struct in6_addr *coa)
{
	struct mip6_wire_addrs wire;

	if (!IP6CB(skb)->dsthao)
		return false;
	mip6_unwrap_addrs(skb, &wire);
	*coa = wire.daddr;
	return wire.rh2;
}
EXPORT_SYMBOL_NS_GPL(mip6_rh2_coa, MIP6);

/* The octet that names the extension header at @off, which the walk has come to before. */
static u8 *names(struct sk_buff *skb, unsigned int off)
{
	unsigned int prev = offsetof(struct ipv6hdr, nexthdr), at = sizeof(struct ipv6hdr);
	u8 *pkt = skb_network_header(skb);

	while (at < off) {
		prev = at;
		at += (pkt[at + 1] + 1) * 8;
	}
	return pkt + prev;
}

int mip6_unwrap_undo(struct sk_buff *skb)
{
	unsigned int off = IP6CB(skb)->dsthao, opt;
	struct mip6_wire_addrs wire;
	struct in6_addr hoa;
	u8 *hdr;
	int err;

	if (!off)
		return 0;
	err = skb_unclone(skb, GFP_ATOMIC);
	if (err)
		return err;
	mip6_unwrap_addrs(skb, &wire);
	if (wire.hao) {
		opt = find_option(skb, MIP6_OPT_WIRE_ADDR);
		swap_saddr(skb, opt);
		skb_network_header(skb)[opt] = MIP6_OPT_HAO;
	}
	if (wire.rh2) {
		hdr = skb_network_header(skb) + off;
		hoa = ipv6_hdr(skb)->daddr;
		ipv6_hdr(skb)->daddr = wire.daddr;
		mip6_wire_build_rh2(hdr, hdr[0], &hoa);
		*names(skb, off) = NEXTHDR_ROUTING;
	}
	IP6CB(skb)->dsthao = 0;
	return 0;
}

static const struct nf_hook_ops unwrap_ops = {
	.hook		= unwrap_hook,
	.pf		= NFPROTO_IPV6,
	.hooknum	= NF_INET_PRE_ROUTING,
	.priority	= MIP6_PRI_UNWRAP,
};

int mip6_unwrap_net_init(struct mip6_net *mnet)
{
	mnet->unwrap_ops = unwrap_ops;
	mnet->unwrap_ops.priv = mnet;
	return nf_register_net_hook(mnet->net, &mnet->unwrap_ops);
}

void mip6_unwrap_net_exit(struct mip6_net *mnet)
{
	nf_unregister_net_hook(mnet->net, &mnet->unwrap_ops);
}
