/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_QUERY_H
#define MIP6_HA_QUERY_H

struct mip6_ha;
struct mip6_ha_listener;
struct mip6_ha_member;

enum {
	MIP6_HA_ROBUSTNESS	= 2,	/* RFC 3810 9.1: so often who is in doubt is queried, too */
};

/**
 * mip6_ha_query_begin() - have a mobile node queried from time to time
 * @ha: the home agent; the lock of its groups is held
 * @listener: the mobile node, which has become a member
 *
 * Context: any.
 */
void mip6_ha_query_begin(struct mip6_ha *ha, struct mip6_ha_listener *listener);

/**
 * mip6_ha_query_doubt() - a membership may be given up
 * @ha: the home agent; the lock of its groups is held
 * @member: the membership
 *
 * It ends soon if it is not told of. The mobile node is queried, unless it is already.
 *
 * Context: any.
 */
void mip6_ha_query_doubt(struct mip6_ha *ha, struct mip6_ha_member *member);

/**
 * mip6_ha_query_moved() - all memberships of a mobile node that has moved may be given up
 * @ha: the home agent; the lock of its groups is held
 * @listener: the mobile node
 *
 * When its turn to be queried comes, those are in doubt that were not told of since.
 *
 * Context: any.
 */
void mip6_ha_query_moved(struct mip6_ha *ha, struct mip6_ha_listener *listener);

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
