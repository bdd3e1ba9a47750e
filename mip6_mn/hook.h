/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HOOK_H
#define MIP6_MN_HOOK_H

struct net;

/**
 * mip6_mn_hook_register() - see the packets of a namespace
 * @net: network namespace that has a mobile node
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_hook_register(struct net *net);

/**
 * mip6_mn_hook_unregister() - see them no more
 * @net: network namespace
 *
 * A packet may still be on its way through the hooks until a grace period has passed.
 *
 * Context: process.
 */
void mip6_mn_hook_unregister(struct net *net);

#endif
