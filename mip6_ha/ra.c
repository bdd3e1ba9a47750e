// SPDX-License-Identifier: GPL-2.0
/*
 * Router advertisements on home links: those of other routers, and our own.
 */
#include "ra.h"

#include "agents.h"
#include "home.h"
#include "mpa.h"
#include "prefix.h"
#include "role.h"

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/nd.h>

enum {
	RA_MAX_LEN	= 1500,	/* octets of a message that is looked at */
	RS_LEN		= 8,
};

/* Warning: may move packet data. */
static bool parse(struct sk_buff *skb, struct mip6_wire_ra *ra)
{
	unsigned int len = skb->len - sizeof(struct ipv6hdr);

	return len <= RA_MAX_LEN && pskb_may_pull(skb, skb->len) &&
	       !mip6_wire_parse_ra((const u8 *)(ipv6_hdr(skb) + 1), len, ra);
}

/* The rest of what RFC 4861 6.1.2 asks for. */
static bool is_valid(struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);

	return ip6h->hop_limit == MIP6_ND_HOP_LIMIT &&
	       ipv6_addr_type(&ip6h->saddr) & IPV6_ADDR_LINKLOCAL &&
	       !nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, sizeof(*ip6h), IPPROTO_ICMPV6);
}

void mip6_ha_ra_rcv(struct mip6_ha *ha, struct sk_buff *skb)
{
	struct mip6_ha_home home;
	struct mip6_wire_ra ra;

	if (!mip6_ha_home_on(ha, skb->dev, &home))
		return;
	if (!parse(skb, &ra) || !is_valid(skb)) {
		mip6_count(ha->net, MIP6_STAT_RA_DROP_INVALID);
		return;
	}
	/* Our own come back from the device, and are known; nobody else speaks for us. */
	if (ipv6_chk_addr(ha->net, &ipv6_hdr(skb)->saddr, skb->dev, 0))
		return;
	mip6_count(ha->net, MIP6_STAT_RA_RCVD);
	mip6_ha_agents_heard(ha, skb->dev->ifindex, &ipv6_hdr(skb)->saddr, &ra, false);
}

void mip6_ha_ra_sent(struct mip6_ha *ha, struct sk_buff *skb, const struct net_device *dev)
{
	struct mip6_ha_home home;
	struct mip6_wire_ra ra;

	if (!mip6_ha_home_on(ha, dev, &home) || !parse(skb, &ra))
		return;
	mip6_ha_agents_heard(ha, dev->ifindex, &ipv6_hdr(skb)->saddr, &ra, true);
	if (mip6_ha_prefix_learn(ha, dev->ifindex, &ra))
		mip6_ha_mpa_changed(ha);
}

void mip6_ha_ra_ask(struct mip6_ha *ha, int ifindex)
{
	/* From the unspecified address: the link-local one may be tentative still. */
	struct mip6_mh_path path = {
		.daddr		= in6addr_linklocal_allrouters,
		.wire_daddr	= in6addr_linklocal_allrouters,
		.oif		= ifindex,
	};
	struct mip6_wire_buf buf;
	u8 msg[RS_LEN] __aligned(8);

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, NULL, 0);
	if (!mip6_icmp_send(ha->net, &path, msg, buf.len, MIP6_ND_HOP_LIMIT))
		mip6_count(ha->net, MIP6_STAT_RS_SENT);
}
