// SPDX-License-Identifier: GPL-2.0
/*
 * Whether packets that take no tunnel get through. There are firewalls that drop destination
 * options or type 2 routing headers and let Mobility Headers pass: a binding comes about then, and
 * nothing that goes by it arrives. Nobody says so; but nothing comes directly from the other node
 * either.
 */
#include "hear.h"

#include "mn.h"
#include "peer.h"

#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <net/ipv6.h>

enum {
	MISSED_ENOUGH	= 3,		/* packets that left, */
	MISSED_PER_SEC	= 8,		/* counted so often at most: of many at a time only one */
	ANSWER_MS	= 2000,		/* for an answer to the last of them, on trial */
	PROVEN_MS	= 8000,		/* likewise, where packets have got through before */
	TRIAL_MS	= 5000,		/* for anything to come by a new binding */
	BACKOFF_SEC	= 60,
	BACKOFF_MAX_SEC	= 3600,
	LOSSES_MAX	= 6,		/* 60 s << 6 is more than the maximum */
};

/* Unless something has come since the last one was counted. */
static bool is_missed(const struct mip6_mn_hearing *hearing)
{
	return READ_ONCE(hearing->missed) &&
	       time_after(READ_ONCE(hearing->missed_at), READ_ONCE(hearing->heard));
}

void mip6_mn_hear_note(struct mip6_mn *mn, struct mip6_mn_peer *peer, bool came)
{
	struct mip6_mn_hearing *hearing = &peer->hearing;
	unsigned long now = jiffies;
	u8 missed = 0;

	if (came) {
		if (READ_ONCE(hearing->heard) != now)
			WRITE_ONCE(hearing->heard, now);
		return;
	}
	if (is_missed(hearing)) {
		missed = READ_ONCE(hearing->missed);
		if (missed >= MISSED_ENOUGH ||
		    time_before(now, READ_ONCE(hearing->missed_at) + HZ / MISSED_PER_SEC))
			return;
	} else if (READ_ONCE(hearing->missed_at) == now) {
		return;
	}
	WRITE_ONCE(hearing->missed_at, now);
	WRITE_ONCE(hearing->missed, missed + 1);
	if (missed + 1 == MISSED_ENOUGH)
		mip6_mn_kick(mn);
}

static void restart(struct mip6_mn_hearing *hearing)
{
	hearing->since = jiffies;
	WRITE_ONCE(hearing->missed, 0);
	WRITE_ONCE(hearing->heard, hearing->since - 1);
}

void mip6_mn_hear_begin(struct mip6_mn_hearing *hearing, const struct in6_addr *coa)
{
	bool same = ipv6_addr_equal(&hearing->coa, coa);

	if (same && hearing->proven)
		return;
	if (!same)
		hearing->losses = 0;
	hearing->coa = *coa;
	hearing->proven = false;
	restart(hearing);
}

void mip6_mn_hear_pause(struct mip6_mn_hearing *hearing)
{
	restart(hearing);
}

/* Whether a time in jiffies has passed; if not, when it will have. */
static bool passed(unsigned long when, u64 now, u64 *next)
{
	unsigned long at = jiffies;

	if (time_after_eq(at, when))
		return true;
	*next = min(*next, now + jiffies_to_msecs(when - at));
	return false;
}

bool mip6_mn_hear_step(struct mip6_mn_hearing *hearing, u64 now, u64 *next)
{
	u32 patience;

	if (time_after_eq(READ_ONCE(hearing->heard), hearing->since)) {
		hearing->proven = true;
		hearing->losses = 0;
	}
	patience = hearing->proven ? PROVEN_MS : ANSWER_MS;
	if (is_missed(hearing) && READ_ONCE(hearing->missed) >= MISSED_ENOUGH &&
	    passed(READ_ONCE(hearing->missed_at) + msecs_to_jiffies(patience), now, next))
		return true;
	/* Who only listens misses nothing that he could count. */
	return !hearing->proven &&
	       passed(hearing->since + msecs_to_jiffies(TRIAL_MS), now, next);
}

u32 mip6_mn_hear_lost(struct mip6_mn_hearing *hearing)
{
	u32 sec = min_t(u32, BACKOFF_SEC << hearing->losses, BACKOFF_MAX_SEC);

	hearing->losses = min_t(u8, hearing->losses + 1, LOSSES_MAX);
	hearing->proven = false;
	return sec * MSEC_PER_SEC;
}
