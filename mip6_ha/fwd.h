/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_FWD_H
#define MIP6_HA_FWD_H

#include <mip6_tnl.h>

struct mip6_bce;
struct mip6_ha;
struct sk_buff;

/* priv is the struct mip6_ha. */
extern const struct mip6_tnl_ops mip6_ha_tnl_ops;

/**
 * mip6_ha_fwd_intercept() - send a packet for a mobile node that is away into the tunnel
 * @ha: the home agent
 * @skb: the packet, not routed yet
 *
 * The packet gets a route: forwarding it is left to the stack.
 *
 * Context: softirq, RCU read side.
 * Return: false if it must be dropped.
 */
bool mip6_ha_fwd_intercept(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_fwd_send() - send a message of our own to a mobile node that is away into the tunnel
 * @ha: the home agent
 * @skb: the packet, routed; a Mobility Header follows the IPv6 header
 *
 * No binding is looked at for the Mobility Header, so it has no routing header (6.1), and on the
 * home link we would find ourselves.
 *
 * Context: any, RCU read side.
 */
void mip6_ha_fwd_send(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_fwd_init() - make the route into the tunnel
 * @ha: the home agent, with its tunnel
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_ha_fwd_init(struct mip6_ha *ha);

/**
 * mip6_ha_fwd_exit() - the reverse
 * @ha: the home agent; no packet is being intercepted any more
 *
 * Context: process.
 */
void mip6_ha_fwd_exit(struct mip6_ha *ha);

/**
 * mip6_ha_fwd_ends() - by which tunnel a packet goes to a mobile node; counts it
 * @ha: the home agent
 * @bce: registration of the mobile node
 * @ends: set to the ends of the tunnel
 *
 * Context: any.
 */
void mip6_ha_fwd_ends(struct mip6_ha *ha, struct mip6_bce *bce, struct mip6_tnl_ends *ends);

#endif
