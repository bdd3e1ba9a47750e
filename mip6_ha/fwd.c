// SPDX-License-Identifier: GPL-2.0
/*
 * Packets for mobile nodes that are away, into the tunnel, and theirs out of it: RFC 6275 10.4.2
 * and 10.4.5.
 *
 * There is one route for all: a packet for a home address with a home registration gets it before
 * the stack would look one up, and is then forwarded like any other: hop limit, packet too big,
 * FORWARD firewall. The tunnel asks for the far end.
 */
#include "fwd.h"

#include "guard.h"
#include "home.h"
#include "mcast.h"
#include "mld.h"
#include "role.h"

#include <mipv6_dev.h>

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/dst.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/hook.h>
#include <mip6/stats.h>
#include <wire/mh.h>

static const struct in6_addr gateway = { .s6_addr = { 0xfe, 0x80, [14] = 0x62, [15] = 0x75 } };

static const struct mip6_binding *binding_of(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_bce *bce = mip6_bcache_home(ha->net, hoa);

	return bce ? &bce->b : NULL;
}

static bool is_sitelocal(const struct in6_addr *addr)
{
	return (addr->s6_addr32[0] & htonl(0xffc00000)) == htonl(0xfec00000);
}

/* 10.4.2: packets for the link-local address of a mobile node are discarded, their senders told. */
static bool intercept_linklocal(struct mip6_ha *ha, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct mip6_ha_guard *guard;

	guard = mip6_ha_guard_find_target(ha, skb->dev->ifindex, &ip6h->daddr);
	if (!guard || !mip6_ha_guard_defends(guard))
		return true;
	if (!ipv6_addr_is_multicast(&ip6h->saddr))
		icmpv6_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
	return false;
}

bool mip6_ha_fwd_intercept(struct mip6_ha *ha, struct sk_buff *skb)
{
	const struct in6_addr *daddr = &ipv6_hdr(skb)->daddr;

	if (ipv6_addr_is_multicast(daddr)) {
		mip6_ha_mcast_rcv(ha, skb);
		return true;
	}
	if (skb->pkt_type != PACKET_HOST || skb_dst(skb))
		return true;
	if (ipv6_addr_type(daddr) & IPV6_ADDR_LINKLOCAL)
		return intercept_linklocal(ha, skb);
	if (!binding_of(ha, daddr))
		return true;
	if (is_sitelocal(daddr) && !READ_ONCE(mip6_conf(ha->net)->tunnel_sitelocal))
		return true;
	/* Neighbor Discovery belongs to the link. */
	if (ipv6_hdr(skb)->nexthdr == IPPROTO_ICMPV6 && mip6_is_nd(skb, sizeof(struct ipv6hdr)))
		return false;
	/* From one mobile node to another: no reason for a redirect. */
	IP6CB(skb)->srcrt = sizeof(struct ipv6hdr);
	skb_dst_set_noref(skb, &ha->into_tunnel->dst);
	return true;
}

void mip6_ha_fwd_send(struct mip6_ha *ha, struct sk_buff *skb)
{
	u8 buf[8];	/* what mip6_wire_mh_type() wants */
	const u8 *mh;

	mh = skb_header_pointer(skb, skb_network_offset(skb) + sizeof(struct ipv6hdr), sizeof(buf),
				buf);
	/* 10.3.2: an acknowledgement without routing header is for a node that is at home. */
	if (!mh || mip6_wire_mh_type(mh) == MIP6_MH_BA)
		return;
#ifdef CONFIG_XFRM
	if (skb_dst(skb)->xfrm)
		return;
#endif
	if (!binding_of(ha, &ipv6_hdr(skb)->daddr))
		return;
	skb_dst_drop(skb);
	skb_dst_set(skb, dst_clone(&ha->into_tunnel->dst));
}

void mip6_ha_fwd_ends(struct mip6_ha *ha, struct mip6_bce *bce, struct mip6_tnl_ends *ends)
{
	*ends = (struct mip6_tnl_ends) {
		.saddr = bce->b.local, .daddr = bce->b.coa, .way = &bce->way,
	};
	mip6_count(ha->net, MIP6_STAT_ENCAPSULATIONS);
}

static int tunnel_ends(void *priv, const struct sk_buff *skb, struct mip6_tnl_ends *ends)
{
	struct mip6_ha *ha = priv;
	struct mip6_bce *bce = mip6_bcache_home(ha->net, &ipv6_hdr(skb)->daddr);

	if (!bce)
		return -ENOENT;
	mip6_ha_fwd_ends(ha, bce, ends);
	return 0;
}

