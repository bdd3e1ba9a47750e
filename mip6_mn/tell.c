// SPDX-License-Identifier: GPL-2.0
/*
 * What who watches is told of a mobile node; the time lines of its handovers are written by the way.
 */
#include "tell.h"

#include "clock.h"
#include "events.h"
#include "handover.h"
#include "home.h"
#include "mn.h"
#include "peer.h"

#include <linux/string.h>
#include <net/ipv6.h>

#include <mip6/event.h>
#include <wire/mh.h>
#include <wire/types.h>

static void tell(struct mip6_mn *mn, const struct mip6_dev_event *what, const char *ifname, u64 began,
		 u64 now)
{
	struct mip6_dev_event ev = *what;

	if (!mip6_event_wanted(mn->net))
		return;
	ev.since = mip6_mn_handover_since(began, now);
	if (ifname)
		strscpy(ev.ifname, ifname, sizeof(ev.ifname));
	mip6_event(mn->net, &ev);
}

/* Of something that belongs to the last handover of its home address. */
static void tell_later(struct mip6_mn *mn, const struct mip6_dev_event *what)
{
	if (mip6_event_wanted(mn->net))
		tell(mn, what, NULL, mip6_mn_handover_began(mn, &what->hoa), mip6_mn_now());
}

void mip6_mn_tell_link(struct mip6_mn *mn, struct mip6_mn_iface *ifc, bool up)
{
	struct mip6_dev_event ev = { .type = up ? MIP6_EVENT_LINK_UP : MIP6_EVENT_LINK_DOWN };
	u64 now = mip6_mn_now();

	lockdep_assert_held(&mn->lock);
	mip6_mn_trace_link(&ifc->trace, up, now);
	tell(mn, &ev, ifc->name, now, now);
}

void mip6_mn_tell_router(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			 const struct in6_addr *router, bool current_now)
{
	struct mip6_dev_event ev = {
		.peer = *router, .type = current_now ? MIP6_EVENT_ROUTER : MIP6_EVENT_ROUTER_GONE,
	};
	u64 now = mip6_mn_now();

	lockdep_assert_held(&mn->lock);
	mip6_mn_trace_router(&ifc->trace, current_now, now);
	tell(mn, &ev, ifc->name, ifc->trace.began, now);
}

void mip6_mn_tell_careof(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct mip6_mn_coa *coa)
{
	struct mip6_dev_event ev = {
		.hoa = home->hoa, .coa = coa->addr, .type = MIP6_EVENT_CAREOF,
	};
	u64 now = mip6_mn_now();

	mip6_mn_handover_begin(mn, home, &coa->addr, coa->ifname, now);
	tell(mn, &ev, coa->ifname, mip6_mn_handover_began(mn, &home->hoa), now);
}

void mip6_mn_tell_away(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	struct mip6_dev_event ev = { .hoa = home->hoa, .type = MIP6_EVENT_AWAY };
	u64 now = mip6_mn_now();

	if (home->at == MIP6_AT_HOME)
		home->was_home = true;
	tell(mn, &ev, NULL, mip6_mn_handover_moving(mn, now), now);
}

void mip6_mn_tell_home(struct mip6_mn *mn, struct mip6_mn_home *home, bool is_home)
{
	struct mip6_dev_event ev = {
		.hoa = home->hoa, .type = is_home ? MIP6_EVENT_HOME : MIP6_EVENT_RETURNING,
	};

	if (is_home)
		mip6_mn_handover_end(mn, &home->hoa);
	else
		mip6_mn_handover_begin(mn, home, &home->hoa, home->ifname, mip6_mn_now());
	tell_later(mn, &ev);
}

void mip6_mn_tell_unregistered(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = home->hoa, .peer = home->bul.peer, .type = MIP6_EVENT_UNREGISTERED,
	});
}

void mip6_mn_tell_update(struct mip6_mn *mn, const struct mip6_mn_home *home,
			 const struct mip6_wire_bu *bu, u64 left)
{
	mip6_mn_handover_update(mn, &home->hoa, left);
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = home->hoa, .coa = home->bul.coa, .peer = home->bul.peer, .sequence = bu->seq,
		.flags = bu->flags, .lifetime = bu->lifetime * MIP6_LIFETIME_UNIT_SEC,
		.type = MIP6_EVENT_UPDATE,
	});
}

/* The update is sent again at once, with what the answer says. */
static bool is_correction(u8 status)
{
	return status == MIP6_BA_SEQUENCE || status == MIP6_BA_ID_MISMATCH ||
	       status == MIP6_BA_MESG_ID_REQUIRED;
}

void mip6_mn_tell_answer(struct mip6_mn *mn, const struct mip6_mn_home *home,
			 const struct mip6_mn_ack *ack)
{
	if (!is_correction(ack->status))
		mip6_mn_handover_answer(mn, &home->hoa, ack->status, ack->at);
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = home->hoa, .coa = home->bul.coa, .peer = home->bul.peer, .sequence = ack->seq,
		.flags = home->bul.flags, .lifetime = ack->lifetime * MIP6_LIFETIME_UNIT_SEC,
		.type = MIP6_EVENT_ANSWER, .status = ack->status,
	});
}

void mip6_mn_tell_peer_update(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
			      const struct mip6_wire_bu *bu)
{
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = peer->hoa, .coa = peer->update.coa, .peer = peer->addr, .sequence = bu->seq,
		.flags = bu->flags, .lifetime = bu->lifetime * MIP6_LIFETIME_UNIT_SEC,
		.type = MIP6_EVENT_UPDATE,
	});
}

void mip6_mn_tell_peer_answer(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
			      const struct mip6_mn_ack *ack)
{
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = peer->hoa, .coa = peer->update.coa, .peer = peer->addr, .sequence = ack->seq,
		.flags = peer->update.flags, .lifetime = ack->lifetime * MIP6_LIFETIME_UNIT_SEC,
		.type = MIP6_EVENT_ANSWER, .status = ack->status,
	});
}

void mip6_mn_tell_test(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
		       enum mip6_event_type type)
{
	struct mip6_dev_event ev = { .hoa = peer->hoa, .peer = peer->addr, .type = type };

	if (type == MIP6_EVENT_CAREOF_TEST || type == MIP6_EVENT_CAREOF_TOKEN)
		ev.coa = peer->careof_test.addr;
	tell_later(mn, &ev);
}

void mip6_mn_tell_path(struct mip6_mn *mn, const struct mip6_mn_peer *peer)
{
	tell_later(mn, &(struct mip6_dev_event) {
		.hoa = peer->hoa, .peer = peer->addr, .type = MIP6_EVENT_PATH, .why = peer->why,
	});
}
