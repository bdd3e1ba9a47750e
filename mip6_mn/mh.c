// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility Header messages that a mobile node gets: from its home agent, and from correspondent
 * nodes that it has state with (RFC 6275 11.6, 11.7).
 */
#include "mh.h"

#include "clock.h"
#include "mn.h"
#include "peer.h"
#include "rr.h"
#include "sign.h"
#include "tunnel.h"
#include "update.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/mh.h>

/* The home address that a message from a home agent is about, or NULL. */
static const struct mip6_mn_view_home *from_agent(struct mip6_mn *mn,
						  const struct mip6_mh_msg *msg,
						  const struct in6_addr *hoa)
{
	const struct mip6_mn_view_home *home = mip6_mn_tunnel_home(mn, hoa);

	if (!home || !home->away || msg->hao || !ipv6_addr_equal(&home->agent, &msg->saddr))
		return NULL;
	return home;
}

static bool take_peer_ba(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	struct mip6_mn_peer *peer = mip6_mn_peer_find(mn, &msg->daddr, &msg->saddr);

	if (!peer || msg->hao)
		return false;
	mip6_mn_update_rcv(mn, peer, msg);
	return true;
}

static bool take_ba(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	const struct mip6_mn_view_home *home = from_agent(mn, msg, &msg->daddr);
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_ACK };
	struct mip6_wire_ba ba;

	if (!home)
		return take_peer_ba(mn, msg);
	/* 6.1.8: with a routing header, but on the home link. */
	if (!(msg->rh2 || home->returning) || mip6_wire_parse_ba(msg->mh, msg->len, &ba)) {
		mip6_count(mn->net, MIP6_STAT_BA_DROP_INVALID);
		return true;
	}
	if (!mip6_mn_sign_check(mn, msg, &ba, &ev.ack)) {
		mip6_count(mn->net, MIP6_STAT_BA_DROP_AUTH);
		return true;
	}
	ev.addr = home->hoa;
	ev.ack.seq = ba.seq;
	ev.ack.lifetime = ba.lifetime;
	ev.ack.status = ba.status;
	ev.ack.keymgm = ba.flags & MIP6_BA_K;
	if (mip6_wire_has(&ba.opts, MIP6_OPT_REFRESH))
		ev.ack.refresh = ba.opts.refresh;
	ev.ack.at = mip6_mn_now();
	if (!mip6_mn_events_push(mn, &ev))
		mip6_count(mn->net, MIP6_STAT_BA_DROP_MISC);
	return true;
}

/* 6.1.9: one about a message without home address option has none to tell. */
static bool is_about(const struct mip6_mh_msg *msg, const struct mip6_wire_be *be,
		     const struct mip6_mn_view_home *home)
{
	bool to_us = ipv6_addr_equal(&msg->daddr, &home->hoa) ||
		     mip6_mn_tunnel_coa(home, &msg->daddr);

	return to_us && (ipv6_addr_equal(&be->hoa, &home->hoa) ||
			 (be->status == MIP6_BE_UNKNOWN_MH_TYPE && ipv6_addr_any(&be->hoa)));
}

/* About packets from an address that was left it says nothing new: 11.3.6. */
static bool is_about_binding(const struct mip6_mh_msg *msg, const struct mip6_mn_peer *peer)
{
	const struct mip6_mn_direct *direct = rcu_dereference(peer->direct);

	return direct && ipv6_addr_equal(&direct->coa, &msg->daddr);
}

static void take_peer_be(struct mip6_mn *mn, const struct mip6_mh_msg *msg,
			 const struct mip6_wire_be *be)
{
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	struct mip6_mn_peer *peer;
	unsigned int i;

	for (i = 0; view && i < view->count; i++) {
		if (!is_about(msg, be, &view->homes[i]))
			continue;
		peer = mip6_mn_peer_find(mn, &view->homes[i].hoa, &msg->saddr);
		if (!peer)
			continue;
		if (be->status == MIP6_BE_UNKNOWN_BINDING && is_about_binding(msg, peer))
			mip6_mn_peer_tell(mn, peer, MIP6_MN_TOLD_UNBOUND);
		else if (be->status == MIP6_BE_UNKNOWN_MH_TYPE)
			mip6_mn_peer_tell(mn, peer, MIP6_MN_TOLD_UNKNOWN_TYPE);
	}
}

/* 11.3.6 and 11.7.4: there is no binding, or a fresh one is wanted. */
static bool take_be(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_REFRESH };
	const struct mip6_mn_view_home *home;
	struct mip6_wire_be be;

	if (mip6_wire_parse_be(msg->mh, msg->len, &be))
		return true;
	home = from_agent(mn, msg, &be.hoa);
	if (!home) {
		take_peer_be(mn, msg, &be);
		return true;
	}
	mip6_log(mn->net, 1, "home agent %pI6c: binding error %u\n", &msg->saddr, be.status);
	ev.addr = home->hoa;
	if (be.status == MIP6_BE_UNKNOWN_BINDING)
		mip6_mn_events_push(mn, &ev);
	return true;
}

static bool take_brr(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	const struct mip6_mn_view_home *home = from_agent(mn, msg, &msg->daddr);
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_REFRESH };
	struct mip6_mn_peer *peer = NULL;

	if (!home)
		peer = mip6_mn_peer_find(mn, &msg->daddr, &msg->saddr);
	if (!home && !peer)
		return false;
	if (mip6_wire_parse_brr(msg->mh, msg->len)) {
		mip6_count(mn->net, MIP6_STAT_BRR_DROP_INVALID);
		return true;
	}
	if (peer) {
		mip6_mn_peer_tell(mn, peer, MIP6_MN_TOLD_REFRESH);
		return true;
	}
	ev.addr = home->hoa;
	if (!mip6_mn_events_push(mn, &ev))
		mip6_count(mn->net, MIP6_STAT_BRR_DROP_MISC);
	return true;
}

bool mip6_mn_mh_rcv(struct net *net, const struct mip6_mh_msg *msg)
{
	struct mip6_mn *mn = mip6_mn_of(net);

	if (!mn)
		return false;
	switch (mip6_wire_mh_type(msg->mh)) {
	case MIP6_MH_BA:
		return take_ba(mn, msg);
	case MIP6_MH_BE:
		return take_be(mn, msg);
	case MIP6_MH_BRR:
		return take_brr(mn, msg);
	case MIP6_MH_HOT:
	case MIP6_MH_COT:
		mip6_mn_rr_rcv(mn, msg);
		return true;
	}
	return false;
}

bool mip6_mn_mh_is_home(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa)
{
	struct mip6_mn *mn = mip6_mn_of(net);
	const struct mip6_mn_view_home *home = mn ? mip6_mn_tunnel_home(mn, hoa) : NULL;

	return home && home->away && mip6_mn_tunnel_coa(home, coa);
}
