// SPDX-License-Identifier: GPL-2.0
/*
 * Home networks that get another prefix: RFC 6275 11.4.2, 11.4.3. When the home agent says that the
 * prefix of a home address is not to be used for anything new, an address is formed in another one
 * of its prefixes, with the same interface identifier, and registered beside the old one. The old
 * one is used until it is not valid any more. At home routers say so.
 *
 * Without need no address is formed: a home network that has several prefixes for good may have
 * reasons for which of them a mobile node was given.
 */
#include "renumber.h"

#include "clock.h"
#include "hoa.h"
#include "home.h"
#include "homes.h"
#include "mn.h"
#include "prefix.h"
#include "route.h"
#include "tunnel.h"

#include <linux/string.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/keys.h>
#include <mipv6_dev.h>
#include <wire/nd.h>
#include <wire/rules.h>

/* The address in a prefix that has the interface identifier of a home address. */
static struct in6_addr formed_in(const struct in6_addr *prefix, const struct mip6_mn_home *home)
{
	struct in6_addr hoa = home->hoa;

	ipv6_addr_prefix_copy(&hoa, prefix, home->plen);
	return hoa;
}

/* Whether one of two home addresses was formed from the other, or might have been. */
static bool is_kin(const struct mip6_mn_home *a, const struct mip6_mn_home *b)
{
	struct in6_addr hoa = formed_in(&a->hoa, b);

	return a != b && a->plen == b->plen && !strcmp(a->ifname, b->ifname) &&
	       ipv6_addr_equal(&hoa, &a->hoa);
}

/* 11.4.3: what protects the old address has to be there for the new one. */
static bool is_protected(struct mip6_mn *mn, const struct in6_addr *old, const struct in6_addr *new)
{
	bool good;

	rcu_read_lock();
	good = !mip6_key_of(mn->net, old) || mip6_key_of(mn->net, new);
	rcu_read_unlock();
	return good;
}

/* A prefix in which an address is to be formed in place of one that is not preferred any more. */
static const struct mip6_mn_prefix *choose(const struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_prefixes *prefixes = &home->prefixes;
	unsigned int i;

	for (i = 0; i < prefixes->count; i++) {
		const struct mip6_mn_prefix *prefix = &prefixes->prefix[i];

		if (prefix->flags & MIP6_PIO_A && prefix->plen == home->plen &&
		    prefix->preferred > now &&
		    !mip6_rules_prefix_equal(&prefix->prefix, &home->hoa, home->plen))
			return prefix;
	}
	return NULL;
}

/* The same at home, where routers say it; which of them are home agents has to be found out. */
static bool choose_at_home(struct mip6_mn *mn, const struct mip6_mn_home *home,
			   struct mip6_mn_prefix *out)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	bool needed = false, found = false;
	struct mip6_mn_router cur;
	unsigned int i;

	if (!ifc)
		return false;
	spin_lock_bh(&mn->facts);
	cur = ifc->cur;
	spin_unlock_bh(&mn->facts);
	/* What is remembered of it may have been renewed since. */
	for (i = 0; cur.valid && !cur.known && i < cur.npio; i++) {
		const struct mip6_wire_pio *pio = &cur.pio[i];

		if (pio->plen != home->plen)
			continue;
		if (mip6_rules_prefix_equal(&pio->prefix, &home->hoa, home->plen)) {
			needed = !pio->preferred;
		} else if (!found && pio->flags & MIP6_PIO_A && pio->preferred) {
			*out = (struct mip6_mn_prefix) { .prefix = pio->prefix, .plen = pio->plen };
			found = true;
		}
	}
	return needed && found;
}

/* Whether one that was formed from it may take its place. */
static bool has_heir(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_home *other;

	list_for_each_entry(other, &mn->homes, list)
		if (other->formed && !other->leaving && is_kin(other, home) &&
		    !mip6_mn_prefix_over(other, now))
			return true;
	return false;
}

