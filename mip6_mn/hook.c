// SPDX-License-Identifier: GPL-2.0
/*
 * Where packets are looked at. On the way in: what routers, neighbours and home agents say by
 * ICMPv6. On the way out: what leaves from a home address while it is away leaves by the tunnel,
 * whatever route it was given (RFC 6275 11.3.1).
 */
#include "hook.h"

#include "clock.h"
#include "err.h"
#include "mn.h"
#include "move.h"
#include "prefix.h"
#include "tunnel.h"

#include <linux/etherdevice.h>
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/ndisc.h>

#include <mip6/hook.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/icmp.h>
#include <wire/mh.h>
#include <wire/nd.h>

enum {
	MSG_MAX_LEN	= 4096,	/* octets of a message that is looked at */
};

/* Makes an ICMPv6 message linear and checks it. Warning: may move packet data. */
static const u8 *read_icmp_at(struct sk_buff *skb, unsigned int off, unsigned int *len)
{
	*len = skb->len - off;
	if (*len > MSG_MAX_LEN || !pskb_may_pull(skb, skb->len) ||
	    nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, off, IPPROTO_ICMPV6))
		return NULL;
	return skb->data + off;
}

static const u8 *read_icmp(struct sk_buff *skb, unsigned int *len)
{
	return read_icmp_at(skb, sizeof(struct ipv6hdr), len);
}

/* Who sent the frame tells routers apart that do not give their link-layer address. */
static void add_lladdr(const struct sk_buff *skb, u8 lladdr[MIP6_LLADDR_MAX], u8 *len)
{
	u8 from[MAX_ADDR_LEN];

	if (*len || !skb_mac_header_was_set(skb) || skb->dev->addr_len != ETH_ALEN ||
	    dev_parse_header(skb, from) != ETH_ALEN)
		return;
	memcpy(lladdr, from, ETH_ALEN);
	*len = ETH_ALEN;
}

static void take_ra(struct mip6_mn *mn, struct sk_buff *skb)
{
	struct mip6_mn_router router;
	struct mip6_wire_ra ra;
	unsigned int len;
	const u8 *msg;

	msg = read_icmp(skb, &len);
	if (!msg || ipv6_hdr(skb)->hop_limit != MIP6_ND_HOP_LIMIT ||
	    !(ipv6_addr_type(&ipv6_hdr(skb)->saddr) & IPV6_ADDR_LINKLOCAL) ||
	    mip6_wire_parse_ra(msg, len, &ra))
		return;
	add_lladdr(skb, ra.lladdr, &ra.lladdr_len);
	mip6_mn_router_set(&router, &ipv6_hdr(skb)->saddr, &ra, mip6_mn_now());
	mip6_mn_move_heard(mn, skb->dev->ifindex, &router);
}

/* Returns true for one that the stack must not see. */
static bool take_na(struct mip6_mn *mn, struct sk_buff *skb)
{
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_AGENT_LLADDR };
	const struct mip6_mn_view_home *home;
	struct mip6_wire_na na, from;
	unsigned int len;
	const u8 *msg;

	msg = read_icmp(skb, &len);
	if (!msg || ipv6_hdr(skb)->hop_limit != MIP6_ND_HOP_LIMIT ||
	    mip6_wire_parse_na(msg, len, &na))
		return false;
	from = na;
	add_lladdr(skb, from.lladdr, &from.lladdr_len);
	mip6_mn_move_answered(mn, skb->dev->ifindex, &from, mip6_mn_now());

	/* 11.5.5: it is the home agent that defends our address, not a duplicate of it. */
	home = mip6_mn_tunnel_home(mn, &na.target);
	if (!home || !home->away || home->detecting)
		return false;
	if (home->returning && na.lladdr_len) {
		ev.addr = home->hoa;
		memcpy(ev.lladdr, na.lladdr, sizeof(ev.lladdr));
		ev.lladdr_len = na.lladdr_len;
		mip6_mn_events_push(mn, &ev);
	}
	return true;
}

static void take_agents(struct mip6_mn *mn, struct sk_buff *skb)
{
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_AGENTS };
	unsigned int len;
	const u8 *msg;
	int count;

	msg = read_icmp(skb, &len);
	if (!msg)
		return;
	count = mip6_wire_parse_dhaad(msg, len, &ev.agents.id, ev.agents.agents,
				      MIP6_MN_AGENTS_MAX);
	if (count < 0)
		return;
	ev.agents.count = min_t(int, count, MIP6_MN_AGENTS_MAX);
	ev.addr = ipv6_hdr(skb)->daddr;
	mip6_mn_events_push(mn, &ev);
}

