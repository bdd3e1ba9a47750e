/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_WALK_H
#define MIP6_HA_WALK_H

#include <linux/types.h>

struct mip6_bce;
struct mip6_ha;

/* Under the lock of the guards, RCU read side. Returns false if it has to be tried again. */
typedef bool (*mip6_ha_look_t)(struct mip6_ha *ha, struct mip6_bce *bce);

/**
 * mip6_ha_walk() - look at every home registration
 * @ha: the home agent
 * @look: what to do with each
 *
 * Those that are made meanwhile are left out.
 *
 * Context: process, one at a time.
 * Return: true if @look returned that for all of them.
 */
bool mip6_ha_walk(struct mip6_ha *ha, mip6_ha_look_t look);

#endif
