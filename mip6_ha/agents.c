// SPDX-License-Identifier: GPL-2.0
/*
 * Home agents lists: RFC 6275 10.1 and 10.5.1. Each home link has one: who says by router
 * advertisements there that he is a home agent, for how long, how much he wants to be chosen.
 *
 * Nothing authenticates advertisements, so a list has room for a number of home agents, and those
 * that are on it stay until they are silent for their lifetime. Whoever can send to the home link
 * can fill what is free, claim the highest preference, and speak for others until they speak again.
 */
#include "agents.h"

#include "home.h"
#include "role.h"

#include <mipv6_dev.h>

#include <linux/netdevice.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/timekeeping.h>
#include <net/addrconf.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/stats.h>
#include <wire/nd.h>
#include <wire/rules.h>

/* A home agent on its way into a reply; the rank is the preference, and chance below it. */
struct choice {
	struct in6_addr addr;
	u32 rank;
};

static u64 now_ns(void)
{
	return ktime_get_coarse_boottime_ns();
}

static u64 end_of(u64 now, u32 lifetime)
{
	return lifetime == U32_MAX ? U64_MAX : now + (u64)lifetime * NSEC_PER_SEC;
}

static struct hlist_head *list_of(struct mip6_ha *ha, int ifindex)
{
	return &ha->agents.lists[(unsigned int)ifindex % MIP6_HA_MAX_LINKS];
}

static bool is_live(const struct mip6_ha_agent *agent, int ifindex, u64 now)
{
	return agent->ifindex == ifindex && agent->expires > now;
}

static void forget(struct mip6_ha_agent *agent)
{
	hlist_del(&agent->node);
	kfree(agent);
}

/* Looks for an entry, and frees those that are over on the way. @count is set to what is left. */
static struct mip6_ha_agent *find(struct mip6_ha *ha, int ifindex, const struct in6_addr *lladdr,
				  bool own, u64 now, unsigned int *count)
{
	struct mip6_ha_agent *agent, *found = NULL;
	struct hlist_node *next;

	lockdep_assert_held(&ha->agents.lock);
	*count = 0;
	hlist_for_each_entry_safe(agent, next, list_of(ha, ifindex), node) {
		if (agent->ifindex != ifindex)
			continue;
		if (agent->expires <= now) {
			forget(agent);
			continue;
		}
		if (own ? agent->own : !agent->own && ipv6_addr_equal(&agent->lladdr, lladdr))
			found = agent;
		else if (!agent->own)
			++*count;
	}
	return found;
}

static struct mip6_ha_agent *add(struct mip6_ha *ha, int ifindex, bool own, unsigned int count)
{
	struct mip6_ha_agent *agent;

	lockdep_assert_held(&ha->agents.lock);
	/* We always have a place. */
	if (!own && count >= MIP6_HA_MAX_AGENTS) {
		mip6_count(ha->net, MIP6_STAT_AGENTS_FULL);
		return NULL;
	}
	agent = kzalloc(sizeof(*agent), GFP_ATOMIC);
	if (!agent)
		return NULL;
	agent->ifindex = ifindex;
	agent->own = own;
	hlist_add_head(&agent->node, list_of(ha, ifindex));
	return agent;
}

/* Where an address is, or can be put: in the place of one that is over, or of none. */
static struct mip6_ha_agent_addr *place(struct mip6_ha_agent *agent,
					const struct mip6_wire_pio *pio, u64 now)
{
	struct mip6_ha_agent_addr *addr, *room = NULL;

	for (addr = agent->addrs; addr < agent->addrs + MIP6_HA_AGENT_ADDRS; addr++) {
		if (!addr->plen || addr->expires <= now)
			room = addr;
		else if (addr->plen == pio->plen && ipv6_addr_equal(&addr->addr, &pio->prefix))
			return addr;
	}
	return room;
}

