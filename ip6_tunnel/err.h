/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ICMPv6 errors about tunnelled packets.
 */
#ifndef MIP6_TNL_ERR_H
#define MIP6_TNL_ERR_H

#include <linux/types.h>

struct inet6_skb_parm;
struct sk_buff;

/**
 * mip6_tnl_err() - err_handler of the tunnel protocol
 * @skb: packet whose data begins with the outer header that the error quotes; not consumed
 * @opt: not used
 * @type: ICMPv6 type
 * @code: ICMPv6 code
 * @offset: of the inner header in the data
 * @info: third word of the error
 *
 * Warning: may move skb data.
 *
 * Context: softirq, RCU read side.
 * Return: 0 if the error was about a packet of ours, -ENOENT if others are to be asked.
 */
int mip6_tnl_err(struct sk_buff *skb, struct inet6_skb_parm *opt, u8 type, u8 code, int offset,
		 __be32 info);

#endif
