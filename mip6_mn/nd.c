// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbor Discovery messages of our own: the stack's would come too late.
 */
#include "nd.h"

#include "iface.h"

#include <linux/icmpv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ipv6_stubs.h>
#include <net/ndisc.h>
#include <net/net_namespace.h>

#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/nd.h>

enum {
	RS_MAX_LEN	= 8 + 16,
};

static struct sk_buff *make_rs(struct net_device *dev, const struct in6_addr *saddr)
{
	unsigned int room = LL_RESERVED_SPACE(dev) + sizeof(struct ipv6hdr);
	bool tell = !ipv6_addr_any(saddr) && dev->addr_len && dev->addr_len <= MIP6_LLADDR_MAX;
	struct mip6_wire_buf buf;
	u8 msg[RS_MAX_LEN];
	struct sk_buff *skb;

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, tell ? dev->dev_addr : NULL, dev->addr_len);
	skb = alloc_skb(room + buf.len + dev->needed_tailroom, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb->protocol = htons(ETH_P_IPV6);
	skb->dev = dev;
	skb_reserve(skb, room);
	skb_reset_transport_header(skb);
	skb_put_data(skb, msg, buf.len);
	return skb;
}

void mip6_mn_nd_solicit(struct net *net, int ifindex)
{
	struct net_device *dev;
	struct in6_addr saddr;
	struct sk_buff *skb;

	/* Without an address that may be used yet the unspecified one will do (RFC 4861 6.3.7). */
	mip6_mn_iface_linklocal(net, ifindex, &saddr);
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	skb = dev && __in6_dev_get(dev) ? make_rs(dev, &saddr) : NULL;
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

bool mip6_mn_nd_probe(struct net *net, int ifindex, const struct in6_addr *router)
{
	struct in6_addr saddr;

	return mip6_mn_iface_linklocal(net, ifindex, &saddr) &&
	       send_ns(net, ifindex, router, router, &saddr);
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
