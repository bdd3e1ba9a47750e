// SPDX-License-Identifier: GPL-2.0
/*
 * Home links: those that we have a routable address on. The prefixes of these addresses are the
 * home prefixes.
 */
#include "home.h"

#include "role.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/jiffies.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>
#include <net/net_namespace.h>

#include <wire/nd.h>
#include <wire/rules.h>

enum {
	ANYCAST_MAX_PLEN	= 112,	/* bits: leaves room for an anycast identifier */
};

typedef bool (*home_match_t)(const struct in6_addr *addr, const struct mip6_ha_home *home);

static bool never_home(const struct net_device *dev)
{
	switch (dev->type) {
	case ARPHRD_TUNNEL:
	case ARPHRD_TUNNEL6:
	case ARPHRD_SIT:
	case ARPHRD_IPGRE:
	case ARPHRD_IP6GRE:
	case ARPHRD_NONE:
		return true;
	}
	return dev->flags & (IFF_LOOPBACK | IFF_POINTOPOINT);
}

static bool is_home_link(struct mip6_ha *ha, const struct net_device *dev)
{
	const char *only = rcu_dereference(ha->home_ifname);

	if (!(dev->flags & IFF_UP) || dev == ha->tunnel)
		return false;
	return only ? !strcmp(only, dev->name) : !never_home(dev);
}

/* Without neighbour discovery, as on a dummy interface, nobody else can have an address there. */
static bool is_virtual(const struct net_device *dev)
{
	return dev->flags & (IFF_NOARP | IFF_LOOPBACK);
}

static u32 left(const struct inet6_ifaddr *ifa, u32 lifetime)
{
	unsigned long age = (jiffies - READ_ONCE(ifa->tstamp)) / HZ;

	if (lifetime == U32_MAX)
		return U32_MAX;
	return age < lifetime ? lifetime - age : 0;
}

static u32 remaining(const struct inet6_ifaddr *ifa)
{
	if (READ_ONCE(ifa->flags) & IFA_F_PERMANENT)
		return U32_MAX;
	return left(ifa, READ_ONCE(ifa->valid_lft));
}

static bool has_prefix(const struct inet6_ifaddr *ifa, bool tentative_too)
{
	u32 flags = READ_ONCE(ifa->flags);

	if (flags & (IFA_F_TEMPORARY | IFA_F_DADFAILED))
		return false;
	if (flags & IFA_F_TENTATIVE && !(flags & IFA_F_OPTIMISTIC) && !tentative_too)
		return false;
	return ifa->prefix_len && ifa->prefix_len < 128 && mip6_rules_routable(&ifa->addr) &&
	       remaining(ifa);
}

static bool better(const struct mip6_ha_home *a, const struct mip6_ha_home *b)
{
	return a->plen > b->plen || (a->plen == b->plen && a->valid > b->valid);
}

/*
 * The best of the prefixes of a link that match, if it is better than the one in @home. Without an
 * address to match all prefixes do.
 */
static void search_link(const struct net_device *dev, const struct in6_addr *addr,
			home_match_t match, bool tentative_too, struct mip6_ha_home *home)
{
	struct inet6_dev *idev = __in6_dev_get(dev);
	struct inet6_ifaddr *ifa;

	if (!idev)
		return;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		struct mip6_ha_home found = {
			.local		= ifa->addr,
			.valid		= remaining(ifa),
			.ifindex	= dev->ifindex,
			.plen		= ifa->prefix_len,
			.is_virtual	= is_virtual(dev),
		};

		if (has_prefix(ifa, tentative_too) && (!addr || match(addr, &found)) &&
		    better(&found, home))
			*home = found;
	}
	read_unlock_bh(&idev->lock);
}

static bool search(struct mip6_ha *ha, const struct in6_addr *addr, home_match_t match,
		   bool tentative_too, struct mip6_ha_home *home)
{
	struct net_device *dev;

	memset(home, 0, sizeof(*home));
	for_each_netdev_rcu(ha->net, dev)
		if (is_home_link(ha, dev))
			search_link(dev, addr, match, tentative_too, home);
	return home->plen;
}

static bool match_prefix(const struct in6_addr *addr, const struct mip6_ha_home *home)
{
	return mip6_rules_prefix_equal(addr, &home->local, home->plen);
}

