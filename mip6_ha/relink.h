/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_RELINK_H
#define MIP6_HA_RELINK_H

#include <linux/workqueue.h>

struct mip6_ha;

/**
 * struct mip6_ha_relink - finds the home links of registrations when addresses of ours come and go
 * @work: walks over all registrations
 * @rest: when it may do so again, jiffies
 */
struct mip6_ha_relink {
	struct delayed_work work;
	unsigned long rest;
};

/**
 * mip6_ha_relink() - home links came or went, with addresses of ours or as configured
 * @ha: the home agent
 *
 * Context: any, RCU read side or under the engine's lock.
 */
void mip6_ha_relink(struct mip6_ha *ha);

/**
 * mip6_ha_relink_init() - be ready for mip6_ha_relink()
 * @ha: the home agent
 */
void mip6_ha_relink_init(struct mip6_ha *ha);

/**
 * mip6_ha_relink_stop() - the last time is over
 * @ha: the home agent, not visible any more
 *
 * Context: process.
 */
void mip6_ha_relink_stop(struct mip6_ha *ha);

#endif
