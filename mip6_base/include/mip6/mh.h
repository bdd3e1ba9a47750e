/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Mobility Header messages: how a role gets and sends them.
 */
#ifndef MIP6_MH_H
#define MIP6_MH_H

#include <linux/in6.h>
#include <linux/types.h>

struct net;
struct sk_buff;

/**
 * struct mip6_mh_msg - a received message that passed checksum and header checks
 * @skb: the packet; skb->data is the Mobility Header, linear for @len octets
 * @mh: the Mobility Header
 * @len: its length, octets
 * @ifindex: interface that it came by
 * @saddr: source as the sender's upper layer meant it: the home address behind a home address
 *	option
 * @daddr: destination likewise: the home address of a type 2 routing header
 * @wire_saddr: source on the wire; differs from @saddr if @hao
 * @wire_daddr: destination on the wire; differs from @daddr if @rh2
 * @hao: came with a home address option
 * @rh2: came with a type 2 routing header
 */
struct mip6_mh_msg {
	struct sk_buff *skb;
	const u8 *mh;
	unsigned int len;
	int ifindex;
	struct in6_addr saddr;
	struct in6_addr daddr;
	struct in6_addr wire_saddr;
	struct in6_addr wire_daddr;
	bool hao;
	bool rh2;
};

/**
 * struct mip6_mh_path - the way of a message to be sent
 * @saddr: source as the upper layer sees it
 * @daddr: destination as the upper layer sees it
 * @wire_saddr: source on the wire: if it differs, @saddr goes into a home address option
 * @wire_daddr: destination on the wire: if it differs, @daddr goes into a type 2 routing header
 * @oif: interface that it must leave by, 0: any
 *
 * @wire_saddr and @wire_daddr must be set, equal to the others if nothing is to be hidden.
 */
struct mip6_mh_path {
	struct in6_addr saddr;
	struct in6_addr daddr;
	struct in6_addr wire_saddr;
	struct in6_addr wire_daddr;
	int oif;
};

/**
 * mip6_mh_send() - send a message
 * @net: network namespace
 * @path: its way; with @oif only routes by that interface are considered
 * @mh: the message, a multiple of 8 octets; its checksum is filled in
 * @len: its length, octets
 *
 * Neither binding cache nor binding update list are consulted (6.1). The packet passes the
 * LOCAL_OUT hooks, which leave it as it is.
 *
 * Context: softirq or process.
 * Return: 0 or the error of route look-up, allocation or output.
 */
int mip6_mh_send(struct net *net, const struct mip6_mh_path *path, u8 *mh, unsigned int len);

/**
 * mip6_icmp_send() - send an ICMPv6 message with the extension headers of a path
 * @net: network namespace
 * @path: its way, as for mip6_mh_send()
 * @msg: the message from its type octet on; its checksum is filled in
 * @len: its length, octets
 * @hop_limit: of the packet; 0: the interface's
 *
 * Context: softirq or process.
 * Return: as mip6_mh_send().
 */
int mip6_icmp_send(struct net *net, const struct mip6_mh_path *path, u8 *msg, unsigned int len,
		   u8 hop_limit);

/**
 * mip6_limit_refusal() - whether an acknowledgement that refuses may be sent
 * @net: network namespace
 * @peer: to whom
 *
 * Anybody can ask for it: only for what nobody has proved to have sent. Consumes a token if so: to
 * be asked last, when all else speaks for sending.
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_refusal(struct net *net, const struct in6_addr *peer);

/**
 * mip6_limit_discovery() - whether a home agent address discovery reply may be sent
 * @net: network namespace
 * @peer: to whom
 *
 * Likewise.
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_discovery(struct net *net, const struct in6_addr *peer);

/**
 * mip6_limit_prefixes() - whether a mobile prefix advertisement that was asked for may be sent
 * @net: network namespace
 * @peer: home address of who asked
 *
 * Likewise. An honest mobile node asks every 3 s (11.4.2).
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_prefixes(struct net *net, const struct in6_addr *peer);

/**
 * mip6_limit_stale() - whether an acknowledgement that refuses a time stamp may be sent
 * @net: network namespace
 * @mac: authentication data of the update, which are right
 * @len: octets of them
 *
 * Likewise. Counted by update: who repeats one that was recorded takes nothing from those that its
 * mobile node sends.
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_stale(struct net *net, const u8 *mac, unsigned int len);

/**
 * mip6_be_send() - send a binding error, rate limited
 * @net: network namespace
 * @saddr: our address that the offending packet was sent to
 * @daddr: on-wire source of the offending packet; nothing is sent to one that is not unicast
 * @status: enum mip6_be_status
 * @hoa: home address from its home address option, or NULL
 *
 * Context: softirq or process.
 */
void mip6_be_send(struct net *net, const struct in6_addr *saddr, const struct in6_addr *daddr,
		  u8 status, const struct in6_addr *hoa);

/**
 * mip6_be_tell() - send a binding error that no packet has provoked
 * @net: network namespace
 * @saddr: our address that the binding was with
 * @daddr: care-of address
 * @status: enum mip6_be_status
 * @hoa: home address, or NULL
 *
 * Context: softirq or process.
 */
void mip6_be_tell(struct net *net, const struct in6_addr *saddr, const struct in6_addr *daddr,
		  u8 status, const struct in6_addr *hoa);

#endif
