// SPDX-License-Identifier: GPL-2.0
/*
 * Route optimization: which correspondent nodes are told where we are, when, and when no longer
 * (RFC 6275 11.6, 11.7.2).
 *
 * Whatever goes wrong, packets take the tunnel: a binding is only used while it is known to be
 * there. A node that has disappointed us is left alone for a while.
 */
#include "optimize.h"

#include "bul.h"
#include "clock.h"
#include "hear.h"
#include "home.h"
#include "homes.h"
#include "mn.h"
#include "peer.h"
#include "place.h"
#include "rr.h"
#include "seen.h"
#include "tell.h"
#include "update.h"

#include <linux/jiffies.h>
#include <net/ipv6.h>

#include <mip6/acl.h>
#include <mip6/conf.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	MUTE_MS			= 420 * 1000,	/* who does not want to is left alone */
	PAUSE_MS		= 60 * 1000,	/* who cannot just now, likewise */
	FAILURES_MAX		= 3,		/* MAX_RO_FAILURE */
	FAILURES_FORGET_MS	= 60 * 1000,
	RENEW_MIN_MS		= 10 * 1000,	/* anybody can forge a request */
	BEGIN_MAX		= 20,		/* new nodes in a second */
	RECALL_TRIES		= 3,		/* care-of tests without an answer */
	SEC_MS			= 1000,
};

static bool switched_on(const struct mip6_mn *mn)
{
	return READ_ONCE(mip6_conf(mn->net)->accept_return_routability);
}

bool mip6_mn_optimize_allows(struct mip6_mn *mn, const struct in6_addr *addr)
{
	const struct mip6_acl *acl = rcu_dereference_protected(mn->acl, lockdep_is_held(&mn->lock));

	return switched_on(mn) && mip6_acl_action(acl, addr) == MIP6_ACL_ALLOW;
}

/* To reserve is for home agents. */
static bool has_reserve(const struct mip6_dev_acl *rules, u32 count)
{
	u32 i;

	for (i = 0; i < count; i++)
		if (rules[i].action == MIP6_ACL_RESERVE)
			return true;
	return false;
}

int mip6_mn_optimize_set_acl(struct mip6_mn *mn, struct mip6_dev_acl *rules, u32 count, bool enabled)
{
	lockdep_assert_held(&mn->lock);
	if (has_reserve(rules, count))
		return -EINVAL;
	mn->peers.listed_at = mip6_mn_now();
	return mip6_acl_replace(&mn->acl, rules, count, enabled);
}

static void set_why(struct mip6_mn *mn, struct mip6_mn_peer *peer, u8 why, u64 now)
{
	if (peer->why == why)
		return;
	peer->why = why;
	peer->since = now;
	mip6_mn_tell_path(mn, peer);
}

static const struct mip6_mn_direct *direct_of(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	return rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock));
}

static void to_tunnel(struct mip6_mn *mn, struct mip6_mn_peer *peer, u8 why, u64 now)
{
	if (direct_of(mn, peer)) {
		mip6_log(mn->net, 1, "%pI6c: %s again\n", &peer->addr,
			 why == MIP6_WHY_HOME ? "from home" : "by the tunnel");
		mip6_mn_peer_set_direct(mn, peer, NULL, 0, 0);
	}
	WRITE_ONCE(peer->stale, false);
	peer->refresh_at = MIP6_MN_NEVER;
	set_why(mn, peer, why, now);
}

/* By the tunnel, and not a word to the node for that long. */
static void give_up(struct mip6_mn *mn, struct mip6_mn_peer *peer, u8 why, u32 mute_ms, u64 now)
{
	mip6_log(mn->net, 2, "%pI6c: no route optimization for %u s\n", &peer->addr,
		 mute_ms / SEC_MS);
	to_tunnel(mn, peer, why, now);
	/* A binding that cannot be deleted is left to expire. */
	if (peer->update.waiting && peer->update.deregister)
		peer->update.bound = false;
	mip6_mn_rr_stop(mn, peer);
	mip6_mn_update_stop(mn, peer);
	peer->mute_until = now + mute_ms;
}

/* Returns true if it was one too many. */
static bool failed_too_often(struct mip6_mn_peer *peer, u64 now)
{
	if (now >= peer->failed_at + FAILURES_FORGET_MS)
		peer->failures = 0;
	peer->failed_at = now;
	return ++peer->failures > FAILURES_MAX;
}

