// SPDX-License-Identifier: GPL-2.0
/*
 * The edge where packets go out: below it they carry care-of addresses.
 *
 * RFC 6275 9.3.2: what this node sends to a home address in the binding cache goes to the care-of
 * address with a type 2 routing header. 11.3.1: what it sends from a home address of its own while
 * it is away, to a node that knows where that is, goes from its care-of address with a home address
 * option. Between two mobile nodes a packet has both. Neighbor Discovery and Mobility Header
 * messages have neither (6.1), nor what has one already.
 */
#include "wrap.h"

#include "fit.h"
#include "gso.h"
#include "netns.h"
#include "role.h"
#include "unwrap.h"
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
#include <mip6/role.h>
#include <mip6/stats.h>

enum {
	CHAIN_MAX	= 512,	/* octets in which the upper layer is looked for */
};

/**
 * struct plan - how a packet is wrapped
 * @at: offset of where the headers go
 * @prev: offset of the octet that names what is there
 * @len: octets of the headers
 * @upper: offset of the upper layer
 * @proto: upper layer
 * @rh2: the destination becomes @coa, and goes into a type 2 routing header
 * @hao: the source becomes @careof, and goes into a home address option
 * @coa: care-of address of the other node
 * @careof: our care-of address
 */
struct plan {
	unsigned int at;
	unsigned int prev;
	unsigned int len;
	unsigned int upper;
	u8 proto;
	bool rh2;
	bool hao;
	struct in6_addr coa;
	struct mip6_careof careof;
};

/* Whether a packet may be wrapped, and where. */
static bool wrappable(struct sk_buff *skb, struct plan *plan)
{
	unsigned int len = min_t(unsigned int, skb_headlen(skb), CHAIN_MAX);
	struct mip6_wire_chain chain;
	const u8 *pkt = skb_network_header(skb);

	if (mip6_wire_walk(pkt, len, &chain) || chain.rh2_hdr || chain.hao_hdr || chain.in_transit ||
	    chain.last_proto == MIP6_MH_PROTO)
		return false;
	if (chain.last_proto == IPPROTO_ICMPV6 && mip6_is_nd(skb, chain.last))
		return false;
	plan->proto = chain.last_proto;
	plan->upper = chain.last;
	plan->at = sizeof(struct ipv6hdr);
	plan->prev = offsetof(struct ipv6hdr, nexthdr);
	if (pkt[plan->prev] == NEXTHDR_HOP) {
		plan->prev = plan->at;
		plan->at += (pkt[plan->at + 1] + 1) * 8;
	}
	return true;
}

/* The device that a socket insists on, 0 if on none. */
static int bound_dev(const struct sock *sk)
{
	return sk && sk_fullsock(sk) ? READ_ONCE(sk->sk_bound_dev_if) : 0;
}

/* Whose socket is bound to another device than the care-of address is on stays with that. */
static bool is_free(const struct sock *sk, const struct mip6_careof *careof)
{
	int dev = bound_dev(sk);

	return !dev || dev == careof->tunnel || dev == careof->oif;
}

static struct dst_entry *route(struct mip6_net *mnet, const struct sk_buff *skb, struct sock *sk,
			       const struct plan *plan)
{
	const struct ipv6hdr *ip6 = ipv6_hdr(skb);
	struct flowi6 fl6 = {
		.daddr		= plan->rh2 ? plan->coa : ip6->daddr,
		.saddr		= plan->hao ? plan->careof.coa : ip6->saddr,
		.flowlabel	= ip6_flowinfo(ip6),
		.flowi6_oif	= plan->hao ? plan->careof.oif : bound_dev(sk),
		.flowi6_proto	= plan->rh2 ? IPPROTO_ROUTING : IPPROTO_DSTOPTS,
		.flowi6_mark	= skb->mark,
		.flowi6_uid	= sock_net_uid(mnet->net, sk),
	};

	return ip6_route_output_flags(mnet->net, sk, &fl6, fl6.flowi6_oif ? RT6_LOOKUP_F_IFACE : 0);
}

static int insert(struct sk_buff *skb, struct dst_entry *dst, const struct plan *plan)
{
	unsigned int transport = skb_transport_offset(skb), at = plan->at;
	struct ipv6hdr *ip6;
	u8 *pkt, proto;

	/* Devices that know no more than IPv6 and what is right behind it cannot see to that. */
	if (skb->ip_summed == CHECKSUM_PARTIAL && !(dst->dev->features & NETIF_F_HW_CSUM) &&
	    skb_checksum_help(skb))
		return -ENOMEM;
	if (skb_cow_head(skb, plan->len + LL_RESERVED_SPACE(dst->dev)))
		return -ENOMEM;
	pkt = skb_push(skb, plan->len);
	memmove(pkt, pkt + plan->len, at);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, transport + plan->len);
	ip6 = ipv6_hdr(skb);
	proto = pkt[plan->prev];
	/* 6.3: the home address option comes behind the routing header. */
	if (plan->hao) {
		mip6_wire_build_hao(pkt + at + plan->len - MIP6_EXT_LEN, proto, &ip6->saddr);
		proto = NEXTHDR_DEST;
		ip6->saddr = plan->careof.coa;
	}
	if (plan->rh2) {
		mip6_wire_build_rh2(pkt + at, proto, &ip6->daddr);
		proto = NEXTHDR_ROUTING;
		ip6->daddr = plan->coa;
	}
	pkt[plan->prev] = proto;
	ip6->payload_len = skb->len - sizeof(*ip6) > IPV6_MAXPLEN ? 0 :
			   htons(skb->len - sizeof(*ip6));
	return 0;
}

