/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_AGENTS_H
#define MIP6_HA_AGENTS_H

#include <linux/in6.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct mip6_dev_agent;
struct mip6_ha;
struct mip6_ha_home;
struct mip6_wire_ra;

enum {
	MIP6_HA_MAX_LINKS	= 32,	/* home links that are looked after */
	MIP6_HA_MAX_AGENTS	= 128,	/* in the list of a link; a reply has room for 77 */
	MIP6_HA_AGENT_ADDRS	= 8,	/* addresses of a home agent that are kept */
};

/**
 * struct mip6_ha_agent_addr - an address of a home agent, from a prefix information option
 * @addr: the address
 * @expires: end of the prefix's valid lifetime, ktime_get_coarse_boottime_ns(); U64_MAX: never
 * @plen: length of its prefix, bits; 0: there is no address here
 */
struct mip6_ha_agent_addr {
	struct in6_addr addr;
	u64 expires;
	u8 plen;
};

/**
 * struct mip6_ha_agent - an entry of the home agents list (RFC 6275 10.1)
 * @node: in the list of its link
 * @lladdr: its link-local address, by which it is known
 * @ifindex: the home link
 * @preference: greater is better
 * @own: it is us, as our own router advertisements say
 * @expires: ktime_get_coarse_boottime_ns()
 * @addrs: its global addresses
 */
struct mip6_ha_agent {
	struct hlist_node node;
	struct in6_addr lladdr;
	int ifindex;
	u16 preference;
	bool own;
	u64 expires;
	struct mip6_ha_agent_addr addrs[MIP6_HA_AGENT_ADDRS];
};

/**
 * struct mip6_ha_agents - the home agents lists of all home links
 * @lock: taken for everything here
 * @lists: struct mip6_ha_agent, by the number of the link modulo MIP6_HA_MAX_LINKS
 *
 * What has expired counts for nothing and is freed when the next advertisement comes by its link.
 */
struct mip6_ha_agents {
	spinlock_t lock;
	struct hlist_head lists[MIP6_HA_MAX_LINKS];
};

/**
 * mip6_ha_agents_heard() - a router advertisement was received or sent on a home link
 * @ha: the home agent
 * @ifindex: the link
 * @lladdr: who sent it
 * @ra: what it says
 * @own: we did
 *
 * RFC 6275 10.5.1: its sender is put on the list, refreshed there, or taken off.
 *
 * Context: any.
 */
void mip6_ha_agents_heard(struct mip6_ha *ha, int ifindex, const struct in6_addr *lladdr,
			  const struct mip6_wire_ra *ra, bool own);

/**
 * mip6_ha_agents_choose() - the home agents that a discovery reply tells of
 * @ha: the home agent
 * @home: the prefix that was asked about, on its home link
 * @addrs: set to an address of that prefix of each home agent, best first; of those that are
 *	equally good any comes first, each time anew
 * @max: room there; the worst are left out
 *
 * We are one of them: with the preference that our router advertisements say, or 0.
 *
 * Context: any.
 * Return: how many; 0 if there was no memory.
 */
unsigned int mip6_ha_agents_choose(struct mip6_ha *ha, const struct mip6_ha_home *home,
				   struct in6_addr *addrs, unsigned int max);

/**
 * mip6_ha_agents_dump() - show an address of a home agent
 * @ha: the home agent
 * @index: its number, over all lists; one without address counts as having one
 * @out: zeroed; filled in
 *
 * Context: process.
 * Return: 0, or -ENOENT past the last.
 */
int mip6_ha_agents_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_agent *out);

/**
 * mip6_ha_agents_keep() - forget the lists of other links
 * @ha: the home agent
 * @links: links that are home links now
 * @count: how many
 *
 * Context: process.
 */
void mip6_ha_agents_keep(struct mip6_ha *ha, const int *links, unsigned int count);

/**
 * mip6_ha_agents_init() - start with empty lists
 * @ha: the home agent
 */
void mip6_ha_agents_init(struct mip6_ha *ha);

#endif
