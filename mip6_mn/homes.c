// SPDX-License-Identifier: GPL-2.0
/*
 * Which home addresses there are. Each is by itself: it has a home agent, a registration and a
 * place where it is (home.c). Their order counts for one thing: the first is the default source.
 */
#include "homes.h"

#include "bul.h"
#include "clock.h"
#include "hoa.h"
#include "home.h"
#include "mn.h"
#include "optimize.h"
#include "prefix.h"
#include "route.h"
#include "tunnel.h"

#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

struct mip6_mn_home *mip6_mn_home_find(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	struct mip6_mn_home *home;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(home, &mn->homes, list)
		if (ipv6_addr_equal(&home->hoa, hoa))
			return home;
	return NULL;
}

/* Whether it is to be the source of nothing new. */
static bool is_deprecated(const struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_prefix *prefix = mip6_mn_prefix_of(home);

	return home->prefixes.ended || home->doubted || (prefix && prefix->preferred <= now);
}

struct mip6_mn_home *mip6_mn_home_first(struct mip6_mn *mn)
{
	struct mip6_mn_home *home, *first = NULL;
	u64 now = mip6_mn_now();

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(home, &mn->homes, list) {
		if (home->leaving)
			continue;
		if (!is_deprecated(home, now))
			return home;
		if (!first)
			first = home;
	}
	return first;
}

static int change(struct mip6_mn *mn, struct mip6_mn_home *home, const struct mip6_dev_home *req)
{
	if (home->plen != req->plen || strcmp(home->ifname, req->ifname))
		return -EEXIST;
	home->formed = false;
	home->doubted = false;
	if (ipv6_addr_equal(&home->configured, &req->agent))
		return 0;
	home->configured = req->agent;
	home->agent = req->agent;
	/* The next step begins with the other one from nothing. */
	mip6_mn_bul_forget(home);
	mip6_mn_prefix_forget(home);
	memset(&home->mps, 0, sizeof(home->mps));
	memset(&home->dhaad, 0, sizeof(home->dhaad));
	home->agent_seen = false;
	return 0;
}

static int add(struct mip6_mn *mn, const struct mip6_dev_home *req)
{
	struct mip6_mn_home *home;
	struct mip6_mn_iface *ifc;
	unsigned int count = 0;

	list_for_each_entry(home, &mn->homes, list)
		count++;
	if (count >= MIP6_HOMES_MAX)
		return -ENOSPC;
	home = kzalloc(sizeof(*home), GFP_KERNEL);
	if (!home)
		return -ENOMEM;
	ifc = mip6_mn_iface_add(mn, req->ifname, 1);
	if (IS_ERR(ifc)) {
		kfree(home);
		return PTR_ERR(ifc);
	}
	home->hoa = req->hoa;
	home->plen = req->plen;
	strscpy(home->ifname, req->ifname, sizeof(home->ifname));
	home->configured = req->agent;
	home->agent = req->agent;
	home->at = MIP6_AT_UNKNOWN;
	mip6_mn_bul_init(&home->bul);
	mip6_mn_prefix_forget(home);
	spin_lock_bh(&mn->facts);
	list_add_tail(&home->list, &mn->homes);
	spin_unlock_bh(&mn->facts);
	return 0;
}

/* What one home address is must not be another's home agent, which would be ourselves. */
static bool is_own_agent(struct mip6_mn *mn, const struct mip6_dev_home *req)
{
	const struct mip6_mn_home *home;

	list_for_each_entry(home, &mn->homes, list)
		if (ipv6_addr_equal(&home->hoa, &req->agent) ||
		    ipv6_addr_equal(&home->agent, &req->hoa))
			return true;
	return ipv6_addr_equal(&req->hoa, &req->agent);
}

int mip6_mn_home_set(struct mip6_mn *mn, const struct mip6_dev_home *req)
{
	struct mip6_mn_home *home = mip6_mn_home_find(mn, &req->hoa);

	if (!mip6_rules_routable(&req->hoa) ||
	    (!ipv6_addr_any(&req->agent) && !mip6_rules_routable(&req->agent)) ||
	    is_own_agent(mn, req))
		return -EINVAL;
	return home ? change(mn, home, req) : add(mn, req);
}

int mip6_mn_home_error(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	struct mip6_mn_home *home = mip6_mn_home_find(mn, hoa);

	if (!home || !home->err || home->adopted)
		return 0;
	home->leaving = true;
	return home->err;
}

int mip6_mn_home_del(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	struct mip6_mn_home *home = mip6_mn_home_find(mn, hoa);

	if (!home)
		return -ENOENT;
	home->leaving = true;
	return 0;
}

static void forget(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	spin_lock_bh(&mn->facts);
	list_del(&home->list);
	spin_unlock_bh(&mn->facts);
	kfree(home);
}

static void undo(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	mip6_mn_optimize_undo(mn, home);
	if (home->at == MIP6_AT_AWAY)
		mip6_mn_bul_farewell(mn, home);
	home->at = MIP6_AT_UNKNOWN;
	mip6_mn_route_update(mn);
	mip6_mn_hoa_release(mn, home);
	mip6_log(mn->net, 1, "%pI6c is no home address any more\n", &home->hoa);
	forget(mn, home);
}

void mip6_mn_home_sweep(struct mip6_mn *mn)
{
	struct mip6_mn_home *home, *next;
	bool any = false;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry_safe(home, next, &mn->homes, list) {
		if (!home->leaving)
			continue;
		undo(mn, home);
		any = true;
	}
	if (any)
		mip6_mn_tunnel_update(mn, mip6_mn_now());
}

void mip6_mn_home_undo_all(struct mip6_mn *mn)
{
	struct mip6_mn_home *home;

	/* All first: none takes the place of another that goes before it. */
	list_for_each_entry(home, &mn->homes, list)
		home->leaving = true;
	mip6_mn_home_sweep(mn);
}

void mip6_mn_home_free_all(struct mip6_mn *mn)
{
	struct mip6_mn_home *home, *next;

	list_for_each_entry_safe(home, next, &mn->homes, list)
		forget(mn, home);
}
