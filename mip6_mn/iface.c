// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces and the addresses on them: which can be a care-of address.
 */
#include "iface.h"

#include "clock.h"
#include "home.h"
#include "homes.h"
#include "mn.h"
#include "tell.h"

#include <linux/err.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/net_namespace.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

enum {
	POLL_MS			= 50,	/* nothing tells the end of duplicate address detection */
	AUTOCONF_GRACE_MS	= 3000,	/* time for an address in a new router's prefix to appear */
};

struct mip6_mn_iface *mip6_mn_iface_find(struct mip6_mn *mn, const char *name)
{
	struct mip6_mn_iface *ifc;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(ifc, &mn->ifaces, list)
		if (!strcmp(ifc->name, name))
			return ifc;
	return NULL;
}

struct mip6_mn_iface *mip6_mn_iface_by_index(struct mip6_mn *mn, int ifindex)
{
	struct mip6_mn_iface *ifc;

	lockdep_assert_held(&mn->facts);
	list_for_each_entry(ifc, &mn->ifaces, list)
		if (ifc->ifindex == ifindex)
			return ifc;
	return NULL;
}

/* Whether it is there, and can have a care-of address. */
static int check(const struct mip6_mn *mn, const char *name)
{
	const struct net_device *dev;
	int err = 0;

	rcu_read_lock();
	dev = dev_get_by_name_rcu(mn->net, name);
	if (!dev)
		err = -ENODEV;
	else if (dev->flags & IFF_LOOPBACK || dev == mn->tunnel)
		err = -EADDRNOTAVAIL;
	rcu_read_unlock();
	return err;
}

struct mip6_mn_iface *mip6_mn_iface_add(struct mip6_mn *mn, const char *name, u32 preference)
{
	struct mip6_mn_iface *ifc;
	unsigned int count = 0;
	int err;

	err = check(mn, name);
	if (err)
		return ERR_PTR(err);
	ifc = mip6_mn_iface_find(mn, name);
	if (ifc)
		return ifc;
	list_for_each_entry(ifc, &mn->ifaces, list)
		count++;
	if (count >= MIP6_MN_IFACES_MAX)
		return ERR_PTR(-ENOSPC);
	ifc = kzalloc(sizeof(*ifc), GFP_KERNEL);
	if (!ifc)
		return ERR_PTR(-ENOMEM);
	strscpy(ifc->name, name, sizeof(ifc->name));
	ifc->preference = preference;
	ifc->carrier = -1;
	ifc->solicit_at = MIP6_MN_NEVER;
	ifc->probe_at = MIP6_MN_NEVER;
	ifc->reused = MIP6_MN_NEVER;
	spin_lock_bh(&mn->facts);
	list_add_tail(&ifc->list, &mn->ifaces);
	spin_unlock_bh(&mn->facts);
	return ifc;
}

void mip6_mn_iface_free_all(struct mip6_mn *mn)
{
	struct mip6_mn_iface *ifc, *next;

	list_for_each_entry_safe(ifc, next, &mn->ifaces, list) {
		mip6_mn_optimistic_end(mn, ifc);
		list_del(&ifc->list);
		kfree(ifc);
	}
}

/* The device of an interface. One that has got another name is the same, unless that is used already. */
static struct net_device *find_dev(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
	struct net_device *dev = dev_get_by_name_rcu(mn->net, ifc->name);
	struct mip6_mn_home *home;
	char name[IFNAMSIZ];

	if (dev || !ifc->ifindex)
		return dev;
	dev = dev_get_by_index_rcu(mn->net, ifc->ifindex);
	if (!dev)
		return NULL;
	/* Should it change once more meanwhile we are told, and look again. */
	strscpy(name, dev->name, sizeof(name));
	if (mip6_mn_iface_find(mn, name))
		return NULL;
	mip6_log(mn->net, 1, "%s is called %s now\n", ifc->name, name);
	spin_lock_bh(&mn->facts);
	list_for_each_entry(home, &mn->homes, list)
		if (!strcmp(home->ifname, ifc->name))
			strscpy(home->ifname, name, sizeof(home->ifname));
	strscpy(ifc->name, name, sizeof(ifc->name));
	spin_unlock_bh(&mn->facts);
	return dev;
}

