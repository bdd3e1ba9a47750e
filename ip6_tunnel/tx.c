// SPDX-License-Identifier: GPL-2.0
/*
 * Packets that leave by a tunnel device: outer header (RFC 2473 3.1), path MTU (7.1), loops (4.1).
 */

#include "tx.h"
#include "dev.h"
#include "nest.h"
#include "way.h"
#include <mip6_tnl.h>

#include <linux/export.h>
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/dsfield.h>
#include <net/dst.h>
#include <net/flow.h>
#include <net/ip6_route.h>
#include <net/ip6_tunnel.h>
#include <net/ip_tunnels.h>
#include <net/ipv6.h>
#include <net/sock.h>
#include <net/xfrm.h>

#include <mip6/compat.h>

static bool is_local_scope(const struct in6_addr *addr)
{
	return ipv6_addr_any(addr) || ipv6_addr_src_scope(addr) <= IPV6_ADDR_SCOPE_LINKLOCAL;
}

bool mip6_tnl_is_local_scope(const struct ipv6hdr *hdr)
{
	return is_local_scope(&hdr->saddr) || is_local_scope(&hdr->daddr);
}

static void set_flow(struct flowi6 *fl6, const struct net *net, const struct in6_addr *saddr,
		     const struct in6_addr *daddr, int oif)
{
	*fl6 = (struct flowi6) {
		.flowi6_oif = oif,
		.flowi6_proto = IPPROTO_IPV6,
		.flowi6_uid = sock_net_uid(net, NULL),
		.saddr = *saddr,
		.daddr = *daddr,
	};
}

struct dst_entry *mip6_tnl_route(const struct net_device *dev, struct flowi6 *fl6,
				 const struct in6_addr *saddr, const struct in6_addr *daddr,
				 int oif)
{
	struct net *net = dev_net(dev);
	struct dst_entry *dst;
	int err;

	set_flow(fl6, net, saddr, daddr, oif);
	dst = ip6_route_output_flags(net, NULL, fl6, oif ? RT6_LOOKUP_F_IFACE : 0);
	if (dst->dev == dev || (!dst->error && dst->dev->flags & IFF_LOOPBACK))
		err = -ELOOP;
	else if (dst->error)
		err = -EHOSTUNREACH;
	else
		return dst;
	dst_release(dst);
	return ERR_PTR(err);
}

/* Tells the inner source; the packet itself is left to the caller. */
static void no_route(struct sk_buff *skb, struct net_device *dev, long err)
{
	switch (err) {
	case -ELOOP:
		net_dbg_ratelimited("%s: packet for %pI6c would come back\n", dev->name,
				    &ipv6_hdr(skb)->daddr);
		DEV_STATS_INC(dev, collisions);
		break;
	case -EHOSTUNREACH:
		DEV_STATS_INC(dev, tx_carrier_errors);
		icmpv6_ndo_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
		break;
	}
	DEV_STATS_INC(dev, tx_errors);
}

static bool is_too_big(const struct sk_buff *skb, unsigned int mtu)
{
	return skb_is_gso(skb) ? !skb_gso_validate_network_len(skb, mtu) : skb->len > mtu;
}

static void drop_too_big(struct sk_buff *skb, struct net_device *dev, unsigned int mtu)
{
	icmpv6_ndo_send(skb, ICMPV6_PKT_TOOBIG, 0, mtu);
	DEV_STATS_INC(dev, tx_errors);
	DEV_STATS_INC(dev, tx_dropped);
	kfree_skb(skb);
}

static void push_outer(struct sk_buff *skb, const struct mip6_tnl_ends *ends,
		       struct dst_entry *dst, u8 dsfield)
{
	struct ipv6hdr *outer;

	skb_push(skb, sizeof(*outer));
	skb_reset_network_header(skb);
	outer = ipv6_hdr(skb);
	ip6_flow_hdr(outer, dsfield, 0);
	/* ip6_local_out() fills in the length. */
	outer->payload_len = 0;
	outer->nexthdr = IPPROTO_IPV6;
	outer->hop_limit = ip6_dst_hoplimit(dst);
	outer->saddr = ends->saddr;
	outer->daddr = ends->daddr;
}

