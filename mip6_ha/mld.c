// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast listener discovery with mobile nodes that are away, through their tunnels: RFC 6275
 * 10.4.3. Reports are read here, and go nowhere else.
 */
#include "mld.h"

#include "fwd.h"
#include "group.h"
#include "role.h"

#include <linux/bottom_half.h>
#include <linux/ipv6.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>
#include <net/ip6_checksum.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/stats.h>
#include <mip6_tnl.h>
#include <wire/buf.h>
#include <wire/mld.h>

enum {
	RESTORED_MAX	= 1024,		/* mobile nodes that are asked when they are put back */
	RESPONSE_MS	= 10000,	/* Query Response Interval, RFC 3810 9.3 */
	/* In front of a query: what the tunnel puts there, and its own header. */
	HEADROOM	= LL_MAX_HEADER + 2 * sizeof(struct ipv6hdr),
};

const struct mip6_binding *mip6_ha_mld_sender(struct mip6_ha *ha, const struct ipv6hdr *outer,
					      const struct ipv6hdr *inner)
{
	const int kinds = IPV6_ADDR_LINKLOCAL | IPV6_ADDR_MULTICAST;
	bool linklocal = (ipv6_addr_type(&inner->saddr) & kinds) == IPV6_ADDR_LINKLOCAL;
	const struct mip6_bce *bce = linklocal ? mip6_bcache_at(ha->net, &outer->saddr) :
						 mip6_bcache_home(ha->net, &inner->saddr);

	if (!bce || !ipv6_addr_equal(&bce->b.coa, &outer->saddr) ||
	    !ipv6_addr_equal(&bce->b.local, &outer->daddr))
		return NULL;
	return &bce->b;
}

/* The message of a linear packet whose data is at its IPv6 header; NULL if it is cut or damaged. */
static const u8 *message_of(const struct sk_buff *skb, unsigned int *len)
{
	const struct ipv6hdr *ip6h = (const struct ipv6hdr *)skb->data;
	unsigned int at = mip6_wire_mld_at(skb->data, skb->len);
	unsigned int end = sizeof(*ip6h) + ntohs(ip6h->payload_len);

	if (!at || end > skb->len || end <= at)
		return NULL;
	*len = end - at;
	if (csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, *len, IPPROTO_ICMPV6,
			    csum_partial(skb->data + at, *len, 0)))
		return NULL;
	return skb->data + at;
}

/*
 * 10.4.2: what has less than global scope should not be tunnelled to mobile nodes: it is for those
 * who are there.
 */
static void note(struct mip6_ha *ha, const struct in6_addr *hoa, const struct in6_addr *group,
		 enum mip6_mld_change change)
{
	int err = 0;

	if (IPV6_ADDR_MC_SCOPE(group) != IPV6_ADDR_SCOPE_GLOBAL)
		return;
	if (change == MIP6_MLD_WANTS)
		err = mip6_ha_group_join(ha, hoa, group);
	else if (change == MIP6_MLD_LEAVES)
		mip6_ha_group_leave(ha, hoa, group);
	else if (change == MIP6_MLD_BLOCKS)
		mip6_ha_group_doubt(ha, hoa, group);
	if (err)
		mip6_log(ha->net, 3, "%pI6c does not get packets to group %pI6c: %d\n", hoa, group, err);
}

void mip6_ha_mld_take(void *priv, struct sk_buff *skb)
{
	struct mip6_ha *ha = priv;
	const struct mip6_binding *b;
	enum mip6_mld_change change;
	struct mip6_wire_mld report;
	struct in6_addr group;
	unsigned int len;
	const u8 *msg;

	/* Silence is what 10.4.3 wants then. */
	if (!READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return;
	mip6_count(ha->net, MIP6_STAT_MLD_RCVD);
	mip6_count(ha->net, MIP6_STAT_DECAPSULATIONS);
	if (skb_linearize(skb))
		return;
	msg = message_of(skb, &len);
	if (!msg || mip6_wire_mld_begin(msg, len, &report)) {
		mip6_count(ha->net, MIP6_STAT_MLD_DROP_INVALID);
		return;
	}
	b = mip6_ha_mld_sender(ha, ipv6_hdr(skb), (const struct ipv6hdr *)skb->data);
	while (b && mip6_wire_mld_next(&report, &group, &change))
		note(ha, &b->hoa, &group, change);
}

u16 mip6_ha_mld_response_ms(unsigned int interval_sec)
{
	return min_t(unsigned int, RESPONSE_MS, interval_sec * MSEC_PER_SEC / 2);
}

/* What the tunnel device has; a query is from a link-local address (RFC 3810 5.1.14). */
static bool find_link_local(const struct net_device *dev, struct in6_addr *addr)
{
	const struct inet6_ifaddr *ifa;
	struct inet6_dev *idev = __in6_dev_get(dev);
	bool found = false;

	if (!idev)
		return false;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		/* Nobody there can have it too: it may be said to be tentative for a moment. */
		found = ifa->scope == IFA_LINK;
		if (found) {
			*addr = ifa->addr;
			break;
		}
	}
	read_unlock_bh(&idev->lock);
	return found;
}

static struct sk_buff *new_query(struct mip6_ha *ha)
{
	unsigned int interval = READ_ONCE(ha->groups.interval) / HZ;
	struct mip6_wire_buf buf;
	struct in6_addr from;
	struct icmp6hdr *icmp;
	struct ipv6hdr *ip6h;
	struct sk_buff *skb;

	if (!find_link_local(ha->tunnel, &from))
		return NULL;
	skb = alloc_skb(HEADROOM + MIP6_MLD_QUERY_LEN, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, HEADROOM);
	mip6_wire_buf_init(&buf, skb_put(skb, MIP6_MLD_QUERY_LEN), MIP6_MLD_QUERY_LEN);
	mip6_wire_build_mld_query(&buf, mip6_ha_mld_response_ms(interval), interval);
	icmp = (struct icmp6hdr *)(buf.data + MIP6_MLD_QUERY_AT);
	icmp->icmp6_cksum = csum_ipv6_magic(&from, &in6addr_linklocal_allnodes,
					    buf.len - MIP6_MLD_QUERY_AT, IPPROTO_ICMPV6,
					    csum_partial(icmp, buf.len - MIP6_MLD_QUERY_AT, 0));
	ip6h = skb_push(skb, sizeof(*ip6h));
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	ip6_flow_hdr(ip6h, 0, 0);
	ip6h->payload_len = htons(buf.len);
	ip6h->nexthdr = NEXTHDR_HOP;
	ip6h->hop_limit = 1;
	ip6h->saddr = from;
	ip6h->daddr = in6addr_linklocal_allnodes;
	skb->protocol = htons(ETH_P_IPV6);
	skb->priority = TC_PRIO_CONTROL;
	skb->dev = ha->tunnel;
	return skb;
}

void mip6_ha_mld_query(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_tnl_ends ends;
	struct mip6_bce *bce;
	struct sk_buff *skb;

	rcu_read_lock();
	bce = mip6_bcache_home(ha->net, hoa);
	skb = bce ? new_query(ha) : NULL;
	if (skb) {
		mip6_count(ha->net, MIP6_STAT_MLD_SENT);
		mip6_ha_fwd_ends(ha, bce, &ends);
		local_bh_disable();
		mip6_tnl_send(ha->tunnel, skb, &ends);
		local_bh_enable();
	}
	rcu_read_unlock();
}

void mip6_ha_mld_restored(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	if (ha->groups.restored >= RESTORED_MAX ||
	    !READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return;
	ha->groups.restored++;
	mip6_ha_mld_query(ha, hoa);
}
