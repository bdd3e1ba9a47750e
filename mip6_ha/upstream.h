/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_UPSTREAM_H
#define MIP6_HA_UPSTREAM_H

#include <linux/types.h>

struct mip6_ha;

/**
 * mip6_ha_upstream_settle() - join groups that have got members, leave and free those without
 * @ha: the home agent
 *
 * Context: process, one at a time; takes the rtnl lock.
 * Return: true if some have to be tried again, for want of memory.
 */
bool mip6_ha_upstream_settle(struct mip6_ha *ha);

#endif
