/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ND_H
#define MIP6_MN_ND_H

#include <linux/in6.h>
#include <linux/types.h>

struct net;

/**
 * mip6_mn_nd_solicit() - ask for router advertisements
 * @net: network namespace
 * @ifindex: the link
 *
 * Context: any.
 */
void mip6_mn_nd_solicit(struct net *net, int ifindex);

/**
 * mip6_mn_nd_probe() - ask a router whether it is there
 * @net: network namespace
 * @ifindex: the link
 * @router: its link-local address
 *
 * Context: any.
 * Return: false if that cannot be asked, for want of an address to ask from, or of memory.
 */
bool mip6_mn_nd_probe(struct net *net, int ifindex, const struct in6_addr *router);

/**
 * mip6_mn_nd_seek() - ask who answers for a home address
 * @net: network namespace
 * @ifindex: the home link
 * @hoa: the home address
 *
 * RFC 6275 11.5.5: the home agent's answer has its link-layer address.
 *
 * Context: any.
 */
void mip6_mn_nd_seek(struct net *net, int ifindex, const struct in6_addr *hoa);

/**
 * mip6_mn_nd_learn() - tell the stack a neighbour's link-layer address
 * @net: network namespace
 * @ifindex: the link
 * @addr: the neighbour
 * @lladdr: its link-layer address
 * @len: octets of @lladdr
 *
 * Context: any but hard interrupts.
 * Return: false if it was not taken.
 */
bool mip6_mn_nd_learn(struct net *net, int ifindex, const struct in6_addr *addr, const u8 *lladdr,
		      u8 len);

/**
 * mip6_mn_nd_announce() - tell a link that an address is to be found here
 * @net: network namespace
 * @ifindex: the link
 * @addr: the address
 *
 * Context: any.
 */
void mip6_mn_nd_announce(struct net *net, int ifindex, const struct in6_addr *addr);

#endif
