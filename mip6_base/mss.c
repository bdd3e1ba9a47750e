// SPDX-License-Identifier: GPL-2.0
/*
 * The maximum segment size that TCP announces (RFC 9293 3.7.1).
 *
 * A mobile node's connections are routed into the tunnel, and announce what that takes. A node that
 * sends to the care-of address need not send less than that address takes.
 */
#include "mss.h"

#include "wire/types.h"

#include <linux/minmax.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/dst.h>
#include <net/tcp.h>

enum {
	OPTION_AO	= 29,	/* TCP-AO (RFC 5925) signs what we would change */
};

/* The option's value, NULL if it has none that may be changed. */
static u8 *announced(struct tcphdr *th)
{
	u8 *opt = (u8 *)(th + 1), *end = (u8 *)th + th->doff * 4, *mss = NULL;

	while (opt < end && *opt != TCPOPT_EOL && *opt != OPTION_AO) {
		if (*opt == TCPOPT_NOP) {
			opt++;
			continue;
		}
		if (end - opt < 2 || opt[1] < 2 || opt[1] > end - opt)
			return NULL;
		if (*opt == TCPOPT_MSS && opt[1] == TCPOLEN_MSS)
			mss = opt + 2;
		opt += opt[1];
	}
	return opt < end && *opt == OPTION_AO ? NULL : mss;
}

int mip6_mss_announce(struct sk_buff *skb, const struct dst_entry *dst)
{
	const struct dst_entry *was = skb_dst(skb);
	u8 *mss;

	/* Its checksum must be one that is yet to be made. */
	if (!tcp_hdr(skb)->syn || skb->ip_summed != CHECKSUM_PARTIAL ||
	    dst_metric_raw(was, RTAX_ADVMSS))
		return 0;
	if (skb_ensure_writable(skb, skb_transport_offset(skb) + tcp_hdrlen(skb)))
		return -ENOMEM;
	mss = announced(tcp_hdr(skb));
	if (mss && mip6_wire_get16(mss) == dst_metric_advmss(was))
		mip6_wire_set16(mss, min_t(u32, dst_metric_advmss(dst), U16_MAX));
	return 0;
}
