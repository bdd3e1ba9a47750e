// SPDX-License-Identifier: GPL-2.0
/*
 * Movement: RFC 6275 11.5.1. Which router is there, and is it still the same link?
 *
 * A router is current until it is gone: it does not answer although it is asked. It is asked when
 * the carrier comes back, when another router is heard, when it is silent for longer than it
 * said, and when the stack cannot reach it. Whoever carries the home prefix is believed at once.
 */
#include "move.h"

#include "clock.h"
#include "home.h"
#include "mn.h"
#include "nd.h"
#include "route.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/stats.h>

enum {
	SOLICIT_FIRST_MS	= 500,
	SOLICIT_MAX_MS		= 32000,
	PROBES			= 3,
	PROBE_MS		= 200,
};

static void solicit_begin(struct mip6_mn_iface *ifc, u64 now)
{
	ifc->solicit_at = now;
	ifc->solicit_since = now;
	ifc->solicit_ms = SOLICIT_FIRST_MS;
	ifc->solicited = 0;
}

static void probe_begin(struct mip6_mn_iface *ifc, u64 now)
{
	if (ifc->probe_at != MIP6_MN_NEVER)
		return;
	ifc->probe_at = now;
	ifc->probe_since = now;
	ifc->probes = 0;
}

/* Whether a router is on the home link of an address of ours. Facts lock held, as below. */
static bool is_home_router(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
			   const struct mip6_mn_router *router)
{
	const struct mip6_mn_home *home;

	list_for_each_entry(home, &mn->homes, list)
		if (!strcmp(home->ifname, ifc->name) &&
		    mip6_mn_router_on_link(router, &home->hoa, home->plen))
			return true;
	return false;
}

/* The current router is gone, and nobody has come in its place yet. */
static void lose(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	mip6_log(mn->net, 1, "%s: router %pI6c is gone\n", ifc->name, &ifc->cur.addr);
	ifc->left = ifc->cur;
	ifc->left.valid = true;
	ifc->cur.valid = false;
	ifc->probe_at = MIP6_MN_NEVER;
	if (ifc->solicit_at == MIP6_MN_NEVER)
		solicit_begin(ifc, now);
}

/* Returns whether the move left another router behind, whose traces must go. */
static bool adopt(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
	if (ifc->cur.valid)
		ifc->left = ifc->cur;
	ifc->cur = ifc->cand;
	ifc->cand.valid = false;
	ifc->fresh = false;
	ifc->failed = false;
	ifc->probe_at = MIP6_MN_NEVER;
	mip6_log(mn->net, 1, "%s: router %pI6c%s\n", ifc->name, &ifc->cur.addr,
		 is_home_router(mn, ifc, &ifc->cur) ? " on the home link" : "");
	if (ifc->left.valid && mip6_mn_router_same(&ifc->left, &ifc->cur, true))
		ifc->left.valid = false;
	return ifc->left.valid;
}

/* The interface came up, or was seen for the first time: the link may be any. */
static void arrive(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	mip6_log(mn->net, 2, "%s: link is up\n", ifc->name);
	ifc->flapped = false;
	ifc->fresh = true;
	/* What was heard behind our back since the carrier went may be of the new link. */
	if (ifc->cand.heard < ifc->down)
		ifc->cand.valid = false;
	solicit_begin(ifc, now);
	if (ifc->cur.valid) {
		ifc->probe_at = MIP6_MN_NEVER;
		probe_begin(ifc, now);
	}
}

/* Whether to move to the other router that is heard without asking the current one. */
static bool is_obvious(struct mip6_mn *mn, const struct mip6_mn_iface *ifc)
{
	return !ifc->cur.valid || ifc->fresh ||
	       READ_ONCE(mip6_conf(mn->net)->eager_cell_switching) ||
	       /* It would be the new one that answers. */
	       ipv6_addr_equal(&ifc->cur.addr, &ifc->cand.addr) ||
	       (is_home_router(mn, ifc, &ifc->cand) && !is_home_router(mn, ifc, &ifc->cur));
}

static void solicit_step(struct mip6_mn_iface *ifc, u64 now, bool *send)
{
	if (ifc->solicit_at == MIP6_MN_NEVER)
		return;
	if (ifc->heard >= ifc->solicit_since && ifc->solicited) {
		ifc->solicit_at = MIP6_MN_NEVER;
		ifc->solicited = 0;
		return;
	}
	if (now < ifc->solicit_at)
		return;
	*send = true;
	ifc->solicit_at = now + ifc->solicit_ms;
	ifc->solicit_ms = min_t(u32, ifc->solicit_ms * 2, SOLICIT_MAX_MS);
	if (ifc->solicited < U8_MAX)
		ifc->solicited++;
}

static void probe_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now, bool *send)
{
	if (ifc->probe_at == MIP6_MN_NEVER)
		return;
	if (!ifc->cur.valid || ifc->cur.confirmed > ifc->probe_since) {
		/* It is there: the other one is another router on this link, or a passing one. */
		ifc->probe_at = MIP6_MN_NEVER;
		ifc->cand.valid = false;
		ifc->fresh = false;
		return;
	}
	if (now < ifc->probe_at)
		return;
	if (ifc->probes == PROBES) {
		lose(mn, ifc, now);
		return;
	}
	*send = true;
	ifc->probes++;
	ifc->probe_at = now + PROBE_MS;
}

