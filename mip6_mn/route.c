// SPDX-License-Identifier: GPL-2.0
/*
 * Routes, and the addresses that must go with them.
 */
#include "route.h"

#include "home.h"
#include "mn.h"
#include "rtnl.h"

#include <linux/if_addr.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

enum {
	TUNNEL_METRIC	= 64,	/* better than what any router advertises */
	DELETE_MAX	= 16,	/* routes that are looked for again after one was deleted */
};

static void delete_routes(struct mip6_mn *mn, const struct mip6_mn_rtnl_route *route)
{
	unsigned int i;

	for (i = 0; i < DELETE_MAX; i++)
		if (mip6_mn_rtnl_route_del(mn->net, route))
			break;
}

static bool is_hoa(struct mip6_mn *mn, const struct in6_addr *addr)
{
	const struct mip6_mn_home *home;

	list_for_each_entry(home, &mn->homes, list)
		if (ipv6_addr_equal(&home->hoa, addr))
			return true;
	return false;
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

		if (!mip6_rules_prefix_equal(&addr->addr, prefix, plen) || is_hoa(mn, &addr->addr))
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

static void tunnel_routes(struct mip6_mn *mn, const struct mip6_mn_home *home,
			  struct mip6_mn_rtnl_route *all, struct mip6_mn_rtnl_route *prefix)
{
	*all = (struct mip6_mn_rtnl_route) {
		/* "boot" is what a route is whose protocol nobody names. */
		.ifindex = mn->tunnel->ifindex, .metric = TUNNEL_METRIC, .proto = RTPROT_BOOT,
	};
	*prefix = *all;
	prefix->plen = home->plen;
	ipv6_addr_prefix(&prefix->dst, &home->hoa, home->plen);
}

void mip6_mn_route_away(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	struct mip6_mn_rtnl_route all, prefix;
	int err;

	tunnel_routes(mn, home, &all, &prefix);
	err = mip6_mn_rtnl_route_add(mn->net, &all);
	if (!err)
		err = mip6_mn_rtnl_route_add(mn->net, &prefix);
	if (err)
		net_warn_ratelimited("%s: routes were not added: %d\n", mn->tunnel->name, err);
}

void mip6_mn_route_off_link(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	if (ifc && ifc->ifindex)
		delete_prefix(mn, ifc->ifindex, &home->hoa, home->plen);
}

/* Whether another home address than @home needs the same. */
static bool others_away(struct mip6_mn *mn, const struct mip6_mn_home *home, bool same_prefix)
{
	const struct mip6_mn_home *other;

	list_for_each_entry(other, &mn->homes, list)
		if (other != home && other->at == MIP6_AT_AWAY &&
		    (!same_prefix || (other->plen == home->plen &&
				      mip6_rules_prefix_equal(&other->hoa, &home->hoa, home->plen))))
			return true;
	return false;
}

void mip6_mn_route_home(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	struct mip6_mn_rtnl_route all, prefix;

	tunnel_routes(mn, home, &all, &prefix);
	if (!others_away(mn, home, false))
		mip6_mn_rtnl_route_del(mn->net, &all);
	if (!others_away(mn, home, true))
		mip6_mn_rtnl_route_del(mn->net, &prefix);
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
