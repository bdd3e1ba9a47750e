// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbor Discovery messages of our own: the stack's would come too late.
 */
#include "nd.h"

#include "iface.h"
#include "router.h"

#include <linux/icmpv6.h>
#include <linux/if_ether.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ip6_checksum.h>
#include <net/ipv6.h>
#include <net/ipv6_stubs.h>
#include <net/ndisc.h>
#include <net/net_namespace.h>

#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/nd.h>

enum {
	RS_MAX_LEN	= 8 + 16,
	NS_MAX_LEN	= 24 + 16,
};

/* RFC 4429 3.3: an address that may still be somebody else's is not told with a link-layer address. */
static bool tells_lladdr(const struct net_device *dev, const struct in6_addr *saddr, bool optimistic)
{
	return !ipv6_addr_any(saddr) && !optimistic && dev->addr_len &&
	       dev->addr_len <= MIP6_LLADDR_MAX;
}

static struct sk_buff *make(struct net_device *dev, const struct mip6_wire_buf *msg)
{
	unsigned int room = LL_RESERVED_SPACE(dev) + sizeof(struct ipv6hdr);
	struct sk_buff *skb;

	skb = alloc_skb(room + msg->len + dev->needed_tailroom, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb->protocol = htons(ETH_P_IPV6);
	skb->dev = dev;
	skb_reserve(skb, room);
	skb_reset_transport_header(skb);
	skb_put_data(skb, msg->data, msg->len);
	return skb;
}

static struct sk_buff *make_rs(struct net_device *dev, const struct in6_addr *saddr, bool optimistic)
{
	struct mip6_wire_buf buf;
	u8 msg[RS_MAX_LEN];

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, tells_lladdr(dev, saddr, optimistic) ? dev->dev_addr : NULL,
			   dev->addr_len);
	return make(dev, &buf);
}

void mip6_mn_nd_solicit(struct net *net, int ifindex)
{
	struct net_device *dev;
	struct in6_addr saddr;
	struct sk_buff *skb;
	bool optimistic;

	/* Without an address that may be used yet the unspecified one will do (RFC 4861 6.3.7). */
	mip6_mn_iface_speaker(net, ifindex, &saddr, &optimistic);
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	skb = dev && __in6_dev_get(dev) ? make_rs(dev, &saddr, optimistic) : NULL;
	if (skb) {
		ndisc_send_skb(skb, &in6addr_linklocal_allrouters, &saddr);
		mip6_count(net, MIP6_STAT_RS_SENT);
	}
	rcu_read_unlock();
}

static bool send_ns(struct net *net, int ifindex, const struct in6_addr *target,
		    const struct in6_addr *daddr, const struct in6_addr *saddr)
{
	struct net_device *dev;
	struct sk_buff *skb;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	skb = dev && __in6_dev_get(dev) ? ndisc_ns_create(dev, target, saddr, 0) : NULL;
	if (skb)
		ndisc_send_skb(skb, daddr, saddr);
	rcu_read_unlock();
	return skb;
}

/* Writes IPv6 and link-layer headers. Consumes @skb. */
static void send_frame(struct net_device *dev, struct sk_buff *skb, const struct in6_addr *saddr,
		       const struct in6_addr *daddr, const u8 *lladdr)
{
	struct icmp6hdr *icmp = icmp6_hdr(skb);
	unsigned int len = skb->len;
	struct ipv6hdr *ip6;

	icmp->icmp6_cksum = csum_ipv6_magic(saddr, daddr, len, IPPROTO_ICMPV6,
					    csum_partial(icmp, len, 0));
	ip6 = skb_push(skb, sizeof(*ip6));
	skb_reset_network_header(skb);
	ip6_flow_hdr(ip6, 0, 0);
	ip6->payload_len = htons(len);
	ip6->nexthdr = IPPROTO_ICMPV6;
	ip6->hop_limit = MIP6_ND_HOP_LIMIT;
	ip6->saddr = *saddr;
	ip6->daddr = *daddr;
	if (dev_hard_header(skb, dev, ETH_P_IPV6, lladdr, dev->dev_addr, skb->len) < 0)
		kfree_skb(skb);
	else
		dev_queue_xmit(skb);
}

/* Asks at a link-layer address, whoever the stack believes to have it. */
static bool send_ns_to(struct net *net, int ifindex, const struct mip6_mn_router *router,
		       const struct in6_addr *saddr, bool optimistic)
{
	struct mip6_wire_na ns = { .type = MIP6_ND_NS, .target = router->addr };
	u8 msg[NS_MAX_LEN] __aligned(4);
	struct sk_buff *skb = NULL;
	struct mip6_wire_buf buf;
	struct net_device *dev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev && __in6_dev_get(dev) && dev->addr_len == router->lladdr_len) {
		if (tells_lladdr(dev, saddr, optimistic)) {
			ns.lladdr_len = dev->addr_len;
			memcpy(ns.lladdr, dev->dev_addr, dev->addr_len);
		}
		mip6_wire_buf_init(&buf, msg, sizeof(msg));
		mip6_wire_build_na(&buf, &ns);
		skb = make(dev, &buf);
		if (skb)
			send_frame(dev, skb, saddr, &router->addr, router->lladdr);
	}
	rcu_read_unlock();
	return skb;
}

bool mip6_mn_nd_probe(struct net *net, int ifindex, const struct mip6_mn_router *router)
{
	struct in6_addr saddr;
	bool optimistic;

	if (!mip6_mn_iface_speaker(net, ifindex, &saddr, &optimistic))
		return false;
	if (router->lladdr_len)
		return send_ns_to(net, ifindex, router, &saddr, optimistic);
	/* The stack finds it, and tells our link-layer address along. */
	return !optimistic && send_ns(net, ifindex, &router->addr, &router->addr, &saddr);
}

void mip6_mn_nd_seek(struct net *net, int ifindex, const struct in6_addr *hoa)
{
	struct in6_addr group;

	addrconf_addr_solict_mult(hoa, &group);
	send_ns(net, ifindex, hoa, &group, &in6addr_any);
}

bool mip6_mn_nd_learn(struct net *net, int ifindex, const struct in6_addr *addr, const u8 *lladdr,
		      u8 len)
{
	struct neighbour *neigh;
	struct net_device *dev;
	bool taken = false;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev && dev->addr_len && len >= dev->addr_len) {
		neigh = __neigh_lookup(&nd_tbl, addr, dev, 1);
		if (neigh) {
			taken = !neigh_update(neigh, lladdr, NUD_REACHABLE,
					      NEIGH_UPDATE_F_OVERRIDE, 0);
			neigh_release(neigh);
		}
	}
	rcu_read_unlock();
	return taken;
}

void mip6_mn_nd_announce(struct net *net, int ifindex, const struct in6_addr *addr)
{
	struct net_device *dev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev)
		ipv6_stub->ndisc_send_na(dev, &in6addr_linklocal_allnodes, addr, false, false,
					 true, true);
	rcu_read_unlock();
}
