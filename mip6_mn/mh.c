// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility Header messages that a mobile node gets from its home agent.
 */
#include "mh.h"

#include "clock.h"
#include "mn.h"
#include "tunnel.h"

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

static bool take_ba(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	const struct mip6_mn_view_home *home = from_agent(mn, msg, &msg->daddr);
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_ACK };
	struct mip6_wire_ba ba;

	if (!home)
		return false;
	/* 6.1.8: with a routing header, but on the home link. */
	if (!(msg->rh2 || home->returning) || mip6_wire_parse_ba(msg->mh, msg->len, &ba)) {
		mip6_count(mn->net, MIP6_STAT_BA_DROP_INVALID);
		return true;
	}
	ev.addr = home->hoa;
	ev.ack.seq = ba.seq;
	ev.ack.lifetime = ba.lifetime;
	ev.ack.status = ba.status;
	if (mip6_wire_has(&ba.opts, MIP6_OPT_REFRESH))
		ev.ack.refresh = ba.opts.refresh;
	ev.ack.at = mip6_mn_now();
	if (!mip6_mn_events_push(mn, &ev))
		mip6_count(mn->net, MIP6_STAT_BA_DROP_MISC);
	return true;
}

/* 11.3.6 and 11.7.4: the home agent has no binding, or wants a fresh one. */
static bool take_be(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_REFRESH };
	const struct mip6_mn_view_home *home;
	struct mip6_wire_be be;

	if (mip6_wire_parse_be(msg->mh, msg->len, &be))
		return true;
	home = from_agent(mn, msg, &be.hoa);
	if (!home)
		return false;
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

	if (!home)
		return false;
	if (mip6_wire_parse_brr(msg->mh, msg->len)) {
		mip6_count(mn->net, MIP6_STAT_BRR_DROP_INVALID);
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
	}
	return false;
}

bool mip6_mn_mh_is_home(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa)
{
	struct mip6_mn *mn = mip6_mn_of(net);
	const struct mip6_mn_view_home *home = mn ? mip6_mn_tunnel_home(mn, hoa) : NULL;

	return home && home->away && mip6_mn_tunnel_coa(home, coa);
}
