// SPDX-License-Identifier: GPL-2.0
/*
 * Home agent address discovery: RFC 6275 10.5. The list has one home agent: ourselves.
 *
 * To be found, we answer solicitations for the home-agents anycast address of each home prefix
 * (nd.c). All of them have one solicited-node group, which is joined on each home link.
 */
#include "dhaad.h"

#include "home.h"
#include "nd.h"
#include "role.h"

#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv6.h>
#include <linux/ratelimit.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
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
	REPLY_MAX_LEN	= 8 + sizeof(struct in6_addr),
	REPLIES_PER_SEC	= 10,
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
	struct mip6_wire_buf buf;
	u8 msg[REPLY_MAX_LEN];

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_dhaad(&buf, id, &home->local, 1);
	if (!buf.full && !mip6_icmp_send(ha->net, &path, msg, buf.len, 0))
		mip6_count(ha->net, MIP6_STAT_DHAAD_REPLIES_SENT);
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
	from = ipv6_hdr(skb)->saddr;
	if (nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, sizeof(struct ipv6hdr), IPPROTO_ICMPV6) ||
	    mip6_wire_parse_id((const u8 *)(ipv6_hdr(skb) + 1), len, &id) ||
	    !mip6_rules_routable(&from))
		return true;
	mip6_count(ha->net, MIP6_STAT_DHAAD_REQUESTS_RCVD);
	if (__ratelimit(&ha->dhaad.limit))
		reply(ha, &from, &home, id);
	return true;
}

static bool listed(const int *links, unsigned int count, int ifindex)
{
	while (count--)
		if (links[count] == ifindex)
			return true;
	return false;
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
		if (!listed(links, count, dhaad->links[i]))
			mip6_ha_nd_group(ha->net, dhaad->links[i], &any_home_agents, false);
		else
			dhaad->links[n++] = dhaad->links[i];
	for (i = 0; i < count; i++) {
		if (listed(dhaad->links, n, links[i]))
			continue;
		err = mip6_ha_nd_group(ha->net, links[i], &any_home_agents, true);
		if (!err)
			dhaad->links[n++] = links[i];
		else if (err == -ENOMEM)
			done = false;
	}
	dhaad->count = n;
	rtnl_unlock();
	return done;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, dhaad.work);
	int links[MIP6_HA_MAX_LINKS];

	if (!listen_on(ha, links, mip6_ha_home_links(ha, links, ARRAY_SIZE(links))))
		queue_delayed_work(system_wq, &ha->dhaad.work, AGAIN_INTERVAL);
}

void mip6_ha_dhaad_start(struct mip6_ha *ha)
{
	ratelimit_state_init(&ha->dhaad.limit, HZ, REPLIES_PER_SEC);
	ratelimit_set_flags(&ha->dhaad.limit, RATELIMIT_MSG_ON_RELEASE);
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
}
