// SPDX-License-Identifier: GPL-2.0
/*
 * Routes, and the addresses that must go with them.
 */
#include "route.h"

#include "home.h"
#include "homes.h"
#include "mn.h"
#include "rtnl.h"

#include <linux/if_addr.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/ipsec.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

enum {
	TUNNEL_METRIC	= 64,	/* better than what any router advertises */
	DELETE_MAX	= 16,	/* routes that are looked for again after one was deleted */
	AGENT_TABLE	= 6275,	/* where no rule leads to */
};

static void delete_routes(struct mip6_mn *mn, const struct mip6_mn_rtnl_route *route)
{
	unsigned int i;

	for (i = 0; i < DELETE_MAX; i++)
		if (mip6_mn_rtnl_route_del(mn->net, route))
			break;
}

/* Deletes what the stack formed in a prefix. Returns whether somebody else has an address in it. */
static bool delete_formed(struct mip6_mn *mn, int ifindex, const struct in6_addr *prefix, u8 plen)
{
	const struct mip6_mn_addr *addrs;
	bool others = false;
	unsigned int i, n;

	/* What is deleted is not looked at again: the list was copied. */
	n = mip6_mn_iface_addrs(mn, ifindex, &addrs);
	for (i = 0; i < n; i++) {
		const struct mip6_mn_addr *addr = &addrs[i];
		struct mip6_mn_rtnl_addr req = {
			.addr = addr->addr, .plen = addr->plen, .ifindex = ifindex,
		};

		if (!mip6_rules_prefix_equal(&addr->addr, prefix, plen) ||
		    mip6_mn_home_find(mn, &addr->addr))
			continue;
		if (addr->plen == plen &&
		    (addr->proto == IFAPROT_KERNEL_RA || addr->flags & IFA_F_TEMPORARY))
			mip6_mn_rtnl_addr_del(mn->net, &req);
		else if (addr->plen == plen && !(addr->flags & IFA_F_NOPREFIXROUTE))
			others = true;
	}
	return others;
}

static void delete_prefix(struct mip6_mn *mn, int ifindex, const struct in6_addr *prefix, u8 plen)
{
	struct mip6_mn_rtnl_route route = { .plen = plen, .ifindex = ifindex };
	bool others = delete_formed(mn, ifindex, prefix, plen);

	if (others)
		return;
	ipv6_addr_prefix(&route.dst, prefix, plen);
	route.proto = RTPROT_KERNEL;
	delete_routes(mn, &route);
	route.proto = RTPROT_RA;
	delete_routes(mn, &route);
}

static struct mip6_mn_rtnl_route tunnel_route(struct mip6_mn *mn, const struct mip6_mn_home *home,
					      enum mip6_mn_routed routed, u8 plen)
{
	struct mip6_mn_rtnl_route route = {
		/* "boot" is what a route is whose protocol nobody names. */
		.plen = plen, .ifindex = mn->tunnel->ifindex, .metric = TUNNEL_METRIC,
		.proto = RTPROT_BOOT,
	};

	ipv6_addr_prefix(&route.dst, &home->hoa, plen);
	if (routed == MIP6_MN_ROUTED_OWN) {
		route.src = home->hoa;
		route.src_plen = 128;
	}
	return route;
}

static void add_routes(struct mip6_mn *mn, const struct mip6_mn_home *home,
		       enum mip6_mn_routed routed)
{
	struct mip6_mn_rtnl_route all = tunnel_route(mn, home, routed, 0);
	struct mip6_mn_rtnl_route prefix = tunnel_route(mn, home, routed, home->plen);
	int err;

	err = mip6_mn_rtnl_route_add(mn->net, &all);
	if (!err && routed == MIP6_MN_ROUTED_ALL)
		err = mip6_mn_rtnl_route_add(mn->net, &prefix);
	if (err)
		net_warn_ratelimited("%s: routes were not added: %d\n", mn->tunnel->name, err);
}

/* Whether another home address than @home has the same route for all. */
static bool is_shared(struct mip6_mn *mn, const struct mip6_mn_home *home, u8 plen)
{
	const struct mip6_mn_home *other;

	list_for_each_entry(other, &mn->homes, list)
		if (other != home && other->routed == MIP6_MN_ROUTED_ALL &&
		    (!plen || (other->plen == plen &&
			       mip6_rules_prefix_equal(&other->hoa, &home->hoa, plen))))
			return true;
	return false;
}

static void del_routes(struct mip6_mn *mn, const struct mip6_mn_home *home,
		       enum mip6_mn_routed routed)
{
	struct mip6_mn_rtnl_route all = tunnel_route(mn, home, routed, 0);
	struct mip6_mn_rtnl_route prefix = tunnel_route(mn, home, routed, home->plen);

	if (routed == MIP6_MN_ROUTED_OWN || !is_shared(mn, home, 0))
		mip6_mn_rtnl_route_del(mn->net, &all);
	if (routed == MIP6_MN_ROUTED_ALL && !is_shared(mn, home, home->plen))
		mip6_mn_rtnl_route_del(mn->net, &prefix);
}

/*
 * What does not choose its source leaves from the first home address: the default route is for that.
 * While it is not away, of the others there are routes that ask for the source.
 */
