// SPDX-License-Identifier: GPL-2.0
/*
 * Messages that go out, with the extension headers that hide the home address.
 */
#include "ipsec.h"
#include "limit.h"
#include "netns.h"
#include "wire/buf.h"
#include "wire/ext.h"
#include "wire/mh.h"
#include "wire/rules.h"

#include <linux/err.h>
#include <linux/export.h>
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <net/ip6_checksum.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/mh.h>
#include <mip6/stats.h>

static struct dst_entry *route(struct net *net, const struct mip6_mh_path *path, u8 proto)
{
	struct flowi6 fl6 = {
		.daddr		= path->wire_daddr,
		.saddr		= path->wire_saddr,
		.flowi6_oif	= path->oif,
		.flowi6_proto	= proto,
	};

	return ip6_route_output_flags(net, NULL, &fl6, path->oif ? RT6_LOOKUP_F_IFACE : 0);
}

static void push_headers(struct sk_buff *skb, const struct mip6_mh_path *path, u8 proto,
			 u8 hop_limit)
{
	struct ipv6hdr *ip6;

	/* 6.3: the home address option comes behind the routing header. */
	if (!ipv6_addr_equal(&path->saddr, &path->wire_saddr)) {
		mip6_wire_build_hao(skb_push(skb, MIP6_EXT_LEN), proto, &path->saddr);
		proto = NEXTHDR_DEST;
	}
	if (!ipv6_addr_equal(&path->daddr, &path->wire_daddr)) {
		mip6_wire_build_rh2(skb_push(skb, MIP6_EXT_LEN), proto, &path->daddr);
		proto = NEXTHDR_ROUTING;
	}
	ip6 = skb_push(skb, sizeof(*ip6));
	skb_reset_network_header(skb);
	ip6_flow_hdr(ip6, 0, 0);
	ip6->payload_len = htons(skb->len - sizeof(*ip6));
	ip6->nexthdr = proto;
	ip6->hop_limit = hop_limit;
	ip6->saddr = path->wire_saddr;
	ip6->daddr = path->wire_daddr;
}

/* @msg has its checksum. */
static int send(struct net *net, const struct mip6_mh_path *path, u8 proto, u8 type, const u8 *msg,
		unsigned int len, u8 hop_limit)
{
	struct dst_entry *dst;
	struct sk_buff *skb;
	int err;

	if (READ_ONCE(mip6_net(net)->closing))
		return -ESHUTDOWN;
	dst = route(net, path, proto);
	err = dst->error;
	if (err)
		goto err_dst;
	dst = mip6_ipsec_apply(net, dst, path, proto, type);
	if (IS_ERR(dst))
		return PTR_ERR(dst);
	skb = alloc_skb(LL_RESERVED_SPACE(dst->dev) + sizeof(struct ipv6hdr) + 2 * MIP6_EXT_LEN + len,
			GFP_ATOMIC);
	if (!skb) {
		err = -ENOMEM;
		goto err_dst;
	}
	skb_reserve(skb, LL_RESERVED_SPACE(dst->dev) + sizeof(struct ipv6hdr) + 2 * MIP6_EXT_LEN);
	skb_put_data(skb, msg, len);
	skb_reset_transport_header(skb);
	push_headers(skb, path, proto, hop_limit ?: ip6_dst_hoplimit(dst));
	skb->protocol = htons(ETH_P_IPV6);
	skb->priority = TC_PRIO_CONTROL;
	skb->dev = dst->dev;
	skb_dst_set(skb, dst);
	err = ip6_local_out(net, NULL, skb);
	return net_xmit_eval(err);

err_dst:
	dst_release(dst);
	return err;
}

int mip6_mh_send(struct net *net, const struct mip6_mh_path *path, u8 *mh, unsigned int len)
{
	mip6_wire_set_checksum(mh, len, &path->saddr, &path->daddr);
	return send(net, path, MIP6_MH_PROTO, mip6_wire_mh_type(mh), mh, len, 0);
}
EXPORT_SYMBOL_NS_GPL(mip6_mh_send, MIP6);

int mip6_icmp_send(struct net *net, const struct mip6_mh_path *path, u8 *msg, unsigned int len,
		   u8 hop_limit)
{
	struct icmp6hdr *icmp = (struct icmp6hdr *)msg;

	icmp->icmp6_cksum = 0;
	icmp->icmp6_cksum = csum_ipv6_magic(&path->saddr, &path->daddr, len, IPPROTO_ICMPV6,
					    csum_partial(msg, len, 0));
	return send(net, path, IPPROTO_ICMPV6, icmp->icmp6_type, msg, len, hop_limit);
}
EXPORT_SYMBOL_NS_GPL(mip6_icmp_send, MIP6);

void mip6_be_tell(struct net *net, const struct in6_addr *saddr, const struct in6_addr *daddr,
		  u8 status, const struct in6_addr *hoa)
{
	struct mip6_mh_path path = {
		.saddr = *saddr, .daddr = *daddr, .wire_saddr = *saddr, .wire_daddr = *daddr,
	};
	struct mip6_wire_be be = { .status = status };
	struct mip6_wire_buf buf;
	u8 mh[24];

	if (hoa)
		be.hoa = *hoa;
	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_be(&buf, &be);
	if (!mip6_mh_send(net, &path, buf.data, buf.len))
		mip6_count(net, MIP6_STAT_BE_SENT);
}

void mip6_be_send(struct net *net, const struct in6_addr *saddr, const struct in6_addr *daddr,
		  u8 status, const struct in6_addr *hoa)
{
	if (!ipv6_addr_is_multicast(saddr) && mip6_rules_routable(daddr) &&
	    mip6_limit_error(mip6_net(net), daddr))
		mip6_be_tell(net, saddr, daddr, status, hoa);
}
EXPORT_SYMBOL_NS_GPL(mip6_be_send, MIP6);
