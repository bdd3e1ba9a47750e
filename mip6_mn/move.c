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
#include "known.h"
#include "mn.h"
#include "nd.h"
#include "route.h"
#include "tell.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/stats.h>
#include <wire/nd.h>

enum {
	SOLICIT_FIRST_MS	= 250,
	SOLICIT_MAX_MS		= 32000,
	PROBES			= 3,
	PROBE_MS		= 200,
	EAGER_MS		= 1000,		/* from one eager move to the next, then twice as long */
	EAGER_MAX_MS		= 32000,
	FLAPS_FREE		= 3,		/* so many times a link may come back within a while */
	FLAPS_MAX		= 8,
	FLAP_HOLD_MS		= 500,		/* and is not trusted for that long then, and so on */
	FLAP_FORGET_MS		= 30000,
};

/**
 * struct plan - what is to be done when the facts are not locked any more
 * @solicit: solicit routers
 * @ask: ask the routers that are remembered, too
 * @probe: probe the current router
 * @moved: a router was left, whose traces must go
 */
struct plan {
	bool solicit;
	bool ask;
	bool probe;
	bool moved;
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
	mip6_mn_tell_router(mn, ifc, &ifc->cur.addr, false);
	ifc->left = ifc->cur;
	ifc->left.valid = true;
	ifc->cur.valid = false;
	ifc->probe_at = MIP6_MN_NEVER;
	if (ifc->solicit_at == MIP6_MN_NEVER)
		solicit_begin(ifc, now);
}

/* Returns whether the move left another router behind, whose traces must go. */
static bool adopt(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	if (ifc->cur.valid)
		ifc->left = ifc->cur;
	ifc->cur = ifc->cand;
	/* It may have been heard since we last looked at the clock. */
	ifc->cur.since = min(ifc->cur.since, now);
	mip6_mn_tell_router(mn, ifc, &ifc->cur.addr, true);
	ifc->cand.valid = false;
	ifc->fresh = false;
	ifc->failed = false;
	ifc->probe_at = MIP6_MN_NEVER;
	mip6_log(mn->net, 1, "%s: router %pI6c%s\n", ifc->name, &ifc->cur.addr,
		 is_home_router(mn, ifc, &ifc->cur) ? " on the home link" : "");
	if (ifc->left.valid && mip6_mn_router_same(&ifc->left, &ifc->cur, true))
		ifc->left.valid = false;
	if (ifc->left.valid)
		mip6_mn_optimistic_left(ifc);
	return ifc->left.valid;
}

/* The first few times it may be a move; then each time it takes longer to trust it. */
static void count_flap(struct mip6_mn_iface *ifc, u64 now)
{
	if (now >= ifc->came + FLAP_FORGET_MS)
		ifc->flaps = 0;
	if (ifc->flaps < FLAPS_MAX)
		ifc->flaps++;
	if (ifc->flaps > FLAPS_FREE)
		ifc->hold = now + (FLAP_HOLD_MS << (ifc->flaps - FLAPS_FREE));
}

/* The interface came up, or was seen for the first time: the link may be any. */
static void arrive(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	mip6_log(mn->net, 2, "%s: link is up\n", ifc->name);
	mip6_mn_tell_link(mn, ifc, true);
	ifc->flapped = false;
	ifc->fresh = true;
	count_flap(ifc, now);
	ifc->came = now;
	/* What was heard behind our back since the carrier went may be of the new link. */
	if (ifc->cand.heard < ifc->down)
		ifc->cand.valid = false;
	solicit_begin(ifc, now);
	if (ifc->cur.valid) {
		ifc->probe_at = MIP6_MN_NEVER;
		probe_begin(ifc, now);
	}
}

/*
 * An eager mobile node prefers a router that is new, but routers that overlap would have it move with
 * each of their advertisements: one that was left, or comes right behind a move, has to wait until the
 * current one is gone.
 */
static bool is_news(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	if (!READ_ONCE(mip6_conf(mn->net)->eager_cell_switching) || now < ifc->eager_at ||
	    (ifc->left.valid && mip6_mn_router_same(&ifc->left, &ifc->cand, true)))
		return false;
	if (!ifc->eager_ms || now >= ifc->eager_at + EAGER_MAX_MS)
		ifc->eager_ms = EAGER_MS;
	ifc->eager_at = now + ifc->eager_ms;
	ifc->eager_ms = min_t(u32, ifc->eager_ms * 2, EAGER_MAX_MS);
	return true;
}

/* Whether to move to the other router that is heard without asking the current one. */
static bool is_obvious(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	return !ifc->cur.valid || ifc->fresh ||
	       /* It would be the new one that answers. */
	       ipv6_addr_equal(&ifc->cur.addr, &ifc->cand.addr) ||
	       (is_home_router(mn, ifc, &ifc->cand) && !is_home_router(mn, ifc, &ifc->cur)) ||
	       is_news(mn, ifc, now);
}

