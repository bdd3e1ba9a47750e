// SPDX-License-Identifier: GPL-2.0
/*
 * Care-of addresses that are used while duplicate address detection for them runs: RFC 4429, which
 * RFC 6275 11.5.3 allows. It takes a second, all of which a handover would last longer.
 *
 * The stack forms optimistic addresses if it is told to: only of advertisements that tell the router's
 * link-layer address, and it keeps the rules about what may leave from them. We tell it, and see to
 * what follows if an address turns out to be somebody else's: it is not taken again on this link, and
 * another one is formed.
 */
#include "optimistic.h"

#include "bul.h"
#include "clock.h"
#include "home.h"
#include "known.h"
#include "mn.h"
#include "rtnl.h"
#include "tunnel.h"

#include <linux/if_addr.h>
#include <linux/netdevice.h>
#include <linux/random.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <wire/nd.h>

enum {
	LOOK_MS		= 250,	/* nothing tells the end of duplicate address detection */
	RETRIES		= 3,	/* IDGEN_RETRIES of RFC 7217 */
	IID_PLEN	= 64,
};

#ifdef CONFIG_IPV6_OPTIMISTIC_DAD
/* Returns whether it was off. */
static bool switch_on(__s32 *value)
{
	if (READ_ONCE(*value))
		return false;
	WRITE_ONCE(*value, 1);
	return true;
}

/* Somebody else may have changed it meanwhile. */
static void switch_off(__s32 *value)
{
	if (READ_ONCE(*value) == 1)
		WRITE_ONCE(*value, 0);
}

static void begin(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;
	struct net_device *dev;
	struct inet6_dev *idev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(mn->net, ifc->ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	if (idev) {
		opt->ifindex = ifc->ifindex;
		opt->dad = switch_on(&idev->cnf.optimistic_dad);
		opt->use = switch_on(&idev->cnf.use_optimistic);
	}
	rcu_read_unlock();
}

void mip6_mn_optimistic_end(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;
	struct net_device *dev;
	struct inet6_dev *idev;

	rcu_read_lock();
	dev = opt->ifindex ? dev_get_by_index_rcu(mn->net, opt->ifindex) : NULL;
	idev = dev ? __in6_dev_get(dev) : NULL;
	if (idev && opt->use)
		switch_off(&idev->cnf.use_optimistic);
	if (idev && opt->dad)
		switch_off(&idev->cnf.optimistic_dad);
	rcu_read_unlock();
	opt->ifindex = 0;
}
#else
static void begin(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
}

void mip6_mn_optimistic_end(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
}
#endif

void mip6_mn_optimistic_take(struct mip6_mn_iface *ifc, const struct mip6_mn_addr *addr)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;

	if (!(addr->flags & IFA_F_TENTATIVE))
		return;
	opt->trying = true;
	opt->addr = addr->addr;
	opt->formed = addr->proto == IFAPROT_KERNEL_RA || addr->flags & IFA_F_TEMPORARY;
}

bool mip6_mn_optimistic_duplicate(const struct mip6_mn_iface *ifc, const struct in6_addr *addr)
{
	const struct mip6_mn_optimistic *opt = &ifc->optimistic;
	unsigned int i;

	for (i = 0; i < min_t(u8, opt->count, MIP6_MN_DUPLICATES_MAX); i++)
		if (ipv6_addr_equal(&opt->duplicates[i], addr))
			return true;
	return false;
}

void mip6_mn_optimistic_left(struct mip6_mn_iface *ifc)
{
	ifc->optimistic.trying = false;
	ifc->optimistic.count = 0;
}

/* Whether the stack has another address to take where we are. */
static bool has_other(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		      const struct mip6_mn_router *cur)
{
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n; i++)
		if (mip6_mn_router_covers(cur, &addrs[i].addr) &&
		    !(addrs[i].flags & (IFA_F_DADFAILED | IFA_F_DEPRECATED)) &&
		    !mip6_mn_optimistic_duplicate(ifc, &addrs[i].addr))
			return true;
	return false;
}

static u32 remaining(u32 lifetime, u32 elapsed)
{
	return lifetime == U32_MAX ? lifetime : lifetime - min(lifetime, elapsed);
}

