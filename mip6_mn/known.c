// SPDX-License-Identifier: GPL-2.0
/*
 * Links where we were before: RFC 6059, simple procedures for detecting network attachment.
 *
 * A router may take its time to advertise itself to who has just come. If we were there before, and
 * what it said then is still true, it is enough that it answers: its link-layer address, its link-local
 * address and its prefixes together are what a link is known by, as many links have a router fe80::1.
 * Whatever it advertises later counts for more.
 */
#include "known.h"

#include "bul.h"
#include "clock.h"
#include "home.h"
#include "mn.h"
#include "nd.h"
#include "rtnl.h"

#include <linux/if_addr.h>
#include <linux/ipv6_route.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/nd.h>
#include <wire/rules.h>

enum {
	/* The stack sees an advertisement after us. */
	STACK_MS	= 500,
};

static bool is_from(const struct mip6_mn_router *router, const struct in6_addr *addr,
		    const u8 *lladdr, u8 len)
{
	return len && router->lladdr_len == len && !memcmp(router->lladdr, lladdr, len) &&
	       ipv6_addr_equal(&router->addr, addr);
}

static bool is_same(const struct mip6_mn_router *a, const struct mip6_mn_router *b)
{
	return is_from(a, &b->addr, b->lladdr, b->lladdr_len) && mip6_mn_router_overlap(a, b);
}

static struct mip6_mn_known *find(struct mip6_mn_iface *ifc, const struct mip6_mn_router *router)
{
	unsigned int i;

	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++)
		if (ifc->known[i].router.valid && is_same(&ifc->known[i].router, router))
			return &ifc->known[i];
	return NULL;
}

/* One that is free, or the one where we were longest ago. */
static struct mip6_mn_known *find_room(struct mip6_mn_iface *ifc)
{
	struct mip6_mn_known *oldest = ifc->known;
	unsigned int i;

	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++) {
		if (!ifc->known[i].router.valid)
			return &ifc->known[i];
		if (ifc->known[i].seen < oldest->seen)
			oldest = &ifc->known[i];
	}
	return oldest;
}

static u64 until(u32 seconds, u64 now)
{
	return seconds == U32_MAX ? MIP6_MN_NEVER : now + (u64)seconds * MSEC_PER_SEC;
}

static u32 left(u64 end, u64 now)
{
	if (end == MIP6_MN_NEVER)
		return U32_MAX;
	return end > now ? min_t(u64, div_u64(end - now, MSEC_PER_SEC), U32_MAX - 1) : 0;
}

/* Those that go when the link is left; temporary ones follow them by themselves. */
static void copy_addrs(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		       struct mip6_mn_known *known, u64 now)
{
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	known->naddrs = 0;
	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n && known->naddrs < MIP6_MN_KNOWN_ADDRS; i++) {
		const struct mip6_mn_addr *addr = &addrs[i];

		if (addr->proto != IFAPROT_KERNEL_RA || addr->flags & (IFA_F_DADFAILED | IFA_F_TEMPORARY) ||
		    !mip6_mn_router_covers(&known->router, &addr->addr))
			continue;
		known->addrs[known->naddrs++] = (struct mip6_mn_known_addr) {
			.addr = addr->addr, .plen = addr->plen,
			.flags = addr->flags & IFA_F_MANAGETEMPADDR,
			.valid = until(addr->valid, now), .preferred = until(addr->preferred, now),
		};
	}
}