/* Returns true for one that the stack must not see. @coa: NULL if there was no routing header. */
static bool take_prefixes(struct mip6_mn *mn, struct sk_buff *skb, unsigned int off,
			  const struct in6_addr *coa)
{
	unsigned int len;
	const u8 *msg;

	msg = read_icmp_at(skb, off, &len);
	return !mip6_mn_prefix_rcv(mn, &ipv6_hdr(skb)->saddr, &ipv6_hdr(skb)->daddr, coa, msg, len);
}

/* A message of which the engine has kept that it had a type 2 routing header. */
static unsigned int take_routed(struct net *net, struct sk_buff *skb, const struct in6_addr *coa)
{
	u8 nexthdr = ipv6_hdr(skb)->nexthdr;
	struct mip6_mn *mn;
	__be16 frag_off;
	int off;

	off = ipv6_skip_exthdr(skb, sizeof(struct ipv6hdr), &nexthdr, &frag_off);
	if (off < 0 || nexthdr != IPPROTO_ICMPV6 || frag_off ||
	    !pskb_may_pull(skb, off + sizeof(struct icmp6hdr)) ||
	    skb->data[off] != MIP6_ICMP_MPA)
		return NF_ACCEPT;
	mn = mip6_mn_of(net);
	return mn && take_prefixes(mn, skb, off, coa) ? NF_DROP : NF_ACCEPT;
}

/*
 * What an error says that a home agent sent about a packet to itself; @quoted is that packet's header.
 * Returns false if it says nothing.
 */
static bool read_error(const struct icmp6hdr *icmp, const struct ipv6hdr *quoted,
		       enum mip6_mn_event_type *type)
{
	bool tunnelled = quoted->nexthdr == IPPROTO_IPV6;

	if (icmp->icmp6_type == ICMPV6_DEST_UNREACH && tunnelled)
		*type = MIP6_MN_EVENT_ERROR;
	else if (icmp->icmp6_type == ICMPV6_PARAMPROB && !tunnelled &&
		 icmp->icmp6_code == ICMPV6_UNK_NEXTHDR)
		*type = MIP6_MN_EVENT_UNWILLING;
	else
		return false;
	return true;
}

/* An error about something that we sent: to a correspondent node, or to a home agent from itself. */
static void take_error(struct mip6_mn *mn, struct sk_buff *skb)
{
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	const struct mip6_mn_view_home *home, *about = NULL;
	const struct icmp6hdr *icmp;
	struct ipv6hdr quoted[2];
	struct mip6_mn_event ev;
	unsigned int len, i;
	const u8 *msg;

	msg = read_icmp(skb, &len);
	if (!msg || len < sizeof(*icmp) + sizeof(quoted[0]))
		return;
	icmp = (const struct icmp6hdr *)msg;
	mip6_mn_err_take(mn, &ipv6_hdr(skb)->saddr, msg, len);
	memcpy(quoted, icmp + 1, min_t(size_t, len - sizeof(*icmp), sizeof(quoted)));
	if (!ipv6_addr_equal(&ipv6_hdr(skb)->saddr, &quoted[0].daddr) ||
	    !read_error(icmp, &quoted[0], &ev.type))
		return;
	/* Of what was tunnelled the source tells the home address, unless it was a report of groups. */
	if (ev.type == MIP6_MN_EVENT_ERROR && len >= sizeof(*icmp) + sizeof(quoted))
		about = mip6_mn_tunnel_home(mn, &quoted[1].saddr);
	for (i = 0; view && i < view->count; i++) {
		home = &view->homes[i];
		if (!ipv6_addr_equal(&home->agent, &quoted[0].daddr) ||
		    !mip6_mn_tunnel_coa(home, &quoted[0].saddr) ||
		    (about && !ipv6_addr_equal(&about->hoa, &home->hoa)))
			continue;
		ev.addr = home->hoa;
		mip6_mn_events_push(mn, &ev);
	}
}

static unsigned int pre_routing(void *priv, struct sk_buff *skb,
				const struct nf_hook_state *state)
{
	struct in6_addr coa;
	struct mip6_mn *mn;

	if (mip6_rh2_coa(skb, &coa))
		return take_routed(state->net, skb, &coa);
	if (ipv6_hdr(skb)->nexthdr != IPPROTO_ICMPV6 ||
	    !pskb_may_pull(skb, sizeof(struct ipv6hdr) + sizeof(struct icmp6hdr)))
		return NF_ACCEPT;
	mn = mip6_mn_of(state->net);
	if (!mn)
		return NF_ACCEPT;
	switch (*(const u8 *)(ipv6_hdr(skb) + 1)) {
	case MIP6_ND_RA:
		take_ra(mn, skb);
		break;
	case MIP6_ND_NA:
		return take_na(mn, skb) ? NF_DROP : NF_ACCEPT;
	case MIP6_ICMP_DHAAD_REPLY:
		take_agents(mn, skb);
		break;
	case MIP6_ICMP_MPA:
		return take_prefixes(mn, skb, sizeof(struct ipv6hdr), NULL) ? NF_DROP : NF_ACCEPT;
	}
	return NF_ACCEPT;
}