static void accepted(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	const struct mip6_mn_update *update = &peer->update;
	u32 left;

	if (now >= update->bound_until)
		return;
	left = div_u64(update->bound_until - now, SEC_MS);
	if (!direct_of(mn, peer))
		mip6_log(mn->net, 1, "%pI6c: directly, from %pI6c, for %u s\n", &peer->addr,
			 &update->coa, left);
	peer->accepted_at = now;
	peer->refresh_at = now + (u64)mip6_rules_refresh(left, 0) * SEC_MS;
	WRITE_ONCE(peer->stale, false);
	mip6_mn_hear_begin(&peer->hearing, &update->coa);
	if (!mip6_mn_peer_set_direct(mn, peer, &update->coa, update->oif, update->bound_until)) {
		/* For want of memory: that can be tried again. */
		peer->mute_until = now + SEC_MS;
		return;
	}
	set_why(mn, peer, MIP6_WHY_BOUND, now);
}

static void take_answer(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			enum mip6_mn_update_result result, u64 now)
{
	u8 status = peer->update.status;

	switch (result) {
	case MIP6_MN_UPDATE_ACCEPTED:
		accepted(mn, peer, now);
		break;
	case MIP6_MN_UPDATE_UNMADE:
		to_tunnel(mn, peer, MIP6_WHY_UPDATING, now);
		fallthrough;
	case MIP6_MN_UPDATE_TOKENS:
		if (failed_too_often(peer, now))
			give_up(mn, peer, MIP6_WHY_FAILING, MUTE_MS, now);
		break;
	case MIP6_MN_UPDATE_REFUSED:
		mip6_log(mn->net, 1, "%pI6c refuses a binding: %s (%u)\n", &peer->addr,
			 mip6_wire_ba_status_text(status), status);
		give_up(mn, peer, MIP6_WHY_REFUSED,
			status == MIP6_BA_REJECTED || status == MIP6_BA_RESOURCES ? PAUSE_MS : MUTE_MS,
			now);
		break;
	case MIP6_MN_UPDATE_SILENT:
		give_up(mn, peer, MIP6_WHY_SILENT, MUTE_MS, now);
		break;
	case MIP6_MN_UPDATE_ENDED:
	case MIP6_MN_UPDATE_WAITING:
		break;
	}
}

/* 11.3.6: it may have started anew, and then our tokens are worth nothing either. */
static void unbound(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	peer->update.bound = false;
	mip6_mn_update_stop(mn, peer);
	mip6_mn_rr_forget(&peer->home_test);
	mip6_mn_rr_forget(&peer->careof_test);
	if (failed_too_often(peer, now))
		give_up(mn, peer, MIP6_WHY_FAILING, MUTE_MS, now);
	else
		to_tunnel(mn, peer, MIP6_WHY_TESTING, now);
}

static void take_told(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	struct mip6_mn_update *update = &peer->update;
	u64 told[MIP6_MN_TOLD_MAX];

	spin_lock_bh(&mn->facts);
	memcpy(told, peer->told, sizeof(told));
	memset(peer->told, 0, sizeof(peer->told));
	spin_unlock_bh(&mn->facts);

	/* What was said before the node accepted the binding is about one that was there before. */
	if (told[MIP6_MN_TOLD_UNBOUND] && direct_of(mn, peer) &&
	    told[MIP6_MN_TOLD_UNBOUND] >= peer->accepted_at)
		unbound(mn, peer, now);
	if (told[MIP6_MN_TOLD_UNREACHABLE] && direct_of(mn, peer))
		give_up(mn, peer, MIP6_WHY_UNREACHABLE, PAUSE_MS, now);
	/* 11.3.5, 11.3.6: only who waits for an answer can be told that there will be none. */
	if ((told[MIP6_MN_TOLD_UNWILLING] || told[MIP6_MN_TOLD_UNKNOWN_TYPE]) &&
	    (peer->home_test.running || peer->careof_test.running || update->waiting)) {
		update->bound = false;
		give_up(mn, peer, MIP6_WHY_UNWILLING, MUTE_MS, now);
	}
	/* 11.7.4 */
	if (told[MIP6_MN_TOLD_REFRESH] && direct_of(mn, peer) &&
	    now >= max(peer->accepted_at, peer->renewed) + RENEW_MIN_MS) {
		peer->renewed = now;
		peer->refresh_at = now;
		WRITE_ONCE(peer->used, jiffies);
	}
}