/* Wraps one packet that fits, and consumes the reference on dst; the packet is the caller's. */
static int wrap(struct mip6_net *mnet, struct sk_buff *skb, struct dst_entry *dst,
		const struct plan *plan)
{
	/* What TCP keeps for a retransmission shares what is marked. */
	int err = skb_is_gso(skb) ? skb_unclone(skb, GFP_ATOMIC) : 0;

	if (!err)
		err = insert(skb, dst, plan);
	if (err) {
		dst_release(dst);
		return err;
	}
	if (skb_is_gso(skb))
		mip6_gso_mark(skb);
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	if (plan->rh2)
		mip6_count(mnet->net, MIP6_STAT_RH2_SENT);
	if (plan->hao)
		mip6_count(mnet->net, MIP6_STAT_HAO_SENT);
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
 * For a device that does not take the whole. Consumes the reference on dst, and skb unless it fails.
 */
static int wrap_segments(struct mip6_net *mnet, struct sk_buff *skb, struct dst_entry *dst,
			 const struct nf_hook_state *state, const struct plan *plan)
{
	struct sk_buff *segs = skb_gso_segment(skb, 0), *seg, *next;
	int err, failed = 0;

	if (IS_ERR_OR_NULL(segs)) {
		dst_release(dst);
		return segs ? PTR_ERR(segs) : -EINVAL;
	}
	skb_list_walk_safe(segs, seg, next) {
		skb_mark_not_on_list(seg);
		err = mip6_fit_packet(seg, dst, plan->len);
		if (!err)
			err = wrap(mnet, seg, dst_clone(dst), plan);
		if (!err) {
			go_on(seg, state);
			continue;
		}
		failed = err;
		kfree_skb(seg);
	}
	if (failed)
		net_dbg_ratelimited("segments for %pI6c do not fit: %d\n", &ipv6_hdr(skb)->daddr,
				    failed);
	dst_release(dst);
	consume_skb(skb);
	return 0;
}

/* What is to be done with a packet; false if it goes as it is. */
static bool make_plan(struct mip6_net *mnet, struct sk_buff *skb, const struct sock *sk,
		      struct plan *plan)
{
	const struct ipv6hdr *ip6 = ipv6_hdr(skb);
	struct mip6_bce *bce = mip6_bcache_find(mnet->net, &ip6->daddr, &ip6->saddr);

	plan->rh2 = bce;
	plan->hao = mip6_role_careof(mnet, &ip6->saddr, &ip6->daddr, &plan->careof) &&
		    is_free(sk, &plan->careof);
	if (likely(!plan->rh2 && !plan->hao))
		return false;
#ifdef CONFIG_XFRM
	/* It comes again when it has been transformed. */
	if (skb_dst(skb) && skb_dst(skb)->xfrm)
		return false;
#endif
	if (!wrappable(skb, plan))
		return false;
	if (bce) {
		plan->coa = bce->b.coa;
		mip6_bcache_use(bce);
	}
	plan->len = (plan->rh2 + plan->hao) * MIP6_EXT_LEN;
	return true;
}

/*
 * Of more than 64 kB TCP says how much it is in a header that is not to be seen on the wire:
 * whoever cuts it into segments takes that out. Our headers must not be put behind it.
 */
static int drop_jumbo(struct sk_buff *skb, struct plan *plan)
{
	if (likely(!ipv6_has_hopopt_jumbo(skb)))
		return 0;
	if (skb_cow_head(skb, 0))
		return -ENOMEM;
	mip6_unwrap_cut(skb, sizeof(struct ipv6hdr), offsetof(struct ipv6hdr, nexthdr));
	plan->at = sizeof(struct ipv6hdr);
	plan->prev = offsetof(struct ipv6hdr, nexthdr);
	plan->upper -= sizeof(struct hop_jumbo_hdr);
	return 0;
}

/*
 * The socket of a packet, if its segments are as long as the tunnel takes that it does not go by.
 */
static const struct sock *tunnel_sock(const struct sk_buff *skb, const struct sock *sk,
				      const struct plan *plan)
{
	const struct dst_entry *was = skb_dst(skb);

	return plan->hao && was && was->dev->ifindex == plan->careof.tunnel ? sk : NULL;
}

static unsigned int wrap_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct mip6_net *mnet = priv;
	struct dst_entry *dst;
	struct plan plan;
	int err;

	if (!make_plan(mnet, skb, state->sk, &plan))
		return NF_ACCEPT;
	dst = route(mnet, skb, state->sk, &plan);
	err = dst->error;
	if (err) {
		dst_release(dst);
		/* Where the care-of address leads nowhere the tunnel may. */
		return plan.hao ? NF_ACCEPT : NF_DROP_ERR(err);
	}
	err = drop_jumbo(skb, &plan);
	if (!err)
		err = mip6_fit_segments(skb, tunnel_sock(skb, state->sk, &plan), dst, plan.len,
					plan.proto, plan.upper);
	if (err == -EMSGSIZE)
		mip6_fit_refuse(skb, state->sk, dst, plan.len);
	if (err) {
		dst_release(dst);
		return NF_DROP_ERR(err);
	}
	if (plan.hao)
		mip6_role_used(mnet, &ipv6_hdr(skb)->saddr, &ipv6_hdr(skb)->daddr, plan.proto, false);
	if (skb_is_gso(skb) && !mip6_gso_whole(skb, dst, plan.len)) {
		err = wrap_segments(mnet, skb, dst, state, &plan);
		return err ? NF_DROP_ERR(err) : NF_STOLEN;
	}
	err = wrap(mnet, skb, dst, &plan);
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