/* Errors are read before the engine makes them such as a socket understands. */
static unsigned int errors(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct mip6_mn *mn;

	if (ipv6_hdr(skb)->nexthdr != IPPROTO_ICMPV6 ||
	    !pskb_may_pull(skb, sizeof(struct ipv6hdr) + sizeof(struct icmp6hdr)))
		return NF_ACCEPT;
	switch (*(const u8 *)(ipv6_hdr(skb) + 1)) {
	case ICMPV6_DEST_UNREACH:
	case ICMPV6_PARAMPROB:
		mn = mip6_mn_of(state->net);
		if (mn)
			take_error(mn, skb);
	}
	return NF_ACCEPT;
}

/* A message under ESP, or what could be one. */
static bool is_ipsec_to(const struct ipv6hdr *ip6h, const struct in6_addr *addr)
{
	return (ip6h->nexthdr == NEXTHDR_ESP || ip6h->nexthdr == NEXTHDR_AUTH) &&
	       ipv6_addr_equal(&ip6h->daddr, addr);
}

/* Whether a packet has to leave by the tunnel although it is about to leave by something else. */
static bool is_astray(struct mip6_mn *mn, const struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	const struct mip6_mn_view_home *home = mip6_mn_tunnel_home(mn, &ip6h->saddr);
	const struct dst_entry *dst = skb_dst(skb);

	if (!home || !home->away || !dst || dst->dev == mn->tunnel ||
	    dst->dev->flags & IFF_LOOPBACK)
		return false;
#ifdef CONFIG_XFRM
	/* It comes again when it has been transformed. */
	if (dst->xfrm)
		return false;
#endif
	if (__ipv6_addr_src_scope(__ipv6_addr_type(&ip6h->daddr)) <= IPV6_ADDR_SCOPE_LINKLOCAL)
		return false;
	/* 11.5.5: neighbours and the home agent are spoken to before we are at home for all. */
	if (ip6h->nexthdr == IPPROTO_ICMPV6)
		return !mip6_is_nd(skb, sizeof(*ip6h));
	return !(home->returning &&
		 (ip6h->nexthdr == MIP6_MH_PROTO || is_ipsec_to(ip6h, &home->agent)));
}

static unsigned int local_out(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct mip6_mn *mn = mip6_mn_of(state->net);
	struct dst_entry *dst;
	struct flowi6 fl6;

	if (!mn || !is_astray(mn, skb))
		return NF_ACCEPT;
	fl6 = (struct flowi6) {
		.flowi6_oif	= mn->tunnel->ifindex,
		.flowi6_mark	= skb->mark,
		.flowi6_proto	= ipv6_hdr(skb)->nexthdr,
		.flowi6_uid	= sock_net_uid(state->net, state->sk),
		.daddr		= ipv6_hdr(skb)->daddr,
		.saddr		= ipv6_hdr(skb)->saddr,
	};
	dst = ip6_route_output_flags(state->net, state->sk, &fl6, RT6_LOOKUP_F_IFACE);
	if (dst->error || dst->dev != mn->tunnel) {
		dst_release(dst);
		return NF_DROP_ERR(-ENETUNREACH);
	}
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	return NF_ACCEPT;
}

static const struct nf_hook_ops hooks[] = {
	{
		.hook		= errors,
		.pf		= NFPROTO_IPV6,
		.hooknum	= NF_INET_PRE_ROUTING,
		.priority	= MIP6_PRI_ROLE_ERRORS,
	},
	{
		.hook		= pre_routing,
		.pf		= NFPROTO_IPV6,
		.hooknum	= NF_INET_PRE_ROUTING,
		.priority	= MIP6_PRI_ROLE,
	},
	{
		/* Behind whatever chooses a route, the engine's own hook too. */
		.hook		= local_out,
		.pf		= NFPROTO_IPV6,
		.hooknum	= NF_INET_LOCAL_OUT,
		.priority	= MIP6_PRI_ROLE,
	},
};

int mip6_mn_hook_register(struct net *net)
{
	return nf_register_net_hooks(net, hooks, ARRAY_SIZE(hooks));
}

void mip6_mn_hook_unregister(struct net *net)
{
	nf_unregister_net_hooks(net, hooks, ARRAY_SIZE(hooks));
}
