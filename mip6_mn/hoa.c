// SPDX-License-Identifier: GPL-2.0
/*
 * The home address itself: it stays on the home interface, where the user put it.
 *
 * IFA_F_HOMEADDRESS makes it the source of choice (RFC 6724, rule 4). Of several the first alone has
 * it: the rules that follow would choose one or the other by likeness to the destination. With
 * IFA_F_NODAD it is not probed for when the interface comes up, which would find the home agent that
 * defends it. Whoever takes it away does not end what we are for: it is put back.
 * IFA_F_NOPREFIXROUTE keeps the home prefix off the link that we are on while we are away. How long it
 * is valid the home agent says then.
 */
#include "hoa.h"

#include "clock.h"
#include "home.h"
#include "homes.h"
#include "mn.h"
#include "prefix.h"
#include "rtnl.h"

#include <linux/if_addr.h>
#include <linux/netdevice.h>
#include <linux/time64.h>
#include <net/addrconf.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>

enum {
	OURS	= IFA_F_HOMEADDRESS | IFA_F_NODAD | IFA_F_NOPREFIXROUTE,
	/* Those that a change would take away if it did not name them. */
	NAMED	= OURS | IFA_F_MANAGETEMPADDR,
	SLACK_SEC	= 2,	/* lifetimes are in whole seconds, on either side */
};

/* Copies the address as @ifindex has it; false if it has not. */
static bool find(struct mip6_mn *mn, const struct mip6_mn_home *home, int ifindex,
		 struct mip6_mn_addr *out)
{
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	n = mip6_mn_iface_addrs(mn, ifindex, &addrs);
	for (i = 0; i < n; i++) {
		if (!ipv6_addr_equal(&addrs[i].addr, &home->hoa))
			continue;
		*out = addrs[i];
		return true;
	}
	return false;
}

static u32 preferred(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	return mip6_mn_home_first(mn) == home ? IFA_F_HOMEADDRESS : 0;
}

static u32 wanted_flags(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	u32 flags = IFA_F_NODAD | preferred(mn, home);

	flags |= home->kept_flags & (IFA_F_NOPREFIXROUTE | IFA_F_MANAGETEMPADDR);
	if (home->at == MIP6_AT_AWAY && !home->returning)
		flags |= IFA_F_NOPREFIXROUTE;
	return flags;
}

static int change(struct mip6_mn *mn, int ifindex, const struct mip6_mn_addr *now, u32 flags)
{
	struct mip6_mn_rtnl_addr req = {
		.addr = now->addr, .plen = now->plen, .ifindex = ifindex, .flags = flags,
		.valid = now->valid, .preferred = now->preferred, .priority = now->priority,
		.proto = now->proto,
	};

	return mip6_mn_rtnl_addr_set(mn->net, &req);
}

/* What the home agent says of lifetimes; false if it has not said anything. */
static bool told(const struct mip6_mn_home *home, u32 *valid, u32 *preferred)
{
	const struct mip6_mn_prefix *prefix = mip6_mn_prefix_of(home);
	u64 now = mip6_mn_now();

	*valid = prefix ? mip6_mn_prefix_left(prefix->valid, now) : U32_MAX;
	*preferred = prefix ? mip6_mn_prefix_left(prefix->preferred, now) : U32_MAX;
	return prefix;
}

static u64 until(u32 seconds, u64 now)
{
	return seconds == U32_MAX ? MIP6_MN_NEVER : now + (u64)seconds * MSEC_PER_SEC;
}

/* Whether it would not be there any more now if we had not taken it off. */
static bool has_ended(const struct mip6_mn_home *home)
{
	return home->taken.valid && home->taken.valid < mip6_mn_now() + MSEC_PER_SEC;
}

