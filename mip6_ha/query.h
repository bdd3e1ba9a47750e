/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_QUERY_H
#define MIP6_HA_QUERY_H

struct mip6_ha;

enum {
	MIP6_HA_ROBUSTNESS	= 2,	/* RFC 3810 9.1 */
};

/**
 * mip6_ha_query_set_interval() - take the time between queries from the sysctl
 * @ha: the home agent
 *
 * Nobody who was a member until now ends to be one by that before he was asked.
 *
 * Context: process.
 */
void mip6_ha_query_set_interval(struct mip6_ha *ha);

/**
 * mip6_ha_query_init() - have nobody queried yet
 * @ha: the home agent
 *
 * Context: process.
 */
void mip6_ha_query_init(struct mip6_ha *ha);

#endif