/* Whether the current router is to be missed; returns when it will be. */
static u64 silence_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	u32 limit = READ_ONCE(mip6_conf(mn->net)->max_router_reachable_time);
	u64 patience, until;

	if (!ifc->cur.valid || ifc->probe_at != MIP6_MN_NEVER)
		return MIP6_MN_NEVER;
	if (!ifc->cur.lifetime && !is_home_router(mn, ifc, &ifc->cur)) {
		/* It says itself that it is no router any more. */
		lose(mn, ifc, now);
		return MIP6_MN_NEVER;
	}
	patience = mip6_mn_router_patience(&ifc->cur, limit);
	until = patience == MIP6_MN_NEVER ? patience : ifc->cur.confirmed + patience;
	if (now < until && !ifc->failed)
		return until;
	mip6_log(mn->net, 2, "%s: router %pI6c is silent\n", ifc->name, &ifc->cur.addr);
	ifc->failed = false;
	solicit_begin(ifc, now);
	probe_begin(ifc, now);
	return MIP6_MN_NEVER;
}

/* Facts lock held. Returns whether @ifc was left behind by a move. */
static bool decide(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now, u64 *next,
		   bool *solicit, bool *probe)
{
	bool moved = false;

	if (ifc->flapped)
		arrive(mn, ifc, now);
	probe_step(mn, ifc, now, probe);
	if (ifc->cand.valid) {
		if (is_obvious(mn, ifc))
			moved = adopt(mn, ifc);
		else if (ifc->probe_at == MIP6_MN_NEVER)
			probe_begin(ifc, now);
	}
	*next = silence_step(mn, ifc, now);
	probe_step(mn, ifc, now, probe);
	/* Losing the current one leaves the way free. */
	if (ifc->cand.valid && !ifc->cur.valid)
		moved |= adopt(mn, ifc);
	solicit_step(ifc, now, solicit);
	*next = min3(*next, ifc->solicit_at, ifc->probe_at);
	return moved;
}

u64 mip6_mn_move_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_router cur, left;
	bool moved, solicit = false, probe = false;
	u64 next;

	lockdep_assert_held(&mn->lock);
	if (!ifc->up) {
		ifc->down = now;
		ifc->solicit_at = MIP6_MN_NEVER;
		ifc->probe_at = MIP6_MN_NEVER;
		return MIP6_MN_NEVER;
	}
	spin_lock_bh(&mn->facts);
	moved = decide(mn, ifc, now, &next, &solicit, &probe);
	cur = ifc->cur;
	left = ifc->left;
	spin_unlock_bh(&mn->facts);

	if (solicit)
		mip6_mn_nd_solicit(mn->net, ifc->ifindex);
	if (probe && !mip6_mn_nd_probe(mn->net, ifc->ifindex, &cur.addr)) {
		/* Nothing can be concluded from a question that was not asked. */
		ifc->probes = 0;
		ifc->probe_since = now;
	}
	if (moved)
		mip6_mn_route_forget(mn, ifc, &left, &cur);
	else if (solicit && ifc->solicited == MIP6_MN_SILENT_SOLICITS && !cur.valid && left.valid)
		/* Nobody else came: a route that somebody gave us by hand must not wait behind it. */
		mip6_mn_route_forget_default(mn, ifc, &left);
	return next;
}

void mip6_mn_move_heard(struct mip6_mn *mn, int ifindex, const struct mip6_mn_router *new)
{
	struct mip6_mn_iface *ifc;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	if (!ifc)
		goto unlock;
	mip6_count(mn->net, MIP6_STAT_RA_RCVD);
	ifc->heard = new->heard;
	if (ifc->cur.valid && mip6_mn_router_same(&ifc->cur, new, ifc->fresh)) {
		mip6_mn_router_update(&ifc->cur, new);
		ifc->fresh = false;
		ifc->failed = false;
	} else if (new->lifetime || is_home_router(mn, ifc, new)) {
		/* One more router on the same link is no news while the current one is there. */
		if (!ifc->cur.valid || ifc->fresh || !mip6_mn_router_overlap(&ifc->cur, new))
			ifc->cand = *new;
	}
unlock:
	spin_unlock_bh(&mn->facts);
	if (ifc)
		mip6_mn_kick(mn);
}

void mip6_mn_move_alive(struct mip6_mn *mn, int ifindex, const struct in6_addr *router, u64 now)
{
	struct mip6_mn_iface *ifc;
	bool kick = false;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	if (ifc && ifc->cur.valid && ipv6_addr_equal(&ifc->cur.addr, router)) {
		ifc->cur.confirmed = now;
		kick = ifc->probe_at != MIP6_MN_NEVER;
	}
	spin_unlock_bh(&mn->facts);
	if (kick)
		mip6_mn_kick(mn);
}

void mip6_mn_move_failed(struct mip6_mn *mn, int ifindex, const struct in6_addr *router)
{
	struct mip6_mn_iface *ifc;
	bool kick = false;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	if (ifc && ifc->cur.valid && ipv6_addr_equal(&ifc->cur.addr, router)) {
		ifc->failed = true;
		kick = true;
	}
	spin_unlock_bh(&mn->facts);
	if (kick)
		mip6_mn_kick(mn);
}
