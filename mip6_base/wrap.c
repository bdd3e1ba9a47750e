// SPDX-License-Identifier: GPL-2.0
/*
 * The edge where packets go out: below it they carry care-of addresses.
 *
 * RFC 6275 9.3.2: what this node sends to a home address in the binding cache goes to the care-of
 * address with a type 2 routing header. Neighbor Discovery and Mobility Header messages do not
 * (6.1), nor what has such a header already.
 */
#include "wrap.h"

#include "netns.h"
#include "wire/ext.h"
#include "wire/mh.h"

#include <linux/ipv6.h>
#include <linux/netfilter_ipv6.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/compat.h>
#include <mip6/hook.h>
#include <mip6/stats.h>

enum {
	CHAIN_MAX	= 512,	/* octets in which the upper layer is looked for */
};

/* Whether a packet may be wrapped; sets @at to where, @prev to the octet that names what is there. */
static bool wrappable(struct sk_buff *skb, unsigned int *at, unsigned int *prev)
{
	unsigned int len = min_t(unsigned int, skb_headlen(skb), CHAIN_MAX);
	struct mip6_wire_chain chain;
	const u8 *pkt = skb_network_header(skb);

	if (mip6_wire_walk(pkt, len, &chain) || chain.rh2_hdr || chain.in_transit ||
	    chain.last_proto == MIP6_MH_PROTO)
		return false;
	if (chain.last_proto == IPPROTO_ICMPV6 && mip6_is_nd(skb, chain.last))
		return false;
	*at = sizeof(struct ipv6hdr);
	*prev = offsetof(struct ipv6hdr, nexthdr);
	if (pkt[*prev] == NEXTHDR_HOP) {
		*prev = *at;
		*at += (pkt[*at + 1] + 1) * 8;
	}
	return true;
}

static struct dst_entry *route(struct mip6_net *mnet, const struct sk_buff *skb, struct sock *sk,
			       const struct in6_addr *coa)
{
	struct flowi6 fl6 = {
		.daddr		= *coa,
		.saddr		= ipv6_hdr(skb)->saddr,
		.flowi6_proto	= IPPROTO_ROUTING,
		.flowi6_mark	= skb->mark,
		.flowi6_uid	= sock_net_uid(mnet->net, sk),
	};

	return ip6_route_output(mnet->net, sk, &fl6);
}

/* The packet grows: its sender must know before it is too late. */
static int fit(struct sk_buff *skb, const struct dst_entry *dst)
{
	unsigned int mtu = dst_mtu(dst);

	if (skb->len + MIP6_EXT_LEN <= mtu || skb->ignore_df)
		return 0;
	skb_dst_update_pmtu_no_confirm(skb, max_t(u32, mtu - MIP6_EXT_LEN, IPV6_MIN_MTU));
	if (skb->len > IPV6_MIN_MTU)
		return -EMSGSIZE;
	/* Smaller than that no packet needs to be: what is sent is fragmented, by its source. */
	skb->ignore_df = 1;
	return 0;
}

static int insert_rh2(struct sk_buff *skb, struct dst_entry *dst, const struct in6_addr *coa,
		      unsigned int at, unsigned int prev)
{
	struct in6_addr hoa = ipv6_hdr(skb)->daddr;
	unsigned int transport = skb_transport_offset(skb);
	u8 *pkt;

	if (skb_cow_head(skb, MIP6_EXT_LEN + LL_RESERVED_SPACE(dst->dev)))
		return -ENOMEM;
	pkt = skb_push(skb, MIP6_EXT_LEN);
	memmove(pkt, pkt + MIP6_EXT_LEN, at);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, transport + MIP6_EXT_LEN);
	mip6_wire_build_rh2(pkt + at, pkt[prev], &hoa);
	pkt[prev] = NEXTHDR_ROUTING;
	ipv6_hdr(skb)->daddr = *coa;
	ipv6_hdr(skb)->payload_len = skb->len - sizeof(struct ipv6hdr) > IPV6_MAXPLEN ? 0 :
				     htons(skb->len - sizeof(struct ipv6hdr));
	return 0;
}

