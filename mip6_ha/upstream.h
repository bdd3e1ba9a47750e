/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_UPSTREAM_H
#define MIP6_HA_UPSTREAM_H

struct mip6_ha;
struct net_device;

/**
 * mip6_ha_upstream_settle() - join groups that have got members, leave and free those without
 * @ha: the home agent
 *
 * Not all, if there are many.
 *
 * Context: process, one at a time; takes the rtnl lock.
 * Return: when it wants to be called again, jiffies from now; MAX_JIFFY_OFFSET: nothing is left.
 */
unsigned long mip6_ha_upstream_settle(struct mip6_ha *ha);

/**
 * mip6_ha_upstream_event() - an interface may have lost IPv6, or got it
 * @ha: the home agent
 * @dev: the interface
 *
 * What was joined there is lost with it: it is joined again, and never left instead of somebody
 * else's.
 *
 * Context: process, under rtnl.
 */
void mip6_ha_upstream_event(struct mip6_ha *ha, const struct net_device *dev);

#endif
