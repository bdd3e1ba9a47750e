/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_TNL_NEST_H
#define MIP6_TNL_NEST_H

#include <linux/types.h>

struct sk_buff;

/**
 * mip6_tnl_is_nested() - whether a packet is in as many tunnels as may be
 * @skb: the packet, before another tunnel's header is put in front
 *
 * Context: any.
 * Return: true if it must not enter another one (RFC 2473 4.1).
 */
bool mip6_tnl_is_nested(const struct sk_buff *skb);

#endif
