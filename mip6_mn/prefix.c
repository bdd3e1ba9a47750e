// SPDX-License-Identifier: GPL-2.0
/*
 * What the home agent tells of the home network while we are away: RFC 6275 11.4.3. A home address is
 * valid for no longer than its prefix, and so is what is registered of it.
 *
 * Nothing but its identifier tells an advertisement from one that somebody on the way has made up.
 */
#include "prefix.h"

#include "clock.h"
#include "hoa.h"
#include "home.h"
#include "mn.h"
#include "mps.h"
#include "tunnel.h"

#include <linux/math64.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/keys.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/icmp.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	TWO_HOURS_SEC	= 7200,	/* RFC 4862 5.5.3 e */
	SEC_MS		= 1000,
};

void mip6_mn_prefix_forget(struct mip6_mn_home *home)
{
	memset(&home->prefixes, 0, sizeof(home->prefixes));
	home->prefixes.ask_left = TWO_HOURS_SEC;
}

bool mip6_mn_prefix_rcv(struct mip6_mn *mn, const struct in6_addr *saddr,
			const struct in6_addr *daddr, const struct in6_addr *coa, const u8 *msg,
			unsigned int len)
{
	struct mip6_mn_event ev = { .type = MIP6_MN_EVENT_PREFIXES };
	const struct mip6_mn_view_home *home = mip6_mn_tunnel_home(mn, daddr);
	struct mip6_wire_mpa mpa;

	/* What is to nobody that we are, or is forwarded, is not for us to judge. */
	if (!home && !mip6_mn_tunnel_agent(mn, saddr, daddr))
		return true;
	mip6_count(mn->net, MIP6_STAT_MPA_RCVD);
	/* 11.4.3: from the home agent that has our binding, with a routing header. */
	if (!home || !home->settled || !coa || !ipv6_addr_equal(&home->agent, saddr) || !msg ||
	    mip6_wire_parse_mpa(msg, len, &mpa)) {
		mip6_count(mn->net, MIP6_STAT_MPA_DROP_INVALID);
		return false;
	}
	ev.addr = home->hoa;
	ev.prefixes.id = mpa.id;
	ev.prefixes.count = mpa.npio;
	ev.prefixes.coa = *coa;
	memcpy(ev.prefixes.pio, mpa.pio, sizeof(ev.prefixes.pio));
	if (!mip6_mn_events_push(mn, &ev))
		mip6_count(mn->net, MIP6_STAT_MPA_DROP_MISC);
	return true;
}

u32 mip6_mn_prefix_left(u64 until, u64 now)
{
	if (until == MIP6_MN_NEVER)
		return U32_MAX;
	return until > now ? mip6_mn_seconds(until - now) : 0;
}

static u64 end_of(u32 lifetime, u64 now)
{
	return lifetime == U32_MAX ? MIP6_MN_NEVER : now + (u64)lifetime * SEC_MS;
}

/* The number of the entry that a prefix has; @count if it has none. */
static unsigned int find(const struct mip6_mn_prefixes *prefixes, const struct in6_addr *addr,
			 u8 plen)
{
	unsigned int i;

	for (i = 0; i < prefixes->count; i++)
		if (prefixes->prefix[i].plen == plen &&
		    mip6_rules_prefix_equal(&prefixes->prefix[i].prefix, addr, plen))
			break;
	return i;
}

const struct mip6_mn_prefix *mip6_mn_prefix_of(const struct mip6_mn_home *home)
{
	unsigned int i = find(&home->prefixes, &home->hoa, home->plen);

	return i < home->prefixes.count ? &home->prefixes.prefix[i] : NULL;
}

/*
 * The entry for a prefix, or room for one more: in place of one that is over if there is no other. That
 * of the home address has room in any case, and says that it is over even if nothing was said before.
 */
static struct mip6_mn_prefix *place(struct mip6_mn_prefixes *prefixes,
				    const struct mip6_wire_pio *pio, bool is_own, u32 valid, u64 now)
{
	unsigned int i = find(prefixes, &pio->prefix, pio->plen);

	if (i < prefixes->count)
		return &prefixes->prefix[i];
	if (!valid && !is_own)
		return NULL;
	if (prefixes->count < MIP6_RA_MAX_PIO)
		return &prefixes->prefix[prefixes->count++];
	for (i = 0; i < prefixes->count; i++)
		if (prefixes->prefix[i].valid <= now)
			return &prefixes->prefix[i];
	return is_own ? &prefixes->prefix[0] : NULL;
}

