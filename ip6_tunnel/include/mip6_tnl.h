/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tunnel devices whose far end is asked for per packet.
 */
#ifndef MIP6_TNL_H
#define MIP6_TNL_H

#include <linux/in6.h>
#include <linux/types.h>

struct ipv6hdr;
struct mip6_tnl_way;
struct net;
struct net_device;
struct sk_buff;

/**
 * struct mip6_tnl_ends - outer addresses of a packet
 * @saddr: source
 * @daddr: destination
 * @oif: interface that it must leave by, 0: any
 * @way: where the route between them is kept, which are the only ends that it is kept for; NULL: nowhere
 */
struct mip6_tnl_ends {
	struct in6_addr saddr;
	struct in6_addr daddr;
	int oif;
	struct mip6_tnl_way *way;
};

/**
 * enum mip6_tnl_verdict - what becomes of a packet that came with an outer header
 * @MIP6_TNL_PASS: not ours: other tunnels of the system may have it
 * @MIP6_TNL_ACCEPT: take the outer header off, receive the rest on the device
 * @MIP6_TNL_DROP: ours, but not allowed: drop silently
 * @MIP6_TNL_ACCEPT_LINK: as @MIP6_TNL_ACCEPT, though it is from or to a link-local address
 * @MIP6_TNL_TAKE: for the owner itself, which is shown it by its @take; it goes nowhere else
 */
enum mip6_tnl_verdict {
	MIP6_TNL_PASS,
	MIP6_TNL_ACCEPT,
	MIP6_TNL_DROP,
	MIP6_TNL_ACCEPT_LINK,
	MIP6_TNL_TAKE,
};

/**
 * struct mip6_tnl_ops - the owner of a tunnel device
 * @ends: look up the outer addresses for a packet; returns 0, -ENOENT if there is no far
 *	end for it (the inner source gets an ICMPv6 address unreachable), -EPERM to drop silently,
 *	or -EHOSTUNREACH if it shall leave without an outer header by @oif of the result
 * @link_out: send a packet from or to a link-local address, multicast too, to everybody who is to
 *	have it, by a clone each and mip6_tnl_send(); the packet is the caller's. Returns false if
 *	nobody is. NULL: none leaves by the tunnel
 * @fan_out: send a packet to a multicast group to everybody who is to have it, by a clone each and
 *	mip6_tnl_send(); the packet is the caller's. Returns the least of what that has returned but
 *	0, or 0. NULL: @ends is asked for these too
 * @rcv: decide on a received packet, whose data is at @inner
 * @take: a packet for which @rcv said so, and that policy allows: network header at the outer
 *	header, data at the inner one. May change it, does not free it
 * @owns: tell whether a packet with these headers was sent by this tunnel; asked for the packets
 *	that ICMPv6 errors quote, so it must not count. NULL: errors are not relayed
 *
 * All are called under RCU, in softirq or with bottom halves off. @inner is the inner header,
 * linear; for @rcv and @owns the outer one too. So is that of the packet that @ends is given. Packets
 * from or to link-local addresses (multicast too) do not enter or leave a tunnel (RFC 6275 10.4.2)
 * unless the owner does that by @link_out, or says so by MIP6_TNL_ACCEPT_LINK.
 *
 * @ends may name another @oif from packet to packet, but errors about the path (packet too big)
 * are applied to the interface that it named last.
 */
struct mip6_tnl_ops {
	int (*ends)(void *priv, const struct sk_buff *skb, struct mip6_tnl_ends *ends);
	bool (*link_out)(void *priv, struct sk_buff *skb);
	unsigned int (*fan_out)(void *priv, struct sk_buff *skb);
	enum mip6_tnl_verdict (*rcv)(void *priv, const struct sk_buff *skb,
				     const struct ipv6hdr *outer, const struct ipv6hdr *inner);
	void (*take)(void *priv, struct sk_buff *skb);
	bool (*owns)(void *priv, const struct ipv6hdr *outer, const struct ipv6hdr *inner);
};

/**
 * mip6_tnl_create() - make a tunnel device, named with the first free of ip6tnl1, ip6tnl2, …
 * @net: network namespace
 * @ops: its owner's functions; must stay valid until mip6_tnl_destroy() has returned
 * @priv: passed to them
 *
 * The device is brought up and gets a link-local address of its own, which makes fe80::/64 a route
 * through it. Its MTU is 1460 until somebody sets it; a path that takes less shows itself to the
 * senders by Packet Too Big. The functions of @ops may be called before this one returns.
 *
 * It cannot be created, deleted or moved to another namespace by others; if the namespace goes, it
 * goes as well, after which mip6_tnl_destroy() must still be called. The reference keeps the
 * memory, it does not keep the device from going.
 *
 * Context: process; takes the rtnl lock.
 * Return: the device with a reference held for the caller, or an ERR_PTR.
 */
struct net_device *mip6_tnl_create(struct net *net, const struct mip6_tnl_ops *ops, void *priv);

/**
 * mip6_tnl_destroy() - remove a tunnel device
 * @dev: from mip6_tnl_create(); the reference is given up
 *
 * When it returns no function of the owner is running or will be called. Whatever the owner holds
 * that holds the device (routes, dst entries) must have been let go, or this one waits for it.
 *
 * Context: process; takes the rtnl lock, waits for a grace period.
 */
void mip6_tnl_destroy(struct net_device *dev);

/**
 * mip6_tnl_send() - send a packet into the tunnel by ends that are known
 * @dev: the tunnel device
 * @skb: packet, data at its IPv6 header; consumed
 * @ends: its outer addresses
 *
 * Context: bottom halves off, RCU read side.
 * Return: 0, or the size of packets that the path takes if it was too big for it: its source has
 * not been told.
 */
unsigned int mip6_tnl_send(struct net_device *dev, struct sk_buff *skb,
			   const struct mip6_tnl_ends *ends);

#endif