static void expire(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	const struct mip6_mn_direct *direct = direct_of(mn, peer);

	if (direct && now >= direct->until)
		to_tunnel(mn, peer, MIP6_WHY_IDLE, now);
	if (peer->update.bound && now >= peer->update.bound_until)
		peer->update.bound = false;
}

/* 5.2.6: has the binding deleted. Returns false if the node does not answer. */
static bool delete_binding(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			   const struct mip6_mn_place *place, u64 now, u64 *next)
{
	enum mip6_mn_rr_state state = mip6_mn_rr_step(mn, peer, place, true, now, next);

	if (state == MIP6_MN_RR_WAITING ||
	    (state == MIP6_MN_RR_READY &&
	     mip6_mn_update_tell(mn, peer, place, true, now, next) == MIP6_MN_UPDATE_WAITING))
		return true;
	mip6_mn_rr_stop(mn, peer);
	mip6_mn_update_stop(mn, peer);
	return false;
}

/* 11.7.2, 8.5: at home, or switched off, or not for this node. Returns when to come again, 0: that is done with. */
static u64 step_leave(struct mip6_mn *mn, struct mip6_mn_peer *peer,
		      const struct mip6_mn_place *place, u64 now)
{
	u8 why = place->home ? MIP6_WHY_HOME : MIP6_WHY_OFF;
	u64 next = peer->update.bound_until;

	if (peer->why != why)
		peer->leave_at = now;
	to_tunnel(mn, peer, why, now);
	if (!peer->update.bound)
		return 0;
	/* As long as it may send to where we were it is not forgotten. */
	if (now >= peer->leave_at && !delete_binding(mn, peer, place, now, &next))
		peer->leave_at = now + PAUSE_MS;
	return now < peer->leave_at ? min(next, peer->leave_at) : next;
}

/* Nothing comes by its binding. The other way may be as bad: it is to use the tunnel as well. */
static void unheard(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	mip6_count(mn->net, MIP6_STAT_UNHEARD);
	mip6_log(mn->net, 1, "%pI6c: nothing comes directly\n", &peer->addr);
	give_up(mn, peer, MIP6_WHY_UNHEARD, mip6_mn_hear_lost(&peer->hearing), now);
	peer->withdraw = true;
}

/* Returns when to come again, 0: that is done with, or the node does not answer. */
static u64 step_withdraw(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			 const struct mip6_mn_place *place, u64 now)
{
	struct mip6_mn_place tunnel = mip6_mn_place_tunnel(&peer->hoa, place);
	u64 next = MIP6_MN_NEVER;

	if (peer->update.bound && delete_binding(mn, peer, &tunnel, now, &next))
		return next;
	peer->withdraw = false;
	return 0;
}

/* Whether the node may send to where we are not any more. */
static bool is_elsewhere(const struct mip6_mn_peer *peer, const struct mip6_mn_place *place)
{
	return peer->update.bound && !ipv6_addr_equal(&peer->update.bound_coa, &place->coa);
}

/*
 * A node that sends to where we were, and that care-of tests do not reach from where we are, is
 * told by the tunnel to forget the former: for that the home token is enough.
 */
static void recall(struct mip6_mn *mn, struct mip6_mn_peer *peer,
		   const struct mip6_mn_place *place, u64 now, u64 *next)
{
	struct mip6_mn_place tunnel = mip6_mn_place_tunnel(&peer->hoa, place);

	if (!is_elsewhere(peer, place) || !peer->careof_test.running ||
	    peer->careof_test.retry.tries < RECALL_TRIES ||
	    !mip6_mn_rr_fresh(&peer->home_test, &peer->hoa, now))
		return;
	take_answer(mn, peer, mip6_mn_update_tell(mn, peer, &tunnel, true, now, next), now);
}

