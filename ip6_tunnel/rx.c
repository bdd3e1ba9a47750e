// SPDX-License-Identifier: GPL-2.0
/*
 * Packets that come in an outer header: whose they are, and how they go on without it.
 */

#include "rx.h"
#include "dev.h"
#include "err.h"
#include "tx.h"
#include <mip6_tnl.h>

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/rculist.h>
#include <linux/skbuff.h>
#include <net/inet_ecn.h>
#include <net/ip_tunnels.h>
#include <net/ipv6.h>
#include <net/xfrm.h>

/* In-tree users of the protocol have 1 and more (ip6_tunnel), or are negative (xfrm interfaces). */
enum { RX_PRIORITY = 0 };

/*
 * Congestion marks of the outer header go to the inner one, RFC 6040 4.2.
 * Return: false if the packet must be dropped. Warning: may move skb data.
 */
static bool take_ecn(struct sk_buff *skb, struct net_device *dev, u8 outer_dsfield)
{
	u8 inner_dsfield;

	/* The mark is written into the inner header, which a capture may share. */
	if (!INET_ECN_is_not_ect(outer_dsfield) && skb_cow(skb, 0)) {
		DEV_STATS_INC(dev, rx_dropped);
		return false;
	}
	inner_dsfield = ipv6_get_dsfield(ipv6_hdr(skb));
	if (INET_ECN_decapsulate(skb, outer_dsfield, inner_dsfield) > 1) {
		DEV_STATS_INC(dev, rx_frame_errors);
		DEV_STATS_INC(dev, rx_errors);
		return false;
	}
	return true;
}

/* Consumes skb, whose data is at the inner header. */
static void decapsulate(struct sk_buff *skb, struct mip6_tnl *tnl)
{
	struct net_device *dev = tnl->dev;
	u8 outer_dsfield;

	/* A policy may want this tunnel's packets to come under ESP: RFC 6275 10.4.5. */
	if (!xfrm6_policy_check(NULL, XFRM_POLICY_IN, skb)) {
		DEV_STATS_INC(dev, rx_dropped);
		goto drop;
	}
	outer_dsfield = ipv6_get_dsfield(ipv6_hdr(skb));

	/* Scrubs all that belonged to the outer packet; nothing is left to pull. */
	if (iptunnel_pull_header(skb, 0, htons(ETH_P_IPV6), false)) {
		DEV_STATS_INC(dev, rx_dropped);
		goto drop;
	}
	skb->dev = dev;
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	memset(skb->cb, 0, sizeof(struct inet6_skb_parm));
	if (!take_ecn(skb, dev, outer_dsfield))
		goto drop;
	dev_sw_netstats_rx_add(dev, skb->len);
	gro_cells_receive(&tnl->gro_cells, skb);
	return;
drop:
	kfree_skb(skb);
}

/* Consumes skb, whose data is at the inner header. */
static void hand_over(struct sk_buff *skb, struct mip6_tnl *tnl)
{
	if (!xfrm6_policy_check(NULL, XFRM_POLICY_IN, skb)) {
		DEV_STATS_INC(tnl->dev, rx_dropped);
		kfree_skb(skb);
		return;
	}
	dev_sw_netstats_rx_add(tnl->dev, skb->len);
	tnl->ops->take(tnl->priv, skb);
	consume_skb(skb);
}

/* Return: 0 if skb was consumed; else it is untouched and goes to the next who may want it. */
static int receive(struct sk_buff *skb)
{
	enum mip6_tnl_verdict verdict = MIP6_TNL_PASS;
	const struct ipv6hdr *inner, *outer;
	struct mip6_tnl *tnl;

	if (!pskb_may_pull(skb, sizeof(*inner)))
		return -EINVAL;
	inner = (const struct ipv6hdr *)skb->data;
	outer = ipv6_hdr(skb);
	if (inner->version != 6)
		return -EINVAL;

	list_for_each_entry_rcu(tnl, mip6_tnl_list(dev_net(skb->dev)), list) {
		verdict = tnl->ops->rcv(tnl->priv, skb, outer, inner);
		if (verdict != MIP6_TNL_PASS)
			break;
	}
	if (verdict == MIP6_TNL_PASS)
		return -ENOENT;
	if (verdict == MIP6_TNL_ACCEPT_LINK ||
	    (verdict == MIP6_TNL_ACCEPT && !mip6_tnl_is_local_scope(inner))) {
		decapsulate(skb, tnl);
	} else if (verdict == MIP6_TNL_TAKE) {
		hand_over(skb, tnl);
	} else {
		DEV_STATS_INC(tnl->dev, rx_dropped);
		kfree_skb(skb);
	}
	return 0;
}

static struct xfrm6_tunnel handler __read_mostly = {
	.handler = receive,
	.err_handler = mip6_tnl_err,
	.priority = RX_PRIORITY,
};

int __init mip6_tnl_rx_init(void)
{
	return xfrm6_tunnel_register(&handler, AF_INET6);
}

void mip6_tnl_rx_exit(void)
{
	xfrm6_tunnel_deregister(&handler, AF_INET6);
}