/* As it was when we took it off, if the home agent has not said how long it is valid. */
static void restore(const struct mip6_mn_home *home, bool is_told, struct mip6_mn_rtnl_addr *req)
{
	const struct mip6_mn_taken *taken = &home->taken;
	u64 now = mip6_mn_now();

	/* Who would have lost it meanwhile asked for it all the same. */
	if (!taken->valid)
		return;
	req->priority = taken->priority;
	req->proto = taken->proto;
	if (is_told || has_ended(home))
		return;
	req->valid = mip6_mn_prefix_left(taken->valid, now);
	req->preferred = mip6_mn_prefix_left(taken->preferred, now);
}

static void remember(struct mip6_mn_home *home, const struct mip6_mn_addr *addr)
{
	/* What the home agent told was no property of the address. */
	bool forever = home->aged && home->kept_forever;
	u64 now = mip6_mn_now();

	home->taken = (struct mip6_mn_taken) {
		.valid = until(forever ? U32_MAX : addr->valid, now),
		.preferred = until(forever ? U32_MAX : addr->preferred, now),
		.priority = addr->priority, .proto = addr->proto,
	};
}

static int put(struct mip6_mn *mn, const struct mip6_mn_home *home, int ifindex, u8 plen, u32 flags)
{
	struct mip6_mn_rtnl_addr req = {
		.addr = home->hoa, .plen = plen, .ifindex = ifindex, .flags = flags,
	};
	bool is_told = told(home, &req.valid, &req.preferred);

	if (ifindex != mn->tunnel->ifindex)
		restore(home, is_told, &req);
	/* It is about to end. */
	if (!req.valid)
		return 0;
	return mip6_mn_rtnl_addr_set(mn->net, &req);
}

static bool is_near(u32 a, u32 b)
{
	return a == b || (a != U32_MAX && b != U32_MAX && max(a, b) - min(a, b) <= SLACK_SEC);
}

/*
 * Has an address as it is last as long as it should. Who has it for ever gets it back like that when
 * the home agent's word does not count any more. Returns true if it has to be changed.
 */
static bool age(struct mip6_mn_home *home, struct mip6_mn_addr *addr)
{
	u32 valid, preferred;

	if (told(home, &valid, &preferred))
		home->aged = true;
	else if (!home->aged || !home->kept_forever)
		return false;
	if (!valid)
		return false;
	if (is_near(addr->valid, valid) && is_near(addr->preferred, preferred)) {
		home->aged = mip6_mn_prefix_of(home);
		return false;
	}
	addr->valid = valid;
	addr->preferred = preferred;
	return true;
}

static void take(struct mip6_mn *mn, const struct mip6_mn_home *home, int ifindex, u8 plen)
{
	struct mip6_mn_rtnl_addr req = { .addr = home->hoa, .plen = plen, .ifindex = ifindex };

	mip6_mn_rtnl_addr_del(mn->net, &req);
}

/* Connections go on while the home interface is down and another one carries them. */
static void hold_on_tunnel(struct mip6_mn *mn, const struct mip6_mn_home *home, bool hold)
{
	u32 flags = IFA_F_NODAD | IFA_F_NOPREFIXROUTE | preferred(mn, home);
	int ifindex = mn->tunnel->ifindex;
	struct mip6_mn_addr addr;
	bool there = find(mn, home, ifindex, &addr);

	if (hold && !there)
		put(mn, home, ifindex, 128, flags);
	else if (hold && there && (addr.flags & OURS) != flags)
		change(mn, ifindex, &addr, flags);
	else if (!hold && there)
		take(mn, home, ifindex, addr.plen);
}

/* An interface that is down has no addresses. */
static bool is_running(struct mip6_mn *mn, int ifindex)
{
	struct net_device *dev;
	bool running;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(mn->net, ifindex);
	running = dev && netif_running(dev);
	rcu_read_unlock();
	return running;
}

/* It is on its interface, where it was taken from, or never was. */
static void is_put(struct mip6_mn_home *home)
{
	home->taken.valid = 0;
	if (home->adopted)
		return;
	home->adopted = true;
	home->created = true;
	home->kept_forever = true;
}