/* RFC 2526: all ones, then anycast identifier 0x7e; with EUI-64 identifiers the u bit is 0. */
static bool match_anycast(const struct in6_addr *addr, const struct mip6_ha_home *home)
{
	struct in6_addr anycast = {};
	unsigned int bit;

	if (home->plen > ANYCAST_MAX_PLEN || !match_prefix(addr, home))
		return false;
	ipv6_addr_prefix(&anycast, &home->local, home->plen);
	for (bit = home->plen; bit < 128; bit++)
		anycast.s6_addr[bit / 8] |= 0x80 >> (bit % 8);
	anycast.s6_addr[15] = 0xfe;
	if (home->plen == 64)
		anycast.s6_addr[8] = 0xfd;
	return ipv6_addr_equal(addr, &anycast);
}

bool mip6_ha_home_find(struct mip6_ha *ha, const struct in6_addr *addr,
		       struct mip6_ha_home *home)
{
	return search(ha, addr, match_prefix, false, home);
}

bool mip6_ha_home_link(struct mip6_ha *ha, const struct in6_addr *addr,
		       struct mip6_ha_home *home)
{
	return search(ha, addr, match_prefix, true, home);
}

bool mip6_ha_home_anycast(struct mip6_ha *ha, const struct in6_addr *addr,
			  struct mip6_ha_home *home)
{
	/* Spares the search for nearly all addresses. */
	if (addr->s6_addr[15] != 0xfe || addr->s6_addr[14] != 0xff)
		return false;
	return search(ha, addr, match_anycast, false, home);
}

bool mip6_ha_home_usable(const struct in6_addr *addr, const struct mip6_ha_home *home)
{
	struct in6_addr router;

	ipv6_addr_prefix(&router, addr, home->plen);
	return !ipv6_addr_equal(addr, &router) && !match_anycast(addr, home);
}

bool mip6_ha_home_on(struct mip6_ha *ha, const struct net_device *dev, struct mip6_ha_home *home)
{
	memset(home, 0, sizeof(*home));
	if (is_home_link(ha, dev))
		search_link(dev, NULL, NULL, true, home);
	return home->plen;
}

unsigned int mip6_ha_home_links(struct mip6_ha *ha, int *ifindex, unsigned int max)
{
	struct net_device *dev;
	unsigned int n = 0;

	rcu_read_lock();
	for_each_netdev_rcu(ha->net, dev) {
		struct mip6_ha_home home;

		if (n == max)
			break;
		if (mip6_ha_home_on(ha, dev, &home))
			ifindex[n++] = dev->ifindex;
	}
	rcu_read_unlock();
	return n;
}

static bool is_told(const struct mip6_wire_pio *pio, unsigned int count,
		    const struct inet6_ifaddr *ifa)
{
	while (count--)
		if (pio[count].plen == ifa->prefix_len &&
		    mip6_rules_prefix_equal(&pio[count].prefix, &ifa->addr, ifa->prefix_len))
			return true;
	return false;
}

unsigned int mip6_ha_home_prefixes(struct mip6_ha *ha, int ifindex, struct mip6_wire_pio *pio,
				   unsigned int max)
{
	struct net_device *dev = dev_get_by_index_rcu(ha->net, ifindex);
	struct inet6_dev *idev = dev ? __in6_dev_get(dev) : NULL;
	struct inet6_ifaddr *ifa;
	unsigned int n = 0;

	if (!idev)
		return 0;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		if (n == max)
			break;
		if (!has_prefix(ifa, false) || is_told(pio, n, ifa))
			continue;
		pio[n].prefix = ifa->addr;
		pio[n].plen = ifa->prefix_len;
		pio[n].flags = MIP6_PIO_L | MIP6_PIO_A | MIP6_PIO_R;
		pio[n].valid = remaining(ifa);
		pio[n].preferred = left(ifa, READ_ONCE(ifa->prefered_lft));
		n++;
	}
	read_unlock_bh(&idev->lock);
	return n;
}

bool mip6_ha_home_listed(const int *links, unsigned int count, int ifindex)
{
	while (count--)
		if (links[count] == ifindex)
			return true;
	return false;
}

int mip6_ha_home_restrict(struct mip6_ha *ha, const char *ifname)
{
	char *old = rcu_dereference_protected(ha->home_ifname, true), *new = NULL;

	if (!strcmp(old ?: "", ifname ?: ""))
		return 0;
	if (ifname && *ifname) {
		new = kstrdup(ifname, GFP_KERNEL);
		if (!new)
			return -ENOMEM;
	}
	/* The engine lets only one in at a time. */
	rcu_assign_pointer(ha->home_ifname, new);
	if (old) {
		synchronize_rcu();
		kfree(old);
	}
	return 1;
}

void mip6_ha_home_exit(struct mip6_ha *ha)
{
	kfree(rcu_dereference_protected(ha->home_ifname, true));
}