/* Whether the current router may not be there (any more). */
static bool is_lost(const struct mip6_mn_iface *ifc)
{
	return !ifc->cur.valid || ifc->fresh || ifc->probe_at != MIP6_MN_NEVER;
}

static void solicit_step(struct mip6_mn_iface *ifc, u64 now, struct plan *plan)
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
	plan->solicit = true;
	plan->ask = is_lost(ifc) && ifc->solicited < PROBES;
	ifc->solicit_at = now + ifc->solicit_ms;
	ifc->solicit_ms = min_t(u32, ifc->solicit_ms * 2, SOLICIT_MAX_MS);
	if (ifc->solicited < U8_MAX)
		ifc->solicited++;
}

static void probe_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now, bool *send)
{
	if (ifc->probe_at == MIP6_MN_NEVER)
		return;
	if (!ifc->cur.valid || ifc->cur.confirmed >= ifc->probe_since) {
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

/* Facts lock held. Returns when to come again. */
static u64 decide(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now, struct plan *plan)
{
	u64 next;

	if (ifc->flapped)
		arrive(mn, ifc, now);
	probe_step(mn, ifc, now, &plan->probe);
	if (ifc->cand.valid) {
		if (is_obvious(mn, ifc, now))
			plan->moved = adopt(mn, ifc, now);
		else if (ifc->probe_at == MIP6_MN_NEVER)
			probe_begin(ifc, now);
	}
	next = silence_step(mn, ifc, now);
	probe_step(mn, ifc, now, &plan->probe);
	/* Losing the current one leaves the way free. */
	if (ifc->cand.valid && !ifc->cur.valid)
		plan->moved |= adopt(mn, ifc, now);
	solicit_step(ifc, now, plan);
	return min3(next, ifc->solicit_at, ifc->probe_at);
}

/* Routes and addresses are those of the current router. Returns when to come again. */
static u64 follow(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct plan *plan,
		  const struct mip6_mn_router *cur, const struct mip6_mn_router *left, u64 now)
{
	if (plan->moved)
		mip6_mn_route_forget(mn, ifc, left, cur);
	else if (plan->solicit && ifc->solicited == MIP6_MN_SILENT_SOLICITS && !cur->valid &&
		 left->valid)
		/* Nobody else came: a route that somebody gave us by hand must not wait behind it. */
		mip6_mn_route_forget_default(mn, ifc, left);
	if (cur->valid && cur->known && ifc->reused != cur->since) {
		ifc->reused = cur->since;
		mip6_mn_known_reuse(mn, ifc, cur, now);
	}
	return mip6_mn_known_heard(mn, ifc, cur, now);
}

u64 mip6_mn_move_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_router cur, left;
	struct plan plan = {};
	u64 next, again;

	lockdep_assert_held(&mn->lock);
	again = mip6_mn_optimistic_step(mn, ifc, now);
	if (!ifc->up) {
		ifc->down = now;
		ifc->solicit_at = MIP6_MN_NEVER;
		ifc->probe_at = MIP6_MN_NEVER;
		return MIP6_MN_NEVER;
	}
	spin_lock_bh(&mn->facts);
	next = decide(mn, ifc, now, &plan);
	cur = ifc->cur;
	left = ifc->left;
	spin_unlock_bh(&mn->facts);

	if (plan.solicit)
		mip6_mn_nd_solicit(mn->net, ifc->ifindex);
	if (plan.ask)
		mip6_mn_known_ask(mn, ifc, now);
	if (plan.probe && !mip6_mn_nd_probe(mn->net, ifc->ifindex, &cur)) {
		/* Nothing can be concluded from a question that was not asked. */
		ifc->probes = 0;
		ifc->probe_since = now;
	}
	return min3(next, again, follow(mn, ifc, &plan, &cur, &left, now));
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

/* Where the link may be another one the same link-local address is not enough. */
static bool is_current(const struct mip6_mn_iface *ifc, const struct mip6_wire_na *na)
{
	const struct mip6_mn_router *cur = &ifc->cur;

	return cur->valid && ipv6_addr_equal(&cur->addr, &na->target) &&
	       (!ifc->fresh || !cur->lladdr_len || !na->lladdr_len ||
		(cur->lladdr_len == na->lladdr_len &&
		 !memcmp(cur->lladdr, na->lladdr, na->lladdr_len)));
}

void mip6_mn_move_answered(struct mip6_mn *mn, int ifindex, const struct mip6_wire_na *na, u64 now)
{
	struct mip6_mn_iface *ifc;
	bool kick = false;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	if (!ifc)
		goto unlock;
	if (is_current(ifc, na)) {
		ifc->cur.confirmed = now;
		kick = ifc->probe_at != MIP6_MN_NEVER;
	} else if (is_lost(ifc) && !ifc->cand.valid) {
		kick = mip6_mn_known_answered(ifc, na, now, &ifc->cand);
	}
unlock:
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
