/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_MPA_H
#define MIP6_HA_MPA_H

#include <linux/types.h>

struct in6_addr;
struct mip6_binding;
struct mip6_ha;
struct net;
struct sk_buff;

/**
 * mip6_ha_mpa_rcv() - receive a mobile prefix solicitation
 * @ha: the home agent
 * @skb: the packet; such a message follows the IPv6 header. Its source is the home address, a home
 *	address option is taken out already
 *
 * Warning: may move packet data.
 *
 * Context: softirq, RCU read side.
 * Return: true if it was for us and is done with.
 */
bool mip6_ha_mpa_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_mpa_heard() - a binding update or a solicitation came from a mobile node
 * @ha: the home agent
 * @hoa: its home address
 *
 * That acknowledges advertisements (10.6.3). Another one is scheduled if none is.
 *
 * Context: any, RCU read side, under the lock of the guards.
 */
void mip6_ha_mpa_heard(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_mpa_due() - it is time to tell a mobile node unasked
 * @net: network namespace
 * @b: its binding, when it was time
 *
 * Context: process, RCU read side.
 */
void mip6_ha_mpa_due(struct net *net, const struct mip6_binding *b);

/**
 * mip6_ha_mpa_changed() - there is news about the prefixes of some home link
 * @ha: the home agent
 *
 * Context: any.
 */
void mip6_ha_mpa_changed(struct mip6_ha *ha);

/**
 * mip6_ha_mpa_init() - start
 * @ha: the home agent
 */
void mip6_ha_mpa_init(struct mip6_ha *ha);

/**
 * mip6_ha_mpa_exit() - stop spreading news
 * @ha: the home agent, not visible any more
 *
 * Context: process.
 */
void mip6_ha_mpa_exit(struct mip6_ha *ha);

#endif
