// SPDX-License-Identifier: GPL-2.0
/*
 * Return routability, the mobile node's side: RFC 6275 5.2.5, 11.6.
 *
 * A correspondent node that does not answer is asked six times, 1, 2, 4, 8 and 16 s apart, and
 * given another 32 s. Every init message has a cookie of its own: only the answer to the last one
 * counts.
 */
#include "rr.h"

#include "clock.h"
#include "mn.h"
#include "peer.h"
#include "place.h"
#include "tell.h"
#include "tunnel.h"

#include <crypto/algapi.h>
#include <linux/netdevice.h>
#include <linux/random.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <mip6/ipsec.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	INIT_LEN		= 16,
	TOKEN_LIFETIME_MS	= MIP6_MAX_TOKEN_LIFETIME * 1000,
};

/* Returns whether a token has come. */
static bool collect(struct mip6_mn_test *test)
{
	if (!test->answered)
		return false;
	test->answered = false;
	test->running = false;
	test->have = true;
	test->token_addr = test->addr;
	test->token = test->answer_token;
	test->nonce = test->answer_nonce;
	/* RFC 6275 5.2.7: nobody knows when it was made, but not before it was asked for. */
	test->token_at = test->asked_at;
	return true;
}

void mip6_mn_rr_collect(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	bool home, careof;

	lockdep_assert_held(&mn->lock);
	spin_lock_bh(&mn->facts);
	home = collect(&peer->home_test);
	careof = collect(&peer->careof_test);
	spin_unlock_bh(&mn->facts);
	if (home)
		mip6_mn_tell_test(mn, peer, MIP6_EVENT_HOME_TOKEN);
	if (careof)
		mip6_mn_tell_test(mn, peer, MIP6_EVENT_CAREOF_TOKEN);
}

bool mip6_mn_rr_fresh(const struct mip6_mn_test *test, const struct in6_addr *addr, u64 now)
{
	return test->have && ipv6_addr_equal(&test->token_addr, addr) &&
	       now < test->token_at + TOKEN_LIFETIME_MS;
}

void mip6_mn_rr_forget(struct mip6_mn_test *test)
{
	test->have = false;
	memzero_explicit(&test->token, sizeof(test->token));
}

