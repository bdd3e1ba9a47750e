// SPDX-License-Identifier: GPL-2.0
/*
 * Packets to multicast groups, to mobile nodes that are away and from them: RFC 6275 10.4.2 and
 * 10.4.5.
 *
 * One copy goes into the tunnel device, as any packet that is forwarded (hop limit, FORWARD
 * firewall), and one for each member comes out of it. Members have a packet of their home link
 * only: that may be on others too, if multicast routers have brought it there.
 */
#include "mcast.h"

#include "fwd.h"
#include "group.h"
#include "role.h"

#include <linux/ipv6.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <linux/rculist.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/stats.h>
#include <mip6_tnl.h>

/*
 * The home link that a packet is on: that of the mobile node if it came by the tunnel. What comes
 * from a home address otherwise, while that is away, is what we have sent there, or is made up.
 */
static int link_of(struct mip6_ha *ha, const struct sk_buff *skb, int iif)
{
	const struct mip6_bce *bce = mip6_bcache_home(ha->net, &ipv6_hdr(skb)->saddr);

	if (iif == ha->tunnel->ifindex)
		return bce ? READ_ONCE(bce->b.ifindex) : 0;
	return bce ? 0 : iif;
}

/* Forwards a copy of a packet by a route whose reference it takes. */
static void forward(struct mip6_ha *ha, struct sk_buff *skb, struct dst_entry *dst)
{
	struct sk_buff *copy = skb_clone(skb, GFP_ATOMIC);

	if (!copy) {
		dst_release(dst);
		return;
	}
	copy->pkt_type = PACKET_HOST;
	/* It names the port where a bridge has it from. */
	copy->skb_iif = skb->dev->ifindex;
	skb_dst_drop(copy);
	skb_dst_set(copy, dst);
	/* From one mobile node to another: no reason for a redirect. */
	IP6CB(copy)->srcrt = sizeof(struct ipv6hdr);
	ha->into_tunnel->dst.input(copy);
}

/* 10.4.5, 11.3.4: as if the mobile node were there. */
static void forward_home(struct mip6_ha *ha, struct sk_buff *skb, int ifindex)
{
	struct flowi6 fl6 = {
		.flowi6_oif	= ifindex,
		.flowi6_mark	= skb->mark,
		.flowi6_proto	= ipv6_hdr(skb)->nexthdr,
		.daddr		= ipv6_hdr(skb)->daddr,
		.saddr		= ipv6_hdr(skb)->saddr,
	};
	struct dst_entry *dst = ip6_route_output_flags(ha->net, NULL, &fl6, RT6_LOOKUP_F_IFACE);

	if (dst->error || dst->dev->ifindex != ifindex)
		dst_release(dst);
	else
		forward(ha, skb, dst);
}

static bool is_local_scope(const struct ipv6hdr *ip6h)
{
	return IPV6_ADDR_MC_SCOPE(&ip6h->daddr) <= IPV6_ADDR_SCOPE_LINKLOCAL ||
	       ipv6_addr_any(&ip6h->saddr) ||
	       ipv6_addr_type(&ip6h->saddr) & (IPV6_ADDR_LINKLOCAL | IPV6_ADDR_LOOPBACK);
}

void mip6_ha_mcast_rcv(struct mip6_ha *ha, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	bool tunnelled = skb->dev == ha->tunnel;
	int link;

	if (!tunnelled && !READ_ONCE(ha->groups.count))
		return;
	/* What we send into the tunnel is shown to who has joined the group there: it was forwarded. */
	if (tunnelled && skb->pkt_type == PACKET_LOOPBACK)
		return;
	if (is_local_scope(ip6h) || !READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return;
	link = link_of(ha, skb, skb->dev->ifindex);
	if (!link)
		return;
	if (tunnelled)
		forward_home(ha, skb, link);
	if (mip6_ha_group_find(ha, &ip6h->daddr, link))
		forward(ha, skb, dst_clone(&ha->into_tunnel->dst));
}

unsigned int mip6_ha_mcast_fan_out(void *priv, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct mip6_ha *ha = priv;
	const unsigned long lifetime = mip6_ha_group_lifetime(ha);
	struct mip6_ha_member *member;
	struct mip6_ha_group *group;
	unsigned int least = 0;

	group = mip6_ha_group_find(ha, &ip6h->daddr, link_of(ha, skb, skb->skb_iif));
	if (!group)
		return 0;
	list_for_each_entry_rcu(member, &group->members, of_group) {
		struct mip6_bce *bce = mip6_bcache_home(ha->net, &member->hoa);
		struct mip6_tnl_ends ends;
		struct sk_buff *copy;

		if (!bce || READ_ONCE(bce->b.ifindex) != group->key.ifindex ||
		    jiffies - READ_ONCE(member->heard) >= lifetime ||
		    ipv6_addr_equal(&member->hoa, &ip6h->saddr))
			continue;
		copy = skb_clone(skb, GFP_ATOMIC);
		if (!copy)
			break;
		mip6_ha_fwd_ends(ha, bce, &ends);
		least = min_not_zero(least, mip6_tnl_send(ha->tunnel, copy, &ends));
	}
	return least;
}

bool mip6_ha_mcast_owns(struct mip6_ha *ha, const struct ipv6hdr *outer)
{
	const struct mip6_bce *bce = mip6_bcache_at(ha->net, &outer->daddr);

	return bce && ipv6_addr_equal(&bce->b.local, &outer->saddr);
}