static void form(struct mip6_mn *mn, struct mip6_mn_home *home,
		 const struct mip6_mn_prefix *prefix, u64 now)
{
	struct mip6_dev_home req = { .plen = home->plen };
	struct mip6_mn_home *heir;
	int err;

	req.hoa = formed_in(&prefix->prefix, home);
	/* One at a time: what was made up by somebody on the way must not fill the list. */
	if (mip6_mn_home_find(mn, &req.hoa) || has_heir(mn, home, now))
		return;
	if (!is_protected(mn, &home->hoa, &req.hoa)) {
		if (!home->unkeyed)
			mip6_log(mn->net, 1, "%pI6c is to become %pI6c, for which there is no key\n",
				 &home->hoa, &req.hoa);
		home->unkeyed = true;
		return;
	}
	strscpy(req.ifname, home->ifname, sizeof(req.ifname));
	/* Whose address is not told is asked for in the new prefix: the old one will not do for long. */
	if (prefix->flags & MIP6_PIO_R && !ipv6_addr_equal(&prefix->prefix, &req.hoa))
		req.agent = prefix->prefix;
	err = mip6_mn_home_set(mn, &req);
	if (err) {
		net_warn_ratelimited("%pI6c, in the new home prefix: %d\n", &req.hoa, err);
		return;
	}
	mip6_log(mn->net, 1, "the home network has another prefix: home address %pI6c beside %pI6c\n",
		 &req.hoa, &home->hoa);
	heir = mip6_mn_home_find(mn, &req.hoa);
	if (!heir)
		return;
	heir->formed = true;
	if (home->at != MIP6_AT_HOME)
		return;
	/* As one that comes home with nothing to de-register: somebody else may have the address. */
	heir->at = MIP6_AT_AWAY;
	heir->returning = true;
}

u64 mip6_mn_renumber_step(struct mip6_mn *mn, u64 now)
{
	const struct mip6_mn_prefix *own;
	struct mip6_mn_prefix there;
	struct mip6_mn_home *home;
	u64 next = MIP6_MN_NEVER;

	lockdep_assert_held(&mn->lock);
	/* What is formed comes last, and is looked at as well: it has heard of no prefixes. */
	list_for_each_entry(home, &mn->homes, list) {
		if (home->at == MIP6_AT_HOME && choose_at_home(mn, home, &there))
			form(mn, home, &there, now);
		own = mip6_mn_prefix_of(home);
		if (!own)
			continue;
		if (own->preferred > now)
			next = min(next, own->preferred);
		else if (choose(home, now))
			form(mn, home, choose(home, now), now);
		if (!mip6_mn_prefix_over(home, now)) {
			next = min(next, mip6_mn_prefix_end(own));
			continue;
		}
		/* What the user asked for is his to take back: nothing authenticates what we were told. */
		if (!home->formed || !has_heir(mn, home, now))
			continue;
		mip6_log(mn->net, 1, "%pI6c is not valid any more\n", &home->hoa);
		/* What is bound ends with it, and needs no farewell. */
		mip6_mn_bul_forget(home);
		home->leaving = true;
	}
	mip6_mn_home_sweep(mn);
	return next;
}

bool mip6_mn_renumber_over(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now, u64 *next)
{
	struct mip6_mn_prefixes *prefixes = &home->prefixes;
	struct mip6_mn_coa coa;

	if (!prefixes->ended) {
		mip6_log(mn->net, 1, "%pI6c is not valid any more: not registered\n", &home->hoa);
		prefixes->ended = true;
		home->doubted = true;
		prefixes->coa = home->bul.coa;
		mip6_mn_bul_forget(home);
		mip6_mn_tunnel_update(mn, now);
		mip6_mn_hoa_withdraw(mn, home);
		return true;
	}
	/* Who is elsewhere asks anew: somebody on the way to the home agent may have made that up. */
	if (!mip6_mn_iface_coa(mn, home, now, &coa, next) ||
	    ipv6_addr_equal(&coa.addr, &prefixes->coa))
		return true;
	mip6_mn_prefix_forget(home);
	return false;
}

static bool has_kin_at_home(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_home *other;

	list_for_each_entry(other, &mn->homes, list)
		if (other->at == MIP6_AT_HOME && !other->prefixes.ended && is_kin(other, home))
			return true;
	return false;
}

bool mip6_mn_renumber_gone(struct mip6_mn *mn, struct mip6_mn_home *home,
			   const struct mip6_mn_router *router)
{
	bool gone = home->at == MIP6_AT_HOME && router && !router->known && has_kin_at_home(mn, home);

	if (gone && !home->prefixes.ended) {
		mip6_log(mn->net, 1, "%pI6c: its home link has another prefix\n", &home->hoa);
		home->prefixes.ended = true;
		home->leaving = home->formed;
		mip6_mn_hoa_withdraw(mn, home);
		mip6_mn_route_update(mn);
	} else if (!gone && home->at == MIP6_AT_HOME && home->prefixes.ended) {
		mip6_mn_prefix_forget(home);
	}
	return gone;
}