static void stop(struct mip6_mn *mn, struct mip6_mn_test *test)
{
	test->running = false;
	spin_lock_bh(&mn->facts);
	test->waiting = false;
	test->answered = false;
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_rr_stop(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	stop(mn, &peer->home_test);
	stop(mn, &peer->careof_test);
}

static void begin(struct mip6_mn *mn, struct mip6_mn_test *test, const struct in6_addr *addr,
		  int oif, u64 now)
{
	test->running = true;
	mip6_mn_retry_begin(&test->retry, now);
	spin_lock_bh(&mn->facts);
	test->addr = *addr;
	test->oif = oif;
	test->waiting = false;
	test->answered = false;
	spin_unlock_bh(&mn->facts);
}

/* Returns false if the answer to the one before has just come. */
static bool expect(struct mip6_mn *mn, struct mip6_mn_test *test, u64 cookie)
{
	bool answered;

	spin_lock_bh(&mn->facts);
	answered = test->answered;
	if (!answered) {
		test->waiting = true;
		test->cookie = cookie;
		test->asked_at = mip6_mn_now();
	}
	spin_unlock_bh(&mn->facts);
	return !answered;
}

static void sent(struct mip6_mn *mn, const struct mip6_mn_peer *peer, bool home)
{
	mip6_count(mn->net, home ? MIP6_STAT_HOTI_SENT : MIP6_STAT_COTI_SENT);
	mip6_mn_tell_test(mn, peer, home ? MIP6_EVENT_HOME_TEST : MIP6_EVENT_CAREOF_TEST);
}

static void ask(struct mip6_mn *mn, struct mip6_mn_peer *peer, struct mip6_mn_test *test)
{
	bool home = test == &peer->home_test;
	struct mip6_mh_path path = {
		.saddr = test->addr, .daddr = peer->addr,
		.wire_saddr = test->addr, .wire_daddr = peer->addr, .oif = test->oif,
	};
	struct mip6_wire_test msg = {};
	u8 mh[INIT_LEN] __aligned(8);
	struct mip6_wire_buf buf;
	int err;

	get_random_bytes(&msg.cookie, sizeof(msg.cookie));
	if (!expect(mn, test, msg.cookie))
		return;
	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_test(&buf, home ? MIP6_MH_HOTI : MIP6_MH_COTI, &msg);
	err = mip6_mh_send(mn->net, &path, mh, buf.len);
	if (err)
		net_dbg_ratelimited("test of %pI6c not sent: %d\n", &test->addr, err);
	else
		sent(mn, peer, home);
	/* One that could not be sent counts too: it was not for want of trying. */
	mip6_mn_rate_count(&test->retry.rate, mip6_mn_now());
}

static bool is_about(const struct mip6_mn_test *test, const struct in6_addr *addr, int oif)
{
	return test->running && test->oif == oif && ipv6_addr_equal(&test->addr, addr);
}

static enum mip6_mn_rr_state run(struct mip6_mn *mn, struct mip6_mn_peer *peer,
				 struct mip6_mn_test *test, const struct in6_addr *addr, int oif,
				 u64 now, u64 *next)
{
	if (!is_about(test, addr, oif))
		begin(mn, test, addr, oif, now);
	if (mip6_mn_retry_over(&test->retry, now))
		return MIP6_MN_RR_FAILED;
	if (mip6_mn_retry_due(&test->retry, now)) {
		ask(mn, peer, test);
		mip6_mn_retry_sent(&test->retry, now);
	}
	*next = min(*next, test->retry.next);
	return MIP6_MN_RR_WAITING;
}

enum mip6_mn_rr_state mip6_mn_rr_step(struct mip6_mn *mn, struct mip6_mn_peer *peer,
				      const struct mip6_mn_place *place, bool deregister,
				      u64 now, u64 *next)
{
	enum mip6_mn_rr_state home = MIP6_MN_RR_READY, careof = MIP6_MN_RR_READY;

	lockdep_assert_held(&mn->lock);
	if (!mip6_mn_rr_fresh(&peer->home_test, &peer->hoa, now))
		home = run(mn, peer, &peer->home_test, &peer->hoa, place->home_oif, now, next);
	if (!deregister && !mip6_mn_rr_fresh(&peer->careof_test, &place->coa, now))
		careof = run(mn, peer, &peer->careof_test, &place->coa, place->oif, now, next);
	return max(home, careof);
}

void mip6_mn_rr_prepare(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct in6_addr *coa,
			int oif, u64 now)
{
	struct mip6_mn_test *test = &peer->careof_test;
	u64 next = MIP6_MN_NEVER;

	lockdep_assert_held(&mn->lock);
	if (!mip6_mn_rr_fresh(test, coa, now) && !is_about(test, coa, oif))
		run(mn, peer, test, coa, oif, now, &next);
}

static void take(struct mip6_mn *mn, struct mip6_mn_test *test, const struct mip6_wire_test *answer,
		 const struct in6_addr *addr, bool tunnelled)
{
	bool good;

	spin_lock_bh(&mn->facts);
	good = test->waiting && ipv6_addr_equal(&test->addr, addr) &&
	       (test->oif == mn->tunnel->ifindex) == tunnelled &&
	       !crypto_memneq(&test->cookie, &answer->cookie, sizeof(test->cookie));
	if (good) {
		test->waiting = false;
		test->answered = true;
		test->answer_token = answer->token;
		test->answer_nonce = answer->nonce;
	}
	spin_unlock_bh(&mn->facts);
	if (good)
		mip6_mn_kick(mn);
}

void mip6_mn_rr_rcv(struct mip6_mn *mn, const struct mip6_mh_msg *msg)
{
	bool home_test = mip6_wire_mh_type(msg->mh) == MIP6_MH_HOT;
	bool tunnelled = msg->ifindex == mn->tunnel->ifindex;
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	struct mip6_wire_test answer;
	struct mip6_mn_peer *peer;
	unsigned int i;

	if (msg->hao || msg->rh2 || mip6_wire_parse_test(msg->mh, msg->len, &answer))
		return;
	for (i = 0; view && i < view->count; i++) {
		const struct mip6_mn_view_home *home = &view->homes[i];

		peer = mip6_mn_peer_find(mn, &home->hoa, &msg->saddr);
		if (!peer)
			continue;
		if (home_test)
			take(mn, &peer->home_test, &answer, &msg->daddr,
			     tunnelled || mip6_ipsec_tunnels(msg->skb, &home->agent));
		else
			take(mn, &peer->careof_test, &answer, &msg->daddr, tunnelled);
	}
	memzero_explicit(&answer, sizeof(answer));
}