static int hold_on_iface(struct mip6_mn *mn, struct mip6_mn_home *home, int ifindex)
{
	struct mip6_mn_addr addr;
	bool there = find(mn, home, ifindex, &addr);
	u32 flags;
	int err;

	if (there && !home->adopted) {
		home->adopted = true;
		home->kept_flags = addr.flags;
		home->kept_forever = addr.valid == U32_MAX;
	}
	if (!there && home->adopted)
		mip6_log(mn->net, 1, "%pI6c is gone from %s, and is put back\n", &home->hoa, home->ifname);
	if (there && addr.flags & IFA_F_DADFAILED) {
		/* The home agent defended it, as it must; it is ours all the same. */
		remember(home, &addr);
		take(mn, home, ifindex, addr.plen);
		there = false;
	}
	if (!there) {
		err = put(mn, home, ifindex, home->plen, wanted_flags(mn, home));
		if (!err)
			is_put(home);
		return err;
	}
	flags = wanted_flags(mn, home);
	if (!age(home, &addr) && (addr.flags & NAMED) == flags)
		return 0;
	return change(mn, ifindex, &addr, flags);
}

int mip6_mn_hoa_hold(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	bool running = ifc && is_running(mn, ifc->ifindex);
	int err = 0;

	if (home->dad.phase != MIP6_MN_DAD_NONE || home->prefixes.ended)
		return 0;
	if (running)
		err = hold_on_iface(mn, home, ifc->ifindex);
	hold_on_tunnel(mn, home, !running && home->at == MIP6_AT_AWAY);
	return err;
}

void mip6_mn_hoa_release(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	u32 flags = home->kept_flags & NAMED;
	struct mip6_mn_addr addr;
	bool there;

	hold_on_tunnel(mn, home, false);
	if (!ifc || !home->adopted)
		return;
	there = find(mn, home, ifc->ifindex, &addr);
	mip6_mn_prefix_forget(home);
	if (home->created) {
		if (there)
			take(mn, home, ifc->ifindex, addr.plen);
	} else if (there) {
		age(home, &addr);
		change(mn, ifc->ifindex, &addr, flags);
	} else if (is_running(mn, ifc->ifindex) && !has_ended(home)) {
		/* It was withdrawn. Whose it is the stack has to find out. */
		if (home->dad.phase == MIP6_MN_DAD_DUPLICATE)
			flags &= ~IFA_F_NODAD;
		put(mn, home, ifc->ifindex, home->plen, flags);
	}
}

int mip6_mn_hoa_probe(struct mip6_mn *mn, struct mip6_mn_home *home, u32 *flags)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	struct mip6_mn_addr addr;
	int err;

	*flags = 0;
	if (!ifc || !is_running(mn, ifc->ifindex))
		return -ENETDOWN;
	if (find(mn, home, ifc->ifindex, &addr)) {
		*flags = addr.flags;
		return 0;
	}
	*flags = IFA_F_TENTATIVE;
	err = put(mn, home, ifc->ifindex, home->plen, wanted_flags(mn, home) & ~IFA_F_NODAD);
	if (!err)
		is_put(home);
	return err;
}

void mip6_mn_hoa_withdraw(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	struct mip6_mn_addr addr;

	hold_on_tunnel(mn, home, false);
	if (!ifc || !find(mn, home, ifc->ifindex, &addr))
		return;
	remember(home, &addr);
	take(mn, home, ifc->ifindex, addr.plen);
}

bool mip6_mn_hoa_delivered(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	struct rt6_info *rt = rt6_lookup(mn->net, &home->hoa, NULL, 0, NULL, 0);
	bool delivered = rt && rt->rt6i_flags & RTF_LOCAL;

	ip6_rt_put(rt);
	return delivered;
}

u32 mip6_mn_hoa_valid(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	struct mip6_mn_addr addr;
	u32 valid, preferred;

	told(home, &valid, &preferred);
	return ifc && find(mn, home, ifc->ifindex, &addr) ? min(addr.valid, valid) : valid;
}
