// SPDX-License-Identifier: GPL-2.0
/*
 * Mobile prefix solicitations: RFC 6275 6.7, 11.4.2. They leave when the end of the home prefix is
 * near, when the home agent says that there is news (status 1), and to have said again what it told
 * unasked.
 */
#include "mps.h"

#include "clock.h"
#include "home.h"
#include "mn.h"
#include "prefix.h"

#include <linux/random.h>

#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/buf.h>
#include <wire/icmp.h>
#include <wire/rules.h>

enum {
	INITIAL_SOLICIT_TIMER_MS	= 3000,
	TRIES_MAX			= 10,	/* nearly five minutes */
	SOLICITATION_LEN		= 8,
};

void mip6_mn_mps_ask(struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_mps *mps = &home->mps;

	if (mps->asking)
		return;
	mps->asking = true;
	mps->tries = 0;
	mps->delay_ms = INITIAL_SOLICIT_TIMER_MS;
	/* Whatever makes us ask, and however often: that is the shortest interval there is. */
	mps->next = mps->sent ? max(now, mps->sent + INITIAL_SOLICIT_TIMER_MS) : now;
	get_random_bytes(&mps->id, sizeof(mps->id));
}

static void send(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_bul *bul = &home->bul;
	struct mip6_mh_path path = {
		.saddr = home->hoa, .daddr = bul->peer,
		.wire_saddr = bul->coa, .wire_daddr = bul->peer, .oif = bul->oif,
	};
	struct mip6_mn_mps *mps = &home->mps;
	struct mip6_wire_buf buf;
	u8 msg[SOLICITATION_LEN];

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_id(&buf, MIP6_ICMP_MPS, mps->id);
	if (!mip6_icmp_send(mn->net, &path, msg, buf.len, 0))
		mip6_count(mn->net, MIP6_STAT_MPS_SENT);
	mps->tries++;
	mps->sent = now;
	mps->next = now + mps->delay_ms;
	mps->delay_ms = mip6_rules_backoff(mps->delay_ms);
}

u64 mip6_mn_mps_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_mps *mps = &home->mps;
	u64 when;

	lockdep_assert_held(&mn->lock);
	/* Who has no binding gets no answer, but for a binding error. */
	if (home->at != MIP6_AT_AWAY || home->returning || !mip6_mn_bul_settled(&home->bul))
		return MIP6_MN_NEVER;
	if (!mps->asking) {
		when = mip6_mn_prefix_ask_at(mn, home, now);
		if (now < when)
			return when;
		mip6_mn_mps_ask(home, now);
	}
	if (now < mps->next)
		return mps->next;
	if (mps->tries == TRIES_MAX) {
		mip6_log(mn->net, 1, "home agent %pI6c tells no prefixes of %pI6c\n",
			 &home->bul.peer, &home->hoa);
		mps->asking = false;
		mip6_mn_prefix_untold(mn, home);
		return now;
	}
	send(mn, home, now);
	return mps->next;
}

bool mip6_mn_mps_answered(struct mip6_mn_home *home, u16 id)
{
	struct mip6_mn_mps *mps = &home->mps;

	if (!mps->asking || !mps->tries || mps->id != id)
		return false;
	mps->asking = false;
	return true;
}
