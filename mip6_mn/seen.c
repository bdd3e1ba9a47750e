// SPDX-License-Identifier: GPL-2.0
/*
 * Which nodes are worth a binding: those with which packets are exchanged through the tunnel,
 * several each way within a short time. A question and its answer, as of the domain name system,
 * are not.
 */
#include "seen.h"

#include "clock.h"
#include "mn.h"
#include "peer.h"

#include <net/ipv6.h>

enum {
	ENOUGH		= 5,		/* packets each way */
	WINDOW_MS	= 10000,	/* within this time */
};

static struct mip6_mn_seen_pair *find(struct mip6_mn_seen_pair *set, const struct in6_addr *hoa,
				      const struct in6_addr *addr)
{
	unsigned int i;

	for (i = 0; i < MIP6_MN_SEEN_WAYS; i++)
		if (ipv6_addr_equal(&set[i].addr, addr) && ipv6_addr_equal(&set[i].hoa, hoa))
			return &set[i];
	return NULL;
}

static struct mip6_mn_seen_pair *make_room(struct mip6_mn_seen *seen,
					   struct mip6_mn_seen_pair *set)
{
	struct mip6_mn_seen_pair *oldest = set;
	unsigned int i;

	for (i = 1; i < MIP6_MN_SEEN_WAYS; i++)
		if (set[i].since < oldest->since)
			oldest = &set[i];
	if (oldest->ripe)
		seen->ripe--;
	return oldest;
}

static void begin(struct mip6_mn_seen_pair *pair, u64 now)
{
	pair->since = now;
	pair->out = 0;
	pair->in = 0;
}

/* Lock held. Returns whether the pair has just become ripe. */
static bool count(struct mip6_mn_seen *seen, struct mip6_mn_seen_pair *pair, bool out, u64 now)
{
	if (pair->ripe)
		return false;
	if (now >= pair->since + WINDOW_MS)
		begin(pair, now);
	if (out)
		pair->out++;
	else
		pair->in++;
	pair->out = min_t(u16, pair->out, ENOUGH);
	pair->in = min_t(u16, pair->in, ENOUGH);
	if (pair->out < ENOUGH || pair->in < ENOUGH)
		return false;
	pair->ripe = true;
	seen->ripe++;
	return true;
}

void mip6_mn_seen_note(struct mip6_mn *mn, const struct in6_addr *hoa, const struct in6_addr *addr,
		       enum mip6_mn_seen_way way)
{
	unsigned int hash = mip6_mn_peer_hash(mn, hoa, addr) % MIP6_MN_SEEN_SETS;
	struct mip6_mn_seen *seen = &mn->seen;
	struct mip6_mn_seen_pair *pair;
	u64 now = mip6_mn_now();
	bool out = way == MIP6_MN_SEEN_OUT, ripe = false;

	if (way == MIP6_MN_SEEN_ANSWER)
		return;
	spin_lock_bh(&seen->lock);
	pair = find(seen->sets[hash], hoa, addr);
	if (!pair && out) {
		pair = make_room(seen, seen->sets[hash]);
		pair->hoa = *hoa;
		pair->addr = *addr;
		pair->ripe = false;
		begin(pair, now);
	}
	if (pair)
		ripe = count(seen, pair, out, now);
	spin_unlock_bh(&seen->lock);
	if (ripe)
		mip6_mn_kick(mn);
}

bool mip6_mn_seen_take(struct mip6_mn *mn, struct in6_addr *hoa, struct in6_addr *addr)
{
	struct mip6_mn_seen *seen = &mn->seen;
	struct mip6_mn_seen_pair *pair;
	unsigned int i;
	bool found;

	spin_lock_bh(&seen->lock);
	found = seen->ripe;
	for (i = 0; found && i < MIP6_MN_SEEN_SETS * MIP6_MN_SEEN_WAYS; i++) {
		pair = &seen->sets[i / MIP6_MN_SEEN_WAYS][i % MIP6_MN_SEEN_WAYS];
		if (!pair->ripe)
			continue;
		*hoa = pair->hoa;
		*addr = pair->addr;
		memset(pair, 0, sizeof(*pair));
		seen->ripe--;
		break;
	}
	spin_unlock_bh(&seen->lock);
	return found;
}
