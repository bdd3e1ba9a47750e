// SPDX-License-Identifier: GPL-2.0
/*
 * ICMPv6 errors about tunnelled packets, turned into errors for the inner source: RFC 2473 8.
 */

#include "err.h"
#include "dev.h"
#include "tx.h"
#include <mip6_tnl.h>

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/rculist.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/ndisc.h>
#include <net/sock.h>

/* What the inner source is told. */
struct relay {
	u8 type;
	u8 code;
	u32 info;
};

/* Return: false if the inner source is told nothing. */
static bool choose_relay(u8 type, u8 code, int offset, u32 info, const struct ipv6hdr *inner,
			 struct relay *out)
{
	*out = (struct relay) { .type = ICMPV6_DEST_UNREACH, .code = ICMPV6_ADDR_UNREACH };

	switch (type) {
	case ICMPV6_DEST_UNREACH:
		return true;
	case ICMPV6_TIME_EXCEED:
		return code == ICMPV6_EXC_HOPLIMIT;
	case ICMPV6_PARAMPROB:
		/*
		 * Only one at the encapsulation limit says something about the inner packet, and
		 * nothing else that a router could object to stands between the headers.
		 */
		return code == ICMPV6_HDR_FIELD && info >= sizeof(struct ipv6hdr) &&
		       info < (u32)offset;
	case ICMPV6_PKT_TOOBIG:
		out->type = ICMPV6_PKT_TOOBIG;
		out->code = 0;
		out->info = max_t(u32, IPV6_MIN_MTU, info > sizeof(struct ipv6hdr) ?
						     info - sizeof(struct ipv6hdr) : 0);
		return sizeof(struct ipv6hdr) + ntohs(inner->payload_len) > out->info;
	default:
		return false;
	}
}

/* skb is a clone of ours, its network header the outer one. */
static void learn_path_mtu(struct sk_buff *skb, const struct mip6_tnl *tnl, u32 mtu)
{
	const struct ipv6hdr *outer = ipv6_hdr(skb);
	struct dst_entry *dst;
	struct flowi6 fl6;

	/* The same question as for sending, so that the next packet finds what was learnt. */
	dst = mip6_tnl_route(tnl->dev, &fl6, &outer->saddr, &outer->daddr, READ_ONCE(tnl->oif));
	if (IS_ERR(dst))
		return;
	dst->ops->update_pmtu(dst, NULL, skb, mtu, false);
	dst_release(dst);
}

/* skb is a clone of ours, its network header the inner one. */
static void send_relay(struct sk_buff *skb, const struct relay *relay)
{
	struct rt6_info *rt;

	/* As if the packet had just come from its source, by the interface that leads there. */
	rt = rt6_lookup(dev_net(skb->dev), &ipv6_hdr(skb)->saddr, NULL, 0, skb, 0);
	if (rt)
		skb->dev = rt->dst.dev;
	icmpv6_ndo_send(skb, relay->type, relay->code, relay->info);
	ip6_rt_put(rt);
}

static const struct mip6_tnl *owner_of(const struct net *net, const struct ipv6hdr *outer,
				       const struct ipv6hdr *inner)
{
	const struct mip6_tnl *tnl;

	list_for_each_entry_rcu(tnl, mip6_tnl_list(net), list) {
		if (tnl->ops->owns && tnl->ops->owns(tnl->priv, outer, inner))
			return tnl;
	}
	return NULL;
}

static void act(struct sk_buff *skb, const struct mip6_tnl *tnl, u8 type, u8 code, int offset,
		u32 info)
{
	const struct ipv6hdr *inner = (const struct ipv6hdr *)(skb->data + offset);
	struct sk_buff *clone;
	struct relay relay;
	bool tell;

	tell = choose_relay(type, code, offset, info, inner, &relay);
	/* One packet to a group may meet many narrow paths. Its source is told by the next, once. */
	if (ipv6_addr_is_multicast(&inner->daddr))
		tell = false;
	if (!tell && type != ICMPV6_PKT_TOOBIG)
		return;
	clone = skb_clone(skb, GFP_ATOMIC);
	if (!clone)
		return;
	skb_dst_drop(clone);
	nf_reset_ct(clone);
	skb_reset_network_header(clone);
	if (type == ICMPV6_PKT_TOOBIG)
		learn_path_mtu(clone, tnl, info);
	if (tell) {
		__skb_pull(clone, offset);
		skb_reset_network_header(clone);
		send_relay(clone, &relay);
	}
	consume_skb(clone);
}

int mip6_tnl_err(struct sk_buff *skb, struct inet6_skb_parm *opt, u8 type, u8 code, int offset,
		 __be32 info)
{
	struct net *net = dev_net(skb->dev);
	const struct ipv6hdr *inner, *outer;
	const struct mip6_tnl *tnl;

	/* RFC 2473 8: without the inner header there is nobody to tell. */
	if (offset < (int)sizeof(*outer) || !pskb_may_pull(skb, offset + sizeof(*inner)))
		return -ENOENT;
	outer = (const struct ipv6hdr *)skb->data;
	inner = (const struct ipv6hdr *)(skb->data + offset);
	if (inner->version != 6)
		return -ENOENT;
	tnl = owner_of(net, outer, inner);
	if (!tnl)
		return -ENOENT;

	if (type == NDISC_REDIRECT)
		ip6_redirect(skb, net, skb->dev->ifindex, 0, sock_net_uid(net, NULL));
	else
		act(skb, tnl, type, code, offset, ntohl(info));
	return 0;
}