/* Another interface identifier, that nobody else chooses (RFC 4862 5.4.5 leaves it to us). */
static void form(struct mip6_mn *mn, struct mip6_mn_iface *ifc, const struct mip6_mn_router *cur,
		 u64 now)
{
	u32 elapsed = mip6_mn_elapsed(cur->heard, now);
	struct mip6_mn_rtnl_addr req = {
		.plen = IID_PLEN, .ifindex = ifc->ifindex, .flags = IFA_F_OPTIMISTIC,
		.proto = IFAPROT_KERNEL_RA,
	};
	unsigned int i;
	int err;

	for (i = 0; i < cur->npio; i++)
		if (cur->pio[i].flags & MIP6_PIO_A && cur->pio[i].plen == IID_PLEN &&
		    remaining(cur->pio[i].preferred, elapsed))
			break;
	if (i == cur->npio)
		return;
	ipv6_addr_prefix(&req.addr, &cur->pio[i].prefix, IID_PLEN);
	get_random_bytes(&req.addr.s6_addr[8], 8);
	req.addr.s6_addr[8] &= ~0x02;
	req.valid = remaining(cur->pio[i].valid, elapsed);
	req.preferred = remaining(cur->pio[i].preferred, elapsed);
	err = mip6_mn_rtnl_addr_set(mn->net, &req);
	if (err)
		net_warn_ratelimited("%pI6c on %s: %d\n", &req.addr, ifc->name, err);
}

/* Who is registered there is reached at somebody else's address, and sends from it. */
static void give_up(struct mip6_mn *mn, const struct mip6_mn_iface *ifc, const struct in6_addr *coa,
		    u64 now)
{
	struct mip6_mn_home *home;
	bool any = false;

	list_for_each_entry(home, &mn->homes, list) {
		struct mip6_mn_bul *bul = &home->bul;

		if (bul->oif != ifc->ifindex || !ipv6_addr_equal(&bul->coa, coa))
			continue;
		mip6_mn_bul_forget(home);
		bul->known = true;
		any = true;
	}
	if (any)
		mip6_mn_tunnel_update(mn, now);
}

/* RFC 4429 3.3: it is not ours, and packets for it are for somebody else. */
static void fail(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;
	struct mip6_mn_router cur;

	mip6_log(mn->net, 1, "%s: care-of address %pI6c is in use by another node\n", ifc->name,
		 &opt->addr);
	opt->trying = false;
	opt->duplicates[opt->count % MIP6_MN_DUPLICATES_MAX] = opt->addr;
	if (opt->count < MIP6_MN_DUPLICATES_MAX * 2)
		opt->count++;
	mip6_mn_known_drop(mn, ifc, &opt->addr);
	spin_lock_bh(&mn->facts);
	cur = ifc->cur;
	spin_unlock_bh(&mn->facts);
	if (cur.valid && has_other(mn, ifc, &cur))
		return;
	give_up(mn, ifc, &opt->addr, now);
	if (opt->formed && opt->count <= RETRIES && cur.valid)
		form(mn, ifc, &cur, now);
}

/* What was taken before it was known to be ours: is it? */
static u64 look(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n; i++)
		if (ipv6_addr_equal(&addrs[i].addr, &opt->addr))
			break;
	/* The stack takes an address away that is a duplicate, unless it is for ever. */
	if (i == n && !opt->formed) {
		opt->trying = false;
		return MIP6_MN_NEVER;
	}
	if (i == n || addrs[i].flags & IFA_F_DADFAILED) {
		fail(mn, ifc, now);
		return MIP6_MN_NEVER;
	}
	if (addrs[i].flags & IFA_F_TENTATIVE)
		return now + LOOK_MS;
	opt->trying = false;
	return MIP6_MN_NEVER;
}

u64 mip6_mn_optimistic_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now)
{
	struct mip6_mn_optimistic *opt = &ifc->optimistic;
	int wanted = ifc->preference ? ifc->ifindex : 0;

	lockdep_assert_held(&mn->lock);
	if (opt->ifindex != wanted) {
		mip6_mn_optimistic_end(mn, ifc);
		if (wanted)
			begin(mn, ifc);
	}
	if (!ifc->up)
		opt->trying = false;
	return opt->trying ? look(mn, ifc, now) : MIP6_MN_NEVER;
}