/* @since: when what proves that we are on this link was asked for. */
static void note(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct in6_addr *addr, bool home,
		 u64 since, u64 now)
{
	struct mip6_mn_known new = { .home = home, .seen = now }, *old;
	bool good;

	spin_lock_bh(&mn->facts);
	new.router = ifc->cur;
	good = new.router.valid && !new.router.known && !ifc->fresh && new.router.lladdr_len &&
	       since >= max(ifc->came, new.router.since) && mip6_mn_router_covers(&new.router, addr);
	spin_unlock_bh(&mn->facts);
	if (!good)
		return;
	old = find(ifc, &new.router);
	if (old && old->router.heard == new.router.heard) {
		old->seen = now;
		return;
	}
	if (!home)
		copy_addrs(mn, ifc, &new, now);
	if (!old)
		old = find_room(ifc);
	spin_lock_bh(&mn->facts);
	*old = new;
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_known_note(struct mip6_mn *mn, u64 now)
{
	const struct mip6_mn_home *home;
	struct mip6_mn_iface *ifc;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(home, &mn->homes, list)
		list_for_each_entry(ifc, &mn->ifaces, list) {
			const struct mip6_mn_bul *bul = &home->bul;

			if (!ifc->up)
				continue;
			if (home->at == MIP6_AT_HOME && !strcmp(home->ifname, ifc->name))
				note(mn, ifc, &home->hoa, true, home->at_since, now);
			else if (home->at == MIP6_AT_AWAY && !home->returning &&
				 bul->phase == MIP6_MN_BUL_DONE && bul->reg_oif == ifc->ifindex &&
				 mip6_mn_bul_settled(bul))
				note(mn, ifc, &bul->reg_coa, false, bul->sent, now);
		}
}

/*
 * What is left of what a router said. Returns whether that is of any use: without a default route
 * there is no way from a link but from home.
 */
static bool recall(const struct mip6_mn_known *known, u64 now, struct mip6_mn_router *router)
{
	const struct mip6_mn_router *old = &known->router;
	u32 elapsed = mip6_mn_elapsed(old->heard, now);
	unsigned int i;

	*router = *old;
	router->known = true;
	router->lifetime -= min_t(u32, router->lifetime, elapsed);
	router->since = now;
	router->heard = now;
	router->confirmed = now;
	router->npio = 0;
	for (i = 0; i < old->npio; i++) {
		struct mip6_wire_pio pio = old->pio[i];

		if (pio.valid != U32_MAX)
			pio.valid -= min(pio.valid, elapsed);
		if (pio.preferred != U32_MAX)
			pio.preferred -= min(pio.preferred, elapsed);
		if (pio.valid)
			router->pio[router->npio++] = pio;
	}
	return router->npio && (router->lifetime || known->home);
}

void mip6_mn_known_ask(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_router router;
	unsigned int i;

	lockdep_assert_held(&mn->lock);
	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++) {
		struct mip6_mn_known *known = &ifc->known[i];
		bool ask;

		spin_lock_bh(&mn->facts);
		/* The current one is asked anyway. */
		ask = known->router.valid && recall(known, now, &router) &&
		      !(ifc->cur.valid && is_from(&ifc->cur, &router.addr, router.lladdr,
						  router.lladdr_len));
		known->asked = ask;
		spin_unlock_bh(&mn->facts);
		if (ask)
			mip6_mn_nd_probe(mn->net, ifc->ifindex, &router);
	}
}

bool mip6_mn_known_answered(struct mip6_mn_iface *ifc, const struct mip6_wire_na *na, u64 now,
			    struct mip6_mn_router *router)
{
	struct mip6_mn_known *known = NULL;
	struct mip6_mn_router found;
	unsigned int i;

	if (!(na->flags & MIP6_NA_S))
		return false;
	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++) {
		if (!ifc->known[i].router.valid || !ifc->known[i].asked ||
		    !is_from(&ifc->known[i].router, &na->target, na->lladdr, na->lladdr_len))
			continue;
		/* Virtual routers may have the same addresses everywhere: then prefixes must tell. */
		if (known)
			return false;
		known = &ifc->known[i];
	}
	if (!known || !recall(known, now, &found))
		return false;
	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++)
		ifc->known[i].asked = false;
	*router = found;
	return true;
}