/* Consumes skb unless it is too big: then returns what is not. The route is valid under RCU. */
static unsigned int encapsulate(struct sk_buff *skb, struct net_device *dev,
				const struct mip6_tnl_ends *ends, struct dst_entry *dst)
{
	unsigned int mtu = max_t(unsigned int, IPV6_MIN_MTU,
				 dst_mtu(dst) - sizeof(struct ipv6hdr));
	/* RFC 6040 4.1, normal mode: the whole octet is copied, CE too. */
	u8 dsfield = ipv6_get_dsfield(ipv6_hdr(skb));

	if (is_too_big(skb, mtu))
		return mtu;
	if (skb_cow_head(skb, LL_RESERVED_SPACE(dst->dev) + dst->header_len +
			 sizeof(struct ipv6hdr)) ||
	    iptunnel_handle_offloads(skb, SKB_GSO_IPXIP6)) {
		DEV_STATS_INC(dev, tx_dropped);
		kfree_skb(skb);
		return 0;
	}
	skb_set_inner_ipproto(skb, IPPROTO_IPV6);
	skb_scrub_packet(skb, false);
	/* RFC 2473 7.1 (b): what is not too big for the inside may be fragmented outside. */
	skb->ignore_df = 1;
	skb_dst_set_noref(skb, dst);
	push_outer(skb, ends, dst, dsfield);
	ip6tunnel_xmit(NULL, skb, dev);
	return 0;
}

/* The route between two ends, with a reference; NULL if there is none: the packet's source has been told. */
static struct dst_entry *look_up(struct sk_buff *skb, struct net_device *dev,
				 const struct mip6_tnl_ends *ends)
{
	struct dst_entry *dst;
	struct flowi6 fl6;

	dst = mip6_tnl_route(dev, &fl6, &ends->saddr, &ends->daddr, ends->oif);
	if (IS_ERR(dst)) {
		no_route(skb, dev, PTR_ERR(dst));
		return NULL;
	}
	mip6_tnl_way_keep(ends->way, dst);
	return dst;
}

/* Whether IPsec has a say in what is sent. */
static bool is_policed(const struct net *net)
{
#ifdef CONFIG_XFRM
	return net->xfrm.policy_count[XFRM_POLICY_OUT] ||
	       net->xfrm.policy_default[XFRM_POLICY_OUT] == XFRM_USERPOLICY_BLOCK;
#else
	return false;
#endif
}

/* The route as policy wants it, NULL if it wants none. Consumes one reference, and returns one. */
static struct dst_entry *transform(struct dst_entry *dst, struct net_device *dev,
				   const struct mip6_tnl_ends *ends)
{
	struct net *net = dev_net(dev);
	struct flowi6 fl6;

	set_flow(&fl6, net, &ends->saddr, &ends->daddr, ends->oif);
	/* On error this one has released the route. */
	dst = xfrm_lookup(net, dst, flowi6_to_flowi(&fl6), NULL, 0);
	if (!IS_ERR(dst))
		return dst;
	DEV_STATS_INC(dev, tx_carrier_errors);
	DEV_STATS_INC(dev, tx_errors);
	return NULL;
}

/* Consumes skb unless it is too big: then returns what is not. */
static unsigned int xmit_tunnelled(struct sk_buff *skb, struct net_device *dev,
				   const struct mip6_tnl_ends *ends)
{
	struct mip6_tnl *tnl = netdev_priv(dev);
	struct dst_entry *dst;
	unsigned int mtu;

	if (READ_ONCE(tnl->oif) != ends->oif)
		WRITE_ONCE(tnl->oif, ends->oif);

	if (mip6_tnl_is_nested(skb)) {
		no_route(skb, dev, -ELOOP);
		kfree_skb(skb);
		return 0;
	}
	dst = mip6_tnl_way_get(ends->way);
	if (likely(dst && !is_policed(dev_net(dev))))
		return encapsulate(skb, dev, ends, dst);
	if (!dst || !dst_hold_safe(dst))
		dst = look_up(skb, dev, ends);
	if (dst)
		dst = transform(dst, dev, ends);
	if (!dst) {
		kfree_skb(skb);
		return 0;
	}
	mtu = encapsulate(skb, dev, ends, dst);
	dst_release(dst);
	return mtu;
}

unsigned int mip6_tnl_send(struct net_device *dev, struct sk_buff *skb,
			   const struct mip6_tnl_ends *ends)
{
	unsigned int mtu = xmit_tunnelled(skb, dev, ends);

	if (mtu) {
		DEV_STATS_INC(dev, tx_dropped);
		kfree_skb(skb);
	}
	return mtu;
}
EXPORT_SYMBOL_NS_GPL(mip6_tnl_send, MIP6);