/* The node is to know where we are. Returns when to come again. */
static u64 step_bind(struct mip6_mn *mn, struct mip6_mn_peer *peer,
		     const struct mip6_mn_place *place, u64 now)
{
	enum mip6_mn_update_result result;
	u64 next = MIP6_MN_NEVER;

	switch (mip6_mn_rr_step(mn, peer, place, false, now, &next)) {
	case MIP6_MN_RR_FAILED:
		/* Nor has it learnt that we are not any more where it believes us to be. */
		if (is_elsewhere(peer, place))
			peer->update.bound = false;
		give_up(mn, peer, MIP6_WHY_SILENT, MUTE_MS, now);
		return peer->mute_until;
	case MIP6_MN_RR_WAITING:
		if (!direct_of(mn, peer))
			set_why(mn, peer, MIP6_WHY_TESTING, now);
		recall(mn, peer, place, now, &next);
		return next;
	case MIP6_MN_RR_READY:
		break;
	}
	if (!direct_of(mn, peer))
		set_why(mn, peer, MIP6_WHY_UPDATING, now);
	result = mip6_mn_update_tell(mn, peer, place, false, now, &next);
	take_answer(mn, peer, result, now);
	return result == MIP6_MN_UPDATE_WAITING ? next : now;
}

/* 11.4.2, 11.7.2: what the home registration ends with may have come nearer. */
static bool outlasts(const struct mip6_mn_direct *direct, const struct mip6_mn_place *place, u64 now)
{
	return direct->until > now + (u64)(place->lifetime + MIP6_LIFETIME_UNIT_SEC) * SEC_MS;
}

/* Elsewhere firewalls may be others. */
static bool depends_on_place(u8 why)
{
	return why == MIP6_WHY_SILENT || why == MIP6_WHY_UNREACHABLE || why == MIP6_WHY_UNHEARD;
}

static u64 step_away(struct mip6_mn *mn, struct mip6_mn_peer *peer,
		     const struct mip6_mn_place *place, u64 now)
{
	const struct mip6_mn_direct *direct = direct_of(mn, peer);
	bool moved = is_elsewhere(peer, place);
	u64 next = direct ? direct->until : MIP6_MN_NEVER, withdrawn;

	if (direct && (!ipv6_addr_equal(&direct->coa, &place->coa) || direct->oif != place->oif)) {
		to_tunnel(mn, peer, MIP6_WHY_MOVED, now);
		direct = NULL;
		next = MIP6_MN_NEVER;
	}
	if (direct && mip6_mn_hear_step(&peer->hearing, now, &next)) {
		unheard(mn, peer, now);
		direct = NULL;
		next = MIP6_MN_NEVER;
	}
	if (direct && outlasts(direct, place, now))
		peer->refresh_at = now;
	if (direct && now < peer->refresh_at)
		return min(next, peer->refresh_at);
	if (direct && mip6_mn_peer_idle(peer)) {
		/* It may end, unless there is a packet before it does. */
		WRITE_ONCE(peer->stale, true);
		return next;
	}
	/* One that sends to where we were must be told, whether it wants to hear of us or not. */
	if (moved && peer->why != MIP6_WHY_UNWILLING)
		peer->mute_until = 0;
	if (!ipv6_addr_equal(&peer->coa, &place->coa)) {
		peer->coa = place->coa;
		if (depends_on_place(peer->why)) {
			peer->mute_until = 0;
			peer->withdraw = false;
		}
	}
	if (peer->withdraw) {
		withdrawn = step_withdraw(mn, peer, place, now);
		if (withdrawn)
			return withdrawn;
	}
	if (now < peer->mute_until)
		return min(next, peer->mute_until);
	if (!moved && !direct && mip6_mn_peer_idle(peer))
		return 0;
	return min(next, step_bind(mn, peer, place, now));
}

/*
 * What a node sends to where we were is lost until it is told otherwise, which takes the home agent's
 * answer and a care-of test. That test can run meanwhile; and to send by the tunnel the node can be told
 * at once, behind the update to the home agent.
 */
static void suspend(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct mip6_mn_home *home,
		    u64 now)
{
	const struct mip6_mn_bul *bul = &home->bul;

	if (home->at != MIP6_AT_AWAY || home->returning || !mip6_mn_bul_ahead(bul) ||
	    peer->why == MIP6_WHY_UNWILLING ||
	    !ipv6_addr_equal(&peer->update.bound_coa, &bul->reg_coa)) {
		mip6_mn_rr_stop(mn, peer);
		return;
	}
	if (!ipv6_addr_equal(&peer->suspended, &bul->coa)) {
		mip6_mn_rr_stop(mn, peer);
		peer->suspended = bul->coa;
		mip6_mn_update_suspend(mn, peer, now);
	}
	if (peer->update.bound && mip6_mn_optimize_allows(mn, &peer->addr))
		mip6_mn_rr_prepare(mn, peer, &bul->coa, bul->oif, now);
}

