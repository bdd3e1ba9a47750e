// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility Headers that come in: RFC 6275 9.2, and who gets what.
 */
#include "mh_in.h"

#include "cn.h"
#include "netns.h"
#include "role.h"
#include "unwrap.h"
#include "wire/mh.h"

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <net/ip6_checksum.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/protocol.h>

#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>

static const enum mip6_stat received[MIP6_MH_TYPES] = {
	[MIP6_MH_BRR]	= MIP6_STAT_BRR_RCVD,
	[MIP6_MH_HOTI]	= MIP6_STAT_HOTI_RCVD,
	[MIP6_MH_COTI]	= MIP6_STAT_COTI_RCVD,
	[MIP6_MH_HOT]	= MIP6_STAT_HOT_RCVD,
	[MIP6_MH_COT]	= MIP6_STAT_COT_RCVD,
	[MIP6_MH_BU]	= MIP6_STAT_BU_RCVD,
	[MIP6_MH_BA]	= MIP6_STAT_BA_RCVD,
	[MIP6_MH_BE]	= MIP6_STAT_BE_RCVD,
};

/* The checksum is over the header alone, so that what trails it can be told apart (6.1.1). */
static bool checksum_ok(const struct sk_buff *skb)
{
	const struct ipv6hdr *ip6 = ipv6_hdr(skb);
	unsigned int len = min_t(unsigned int, skb->len, (skb->data[1] + 1) * 8);

	return !csum_ipv6_magic(&ip6->saddr, &ip6->daddr, len, MIP6_MH_PROTO,
				skb_checksum(skb, 0, len, 0));
}

/* To the on-wire source, quoting what it sent: 9.3.1. */
static void param_problem(struct sk_buff *skb, unsigned int off)
{
	unsigned int pos = skb_transport_offset(skb) - skb_network_offset(skb) + off;

	if (!mip6_unwrap_undo(skb))
		icmpv6_send(skb, ICMPV6_PARAMPROB, ICMPV6_HDR_FIELD, pos);
}

static bool header_ok(struct net *net, struct sk_buff *skb, struct mip6_mh_msg *msg)
{
	switch (mip6_wire_mh_check(skb->data, skb->len, &msg->len)) {
	case MIP6_MH_OK:
		return true;
	case MIP6_MH_TRUNCATED:
		mip6_count(net, MIP6_STAT_MH_TRUNCATED);
		break;
	case MIP6_MH_UNKNOWN_TYPE:
		mip6_count(net, MIP6_STAT_MH_UNKNOWN_TYPE);
		mip6_be_send(net, &msg->wire_daddr, &msg->wire_saddr, MIP6_BE_UNKNOWN_MH_TYPE,
			     msg->hao ? &msg->saddr : NULL);
		break;
	case MIP6_MH_BAD_PROTO:
		mip6_count(net, MIP6_STAT_MH_BAD_PROTO);
		param_problem(skb, 0);
		break;
	case MIP6_MH_TOO_SHORT:
		mip6_count(net, MIP6_STAT_MH_TOO_SHORT);
		param_problem(skb, 1);
		break;
	}
	return false;
}

static void dispatch(struct mip6_net *mnet, const struct mip6_mh_msg *msg)
{
	u8 type = mip6_wire_mh_type(msg->mh);

	mip6_count(mnet->net, received[type]);
	if (mip6_role_mh_rcv(mnet, msg))
		return;
	switch (type) {
	case MIP6_MH_HOTI:
	case MIP6_MH_COTI:
	case MIP6_MH_BU:
		mip6_cn_rcv(mnet, msg);
		break;
	case MIP6_MH_BA:
		mip6_count(mnet->net, MIP6_STAT_BA_DROP_MISC);
		break;
	case MIP6_MH_BRR:
		mip6_count(mnet->net, MIP6_STAT_BRR_DROP_MISC);
		break;
	}
}

static int mh_rcv(struct sk_buff *skb)
{
	struct mip6_net *mnet = mip6_net(dev_net(skb->dev));
	struct mip6_mh_msg msg = { .skb = skb };
	struct mip6_wire_addrs wire;

	if (READ_ONCE(mnet->closing))
		goto drop;
	if (skb->len < 8 || skb->len > IPV6_MAXPLEN || skb_linearize(skb)) {
		mip6_count(mnet->net, MIP6_STAT_MH_TRUNCATED);
		goto drop;
	}
	if (!checksum_ok(skb)) {
		mip6_count(mnet->net, MIP6_STAT_MH_BAD_CHECKSUM);
		goto drop;
	}
	mip6_unwrap_addrs(skb, &wire);
	msg.saddr = ipv6_hdr(skb)->saddr;
	msg.daddr = ipv6_hdr(skb)->daddr;
	msg.wire_saddr = wire.saddr;
	msg.wire_daddr = wire.daddr;
	msg.hao = wire.hao;
	msg.rh2 = wire.rh2;
	msg.ifindex = skb->dev->ifindex;
	if (header_ok(mnet->net, skb, &msg)) {
		msg.mh = skb->data;
		dispatch(mnet, &msg);
	}
drop:
	kfree_skb(skb);
	return 0;
}

static const struct inet6_protocol mh_protocol = {
	.handler	= mh_rcv,
	.flags		= INET6_PROTO_FINAL,
};

int mip6_mh_in_init(void)
{
	int err = inet6_add_protocol(&mh_protocol, MIP6_MH_PROTO);

	return err < 0 ? -EAGAIN : 0;
}

void mip6_mh_in_exit(void)
{
	inet6_del_protocol(&mh_protocol, MIP6_MH_PROTO);
}