void mip6_mn_iface_look(struct mip6_mn *mn, struct mip6_mn_iface *ifc)
{
	int ifindex = 0, carrier = -1;
	struct net_device *dev;
	bool up = false;

	lockdep_assert_held(&mn->lock);
	rcu_read_lock();
	dev = find_dev(mn, ifc);
	if (dev) {
		ifindex = dev->ifindex;
		carrier = atomic_read(&dev->carrier_up_count) +
			  atomic_read(&dev->carrier_down_count);
		up = netif_running(dev) && netif_carrier_ok(dev) && !netif_dormant(dev);
	}
	rcu_read_unlock();

	spin_lock_bh(&mn->facts);
	if (carrier != ifc->carrier || ifindex != ifc->ifindex || !up)
		ifc->flapped = true;
	ifc->ifindex = ifindex;
	spin_unlock_bh(&mn->facts);
	if (ifc->up && !up)
		mip6_mn_tell_link(mn, ifc, false);
	ifc->carrier = carrier;
	ifc->up = up;
}

static void read_addr(const struct inet6_ifaddr *ifa, struct mip6_mn_addr *addr)
{
	u32 age = (jiffies - ifa->tstamp) / HZ;

	addr->addr = ifa->addr;
	addr->plen = ifa->prefix_len;
	addr->proto = ifa->ifa_proto;
	addr->flags = ifa->flags;
	/* Nothing can be received there before duplicate address detection has begun. */
	if (READ_ONCE(ifa->state) == INET6_IFADDR_STATE_PREDAD)
		addr->flags &= ~IFA_F_OPTIMISTIC;
	addr->priority = ifa->rt_priority;
	addr->made = ifa->cstamp;
	addr->valid = ifa->valid_lft;
	addr->preferred = ifa->prefered_lft;
	if (addr->valid != U32_MAX)
		addr->valid -= min(addr->valid, age);
	if (addr->preferred != U32_MAX)
		addr->preferred -= min(addr->preferred, age);
}