static u64 step(struct mip6_mn *mn, struct mip6_mn_peer *peer, u64 now)
{
	struct mip6_mn_home *home = mip6_mn_home_find(mn, &peer->hoa);
	struct mip6_mn_place place;
	u64 next;

	mip6_mn_rr_collect(mn, peer);
	take_answer(mn, peer, mip6_mn_update_answer(mn, peer, now), now);
	take_told(mn, peer, now);
	expire(mn, peer, now);
	if (!home || ipv6_addr_equal(&home->agent, &peer->addr)) {
		mip6_mn_peer_remove(mn, peer);
		return MIP6_MN_NEVER;
	}
	if (!mip6_mn_place_find(mn, home, now, &place)) {
		/* The home agent comes first (11.7.2); until it knows, direct.c uses no binding. */
		mip6_mn_update_stop(mn, peer);
		mip6_mn_hear_pause(&peer->hearing);
		suspend(mn, peer, home, now);
		return peer->update.bound ? peer->update.bound_until : MIP6_MN_NEVER;
	}
	peer->suspended = in6addr_any;
	next = place.home || !mip6_mn_optimize_allows(mn, &peer->addr) ? step_leave(mn, peer, &place, now) :
					    step_away(mn, peer, &place, now);
	if (!next) {
		mip6_mn_peer_remove(mn, peer);
		return MIP6_MN_NEVER;
	}
	return next;
}

static void note_switch(struct mip6_mn *mn, u64 now)
{
	struct mip6_mn_peers *peers = &mn->peers;

	if (peers->off == !switched_on(mn))
		return;
	peers->off = !peers->off;
	peers->switched_at = now;
}

/* Those with which enough packets were exchanged become known, not too many at a time. */
static u64 begin_new(struct mip6_mn *mn, u64 now)
{
	struct mip6_mn_peers *peers = &mn->peers;
	struct in6_addr hoa, addr;

	if (now >= peers->begun_at + SEC_MS) {
		peers->begun_at = now;
		peers->begun = 0;
	}
	while (peers->begun < BEGIN_MAX) {
		if (!mip6_mn_seen_take(mn, &hoa, &addr))
			return MIP6_MN_NEVER;
		if (!mip6_mn_optimize_allows(mn, &addr) || mip6_mn_peer_find(mn, &hoa, &addr))
			continue;
		if (!mip6_mn_peer_add(mn, &hoa, &addr, now))
			net_dbg_ratelimited("%pI6c: no room for one more correspondent\n", &addr);
		peers->begun++;
	}
	return peers->begun_at + SEC_MS;
}

u64 mip6_mn_optimize_step(struct mip6_mn *mn, u64 now)
{
	struct mip6_mn_peer *peer, *tmp;
	u64 next;

	lockdep_assert_held(&mn->lock);
	note_switch(mn, now);
	next = begin_new(mn, now);
	list_for_each_entry_safe(peer, tmp, &mn->peers.all, list)
		next = min(next, step(mn, peer, now));
	return next;
}

void mip6_mn_optimize_undo(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	struct mip6_mn_peer *peer, *tmp;
	struct mip6_mn_place place;
	u64 now = mip6_mn_now();
	bool settled = mip6_mn_place_find(mn, home, now, &place);

	list_for_each_entry_safe(peer, tmp, &mn->peers.all, list) {
		if (!ipv6_addr_equal(&peer->hoa, &home->hoa))
			continue;
		if (settled)
			mip6_mn_update_farewell(mn, peer, &place, now);
		mip6_mn_peer_remove(mn, peer);
	}
}

void mip6_mn_optimize_free_all(struct mip6_mn *mn)
{
	struct mip6_mn_peer *peer, *tmp;

	mutex_lock(&mn->lock);
	list_for_each_entry_safe(peer, tmp, &mn->peers.all, list)
		mip6_mn_peer_remove(mn, peer);
	mutex_unlock(&mn->lock);
}
