// SPDX-License-Identifier: GPL-2.0
/*
 * The way of packets that need no tunnel: RFC 6275 11.3.1. What is decided here for each packet was
 * decided by the work before: a binding that the correspondent node has acknowledged.
 */
#include "direct.h"

#include "clock.h"
#include "hear.h"
#include "mn.h"
#include "peer.h"
#include "seen.h"
#include "tunnel.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/role.h>
#include <wire/mh.h>
#include <wire/rules.h>

/* Returns the node if it is one that is known to the home address. */
static struct mip6_mn_peer *note(struct mip6_mn *mn, const struct mip6_mn_view_home *home,
				 const struct in6_addr *addr, u8 proto, enum mip6_mn_seen_way way)
{
	struct mip6_mn_peer *peer;

	/* 11.6.1: signalling is no reason for more of it; the home agent is reached directly anyway. */
	if (!home->settled || proto == MIP6_MH_PROTO || ipv6_addr_equal(&home->agent, addr) ||
	    !READ_ONCE(mip6_conf(mn->net)->accept_return_routability))
		return NULL;
	peer = mip6_mn_peer_find(mn, &home->hoa, addr);
	if (peer)
		mip6_mn_peer_use(mn, peer);
	else if (mip6_rules_routable(addr))
		mip6_mn_seen_note(mn, &home->hoa, addr, way);
	return peer;
}

void mip6_mn_direct_note(struct mip6_mn *mn, const struct mip6_mn_view_home *home,
			 const struct in6_addr *addr, u8 proto, enum mip6_mn_seen_way way)
{
	note(mn, home, addr, proto, way);
}

void mip6_mn_direct_used(struct net *net, const struct in6_addr *hoa, const struct in6_addr *addr,
			 u8 proto, bool came)
{
	struct mip6_mn *mn = mip6_mn_of(net);
	const struct mip6_mn_view_home *home = mn ? mip6_mn_tunnel_home(mn, hoa) : NULL;
	struct mip6_mn_peer *peer = NULL;

	/* One that is not known may come from a node that remembers what we have forgotten. */
	if (home)
		peer = note(mn, home, addr, proto, came ? MIP6_MN_SEEN_IN : MIP6_MN_SEEN_OUT);
	if (peer)
		mip6_mn_hear_note(mn, peer, came);
}

bool mip6_mn_direct_careof(struct net *net, const struct in6_addr *hoa, const struct in6_addr *dst,
			   struct mip6_careof *out)
{
	const struct mip6_mn_view_home *home;
	const struct mip6_mn_direct *direct;
	struct mip6_mn_peer *peer;
	struct mip6_mn *mn = mip6_mn_of(net);

	if (!mn || !READ_ONCE(mn->peers.count))
		return false;
	home = mip6_mn_tunnel_home(mn, hoa);
	if (!home || !home->settled)
		return false;
	peer = mip6_mn_peer_find(mn, hoa, dst);
	direct = peer ? rcu_dereference(peer->direct) : NULL;
	/* After a move it holds an address that we have left, until the node knows the new one. */
	if (!direct || !ipv6_addr_equal(&direct->coa, &home->coa) || mip6_mn_now() >= direct->until ||
	    !READ_ONCE(mip6_conf(net)->accept_return_routability))
		return false;
	out->coa = direct->coa;
	out->oif = direct->oif;
	out->tunnel = mn->tunnel->ifindex;
	return true;
}
