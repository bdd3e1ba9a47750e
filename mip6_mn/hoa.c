// SPDX-License-Identifier: GPL-2.0
/*
 * The home address itself: it stays on the home interface, where the user put it.
 *
 * IFA_F_HOMEADDRESS makes it the source of choice (RFC 6724, rule 4). With IFA_F_NODAD it is not
 * probed for when the interface comes up, which would find the home agent that defends it. Whoever
 * takes it away does not end what we are for: it is put back. IFA_F_NOPREFIXROUTE keeps the home
 * prefix off the link that we are on while we are away.
 */
#include "hoa.h"

#include "home.h"
#include "mn.h"
#include "rtnl.h"

#include <linux/if_addr.h>
#include <linux/netdevice.h>
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

static u32 wanted_flags(const struct mip6_mn_home *home)
{
	u32 flags = IFA_F_HOMEADDRESS | IFA_F_NODAD;

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

static int put(struct mip6_mn *mn, const struct mip6_mn_home *home, int ifindex, u8 plen, u32 flags)
{
	struct mip6_mn_rtnl_addr req = {
		.addr = home->hoa, .plen = plen, .ifindex = ifindex, .flags = flags,
		.valid = U32_MAX, .preferred = U32_MAX,
	};

	return mip6_mn_rtnl_addr_set(mn->net, &req);
}

static void take(struct mip6_mn *mn, const struct mip6_mn_home *home, int ifindex, u8 plen)
{
	struct mip6_mn_rtnl_addr req = { .addr = home->hoa, .plen = plen, .ifindex = ifindex };

	mip6_mn_rtnl_addr_del(mn->net, &req);
}

/* Connections go on while the home interface is down and another one carries them. */
static void hold_on_tunnel(struct mip6_mn *mn, const struct mip6_mn_home *home, bool hold)
{
	int ifindex = mn->tunnel->ifindex;
	struct mip6_mn_addr addr;
	bool there = find(mn, home, ifindex, &addr);

	if (hold && !there)
		put(mn, home, ifindex, 128, OURS);
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

static int hold_on_iface(struct mip6_mn *mn, struct mip6_mn_home *home, int ifindex)
{
	struct mip6_mn_addr addr;
	bool there = find(mn, home, ifindex, &addr);
	u32 flags;
	int err;

	if (there && !home->adopted) {
		home->adopted = true;
		home->kept_flags = addr.flags;
	}
	if (!there && home->adopted)
		mip6_log(mn->net, 1, "%pI6c is gone from %s, and is put back\n", &home->hoa, home->ifname);
	if (there && addr.flags & IFA_F_DADFAILED) {
		/* The home agent defended it, as it must; it is ours all the same. */
		take(mn, home, ifindex, addr.plen);
		there = false;
	}
	if (!there) {
		err = put(mn, home, ifindex, home->plen, wanted_flags(home));
		if (!err && !home->adopted) {
			home->adopted = true;
			home->created = true;
		}
		return err;
	}
	flags = wanted_flags(home);
	return (addr.flags & NAMED) == flags ? 0 : change(mn, ifindex, &addr, flags);
}

int mip6_mn_hoa_hold(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	bool running = ifc && is_running(mn, ifc->ifindex);
	int err = 0;

	if (running)
		err = hold_on_iface(mn, home, ifc->ifindex);
	hold_on_tunnel(mn, home, !running && home->at == MIP6_AT_AWAY);
	return err;
}

void mip6_mn_hoa_release(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	struct mip6_mn_addr addr;

	hold_on_tunnel(mn, home, false);
	if (!ifc || !home->adopted || !find(mn, home, ifc->ifindex, &addr))
		return;
	if (home->created)
		take(mn, home, ifc->ifindex, addr.plen);
	else
		change(mn, ifc->ifindex, &addr, home->kept_flags & NAMED);
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

	return ifc && find(mn, home, ifc->ifindex, &addr) ? addr.valid : U32_MAX;
}