/* Wraps one packet, which is left to the caller if that fails. */
static int wrap(struct mip6_net *mnet, struct sk_buff *skb, struct sock *sk,
		const struct in6_addr *coa, unsigned int at, unsigned int prev)
{
	struct dst_entry *dst = route(mnet, skb, sk, coa);
	int err = dst->error;

	if (!err)
		err = fit(skb, dst);
	if (!err)
		err = insert_rh2(skb, dst, coa, at, prev);
	if (err) {
		dst_release(dst);
		return err;
	}
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	mip6_count(mnet->net, MIP6_STAT_RH2_SENT);
	return 0;
}

static unsigned int wrap_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state);

/* Sends a segment on its way: through the hooks that are behind ours. Consumes it. */
static void go_on(struct sk_buff *seg, const struct nf_hook_state *state)
{
	const struct nf_hook_entries *hooks;
	struct nf_hook_state here = *state;
	unsigned int i = 0;

	here.out = skb_dst(seg)->dev;
	hooks = rcu_dereference(state->net->nf.hooks_ipv6[NF_INET_LOCAL_OUT]);
	while (hooks && i < hooks->num_hook_entries && hooks->hooks[i].hook != wrap_hook)
		i++;
	if (!hooks || i >= hooks->num_hook_entries || nf_hook_slow(seg, &here, hooks, i + 1) == 1)
		here.okfn(here.net, here.sk, seg);
}

/*
 * Devices that segment compute checksums with the destination in the IPv6 header, which is not the
 * upper layer's behind a routing header, and segments grow as packets do: segment here. Consumes
 * skb unless it fails.
 */
static int wrap_segments(struct mip6_net *mnet, struct sk_buff *skb,
			 const struct nf_hook_state *state, const struct in6_addr *coa,
			 unsigned int at, unsigned int prev)
{
	struct sk_buff *segs = skb_gso_segment(skb, 0), *seg, *next;
	int err, failed = 0;

	if (IS_ERR_OR_NULL(segs))
		return segs ? PTR_ERR(segs) : -EINVAL;
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		err = wrap(mnet, seg, state->sk, coa, at, prev);
		if (!err) {
			go_on(seg, state);
			continue;
		}
		failed = err;
		kfree_skb(seg);
	}
	if (failed)
		net_dbg_ratelimited("segments for %pI6c do not fit: %d\n", coa, failed);
	consume_skb(skb);
	return 0;
}

static unsigned int wrap_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct mip6_net *mnet = priv;
	unsigned int at, prev;
	struct mip6_bce *bce;
	struct in6_addr coa;
	int err;

	bce = mip6_bcache_find(mnet->net, &ipv6_hdr(skb)->daddr, &ipv6_hdr(skb)->saddr);
	if (likely(!bce))
		return NF_ACCEPT;
#ifdef CONFIG_XFRM
	/* It comes again when it has been transformed. */
	if (skb_dst(skb) && skb_dst(skb)->xfrm)
		return NF_ACCEPT;
#endif
	if (!wrappable(skb, &at, &prev))
		return NF_ACCEPT;

	coa = bce->b.coa;
	mip6_bcache_use(bce);
	if (skb_is_gso(skb)) {
		err = wrap_segments(mnet, skb, state, &coa, at, prev);
		return err ? NF_DROP_ERR(err) : NF_STOLEN;
	}
	err = wrap(mnet, skb, state->sk, &coa, at, prev);
	return err ? NF_DROP_ERR(err) : NF_ACCEPT;
}

static const struct nf_hook_ops wrap_ops = {
	.hook		= wrap_hook,
	.pf		= NFPROTO_IPV6,
	.hooknum	= NF_INET_LOCAL_OUT,
	.priority	= MIP6_PRI_WRAP,
};

int mip6_wrap_net_init(struct mip6_net *mnet)
{
	mnet->wrap_ops = wrap_ops;
	mnet->wrap_ops.priv = mnet;
	return nf_register_net_hook(mnet->net, &mnet->wrap_ops);
}

void mip6_wrap_net_exit(struct mip6_net *mnet)
{
	nf_unregister_net_hook(mnet->net, &mnet->wrap_ops);
}
