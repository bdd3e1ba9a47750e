/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_TUNNEL_H
#define MIP6_MN_TUNNEL_H

#include "home.h"

#include <linux/in6.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_tnl_ops;
struct mip6_tnl_way;

enum {
	MIP6_MN_COAS_MAX	= MIP6_MN_RECENT_MAX + 2,	/* acknowledged, being registered */
};

/**
 * struct mip6_mn_view_home - what the ways of packets need to know of a home address
 * @hoa: the address
 * @agent: home agent
 * @coa: care-of address that the home agent knows, or has been told
 * @oif: its interface; at home the home interface; 0: there is none
 * @away: away from home
 * @returning: on the home link, but not de-registered yet
 * @detecting: the stack looks whether another node has it
 * @open: packets may leave through the tunnel
 * @settled: the home agent knows where we are: @coa is where that is
 * @ncoas: entries of @coas
 * @coas: care-of addresses at which packets may arrive
 */
struct mip6_mn_view_home {
	struct in6_addr hoa;
	struct in6_addr agent;
	struct in6_addr coa;
	int oif;
	bool away;
	bool returning;
	bool detecting;
	bool open;
	bool settled;
	u8 ncoas;
	struct in6_addr coas[MIP6_MN_COAS_MAX];
};

/**
 * struct mip6_mn_view - what the ways of packets need to know; replaced as a whole
 * @rcu: frees it
 * @ways: routes to the home agent of each of @homes, from its care-of address
 * @count: entries of @homes
 * @homes: home addresses
 */
struct mip6_mn_view {
	struct rcu_head rcu;
	struct mip6_tnl_way *ways;
	unsigned int count;
	struct mip6_mn_view_home homes[];
};

extern const struct mip6_tnl_ops mip6_mn_tnl_ops;

/**
 * mip6_mn_tunnel_update() - make known to the ways of packets what was decided
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Context: process; may take the rtnl lock.
 * Return: when to do that again because a care-of address that was left expires.
 */
u64 mip6_mn_tunnel_update(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_tunnel_rejoin() - tell the home agent of all groups that are joined on the tunnel device
 * @mn: the mobile node
 *
 * Context: process; takes the rtnl lock.
 */
void mip6_mn_tunnel_rejoin(struct mip6_mn *mn);

/**
 * mip6_mn_tunnel_close() - make known that there are no home addresses
 * @mn: the mobile node
 *
 * Context: process.
 */
void mip6_mn_tunnel_close(struct mip6_mn *mn);

/**
 * mip6_mn_tunnel_home() - find a home address
 * @mn: the mobile node
 * @hoa: the address
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: what is known of it, or NULL.
 */
const struct mip6_mn_view_home *mip6_mn_tunnel_home(struct mip6_mn *mn,
						    const struct in6_addr *hoa);

/**
 * mip6_mn_tunnel_agent() - find a home address by home agent and care-of address
 * @mn: the mobile node
 * @agent: home agent
 * @coa: care-of address, one that was left too
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: what is known of it, or NULL.
 */
const struct mip6_mn_view_home *mip6_mn_tunnel_agent(struct mip6_mn *mn,
						     const struct in6_addr *agent,
						     const struct in6_addr *coa);

/**
 * mip6_mn_tunnel_coa() - whether packets for a home address may arrive at an address
 * @home: home address
 * @coa: the address
 *
 * Context: any.
 * Return: true if it is its care-of address, or was until a moment ago.
 */
bool mip6_mn_tunnel_coa(const struct mip6_mn_view_home *home, const struct in6_addr *coa);

#endif