static void xmit_plain(struct sk_buff *skb, struct net_device *dev, int oif)
{
	const struct ipv6hdr *hdr = ipv6_hdr(skb);
	unsigned int len = skb->len;
	struct dst_entry *dst;
	struct flowi6 fl6;
	int err;

	dst = mip6_tnl_route(dev, &fl6, &hdr->saddr, &hdr->daddr, oif);
	if (IS_ERR(dst)) {
		no_route(skb, dev, PTR_ERR(dst));
		kfree_skb(skb);
		return;
	}
	if (is_too_big(skb, dst_mtu(dst))) {
		unsigned int mtu = dst_mtu(dst);

		dst_release(dst);
		drop_too_big(skb, dev, mtu);
		return;
	}
	if (skb_cow_head(skb, LL_RESERVED_SPACE(dst->dev))) {
		DEV_STATS_INC(dev, tx_dropped);
		dst_release(dst);
		kfree_skb(skb);
		return;
	}
	skb_dst_drop(skb);
	skb_dst_set(skb, dst);
	memset(skb->cb, 0, sizeof(struct inet6_skb_parm));
	err = ip6_local_out(dev_net(dev), NULL, skb);
	iptunnel_xmit_stats(dev, net_xmit_eval(err) ? -1 : (int)len);
}

static bool is_sane(struct sk_buff *skb)
{
	return skb->protocol == htons(ETH_P_IPV6) && pskb_inet_may_pull(skb) &&
	       skb_network_offset(skb) == 0 && ipv6_hdr(skb)->version == 6;
}

/* Consumes skb. */
static void xmit_by_ends(struct sk_buff *skb, struct net_device *dev, struct mip6_tnl_ends *ends)
{
	unsigned int mtu = xmit_tunnelled(skb, dev, ends);

	if (mtu)
		drop_too_big(skb, dev, mtu);
}

/* Consumes skb. */
static void fan_out(struct sk_buff *skb, struct net_device *dev, const struct mip6_tnl *tnl)
{
	unsigned int mtu = tnl->ops->fan_out(tnl->priv, skb);

	/* Its source is told once, however many paths are too narrow for it. */
	if (mtu)
		drop_too_big(skb, dev, mtu);
	else
		consume_skb(skb);
}

/* Consumes skb, which is from or to a link-local address. */
static void xmit_local(struct sk_buff *skb, struct net_device *dev, const struct mip6_tnl *tnl)
{
	if (tnl->ops->link_out && tnl->ops->link_out(tnl->priv, skb)) {
		consume_skb(skb);
		return;
	}
	if (!ipv6_addr_is_multicast(&ipv6_hdr(skb)->daddr))
		icmpv6_ndo_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
	DEV_STATS_INC(dev, tx_dropped);
	kfree_skb(skb);
}

/* Consumes skb. */
static void xmit_global(struct sk_buff *skb, struct net_device *dev, const struct mip6_tnl *tnl)
{
	struct mip6_tnl_ends ends = {};

	if (tnl->ops->fan_out && ipv6_addr_is_multicast(&ipv6_hdr(skb)->daddr)) {
		fan_out(skb, dev, tnl);
		return;
	}
	switch (tnl->ops->ends(tnl->priv, skb, &ends)) {
	case 0:
		xmit_by_ends(skb, dev, &ends);
		break;
	case -EHOSTUNREACH:
		xmit_plain(skb, dev, ends.oif);
		break;
	case -ENOENT:
		icmpv6_ndo_send(skb, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
		fallthrough;
	default:
		DEV_STATS_INC(dev, tx_dropped);
		kfree_skb(skb);
		break;
	}
}

netdev_tx_t mip6_tnl_xmit(struct sk_buff *skb, struct net_device *dev)
{
	const struct mip6_tnl *tnl = netdev_priv(dev);

	if (!is_sane(skb)) {
		DEV_STATS_INC(dev, tx_errors);
		DEV_STATS_INC(dev, tx_dropped);
		kfree_skb(skb);
		return NETDEV_TX_OK;
	}

	/* The caller is in a bottom-half section, which the owner's RCU lists need not know. */
	rcu_read_lock();
	if (mip6_tnl_is_local_scope(ipv6_hdr(skb)))
		xmit_local(skb, dev, tnl);
	else
		xmit_global(skb, dev, tnl);
	rcu_read_unlock();
	return NETDEV_TX_OK;
}