/* 10.5.1: addresses are added to those known already: an advertisement need not have all. */
static void learn_addrs(struct mip6_ha_agent *agent, const struct mip6_wire_ra *ra, u64 now)
{
	struct mip6_ha_agent_addr *addr;
	unsigned int i;

	for (i = 0; i < ra->npio; i++) {
		const struct mip6_wire_pio *pio = &ra->pio[i];

		if (!(pio->flags & MIP6_PIO_R) || !pio->plen || !mip6_rules_routable(&pio->prefix))
			continue;
		addr = place(agent, pio, now);
		if (!addr)
			continue;
		addr->addr = pio->prefix;
		addr->plen = pio->plen;
		addr->expires = end_of(now, pio->valid);
	}
}

void mip6_ha_agents_heard(struct mip6_ha *ha, int ifindex, const struct in6_addr *lladdr,
			  const struct mip6_wire_ra *ra, bool own)
{
	bool serves = ra->flags & MIP6_RA_FLAG_H && ra->ha_lifetime;
	struct mip6_ha_agent *agent;
	unsigned int count;
	u64 now = now_ns();

	spin_lock_bh(&ha->agents.lock);
	agent = find(ha, ifindex, lladdr, own, now, &count);
	if (agent && !serves) {
		forget(agent);
	} else if (serves) {
		if (!agent)
			agent = add(ha, ifindex, own, count);
		if (agent) {
			agent->lladdr = *lladdr;
			agent->preference = ra->ha_preference;
			agent->expires = end_of(now, ra->ha_lifetime);
			learn_addrs(agent, ra, now);
		}
	}
	spin_unlock_bh(&ha->agents.lock);
}

/* 10.5: one address of each home agent, of the prefix in question. */
static const struct in6_addr *addr_for(struct mip6_ha *ha, const struct mip6_ha_agent *agent,
				       const struct mip6_ha_home *home, u64 now)
{
	const struct mip6_ha_agent_addr *addr;

	for (addr = agent->addrs; addr < agent->addrs + MIP6_HA_AGENT_ADDRS; addr++)
		/* Ours are told by us alone: others may have had them before, or lie. */
		if (addr->plen == home->plen && addr->expires > now &&
		    mip6_rules_prefix_equal(&addr->addr, &home->local, home->plen) &&
		    agent->own == !!ipv6_chk_addr(ha->net, &addr->addr, NULL, 0))
			return &addr->addr;
	return agent->own ? &home->local : NULL;
}

static void put_choice(struct choice *choices, unsigned int *count, const struct in6_addr *addr,
		       u16 preference)
{
	choices[*count].addr = *addr;
	choices[*count].rank = (u32)preference << 16 | (get_random_u32() & 0xffff);
	++*count;
}

static unsigned int collect(struct mip6_ha *ha, const struct mip6_ha_home *home,
			    struct choice *choices)
{
	struct mip6_ha_agent *agent;
	const struct in6_addr *addr;
	bool own_there = false;
	unsigned int count = 0;
	u64 now = now_ns();

	spin_lock_bh(&ha->agents.lock);
	hlist_for_each_entry(agent, list_of(ha, home->ifindex), node) {
		if (!is_live(agent, home->ifindex, now))
			continue;
		addr = addr_for(ha, agent, home, now);
		if (addr)
			put_choice(choices, &count, addr, agent->preference);
		own_there |= agent->own;
	}
	spin_unlock_bh(&ha->agents.lock);
	if (!own_there)
		put_choice(choices, &count, &home->local, 0);
	return count;
}

static int better_first(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;

	return x->rank < y->rank ? 1 : x->rank > y->rank ? -1 : 0;
}

static bool is_told(const struct in6_addr *addrs, unsigned int count, const struct in6_addr *addr)
{
	while (count--)
		if (ipv6_addr_equal(&addrs[count], addr))
			return true;
	return false;
}

unsigned int mip6_ha_agents_choose(struct mip6_ha *ha, const struct mip6_ha_home *home,
				   struct in6_addr *addrs, unsigned int max)
{
	unsigned int count, told = 0, i;
	struct choice *choices;

	choices = kmalloc_array(MIP6_HA_MAX_AGENTS + 1, sizeof(*choices), GFP_ATOMIC);
	if (!choices)
		return 0;
	count = collect(ha, home, choices);
	sort(choices, count, sizeof(*choices), better_first, NULL);
	for (i = 0; i < count && told < max; i++)
		if (!is_told(addrs, told, &choices[i].addr))
			addrs[told++] = choices[i].addr;
	kfree(choices);
	return told;
}