static bool has_key(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	bool has;

	rcu_read_lock();
	has = mip6_key_of(mn->net, hoa);
	rcu_read_unlock();
	return has;
}

/*
 * RFC 4862 5.5.3 e: what is not authenticated does not take an address away within two hours. No key
 * signs this message; who has one for the others does not trust the way to the home agent.
 */
static u32 valid_for(struct mip6_mn *mn, const struct mip6_mn_home *home, u32 told)
{
	u32 left = mip6_mn_hoa_valid(mn, home);

	if (told >= TWO_HOURS_SEC || told >= left || !has_key(mn, &home->hoa))
		return told;
	return min_t(u32, left, TWO_HOURS_SEC);
}

static void remember(struct mip6_mn *mn, struct mip6_mn_home *home,
		     const struct mip6_wire_pio *pio, u64 now)
{
	struct mip6_mn_prefixes *prefixes = &home->prefixes;
	struct mip6_mn_prefix *prefix;
	u32 valid = pio->valid;
	bool is_own;

	if (!pio->plen || pio->plen > 127 || !mip6_rules_routable(&pio->prefix))
		return;
	is_own = pio->plen == home->plen &&
		 mip6_rules_prefix_equal(&pio->prefix, &home->hoa, pio->plen);
	if (is_own) {
		valid = valid_for(mn, home, valid);
		prefixes->ask_left = valid / 4;
	}
	prefix = place(prefixes, pio, is_own, valid, now);
	if (!prefix)
		return;
	*prefix = (struct mip6_mn_prefix) {
		.prefix = pio->prefix, .plen = pio->plen, .flags = pio->flags,
		.valid = end_of(valid, now), .preferred = end_of(min(pio->preferred, valid), now),
	};
}

void mip6_mn_prefix_take(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct mip6_mn_told_prefixes *told, u64 now)
{
	const struct mip6_mn_prefix *own;
	unsigned int i;

	lockdep_assert_held(&mn->lock);
	if (home->at != MIP6_AT_AWAY || home->returning) {
		mip6_count(mn->net, MIP6_STAT_MPA_DROP_MISC);
		return;
	}
	if (!mip6_mn_mps_answered(home, told->id)) {
		/* 11.4.3: what nobody asked for says no more than that there is something to ask for. */
		mip6_count(mn->net, MIP6_STAT_MPA_DROP_MISC);
		mip6_mn_mps_ask(home, now);
		return;
	}
	home->prefixes.coa = told->coa;
	/* If the prefix of the home address is not among them. */
	mip6_mn_prefix_untold(mn, home);
	for (i = 0; i < told->count; i++)
		remember(mn, home, &told->pio[i], now);
	own = mip6_mn_prefix_of(home);
	if (!own)
		return;
	mip6_log(mn->net, 2, "%pI6c is valid for %u s, preferred for %u s\n", &home->hoa,
		 mip6_mn_prefix_left(own->valid, now), mip6_mn_prefix_left(own->preferred, now));
	/* 11.4.2: what is registered is not to outlast it. The unit is rounded down when asked for. */
	if (!mip6_mn_prefix_over(home, now) && home->bul.registered &&
	    home->bul.expires > own->valid)
		mip6_mn_bul_renew(mn, home, now);
}

u64 mip6_mn_prefix_end(const struct mip6_mn_prefix *prefix)
{
	if (prefix->valid == MIP6_MN_NEVER)
		return MIP6_MN_NEVER;
	return prefix->valid - min_t(u64, prefix->valid, (u64)MIP6_LIFETIME_UNIT_SEC * SEC_MS);
}

bool mip6_mn_prefix_over(const struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_prefix *own = mip6_mn_prefix_of(home);

	return own && now >= mip6_mn_prefix_end(own);
}

u64 mip6_mn_prefix_ask_at(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now)
{
	u32 left = mip6_mn_hoa_valid(mn, home), least = home->prefixes.ask_left;

	if (left == U32_MAX)
		return MIP6_MN_NEVER;
	return left > least ? now + (u64)(left - least) * SEC_MS : now;
}

void mip6_mn_prefix_untold(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	u32 left = mip6_mn_hoa_valid(mn, home);

	if (left != U32_MAX)
		home->prefixes.ask_left = min(home->prefixes.ask_left, left / 2);
}