/* Whether a packet that no registration allows is a mobile node's, or made up as one. */
static bool is_suspect(struct mip6_ha *ha, const struct ipv6hdr *outer,
		       const struct ipv6hdr *inner)
{
	struct mip6_ha_home home;

	return binding_of(ha, &inner->saddr) || mip6_bcache_serves(ha->net, &outer->saddr) ||
	       mip6_ha_home_find(ha, &inner->saddr, &home);
}

/* Or a done message. */
static bool is_report(const struct sk_buff *skb)
{
	u8 type = mip6_mld_type(skb);

	return type && type != MIP6_MLD_QUERY;
}

/*
 * 10.4.5: from the registered care-of address alone, with the home address inside. That keeps out
 * link-local, multicast and other nodes' inner sources as well. 10.4.3: but for what tells of
 * groups.
 */
static enum mip6_tnl_verdict tunnel_rcv(void *priv, const struct sk_buff *skb,
					const struct ipv6hdr *outer, const struct ipv6hdr *inner)
{
	struct mip6_ha *ha = priv;
	const struct mip6_binding *b = binding_of(ha, &inner->saddr);

	if (ipv6_addr_is_multicast(&inner->daddr) && is_report(skb) &&
	    mip6_ha_mld_sender(ha, outer, inner))
		return MIP6_TNL_TAKE;
	if (b && ipv6_addr_equal(&b->coa, &outer->saddr) &&
	    ipv6_addr_equal(&b->local, &outer->daddr)) {
		if (ipv6_addr_type(&inner->daddr) & (IPV6_ADDR_LINKLOCAL | IPV6_ADDR_LOOPBACK))
			return MIP6_TNL_DROP;
		mip6_count(ha->net, MIP6_STAT_DECAPSULATIONS);
		return MIP6_TNL_ACCEPT;
	}
	if (!is_suspect(ha, outer, inner))
		return MIP6_TNL_PASS;
	mip6_count(ha->net, MIP6_STAT_TUNNEL_DROP_SOURCE);
	mip6_log(ha->net, 3, "tunnelled packet from %pI6c at %pI6c dropped: not registered there\n",
		 &inner->saddr, &outer->saddr);
	return MIP6_TNL_DROP;
}

static bool tunnel_owns(void *priv, const struct ipv6hdr *outer, const struct ipv6hdr *inner)
{
	const struct mip6_binding *b = binding_of(priv, &inner->daddr);

	if (ipv6_addr_is_multicast(&inner->daddr))
		return mip6_ha_mcast_owns(priv, outer);
	return b && ipv6_addr_equal(&b->coa, &outer->daddr) &&
	       ipv6_addr_equal(&b->local, &outer->saddr);
}

const struct mip6_tnl_ops mip6_ha_tnl_ops = {
	.ends		= tunnel_ends,
	.fan_out	= mip6_ha_mcast_fan_out,
	.rcv		= tunnel_rcv,
	.take		= mip6_ha_mld_take,
	.owns		= tunnel_owns,
};

/*
 * A route of our own, in no table. Its gateway makes all packets share one neighbour entry. What
 * forwards and sends is not ours to name: it is taken from a route of the tunnel device's.
 */
int mip6_ha_fwd_init(struct mip6_ha *ha)
{
	struct flowi6 fl6 = { .flowi6_oif = ha->tunnel->ifindex, .daddr = gateway };
	struct dst_entry *dst = ip6_route_output(ha->net, NULL, &fl6);
	struct rt6_info *rt = NULL;
	int err = dst->error;

	if (!err && (dst->dev != ha->tunnel || dst->lwtstate))
		err = -ENETUNREACH;
	if (err)
		goto out;
	err = -ENOMEM;
	rt = ip6_dst_alloc(ha->net, ha->tunnel, DST_NOCOUNT);
	if (!rt)
		goto out;
	rt->dst.input = dst->input;
	rt->dst.output = dst->output;
	rt->rt6i_flags = RTF_UP | RTF_GATEWAY;
	rt->rt6i_gateway = gateway;
	rt->rt6i_idev = in6_dev_get(ha->tunnel);
	/* What one path takes must not become the limit of all. */
	dst_metric_set(&rt->dst, RTAX_LOCK, BIT(RTAX_MTU));
	if (!rt->rt6i_idev) {
		dst_release(&rt->dst);
		goto out;
	}
	ha->into_tunnel = rt;
	err = 0;
out:
	dst_release(dst);
	return err;
}

void mip6_ha_fwd_exit(struct mip6_ha *ha)
{
	/* Packets that wait somewhere may keep the route, but not the device. */
	dst_dev_put(&ha->into_tunnel->dst);
	dst_release(&ha->into_tunnel->dst);
}