static u32 left_of(u64 expires, u64 now)
{
	return expires == U64_MAX ? U32_MAX : div_u64(expires - now, NSEC_PER_SEC);
}

static void show(const struct mip6_ha_agent *agent, const struct mip6_ha_agent_addr *addr, u64 now,
		 struct mip6_dev_agent *out)
{
	out->lladdr = agent->lladdr;
	out->preference = agent->preference;
	out->own = agent->own;
	out->lifetime = left_of(agent->expires, now);
	if (!addr)
		return;
	out->addr = addr->addr;
	out->plen = addr->plen;
	out->lifetime = min(out->lifetime, left_of(addr->expires, now));
}

/* Returns true if entry number *@index is one of its; counts *@index down if not. */
static bool dump_agent(const struct mip6_ha_agent *agent, const struct mip6_ha_home *home, u64 now,
		       u32 *index, struct mip6_dev_agent *out)
{
	const struct mip6_ha_agent_addr *addr;
	bool any = false;

	for (addr = agent->addrs; addr < agent->addrs + MIP6_HA_AGENT_ADDRS; addr++) {
		if (!addr->plen || addr->expires <= now)
			continue;
		any = true;
		if ((*index)--)
			continue;
		show(agent, addr, now, out);
		return true;
	}
	if (any || (*index)--)
		return false;
	show(agent, NULL, now, out);
	if (agent->own) {
		out->addr = home->local;
		out->plen = home->plen;
	}
	return true;
}

/* Before we have heard ourselves. */
static void show_us(struct mip6_ha *ha, const struct mip6_ha_home *home, struct mip6_dev_agent *out)
{
	out->addr = home->local;
	out->plen = home->plen;
	out->own = 1;
	out->lifetime = U32_MAX;
}

static bool dump_link(struct mip6_ha *ha, const struct mip6_ha_home *home, u32 *index,
		      struct mip6_dev_agent *out)
{
	bool found = false, own_there = false;
	struct mip6_ha_agent *agent;
	u64 now = now_ns();

	spin_lock_bh(&ha->agents.lock);
	hlist_for_each_entry(agent, list_of(ha, home->ifindex), node) {
		if (!is_live(agent, home->ifindex, now))
			continue;
		own_there |= agent->own;
		found = dump_agent(agent, home, now, index, out);
		if (found)
			break;
	}
	spin_unlock_bh(&ha->agents.lock);
	if (found || own_there || (*index)--)
		return found;
	show_us(ha, home, out);
	return true;
}

int mip6_ha_agents_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_agent *out)
{
	int links[MIP6_HA_MAX_LINKS], err = -ENOENT;
	struct net_device *dev;
	struct mip6_ha_home home;
	unsigned int count, i;

	count = mip6_ha_home_links(ha, links, ARRAY_SIZE(links));
	rcu_read_lock();
	for (i = 0; i < count && err; i++) {
		dev = dev_get_by_index_rcu(ha->net, links[i]);
		if (!dev || !mip6_ha_home_on(ha, dev, &home) ||
		    !dump_link(ha, &home, &index, out))
			continue;
		strscpy(out->ifname, dev->name, sizeof(out->ifname));
		err = 0;
	}
	rcu_read_unlock();
	return err;
}

void mip6_ha_agents_keep(struct mip6_ha *ha, const int *links, unsigned int count)
{
	struct mip6_ha_agent *agent;
	struct hlist_node *next;
	unsigned int i;

	for (i = 0; i < MIP6_HA_MAX_LINKS; i++) {
		spin_lock_bh(&ha->agents.lock);
		hlist_for_each_entry_safe(agent, next, &ha->agents.lists[i], node)
			if (!mip6_ha_home_listed(links, count, agent->ifindex))
				forget(agent);
		spin_unlock_bh(&ha->agents.lock);
	}
}

void mip6_ha_agents_init(struct mip6_ha *ha)
{
	spin_lock_init(&ha->agents.lock);
}
