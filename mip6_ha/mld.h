/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_MLD_H
#define MIP6_HA_MLD_H

#include <linux/types.h>

struct in6_addr;
struct ipv6hdr;
struct mip6_binding;
struct mip6_ha;
struct sk_buff;

/**
 * mip6_ha_mld_sender() - whose report it is
 * @ha: the home agent
 * @outer: its outer header
 * @inner: its inner header
 *
 * The tunnel tells (10.4.3): from a link-local address, as RFC 3810 wants it, it is of who is
 * registered at the outer source, from a home address of that one.
 *
 * Context: any, RCU read side.
 * Return: the registration, or NULL if there is none that allows it.
 */
const struct mip6_binding *mip6_ha_mld_sender(struct mip6_ha *ha, const struct ipv6hdr *outer,
					      const struct ipv6hdr *inner);

/**
 * mip6_ha_mld_take() - read a report
 * @priv: the home agent
 * @skb: as &mip6_tnl_ops.take has it
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_mld_take(void *priv, struct sk_buff *skb);

/**
 * mip6_ha_mld_response_ms() - how long answers to a query may take
 * @interval_sec: time between queries
 *
 * Return: 10 s (RFC 3810 9.3), or half of that time if it is short.
 */
u16 mip6_ha_mld_response_ms(unsigned int interval_sec);

/**
 * mip6_ha_mld_query() - ask a mobile node what groups it is a member of
 * @ha: the home agent
 * @hoa: its home address; if that is not registered nothing is done
 *
 * Context: process or softirq.
 */
void mip6_ha_mld_query(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_mld_restored() - ask who has been put back what groups it was a member of
 * @ha: the home agent
 * @hoa: its home address
 *
 * Memberships are not saved. The first thousand or so are asked, since a start is; others tell with
 * their next binding update at the latest.
 *
 * Context: process, one at a time.
 */
void mip6_ha_mld_restored(struct mip6_ha *ha, const struct in6_addr *hoa);

#endif
