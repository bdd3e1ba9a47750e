/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_PREFIX_H
#define MIP6_HA_PREFIX_H

#include "agents.h"

#include <linux/spinlock_types.h>
#include <linux/types.h>

#include <wire/nd.h>

struct mip6_ha;
struct mip6_ha_home;
struct mip6_wire_mpa;

/**
 * struct mip6_ha_prefix - a prefix that we advertise on a home link
 * @pio: what was said about it; with a length of 0 there is none here
 * @when: at that time, ktime_get_coarse_boottime_ns()
 */
struct mip6_ha_prefix {
	struct mip6_wire_pio pio;
	u64 when;
};

/**
 * struct mip6_ha_link_prefixes - those of a home link
 * @ifindex: the link; 0: none
 * @flags: what we say about address configuration there, MIP6_MPA_*
 * @prefix: the prefixes
 */
struct mip6_ha_link_prefixes {
	int ifindex;
	u16 flags;
	struct mip6_ha_prefix prefix[MIP6_RA_MAX_PIO];
};

/**
 * struct mip6_ha_prefixes - home network prefixes (RFC 6275 10.6.1)
 * @lock: taken for everything here
 * @links: of each home link
 */
struct mip6_ha_prefixes {
	spinlock_t lock;
	struct mip6_ha_link_prefixes links[MIP6_HA_MAX_LINKS];
};

/**
 * mip6_ha_prefix_learn() - we advertised ourselves on a home link
 * @ha: the home agent
 * @ifindex: the link
 * @ra: what was said
 *
 * Context: any.
 * Return: true if it is news to mobile nodes (10.6.2): a new prefix, other flags, lifetimes that
 * have changed otherwise than by the passing of time.
 */
bool mip6_ha_prefix_learn(struct mip6_ha *ha, int ifindex, const struct mip6_wire_ra *ra);

/**
 * mip6_ha_prefix_tell() - all that there is to tell of a home link
 * @ha: the home agent
 * @ifindex: the link
 * @mpa: flags and prefixes are set, with the lifetimes that are left; what we advertise there, be
 *	it that it is over, or without that the prefixes of our own addresses
 *
 * Context: any, RCU read side.
 */
void mip6_ha_prefix_tell(struct mip6_ha *ha, int ifindex, struct mip6_wire_mpa *mpa);

/**
 * mip6_ha_prefix_left() - the lifetimes that we advertise of a home prefix
 * @ha: the home agent
 * @home: the prefix
 * @valid: set to what is left of its valid lifetime, seconds; 0: it is over; U32_MAX: it does not
 *	end, or nothing was said about it
 * @preferred: likewise
 *
 * Context: any.
 */
void mip6_ha_prefix_left(struct mip6_ha *ha, const struct mip6_ha_home *home, u32 *valid,
			 u32 *preferred);

/**
 * mip6_ha_prefix_keep() - forget those of other links
 * @ha: the home agent
 * @links: links that are home links now
 * @count: how many
 *
 * Context: process.
 */
void mip6_ha_prefix_keep(struct mip6_ha *ha, const int *links, unsigned int count);

/**
 * mip6_ha_prefix_init() - start without any
 * @ha: the home agent
 */
void mip6_ha_prefix_init(struct mip6_ha *ha);

#endif
