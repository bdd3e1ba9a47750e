// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbor Discovery on behalf of mobile nodes: RFC 6275 10.4.1, RFC 4861 7.2.
 */
#include "nd.h"

#include "guard.h"
#include "home.h"
#include "reg.h"
#include "role.h"

#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ipv6_stubs.h>
#include <net/ndisc.h>

#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/nd.h>
#include <wire/rules.h>

enum {
	ND_MAX_LEN	= 1500,	/* octets of a message that is looked at */
};

static const u32 override = NEIGH_UPDATE_F_OVERRIDE | NEIGH_UPDATE_F_WEAK_OVERRIDE;

/* The checks of RFC 4861 7.1.1 and 7.1.2. Warning: may move packet data. */
static bool read_nd(struct sk_buff *skb, struct mip6_wire_na *na)
{
	unsigned int len = skb->len - sizeof(struct ipv6hdr);
	const struct ipv6hdr *ip6h;
	struct in6_addr group;

	if (len > ND_MAX_LEN || !pskb_may_pull(skb, skb->len))
		return false;
	ip6h = ipv6_hdr(skb);
	if (ip6h->hop_limit != MIP6_ND_HOP_LIMIT ||
	    nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, sizeof(*ip6h), IPPROTO_ICMPV6) ||
	    mip6_wire_parse_na((const u8 *)(ip6h + 1), len, na))
		return false;
	if (na->type == MIP6_ND_NA)
		return !(na->flags & MIP6_NA_S && ipv6_addr_is_multicast(&ip6h->daddr));
	if (!ipv6_addr_any(&ip6h->saddr))
		return !ipv6_addr_is_multicast(&ip6h->saddr);
	addrconf_addr_solict_mult(&na->target, &group);
	return ipv6_addr_equal(&ip6h->daddr, &group) && !na->lladdr_len;
}

/* A loop in the link layer brings back what we sent: that is nobody else. */
static bool is_own_frame(const struct sk_buff *skb)
{
	u8 from[MAX_ADDR_LEN];

	if (skb->pkt_type == PACKET_LOOPBACK)
		return true;
	if (!skb_mac_header_was_set(skb) || skb->dev->addr_len != ETH_ALEN ||
	    dev_parse_header(skb, from) != ETH_ALEN)
		return false;
	return ether_addr_equal_unaligned(from, skb->dev->dev_addr);
}

static void learn(struct net_device *dev, const struct in6_addr *addr, const u8 *lladdr, u32 flags)
{
	struct neighbour *neigh = __neigh_lookup(&nd_tbl, addr, dev, 1);

	if (!neigh)
		return;
	neigh_update(neigh, lladdr, NUD_STALE, flags, 0);
	neigh_release(neigh);
}

void mip6_ha_nd_learn(const struct mip6_mh_msg *msg, bool sure)
{
	struct sk_buff *skb = msg->skb;
	u8 from[MAX_ADDR_LEN];

	if (!skb_mac_header_was_set(skb) || skb->dev->ifindex != msg->ifindex ||
	    skb->dev->addr_len != ETH_ALEN || dev_parse_header(skb, from) != ETH_ALEN ||
	    !is_valid_ether_addr(from))
		return;
	learn(skb->dev, &msg->saddr, from, sure ? override : 0);
}

/* RFC 4861 7.2.4: R=0 and, since it is done for somebody else, O=0. */
static void answer(struct net *net, struct sk_buff *skb, const struct mip6_wire_na *ns)
{
	struct in6_addr from = ipv6_hdr(skb)->saddr;
	struct net_device *dev = skb->dev;

	if (ipv6_addr_any(&from)) {
		ipv6_stub->ndisc_send_na(dev, &in6addr_linklocal_allnodes, &ns->target,
					 false, false, false, true);
	} else {
		if (ns->lladdr_len && ns->lladdr_len >= dev->addr_len &&
		    !ipv6_addr_equal(&from, &ns->target))
			learn(dev, &from, ns->lladdr, override);
		ipv6_stub->ndisc_send_na(dev, &from, &ns->target, false, true, false, true);
	}
	mip6_count(net, MIP6_STAT_NS_ANSWERED);
}

/* RFC 4862 5.4.3 and 5.4.4: it is in use, or somebody else begins to use it too. */
static bool is_objection(const struct sk_buff *skb, const struct mip6_wire_na *na)
{
	return na->type == MIP6_ND_NA || ipv6_addr_any(&ipv6_hdr(skb)->saddr);
}

bool mip6_ha_nd_rcv(struct mip6_ha *ha, struct sk_buff *skb)
{
	struct mip6_ha_guard *guard;
	struct mip6_ha_home home;
	struct mip6_wire_na na;

	if (!read_nd(skb, &na))
		return false;
	guard = mip6_ha_guard_find_target(ha, skb->dev->ifindex, &na.target);
	if (!guard) {
		if (na.type != MIP6_ND_NS || !mip6_ha_home_anycast(ha, &na.target, &home) ||
		    home.ifindex != skb->dev->ifindex)
			return false;
		answer(ha->net, skb, &na);
		return true;
	}
	if (is_own_frame(skb))
		return false;
	if (READ_ONCE(guard->state) != MIP6_HA_GUARD_ACTIVE && is_objection(skb, &na)) {
		mip6_ha_reg_conflict(ha, guard);
		return false;
	}
	if (na.type != MIP6_ND_NS || !mip6_ha_guard_defends(guard))
		return false;
	answer(ha->net, skb, &na);
	return true;
}

bool mip6_ha_nd_probe(struct net *net, int ifindex, const struct in6_addr *target)
{
	struct sk_buff *skb = NULL;
	struct in6_addr group;
	struct net_device *dev;

	addrconf_addr_solict_mult(target, &group);
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev)
		skb = ndisc_ns_create(dev, target, &in6addr_any, 0);
	if (skb)
		ndisc_send_skb(skb, &group, &in6addr_any);
	rcu_read_unlock();
	return skb || !dev;
}

void mip6_ha_nd_announce(struct net *net, int ifindex, const struct in6_addr *target)
{
	struct net_device *dev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev)
		ipv6_stub->ndisc_send_na(dev, &in6addr_linklocal_allnodes, target,
					 false, false, true, true);
	rcu_read_unlock();
}

unsigned long mip6_ha_nd_probe_time(struct net *net, int ifindex)
{
	unsigned long time = HZ;
	struct net_device *dev;
	struct inet6_dev *idev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	if (idev)
		time = clamp_t(unsigned long, NEIGH_VAR(idev->nd_parms, RETRANS_TIME),
			       HZ / 10, 10 * HZ);
	rcu_read_unlock();
	return time;
}

int mip6_ha_nd_group(struct net *net, int ifindex, const struct in6_addr *addr, bool join)
{
	struct net_device *dev = __dev_get_by_index(net, ifindex);
	struct in6_addr group;

	ASSERT_RTNL();
	if (!dev || dev->flags & (IFF_LOOPBACK | IFF_NOARP))
		return -ENODEV;
	addrconf_addr_solict_mult(addr, &group);
	return join ? ipv6_dev_mc_inc(dev, &group) : ipv6_dev_mc_dec(dev, &group);
}
