// SPDX-License-Identifier: GPL-2.0
/*
 * What mipdiag tells of the correspondent nodes, and of the way to any node.
 */
#include "path.h"

#include "clock.h"
#include "home.h"
#include "mn.h"
#include "peer.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

static u32 seconds(u64 ms)
{
	return min_t(u64, div_u64(ms, 1000), U32_MAX);
}

static u32 left(u64 until, u64 now)
{
	/* Rounded up: what has not expired shows. */
	return until > now ? seconds(until - now + 999) : 0;
}

static u32 age(const struct mip6_mn_test *test, u64 now)
{
	return test->have ? seconds(now - test->token_at) : MIP6_NO_TOKEN;
}

static u8 state_of(const struct mip6_mn_peer *peer, bool direct, u64 now)
{
	if (peer->update.waiting || peer->home_test.running || peer->careof_test.running)
		return MIP6_BUL_RESENDING;
	if (now < peer->mute_until)
		return MIP6_BUL_REFUSED;
	return direct ? MIP6_BUL_ACKNOWLEDGED : MIP6_BUL_RESENDING;
}

/* When something is sent next, and after how long it is sent again. */
static void show_times(const struct mip6_mn_peer *peer, u64 now, struct mip6_dev_bul *out)
{
	const struct mip6_mn_test *home = &peer->home_test, *careof = &peer->careof_test;
	const struct mip6_mn_update *update = &peer->update;
	u64 next = peer->refresh_at;

	out->delay = MIP6_INITIAL_BINDACK_TIMEOUT_MS;
	out->max_delay = MIP6_MAX_BINDACK_TIMEOUT_MS;
	if (home->running) {
		next = home->next;
		out->delay = home->delay_ms;
	}
	if (careof->running) {
		next = home->running ? min(next, careof->next) : careof->next;
		out->delay = careof->delay_ms;
	}
	if (update->waiting && !home->running && !careof->running) {
		next = update->next;
		out->delay = update->delay_ms;
	}
	if (now < peer->mute_until)
		next = peer->mute_until;
	if (next != MIP6_MN_NEVER && next > now)
		out->callback = min_t(u64, next - now, U32_MAX);
}

void mip6_mn_peer_dump(struct mip6_mn *mn, const struct mip6_mn_peer *peer, u64 now,
		       struct mip6_dev_bul *out)
{
	const struct mip6_mn_update *update = &peer->update;
	const struct mip6_mn_direct *direct;

	direct = rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock));
	out->peer = peer->addr;
	out->hoa = peer->hoa;
	out->coa = direct ? direct->coa : update->coa;
	if (direct)
		out->expires = left(direct->until, now);
	out->sequence = update->seq;
	out->flags = update->flags;
	out->status = update->status;
	out->state = state_of(peer, direct, now);
	out->why = peer->why;
	out->home_token_age = age(&peer->home_test, now);
	out->careof_token_age = age(&peer->careof_test, now);
	show_times(peer, now, out);
}

static struct mip6_mn_peer *find_peer(struct mip6_mn *mn, const struct mip6_dev_path *path)
{
	struct mip6_mn_peer *peer;

	list_for_each_entry(peer, &mn->peers.all, list)
		if (ipv6_addr_equal(&peer->addr, &path->dst) &&
		    (ipv6_addr_any(&path->src) || ipv6_addr_equal(&peer->hoa, &path->src)))
			return peer;
	return NULL;
}

/* The home address that such a packet has as its source if nobody says otherwise. */
static struct mip6_mn_home *find_home(struct mip6_mn *mn, const struct mip6_dev_path *path,
				      const struct mip6_mn_peer *peer)
{
	struct mip6_mn_home *home, *first = NULL;

	if (peer)
		return mip6_mn_home_find(mn, &peer->hoa);
	if (!ipv6_addr_any(&path->src))
		return mip6_mn_home_find(mn, &path->src);
	list_for_each_entry(home, &mn->homes, list)
		if (!first || (first->at != MIP6_AT_AWAY && home->at == MIP6_AT_AWAY))
			first = home;
	return first;
}

static void show_peer(struct mip6_mn *mn, const struct mip6_mn_home *home,
		      const struct mip6_mn_peer *peer, u64 now, struct mip6_dev_path *path)
{
	const struct mip6_mn_direct *direct;

	direct = rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock));
	path->why = peer->why;
	path->since = seconds(now - peer->since);
	path->status = peer->update.status;
	path->state = state_of(peer, direct, now);
	if (direct) {
		path->bound_coa = direct->coa;
		path->expires = left(direct->until, now);
	}
	if (direct && mip6_mn_bul_settled(&home->bul) && now < direct->until &&
	    ipv6_addr_equal(&direct->coa, &home->bul.reg_coa))
		path->how = MIP6_PATH_DIRECT;
	else if (direct)
		path->why = MIP6_WHY_MOVED;
}

void mip6_mn_path(struct mip6_mn *mn, struct mip6_dev_path *path)
{
	struct mip6_mn_peer *peer;
	struct mip6_mn_home *home;
	u64 now = mip6_mn_now();

	lockdep_assert_held(&mn->lock);
	peer = find_peer(mn, path);
	home = find_home(mn, path, peer);
	if (!home || !mip6_rules_routable(&path->dst))
		return;
	path->src = home->hoa;
	if (home->at != MIP6_AT_AWAY) {
		path->why = MIP6_WHY_HOME;
		path->since = home->at == MIP6_AT_HOME ? seconds(now - home->at_since) : 0;
		return;
	}
	path->how = MIP6_PATH_TUNNEL;
	path->coa = home->bul.coa;
	path->since = seconds(now - home->at_since);
	if (ipv6_addr_equal(&path->dst, &home->agent))
		path->why = MIP6_WHY_AGENT;
	else if (!home->bul.registered)
		path->why = MIP6_WHY_UNREGISTERED;
	else if (!READ_ONCE(mip6_conf(mn->net)->accept_return_routability))
		path->why = MIP6_WHY_OFF;
	else if (peer)
		show_peer(mn, home, peer, now, path);
	else
		path->why = MIP6_WHY_IDLE;
}
