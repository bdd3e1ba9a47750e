/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_HOOK_H
#define MIP6_HA_HOOK_H

struct net;

/**
 * mip6_ha_hook_register() - see the packets of a namespace
 * @net: network namespace that has a home agent
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_ha_hook_register(struct net *net);

/**
 * mip6_ha_hook_unregister() - see them no more
 * @net: network namespace
 *
 * A packet may still be on its way through the hook until a grace period has passed.
 *
 * Context: process.
 */
void mip6_ha_hook_unregister(struct net *net);

#endif
