// SPDX-License-Identifier: GPL-2.0
/*
 * Home agent address discovery: RFC 6275 10.5. Whom a reply tells of is agents.c's to say.
 *
 * To be found, we answer solicitations for the home-agents anycast address of each home prefix
 * (nd.c). All of them have one solicited-node group, which is joined on each home link.
 */
#include "dhaad.h"

#include "agents.h"
#include "home.h"
#include "nd.h"
#include "prefix.h"
#include "ra.h"
#include "role.h"

#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv6.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>
#include <net/net_namespace.h>

#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/icmp.h>
#include <wire/rules.h>

enum {
	REQUEST_MAX_LEN	= 1280,
	REPLY_MAX_LEN	= 1280 - sizeof(struct ipv6hdr),
	AGAIN_INTERVAL	= HZ,	/* for want of memory */
};

static const struct in6_addr any_home_agents = {
	.s6_addr = { 0xfe, 0x80, [13] = 0xff, [14] = 0xff, [15] = 0xfe },
};

static void reply(struct mip6_ha *ha, const struct in6_addr *to, const struct mip6_ha_home *home,
		  u16 id)
{
	struct mip6_mh_path path = {
		.saddr		= home->local,
		.daddr		= *to,
		.wire_saddr	= home->local,
		.wire_daddr	= *to,
	};
	struct {
		struct in6_addr agents[MIP6_DHAAD_MAX];
		u8 msg[REPLY_MAX_LEN];
	} *room = kmalloc(sizeof(*room), GFP_ATOMIC);
	struct mip6_wire_buf buf;
	unsigned int count;

	if (!room)
		return;
	count = mip6_ha_agents_choose(ha, home, room->agents, ARRAY_SIZE(room->agents));
	mip6_wire_buf_init(&buf, room->msg, sizeof(room->msg));
	mip6_wire_build_dhaad(&buf, id, room->agents, count);
	if (count && !mip6_icmp_send(ha->net, &path, room->msg, buf.len, 0))
		mip6_count(ha->net, MIP6_STAT_DHAAD_REPLIES_SENT);
	kfree(room);
}

/* @len octets of an ICMPv6 message, in line. */
static bool read_request(struct sk_buff *skb, unsigned int len, u16 *id)
{
	return !nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, sizeof(struct ipv6hdr),
				IPPROTO_ICMPV6) &&
	       !mip6_wire_parse_id((const u8 *)(ipv6_hdr(skb) + 1), len, id) &&
	       mip6_rules_routable(&ipv6_hdr(skb)->saddr);
}

bool mip6_ha_dhaad_rcv(struct mip6_ha *ha, struct sk_buff *skb)
{
	unsigned int len = skb->len - sizeof(struct ipv6hdr);
	struct mip6_ha_home home;
	struct in6_addr from;
	u16 id;

	if (skb->pkt_type != PACKET_HOST || len > REQUEST_MAX_LEN ||
	    !mip6_ha_home_anycast(ha, &ipv6_hdr(skb)->daddr, &home) ||
	    !pskb_may_pull(skb, skb->len))
		return false;
	mip6_count(ha->net, MIP6_STAT_DHAAD_REQUESTS_RCVD);
	from = ipv6_hdr(skb)->saddr;
	if (!read_request(skb, len, &id))
		mip6_count(ha->net, MIP6_STAT_DHAAD_DROP_INVALID);
	else if (!mip6_limit_discovery(ha->net, &from))
		mip6_count(ha->net, MIP6_STAT_DHAAD_DROP_MISC);
	else
		reply(ha, &from, &home, id);
	return true;
}

/* Listens on these links and no others. Returns false if it has to be tried again. */
static bool listen_on(struct mip6_ha *ha, const int *links, unsigned int count)
{
	struct mip6_ha_dhaad *dhaad = &ha->dhaad;
	unsigned int i, n = 0;
	bool done = true;
	int err;

	rtnl_lock();
	for (i = 0; i < dhaad->count; i++)
		if (!mip6_ha_home_listed(links, count, dhaad->links[i]))
			mip6_ha_nd_group(ha->net, dhaad->links[i], &any_home_agents, false);
		else
			dhaad->links[n++] = dhaad->links[i];
	for (i = 0; i < count; i++) {
		if (mip6_ha_home_listed(dhaad->links, n, links[i]))
			continue;
		err = mip6_ha_nd_group(ha->net, links[i], &any_home_agents, true);
		if (!err) {
			dhaad->links[n++] = links[i];
			mip6_ha_ra_ask(ha, links[i]);
		} else if (err == -ENOMEM) {
			done = false;
		}
	}
	dhaad->count = n;
	rtnl_unlock();
	return done;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, dhaad.work);
	int links[MIP6_HA_MAX_LINKS];
	unsigned int count = mip6_ha_home_links(ha, links, ARRAY_SIZE(links));

	mip6_ha_agents_keep(ha, links, count);
	mip6_ha_prefix_keep(ha, links, count);
	if (!listen_on(ha, links, count))
		queue_delayed_work(system_wq, &ha->dhaad.work, AGAIN_INTERVAL);
}

void mip6_ha_dhaad_start(struct mip6_ha *ha)
{
	INIT_DELAYED_WORK(&ha->dhaad.work, work_fn);
	mip6_ha_dhaad_update(ha);
}

void mip6_ha_dhaad_update(struct mip6_ha *ha)
{
	mod_delayed_work(system_wq, &ha->dhaad.work, 0);
}

void mip6_ha_dhaad_stop(struct mip6_ha *ha)
{
	cancel_delayed_work_sync(&ha->dhaad.work);
	listen_on(ha, NULL, 0);
	mip6_ha_agents_keep(ha, NULL, 0);
}
