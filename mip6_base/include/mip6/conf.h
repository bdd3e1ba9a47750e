/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_CONF_H
#define MIP6_CONF_H

#include <linux/types.h>

struct net;

/**
 * struct mip6_conf - values under /proc/sys/net/ipv6/mobility, one set per network namespace
 * @debuglevel: 0 to 7: how much is logged
 * @accept_return_routability: 0: no route optimization, everything through the home tunnel; tests
 *	are not answered, correspondents' bindings not accepted, and those that there are end
 * @tunnel_sitelocal: home agent: tunnel packets to site-local home addresses
 * @binding_refresh_advice: home agent: refresh interval to advise, seconds; 0: none
 * @min_tnls: tunnel devices made in advance
 * @max_tnls: upper limit of tunnel devices
 * @bu_flag_lladdr: mobile node: L flag of home registrations: 0 off, 1 on, 2 as 11.7.1 has it
 * @bu_flag_keymgm: mobile node: K flag of home registrations
 * @bu_flag_cn_ack: mobile node: A flag of correspondent registrations
 * @max_router_reachable_time: mobile node: probe a router that has been silent for this many
 *	milliseconds; 0: go by its advertisements alone
 * @eager_cell_switching: mobile node: move to a new router as soon as it is heard of
 * @allow_unprotected: home agent: accept home registrations that nothing authenticates
 * @max_bindings: home agent: home registrations
 * @max_cached_bindings: correspondents' bindings, with those whose sequence number is remembered
 * @max_binding_lifetime: home agent: longest lifetime to grant, seconds
 * @min_mob_pfx_adv_interval: home agent: MinMobPfxAdvInterval, seconds
 * @max_mob_pfx_adv_interval: home agent: MaxMobPfxAdvInterval, seconds
 * @max_group_members: home agent: memberships of mobile nodes in multicast groups; 0: no multicast
 *	for them
 * @group_query_interval: home agent: seconds between queries of who is a member
 * @binding_lifetime: mobile node: lifetime to ask for, seconds
 * @first_bindack_timeout: mobile node: InitialBindackTimeoutFirstReg, milliseconds
 */
struct mip6_conf {
	int debuglevel;
	int accept_return_routability;
	int tunnel_sitelocal;
	int binding_refresh_advice;
	int min_tnls;
	int max_tnls;
	int bu_flag_lladdr;
	int bu_flag_keymgm;
	int bu_flag_cn_ack;
	int max_router_reachable_time;
	int eager_cell_switching;
	int allow_unprotected;
	int max_bindings;
	int max_cached_bindings;
	int max_binding_lifetime;
	int min_mob_pfx_adv_interval;
	int max_mob_pfx_adv_interval;
	int max_group_members;
	int group_query_interval;
	int binding_lifetime;
	int first_bindack_timeout;
};

/**
 * mip6_conf() - the values of a namespace
 * @net: network namespace
 *
 * Members may change at any time: read each with READ_ONCE().
 *
 * Context: any.
 * Return: never NULL.
 */
const struct mip6_conf *mip6_conf(struct net *net);

/*
 * 1 what an operator wants to know, up to 7 every packet. Each message has a rate limit of its own:
 * what strangers' packets make one say hides no other.
 */
#define mip6_log(net, level, fmt, ...)						\
do {										\
	if (READ_ONCE(mip6_conf(net)->debuglevel) >= (level))			\
		pr_info_ratelimited(fmt, ##__VA_ARGS__);			\
} while (0)

#endif
