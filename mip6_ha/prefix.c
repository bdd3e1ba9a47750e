// SPDX-License-Identifier: GPL-2.0
/*
 * Home network prefixes: RFC 6275 10.6.1. What mobile nodes are told is what we advertise on the
 * home link ourselves. Advertisements of other routers do not count: nothing authenticates them,
 * but a mobile node believes what its home agent says.
 */
#include "prefix.h"

#include "home.h"
#include "role.h"

#include <linux/timekeeping.h>
#include <net/ipv6.h>

#include <wire/icmp.h>
#include <wire/rules.h>

enum {
	RA_FLAGS	= 0xc0,	/* M and O, which are the same two bits in both messages */
	SLACK_SEC	= 2,	/* lifetimes that count down are in whole seconds */
};

/* What is left of a lifetime. The time is read under the lock: it is not before @when then. */
static u32 left(u32 lifetime, u64 when, u64 now)
{
	u64 age = div_u64(now - when, NSEC_PER_SEC);

	if (lifetime == U32_MAX)
		return U32_MAX;
	return age < lifetime ? lifetime - age : 0;
}

static bool is_live(const struct mip6_ha_prefix *prefix, u64 now)
{
	return prefix->pio.plen && left(prefix->pio.valid, prefix->when, now);
}

/* The entry of a link; if it has none and @may_take, one that is free. */
static struct mip6_ha_link_prefixes *link_of(struct mip6_ha *ha, int ifindex, bool may_take)
{
	struct mip6_ha_link_prefixes *link, *room = NULL;

	lockdep_assert_held(&ha->prefixes.lock);
	for (link = ha->prefixes.links; link < ha->prefixes.links + MIP6_HA_MAX_LINKS; link++) {
		if (link->ifindex == ifindex)
			return link;
		if (!link->ifindex && !room)
			room = link;
	}
	if (!may_take || !room)
		return NULL;
	room->ifindex = ifindex;
	return room;
}

/* Where a prefix is; NULL if nothing was ever said about it. */
static struct mip6_ha_prefix *find(struct mip6_ha_link_prefixes *link,
				   const struct in6_addr *addr, u8 plen)
{
	struct mip6_ha_prefix *prefix;

	for (prefix = link->prefix; prefix < link->prefix + MIP6_RA_MAX_PIO; prefix++)
		if (prefix->pio.plen == plen &&
		    mip6_rules_prefix_equal(&prefix->pio.prefix, addr, plen))
			return prefix;
	return NULL;
}

/* Where a prefix is or can be put: those that are over are remembered while there is room. */
static struct mip6_ha_prefix *place(struct mip6_ha_link_prefixes *link,
				    const struct mip6_wire_pio *pio, u64 now)
{
	struct mip6_ha_prefix *prefix = find(link, &pio->prefix, pio->plen);
	struct mip6_ha_prefix *at = link->prefix;

	if (prefix || !pio->valid)
		return prefix;
	for (; at < link->prefix + MIP6_RA_MAX_PIO; at++) {
		if (!at->pio.plen)
			return at;
		if (!is_live(at, now))
			prefix = at;
	}
	return prefix;
}

/* Lifetimes may stand still in what a router says, or count down. */
static bool lifetime_differs(u32 old, u32 new, u64 when, u64 now)
{
	u32 expected = left(old, when, now);

	if (new == old)
		return false;
	if (new == U32_MAX || old == U32_MAX)
		return true;
	return (new > expected ? new - expected : expected - new) > SLACK_SEC;
}

static bool differs(const struct mip6_ha_prefix *old, const struct mip6_wire_pio *new, u64 now)
{
	return is_live(old, now) != !!new->valid || old->pio.flags != new->flags ||
	       !ipv6_addr_equal(&old->pio.prefix, &new->prefix) ||
	       lifetime_differs(old->pio.valid, new->valid, old->when, now) ||
	       lifetime_differs(old->pio.preferred, new->preferred, old->when, now);
}

