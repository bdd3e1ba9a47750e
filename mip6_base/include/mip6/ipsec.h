/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IPsec of signalling: RFC 3776, RFC 4877. Policies and security associations (SAs) are the user's and the
 * key manager's; of those in transport mode the ends are home addresses, whatever is on the wire.
 */
#ifndef MIP6_IPSEC_H
#define MIP6_IPSEC_H

#include <linux/errno.h>
#include <linux/in6.h>
#include <linux/types.h>

struct net;
struct sk_buff;

/**
 * mip6_ipsec_proves() - whether IPsec has proved from whom a message is
 * @skb: the message, as its handler gets it
 * @saddr: address of who claims to have sent it
 * @daddr: ours that it was sent to
 *
 * A policy tells only that some SA was used: of SAs in transport mode it does not compare the ends.
 *
 * Context: any.
 * Return: true if an SA in transport mode between these two has authenticated it.
 */
bool mip6_ipsec_proves(const struct sk_buff *skb, const struct in6_addr *saddr,
		       const struct in6_addr *daddr);

/**
 * mip6_ipsec_tunnels() - whether a packet came through an IPsec tunnel
 * @skb: the packet
 * @saddr: address of where the tunnel begins
 *
 * Context: any.
 * Return: true if so.
 */
bool mip6_ipsec_tunnels(const struct sk_buff *skb, const struct in6_addr *saddr);

/**
 * mip6_ipsec_used() - whether there is any policy of IPsec
 * @net: network namespace
 *
 * Context: any.
 * Return: true if so.
 */
bool mip6_ipsec_used(struct net *net);

/**
 * mip6_ipsec_lacks_sa() - whether a message was not sent because there is no SA yet
 * @err: what mip6_mh_send() has returned
 *
 * Return: true if so: the key manager has been asked for one.
 */
static inline bool mip6_ipsec_lacks_sa(int err)
{
	/* The latter where net.core.xfrm_larval_drop is 0. */
	return err == -EREMOTE || err == -EAGAIN;
}

/**
 * mip6_ipsec_wanted() - whether policy has Mobility Headers sent by IPsec, in transport mode
 * @net: network namespace
 * @saddr: from that address of ours
 * @daddr: to that address
 *
 * If there is no SA the key manager is asked for one.
 *
 * Context: softirq or process.
 * Return: true if so, whether or not there is an SA.
 */
bool mip6_ipsec_wanted(struct net *net, const struct in6_addr *saddr,
		       const struct in6_addr *daddr);

/**
 * struct mip6_ipsec_move - where the end of tunnels goes that are about a home address
 * @hoa: home address
 * @coa: its care-of address; the home address itself if it has none
 * @agent: home agent
 * @local: it is this node that moves
 * @keymgm: the key manager's association goes along (the K bit)
 */
struct mip6_ipsec_move {
	struct in6_addr hoa;
	struct in6_addr coa;
	struct in6_addr agent;
	bool local;
	bool keymgm;
};

/**
 * mip6_ipsec_move() - have IPsec tunnels follow a mobile node
 * @net: network namespace
 * @move: what has become of its care-of address
 * @urgent: it has moved; else it is only made sure that they have followed
 *
 * Of policies whose selector is about the home address alone, and which have a tunnel to or from the home
 * agent, the other end becomes the care-of address, and so does that of the SA of each. Key managers are told
 * (XFRM_MSG_MIGRATE). It is done later; of several moves of a node the last one counts.
 *
 * Context: any.
 */
void mip6_ipsec_move(struct net *net, const struct mip6_ipsec_move *move, bool urgent);

#endif
