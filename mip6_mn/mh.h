/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_MH_H
#define MIP6_MN_MH_H

#include <linux/types.h>

struct in6_addr;
struct mip6_mh_msg;
struct net;

/**
 * mip6_mn_mh_rcv() - receive a message
 * @net: network namespace
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 * Return: true if it was for the mobile node.
 */
bool mip6_mn_mh_rcv(struct net *net, const struct mip6_mh_msg *msg);

/**
 * mip6_mn_mh_is_home() - whether a type 2 routing header may name an address
 * @net: network namespace
 * @hoa: the address in it
 * @coa: destination of the packet that has the header
 *
 * Context: softirq, RCU read side.
 * Return: true if @hoa is a home address of ours that is reached at @coa (RFC 6275 11.3.3).
 */
bool mip6_mn_mh_is_home(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa);

#endif
