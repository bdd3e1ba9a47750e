/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_DIRECT_H
#define MIP6_MN_DIRECT_H

#include "seen.h"

#include <linux/types.h>

struct in6_addr;
struct mip6_careof;
struct mip6_mn;
struct mip6_mn_view_home;
struct net;

/**
 * mip6_mn_direct_note() - note a packet between a home address and another node
 * @mn: the mobile node
 * @home: home address
 * @addr: the other node
 * @proto: next header of the packet
 * @way: which way it goes
 *
 * Context: softirq or process, RCU read side.
 */
void mip6_mn_direct_note(struct mip6_mn *mn, const struct mip6_mn_view_home *home,
			 const struct in6_addr *addr, u8 proto, enum mip6_mn_seen_way way);

/**
 * mip6_mn_direct_used() - note a packet that takes no tunnel
 * @net: network namespace
 * @hoa: home address
 * @addr: the other node
 * @proto: next header of the packet
 * @came: it is from there, otherwise it goes there
 *
 * Context: softirq or process, RCU read side.
 */
void mip6_mn_direct_used(struct net *net, const struct in6_addr *hoa, const struct in6_addr *addr,
			 u8 proto, bool came);

/**
 * mip6_mn_direct_careof() - whether a packet leaves with the care-of address (RFC 6275 11.3.1)
 * @net: network namespace
 * @hoa: its source
 * @dst: its destination
 * @out: set to the care-of address
 *
 * Context: softirq or process, RCU read side.
 * Return: true if it does.
 */
bool mip6_mn_direct_careof(struct net *net, const struct in6_addr *hoa, const struct in6_addr *dst,
			   struct mip6_careof *out);

#endif
