/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_ROLE_H
#define MIP6_HA_ROLE_H

#include "agents.h"
#include "dhaad.h"
#include "group.h"
#include "guard.h"
#include "prefix.h"
#include "relink.h"

#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

struct mip6_ha_acl;
struct net;
struct net_device;
struct rt6_info;

/**
 * struct mip6_ha - a home agent: what a namespace has between start and stop of the role
 * @net: the namespace, which outlives this
 * @tunnel: device that packets for mobile nodes leave by, and theirs come by
 * @into_tunnel: route that takes a packet to @tunnel
 * @home_ifname: name of the only home link; NULL if each link may be one
 * @acl: access list; NULL if everybody is let in
 * @guards: home addresses in duplicate address detection, or defended
 * @relink: finds the home links of registrations anew
 * @walk: held while all registrations are looked at
 * @agents: home agents lists
 * @dhaad: home agent address discovery, which also looks after @agents and @prefixes
 * @prefixes: home network prefixes
 * @groups: multicast groups that mobile nodes are members of
 * @news: has mobile nodes told of changes of @prefixes
 */
struct mip6_ha {
	struct net *net;
	struct net_device *tunnel;
	struct rt6_info *into_tunnel;
	char __rcu *home_ifname;
	struct mip6_ha_acl __rcu *acl;
	struct mip6_ha_guards guards;
	struct mip6_ha_relink relink;
	struct mutex walk;
	struct mip6_ha_agents agents;
	struct mip6_ha_dhaad dhaad;
	struct mip6_ha_prefixes prefixes;
	struct mip6_ha_groups groups;
	struct work_struct news;
};

/**
 * mip6_ha_of() - the home agent of a namespace
 * @net: network namespace
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: the home agent, or NULL if the namespace is none.
 */
struct mip6_ha *mip6_ha_of(const struct net *net);

/**
 * mip6_ha_role_init() - offer the role
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_ha_role_init(void);

/**
 * mip6_ha_role_exit() - take it back; no namespace is a home agent any more
 *
 * Context: process.
 */
void mip6_ha_role_exit(void);

#endif