/* Worse than what the stack learns: it does not take an advertisement for which there is a route. */
static u32 metric(struct mip6_mn *mn, int ifindex)
{
	struct net_device *dev;
	struct inet6_dev *idev;
	u32 metric;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(mn->net, ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	metric = (idev ? READ_ONCE(idev->cnf.ra_defrtr_metric) : IP6_RT_PRIO_USER) + 1;
	rcu_read_unlock();
	return metric;
}

/* Whether the stack would form addresses there: if not, somebody else gives them. */
static bool forms_addrs(struct mip6_mn *mn, int ifindex)
{
	struct net_device *dev;
	struct inet6_dev *idev;
	bool forms;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(mn->net, ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	forms = idev && READ_ONCE(idev->cnf.autoconf);
	rcu_read_unlock();
	return forms;
}

static void add_route(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct mip6_mn_router *router)
{
	struct mip6_mn_rtnl_route route = {
		.gateway = router->addr, .ifindex = ifc->ifindex, .proto = RTPROT_RA,
		.metric = metric(mn, ifc->ifindex), .expires = router->lifetime,
	};

	ifc->stopgap = !mip6_mn_rtnl_route_add(mn->net, &route) ? route.metric : 0;
}

/*
 * RFC 4429: while we were away somebody else may have taken an address; that is found out meanwhile.
 * Whether its prefix is on-link is not for the address to say.
 */
static void add_addr(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct mip6_mn_known_addr *addr,
		     u64 now)
{
	struct mip6_mn_rtnl_addr req = {
		.addr = addr->addr, .plen = addr->plen, .ifindex = ifc->ifindex,
		.flags = addr->flags | IFA_F_OPTIMISTIC | IFA_F_NOPREFIXROUTE,
		.valid = left(addr->valid, now), .preferred = left(addr->preferred, now),
		.proto = IFAPROT_KERNEL_RA,
	};
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;
	int err;

	if (!req.valid)
		return;
	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n; i++)
		if (ipv6_addr_equal(&addrs[i].addr, &addr->addr))
			return;
	err = mip6_mn_rtnl_addr_set(mn->net, &req);
	if (err)
		net_warn_ratelimited("%pI6c on %s: %d\n", &req.addr, ifc->name, err);
	else
		ifc->lent = true;
}

void mip6_mn_known_reuse(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			 const struct mip6_mn_router *router, u64 now)
{
	const struct mip6_mn_known *known;
	unsigned int i;

	lockdep_assert_held(&mn->lock);
	/* Nobody but us changes what it says. */
	known = find(ifc, router);
	if (!known)
		return;
	mip6_log(mn->net, 2, "%s: router %pI6c is known from before\n", ifc->name, &router->addr);
	mip6_mn_nd_learn(mn->net, ifc->ifindex, &router->addr, router->lladdr, router->lladdr_len);
	if (router->lifetime)
		add_route(mn, ifc, router);
	if (!forms_addrs(mn, ifc->ifindex))
		return;
	for (i = 0; i < known->naddrs; i++)
		add_addr(mn, ifc, &known->addrs[i], now);
}

static void end_stopgap(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			const struct mip6_mn_router *router)
{
	struct mip6_mn_rtnl_route route = {
		.gateway = router->addr, .ifindex = ifc->ifindex, .proto = RTPROT_RA,
		.metric = ifc->stopgap,
	};

	mip6_mn_rtnl_route_del(mn->net, &route);
	ifc->stopgap = 0;
}

static bool is_lent(const struct mip6_mn_iface *ifc, const struct in6_addr *addr)
{
	unsigned int i, j;

	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++)
		for (j = 0; j < ifc->known[i].naddrs; j++)
			if (ipv6_addr_equal(&ifc->known[i].addrs[j].addr, addr))
				return true;
	return false;
}

/* The stack never marks what it has formed with IFA_F_NOPREFIXROUTE. */
static void hand_over(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
		      const struct mip6_mn_router *router)
{
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	ifc->lent = false;
	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n; i++) {
		struct mip6_mn_rtnl_addr req = {
			.addr = addrs[i].addr, .plen = addrs[i].plen, .ifindex = ifc->ifindex,
			.flags = addrs[i].flags & IFA_F_MANAGETEMPADDR, .valid = addrs[i].valid,
			.preferred = addrs[i].preferred, .priority = addrs[i].priority,
			.proto = addrs[i].proto,
		};

		if (req.proto == IFAPROT_KERNEL_RA && addrs[i].flags & IFA_F_NOPREFIXROUTE && req.valid &&
		    is_lent(ifc, &req.addr) && mip6_mn_router_on_link(router, &req.addr, req.plen) &&
		    mip6_mn_rtnl_addr_set(mn->net, &req))
			ifc->lent = true;
	}
}

u64 mip6_mn_known_heard(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			const struct mip6_mn_router *router, u64 now)
{
	if ((!ifc->stopgap && !ifc->lent) || !router->valid || router->known)
		return MIP6_MN_NEVER;
	if (now < router->heard + STACK_MS)
		return router->heard + STACK_MS;
	if (ifc->stopgap)
		end_stopgap(mn, ifc, router);
	if (ifc->lent)
		hand_over(mn, ifc, router);
	return ifc->lent ? now + STACK_MS : MIP6_MN_NEVER;
}

void mip6_mn_known_end(struct mip6_mn *mn)
{
	struct mip6_mn_iface *ifc;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(ifc, &mn->ifaces, list) {
		if (ifc->stopgap)
			end_stopgap(mn, ifc, &ifc->cur);
		if (ifc->lent)
			hand_over(mn, ifc, &ifc->cur);
	}
}

void mip6_mn_known_drop(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct in6_addr *addr)
{
	unsigned int i, j;

	spin_lock_bh(&mn->facts);
	for (i = 0; i < MIP6_MN_KNOWN_MAX; i++)
		for (j = 0; j < ifc->known[i].naddrs; j++)
			if (ipv6_addr_equal(&ifc->known[i].addrs[j].addr, addr))
				ifc->known[i].addrs[j] =
					ifc->known[i].addrs[--ifc->known[i].naddrs];
	spin_unlock_bh(&mn->facts);
}