unsigned int mip6_mn_iface_addrs(struct mip6_mn *mn, int ifindex,
				 const struct mip6_mn_addr **addrs)
{
	const struct inet6_ifaddr *ifa;
	struct net_device *dev;
	struct inet6_dev *idev;
	unsigned int n = 0;

	lockdep_assert_held(&mn->lock);
	rcu_read_lock();
	dev = dev_get_by_index_rcu(mn->net, ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	if (idev) {
		read_lock_bh(&idev->lock);
		list_for_each_entry(ifa, &idev->addr_list, if_list) {
			if (n == MIP6_MN_ADDRS_MAX)
				break;
			read_addr(ifa, &mn->addrs[n++]);
		}
		read_unlock_bh(&idev->lock);
	}
	rcu_read_unlock();
	*addrs = mn->addrs;
	return n;
}

u32 mip6_mn_iface_valid(struct mip6_mn *mn, int ifindex, const struct in6_addr *addr)
{
	const struct mip6_mn_addr *addrs;
	unsigned int i, n;

	n = mip6_mn_iface_addrs(mn, ifindex, &addrs);
	for (i = 0; i < n; i++)
		if (ipv6_addr_equal(&addrs[i].addr, addr))
			return addrs[i].valid;
	return U32_MAX;
}

bool mip6_mn_iface_reaches(struct mip6_mn *mn, int ifindex, const struct in6_addr *addr)
{
	const struct mip6_mn_addr *addrs;
	const struct mip6_mn_iface *ifc;
	unsigned int i, n;

	list_for_each_entry(ifc, &mn->ifaces, list)
		if (ifc->ifindex == ifindex && !ifc->up)
			return false;
	n = mip6_mn_iface_addrs(mn, ifindex, &addrs);
	for (i = 0; i < n; i++)
		if (ipv6_addr_equal(&addrs[i].addr, addr))
			return true;
	return false;
}

static bool is_tentative(u32 flags)
{
	return flags & IFA_F_TENTATIVE && !(flags & IFA_F_OPTIMISTIC);
}

bool mip6_mn_iface_speaker(struct net *net, int ifindex, struct in6_addr *addr, bool *optimistic)
{
	const struct inet6_ifaddr *ifa;
	struct net_device *dev;
	struct inet6_dev *idev;
	bool found = false;

	*addr = in6addr_any;
	*optimistic = false;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	idev = dev ? __in6_dev_get(dev) : NULL;
	if (idev) {
		read_lock_bh(&idev->lock);
		list_for_each_entry(ifa, &idev->addr_list, if_list) {
			if (ifa->scope != IFA_LINK || is_tentative(ifa->flags) ||
			    ifa->flags & IFA_F_DADFAILED)
				continue;
			*addr = ifa->addr;
			*optimistic = ifa->flags & IFA_F_OPTIMISTIC;
			found = true;
			break;
		}
		read_unlock_bh(&idev->lock);
	}
	rcu_read_unlock();
	return found;
}

bool mip6_mn_iface_linklocal(struct net *net, int ifindex, struct in6_addr *addr)
{
	bool optimistic;

	return mip6_mn_iface_speaker(net, ifindex, addr, &optimistic) && !optimistic;
}

/*
 * Whether an address may be a care-of address for @home, what else there is to say of it apart. The
 * home network of another home address is as good as any, and if that is at home so is the address
 * itself, should there be no other. So is the home network itself by another interface than that which
 * the home address belongs to: it stays there.
 */
static bool is_foreign(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		       const struct mip6_mn_home *home, const struct in6_addr *addr)
{
	const struct mip6_mn_home *other = mip6_mn_home_find(mn, addr);

	if (!strcmp(ifc->name, home->ifname) &&
	    mip6_rules_prefix_equal(addr, &home->hoa, home->plen))
		return false;
	return !other || (other != home && other->at == MIP6_AT_HOME);
}

/**
 * struct choice - a care-of address that was found on an interface
 * @addr: the address; of nothing if @rank is 0
 * @rank: 3: in the current router's prefixes; 2: the same, temporary; 1: others, deprecated, or a
 *	home address
 * @pending: rank of the best one that is not usable yet, 0: none that is worth waiting for
 */
struct choice {
	struct mip6_mn_addr addr;
	unsigned int rank;
	unsigned int pending;
};

static unsigned int rank_of(struct mip6_mn *mn, const struct mip6_mn_addr *addr,
			    const struct mip6_mn_router *cur)
{
	if (!cur->valid || !mip6_mn_router_covers(cur, &addr->addr) ||
	    addr->flags & IFA_F_DEPRECATED || mip6_mn_home_find(mn, &addr->addr))
		return 1;
	return addr->flags & IFA_F_TEMPORARY ? 2 : 3;
}

static void consider(struct mip6_mn *mn, const struct mip6_mn_addr *addr,
		     const struct mip6_mn_router *cur, const struct mip6_mn_home *home,
		     struct choice *best)
{
	unsigned int rank = rank_of(mn, addr, cur);
	bool better;

	if (is_tentative(addr->flags)) {
		if (rank > 1)
			best->pending = max(best->pending, rank);
		return;
	}
	better = rank > best->rank;
	if (rank == best->rank && !ipv6_addr_equal(&best->addr.addr, &home->bul.coa))
		better = ipv6_addr_equal(&addr->addr, &home->bul.coa) ||
			 time_after(addr->made, best->addr.made);
	if (better) {
		best->addr = *addr;
		best->rank = rank;
	}
}

bool mip6_mn_iface_leads(struct net *net, int ifindex, const struct in6_addr *addr, u32 flags)
{
	struct flowi6 fl6 = { .flowi6_oif = ifindex, .daddr = *addr };
	struct dst_entry *dst;
	bool found;

	dst = ip6_route_output_flags(net, NULL, &fl6, RT6_LOOKUP_F_IFACE);
	found = !dst->error && dst->dev->ifindex == ifindex &&
		(((struct rt6_info *)dst)->rt6i_flags & flags) == flags;
	dst_release(dst);
	return found;
}

/* Where no router advertises an address is worth something only if somebody gave it a way out. */
static bool has_gateway(struct net *net, int ifindex, const struct mip6_mn_home *home)
{
	return !ipv6_addr_any(&home->agent) &&
	       mip6_mn_iface_leads(net, ifindex, &home->agent, RTF_GATEWAY);
}

static bool is_usable(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		      const struct mip6_mn_home *home, const struct mip6_mn_router *cur,
		      const struct mip6_mn_router *left)
{
	if (!ifc->up || !ifc->preference)
		return false;
	if (cur->valid)
		return true;
	/* On its home link a node may not hear routers; but then it has not heard others either. */
	if (!strcmp(ifc->name, home->ifname) && !left->valid)
		return false;
	return ifc->solicited >= MIP6_MN_SILENT_SOLICITS && has_gateway(mn->net, ifc->ifindex, home);
}

/* Looks for one on @ifc; false if there is none. */
static bool choose_on(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		      const struct mip6_mn_home *home, u64 now, struct choice *best, u64 *next)
{
	const struct mip6_mn_addr *addrs;
	struct mip6_mn_router cur, left;
	unsigned int i, n;

	memset(best, 0, sizeof(*best));
	spin_lock_bh(&mn->facts);
	cur = ifc->cur;
	left = ifc->left;
	spin_unlock_bh(&mn->facts);
	if (!is_usable(mn, ifc, home, &cur, &left))
		return false;

	n = mip6_mn_iface_addrs(mn, ifc->ifindex, &addrs);
	for (i = 0; i < n; i++) {
		const struct mip6_mn_addr *addr = &addrs[i];

		if (!mip6_rules_routable(&addr->addr) || !is_foreign(mn, ifc, home, &addr->addr) ||
		    addr->flags & IFA_F_DADFAILED || !addr->valid ||
		    mip6_mn_optimistic_duplicate(ifc, &addr->addr))
			continue;
		/* Good for what began with it, as long as it is valid (RFC 4862 5.5.4). */
		if (addr->flags & IFA_F_DEPRECATED && !ipv6_addr_equal(&addr->addr, &home->bul.coa))
			continue;
		/* What was formed on the link that was left is of no use on this one. */
		if (cur.valid && left.valid && mip6_mn_router_covers(&left, &addr->addr) &&
		    !mip6_mn_router_covers(&cur, &addr->addr))
			continue;
		consider(mn, addr, &cur, home, best);
	}
	if (best->pending > best->rank) {
		*next = min(*next, now + POLL_MS);
		return false;
	}
	if (best->rank > 1)
		return true;
	if (cur.valid && mip6_mn_router_autoconf(&cur) && now < cur.since + AUTOCONF_GRACE_MS) {
		*next = min(*next, cur.since + AUTOCONF_GRACE_MS);
		return false;
	}
	return best->rank;
}

static void describe(const struct mip6_mn_iface *ifc, const struct choice *choice,
		     struct mip6_mn_coa *out)
{
	out->addr = choice->addr.addr;
	out->ifindex = ifc->ifindex;
	out->valid = choice->addr.valid;
	strscpy(out->ifname, ifc->name, sizeof(out->ifname));
}

bool mip6_mn_iface_offer(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
			 const struct mip6_mn_home *home, u64 now, struct mip6_mn_coa *out)
{
	u64 next = MIP6_MN_NEVER;
	struct choice choice;

	lockdep_assert_held(&mn->lock);
	if (!choose_on(mn, ifc, home, now, &choice, &next))
		return false;
	describe(ifc, &choice, out);
	return true;
}

static bool is_held(const struct mip6_mn_iface *ifc, const struct mip6_mn_home *home, u64 now)
{
	return mip6_mn_iface_held(ifc, now) && ifc->ifindex != home->bul.oif;
}

static bool is_better(const struct mip6_mn_iface *ifc, const struct mip6_mn_iface *best,
		      const struct mip6_mn_home *home, u64 now)
{
	bool held = is_held(ifc, home, now);

	if (held != is_held(best, home, now))
		return !held;
	if (ifc->preference != best->preference)
		return ifc->preference > best->preference;
	return ifc->ifindex == home->bul.oif;
}

bool mip6_mn_iface_coa(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now,
		       struct mip6_mn_coa *out, u64 *next)
{
	struct mip6_mn_iface *ifc, *best = NULL;
	struct choice choice, chosen;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(ifc, &mn->ifaces, list) {
		if (ifc->up && is_held(ifc, home, now))
			*next = min(*next, ifc->hold);
		if (best && !is_better(ifc, best, home, now))
			continue;
		if (!choose_on(mn, ifc, home, now, &choice, next))
			continue;
		best = ifc;
		chosen = choice;
	}
	if (!best)
		return false;
	mip6_mn_optimistic_take(best, &chosen.addr);
	describe(best, &chosen, out);
	return true;
}