bool mip6_ha_prefix_learn(struct mip6_ha *ha, int ifindex, const struct mip6_wire_ra *ra)
{
	struct mip6_ha_link_prefixes *link;
	struct mip6_ha_prefix *prefix;
	bool changed = false;
	unsigned int i;
	u64 now;

	spin_lock_bh(&ha->prefixes.lock);
	now = ktime_get_coarse_boottime_ns();
	link = link_of(ha, ifindex, true);
	if (link)
		link->flags = (ra->flags & RA_FLAGS) << 8;
	/* Those that are not in this one may be in the next: they end with their lifetime. */
	for (i = 0; link && i < ra->npio; i++) {
		const struct mip6_wire_pio *pio = &ra->pio[i];

		if (!pio->plen || !mip6_rules_routable(&pio->prefix))
			continue;
		prefix = place(link, pio, now);
		if (!prefix)
			continue;
		changed |= differs(prefix, pio, now);
		prefix->pio = *pio;
		prefix->when = now;
	}
	spin_unlock_bh(&ha->prefixes.lock);
	return changed;
}

void mip6_ha_prefix_tell(struct mip6_ha *ha, int ifindex, struct mip6_wire_mpa *mpa)
{
	const struct mip6_ha_link_prefixes *link;
	const struct mip6_ha_prefix *prefix;
	struct mip6_wire_pio *pio;
	u64 now;

	mpa->npio = 0;
	mpa->flags = 0;
	spin_lock_bh(&ha->prefixes.lock);
	now = ktime_get_coarse_boottime_ns();
	link = link_of(ha, ifindex, false);
	if (link)
		mpa->flags = link->flags;
	for (prefix = link ? link->prefix : NULL; link && prefix < link->prefix + MIP6_RA_MAX_PIO;
	     prefix++) {
		if (!prefix->pio.plen)
			continue;
		/* One that is over is told as that: a mobile node may not have heard. */
		pio = &mpa->pio[mpa->npio++];
		*pio = prefix->pio;
		pio->valid = left(prefix->pio.valid, prefix->when, now);
		pio->preferred = left(prefix->pio.preferred, prefix->when, now);
	}
	spin_unlock_bh(&ha->prefixes.lock);
	if (!mpa->npio)
		mpa->npio = mip6_ha_home_prefixes(ha, ifindex, mpa->pio, MIP6_RA_MAX_PIO);
}

void mip6_ha_prefix_left(struct mip6_ha *ha, const struct mip6_ha_home *home, u32 *valid,
			 u32 *preferred)
{
	struct mip6_ha_link_prefixes *link;
	const struct mip6_ha_prefix *prefix;
	u64 now;

	*valid = U32_MAX;
	*preferred = U32_MAX;
	spin_lock_bh(&ha->prefixes.lock);
	now = ktime_get_coarse_boottime_ns();
	link = link_of(ha, home->ifindex, false);
	prefix = link ? find(link, &home->local, home->plen) : NULL;
	if (prefix) {
		/* Rounded down: what is granted by it shall not outlive what is told. */
		now += NSEC_PER_SEC - 1;
		*valid = left(prefix->pio.valid, prefix->when, now);
		*preferred = left(prefix->pio.preferred, prefix->when, now);
	}
	spin_unlock_bh(&ha->prefixes.lock);
}

void mip6_ha_prefix_keep(struct mip6_ha *ha, const int *links, unsigned int count)
{
	struct mip6_ha_link_prefixes *link;

	spin_lock_bh(&ha->prefixes.lock);
	for (link = ha->prefixes.links; link < ha->prefixes.links + MIP6_HA_MAX_LINKS; link++)
		if (link->ifindex && !mip6_ha_home_listed(links, count, link->ifindex))
			memset(link, 0, sizeof(*link));
	spin_unlock_bh(&ha->prefixes.lock);
}

void mip6_ha_prefix_init(struct mip6_ha *ha)
{
	spin_lock_init(&ha->prefixes.lock);
}
