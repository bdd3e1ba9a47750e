/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_REFRESH_H
#define MIP6_BASE_REFRESH_H

struct mip6_binding;
struct net;

/**
 * mip6_refresh_send() - ask a mobile node to refresh its binding
 * @net: network namespace
 * @b: the binding
 *
 * 9.5.5: to the home address, without routing header. When and how often is the caller's matter.
 *
 * Context: any.
 */
void mip6_refresh_send(struct net *net, const struct mip6_binding *b);

#endif