static enum mip6_mn_routed wanted(const struct mip6_mn_home *home,
				  const struct mip6_mn_home *first)
{
	if (home->at != MIP6_AT_AWAY || home->leaving)
		return MIP6_MN_ROUTED_NONE;
	return first->at == MIP6_AT_AWAY ? MIP6_MN_ROUTED_ALL : MIP6_MN_ROUTED_OWN;
}

/* The current router of an interface; the unspecified address if there is none. */
static struct in6_addr router_on(struct mip6_mn *mn, int ifindex)
{
	const struct mip6_mn_iface *ifc;
	struct in6_addr router;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	router = ifc ? ifc->cur.addr : in6addr_any;
	spin_unlock_bh(&mn->facts);
	return router;
}

/* Set to no route where none is needed. */
static void want_agent(struct mip6_mn *mn, const struct mip6_mn_home *home,
		       struct mip6_mn_rtnl_route *route)
{
	const struct mip6_mn_bul *bul = &home->bul;
	struct in6_addr router;

	memset(route, 0, sizeof(*route));
	if (!mip6_ipsec_used(mn->net) || home->at != MIP6_AT_AWAY || home->leaving ||
	    bul->deregister || ipv6_addr_any(&bul->coa))
		return;
	router = router_on(mn, bul->oif);
	if (ipv6_addr_any(&router))
		return;
	route->dst = bul->peer;
	route->plen = 128;
	route->prefsrc = bul->coa;
	route->gateway = router;
	route->ifindex = bul->oif;
	route->proto = RTPROT_BOOT;
	route->table = AGENT_TABLE;
}

static bool same_route(const struct mip6_mn_rtnl_route *a, const struct mip6_mn_rtnl_route *b)
{
	return a->plen == b->plen && a->ifindex == b->ifindex &&
	       ipv6_addr_equal(&a->dst, &b->dst) && ipv6_addr_equal(&a->prefsrc, &b->prefsrc) &&
	       ipv6_addr_equal(&a->gateway, &b->gateway);
}

/* Whether a home address has this one, too: they may share a home agent. */
static bool has_agent_route(struct mip6_mn *mn, const struct mip6_mn_rtnl_route *route)
{
	const struct mip6_mn_home *home;

	list_for_each_entry(home, &mn->homes, list)
		if (same_route(&home->agent_route, route))
			return true;
	return false;
}

void mip6_mn_route_agent(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	struct mip6_mn_rtnl_route old = home->agent_route;
	int err;

	lockdep_assert_held(&mn->lock);
	want_agent(mn, home, &home->agent_route);
	/* One that was lost with its link comes back when that does. */
	if (!home->stranded && same_route(&home->agent_route, &old))
		return;
	/* The old one may have gone with its interface or its source. */
	if (old.plen && !same_route(&home->agent_route, &old) && !has_agent_route(mn, &old))
		mip6_mn_rtnl_route_del(mn->net, &old);
	err = home->agent_route.plen ? mip6_mn_rtnl_route_add(mn->net, &home->agent_route) : 0;
	if (err) {
		net_info_ratelimited("no route to %pI6c for key managers: error %d\n",
				     &home->agent_route.dst, err);
		memset(&home->agent_route, 0, sizeof(home->agent_route));
	}
}

void mip6_mn_route_update(struct mip6_mn *mn)
{
	struct mip6_mn_home *home, *first;
	enum mip6_mn_routed old, new;

	lockdep_assert_held(&mn->lock);
	/* Once for all of them: a moment later it may be another one. */
	first = mip6_mn_home_first(mn);
	/* First what is new: nothing is without a route meanwhile. */
	list_for_each_entry(home, &mn->homes, list) {
		new = wanted(home, first);
		if (new != home->routed && new != MIP6_MN_ROUTED_NONE)
			add_routes(mn, home, new);
	}
	list_for_each_entry(home, &mn->homes, list) {
		old = home->routed;
		home->routed = wanted(home, first);
		if (old != home->routed && old != MIP6_MN_ROUTED_NONE)
			del_routes(mn, home, old);
		mip6_mn_route_agent(mn, home);
	}
}

void mip6_mn_route_renew(struct mip6_mn *mn)
{
	const struct mip6_mn_home *home;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(home, &mn->homes, list)
		if (home->routed != MIP6_MN_ROUTED_NONE)
			add_routes(mn, home, home->routed);
}

void mip6_mn_route_off_link(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	if (ifc && ifc->ifindex)
		delete_prefix(mn, ifc->ifindex, &home->hoa, home->plen);
}

void mip6_mn_route_forget_default(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
				  const struct mip6_mn_router *left)
{
	struct mip6_mn_rtnl_route route = {
		.ifindex = ifc->ifindex, .gateway = left->addr, .proto = RTPROT_RA,
	};

	delete_routes(mn, &route);
}

void mip6_mn_route_forget(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
			  const struct mip6_mn_router *left, const struct mip6_mn_router *cur)
{
	unsigned int i;

	if (!ipv6_addr_equal(&left->addr, &cur->addr))
		mip6_mn_route_forget_default(mn, ifc, left);
	for (i = 0; i < left->npio; i++)
		if (!mip6_mn_router_covers(cur, &left->pio[i].prefix))
			delete_prefix(mn, ifc->ifindex, &left->pio[i].prefix, left->pio[i].plen);
}
