// SPDX-License-Identifier: GPL-2.0
/*
 * Where packets that the stack receives are looked at, after all that may change them and before
 * they are routed; and those that we send ourselves.
 */
#include "hook.h"

#include "dhaad.h"
#include "fwd.h"
#include "mpa.h"
#include "nd.h"
#include "ra.h"
#include "role.h"

#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>

#include <mip6/hook.h>
#include <wire/icmp.h>
#include <wire/mh.h>
#include <wire/nd.h>

/* Warning: may move packet data. */
static bool take_icmp(struct mip6_ha *ha, struct sk_buff *skb)
{
	u8 type;

	if (!pskb_may_pull(skb, sizeof(struct ipv6hdr) + 1))
		return false;
	type = *(const u8 *)(ipv6_hdr(skb) + 1);
	switch (type) {
	case MIP6_ND_NS:
	case MIP6_ND_NA:
		return mip6_ha_nd_rcv(ha, skb);
	case MIP6_ND_RA:
		mip6_ha_ra_rcv(ha, skb);
		return false;
	case MIP6_ICMP_DHAAD_REQUEST:
		return mip6_ha_dhaad_rcv(ha, skb);
	case MIP6_ICMP_MPS:
		return mip6_ha_mpa_rcv(ha, skb);
	}
	return false;
}

static unsigned int pre_routing(void *priv, struct sk_buff *skb,
				const struct nf_hook_state *state)
{
	struct mip6_ha *ha = mip6_ha_of(state->net);

	if (!ha)
		return NF_ACCEPT;
	if (ipv6_hdr(skb)->nexthdr == IPPROTO_ICMPV6 && take_icmp(ha, skb))
		return NF_DROP;
	return mip6_ha_fwd_intercept(ha, skb) ? NF_ACCEPT : NF_DROP;
}

static void advertises(struct mip6_ha *ha, struct sk_buff *skb, struct net_device *out)
{
	if (pskb_may_pull(skb, sizeof(struct ipv6hdr) + 1) &&
	    *(const u8 *)(ipv6_hdr(skb) + 1) == MIP6_ND_RA)
		mip6_ha_ra_sent(ha, skb, out);
}

static unsigned int local_out(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	u8 proto = ipv6_hdr(skb)->nexthdr;
	struct mip6_ha *ha;

	if (likely(proto != MIP6_MH_PROTO && proto != IPPROTO_ICMPV6))
		return NF_ACCEPT;
	ha = mip6_ha_of(state->net);
	if (!ha)
		return NF_ACCEPT;
	if (proto == MIP6_MH_PROTO)
		mip6_ha_fwd_send(ha, skb);
	else if (state->out)
		advertises(ha, skb, state->out);
	return NF_ACCEPT;
}

static const struct nf_hook_ops hooks[] = {
	{
		.hook		= pre_routing,
		.pf		= NFPROTO_IPV6,
		.hooknum	= NF_INET_PRE_ROUTING,
		.priority	= MIP6_PRI_ROLE,
	},
	{
		.hook		= local_out,
		.pf		= NFPROTO_IPV6,
		.hooknum	= NF_INET_LOCAL_OUT,
		.priority	= MIP6_PRI_ROLE,
	},
};

int mip6_ha_hook_register(struct net *net)
{
	return nf_register_net_hooks(net, hooks, ARRAY_SIZE(hooks));
}

void mip6_ha_hook_unregister(struct net *net)
{
	nf_unregister_net_hooks(net, hooks, ARRAY_SIZE(hooks));
}
