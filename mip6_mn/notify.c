// SPDX-License-Identifier: GPL-2.0
/*
 * What the stack tells: interfaces come and go, addresses appear, neighbours cannot be reached,
 * routes change. It is only passed on; the work looks for itself.
 */
#include "notify.h"

#include "mn.h"
#include "move.h"

#include <linux/inetdevice.h>
#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <net/addrconf.h>
#include <net/fib_notifier.h>
#include <net/if_inet6.h>
#include <net/ip6_fib.h>
#include <net/ndisc.h>
#include <net/neighbour.h>
#include <net/netevent.h>

static int netdev_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct mip6_mn_iface *ifc;
	struct mip6_mn *mn;

	switch (event) {
	case NETDEV_UP:
	case NETDEV_DOWN:
	case NETDEV_CHANGE:
	case NETDEV_REGISTER:
	case NETDEV_UNREGISTER:
	case NETDEV_CHANGENAME:
		break;
	default:
		return NOTIFY_DONE;
	}
	rcu_read_lock();
	mn = mip6_mn_of(dev_net(dev));
	if (mn) {
		spin_lock_bh(&mn->facts);
		ifc = mip6_mn_iface_by_index(mn, dev->ifindex);
		if (ifc && event == NETDEV_DOWN)
			ifc->flapped = true;
		if (dev == mn->tunnel && event == NETDEV_UP)
			mn->reroute = true;
		spin_unlock_bh(&mn->facts);
		mip6_mn_kick(mn);
	}
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static int inet6addr_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;
	struct mip6_mn *mn;

	rcu_read_lock();
	mn = mip6_mn_of(dev_net(ifa->idev->dev));
	if (mn)
		mip6_mn_kick(mn);
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static int netevent(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct neighbour *neigh = ptr;
	struct mip6_mn *mn;

	if (event != NETEVENT_NEIGH_UPDATE || neigh->tbl != &nd_tbl ||
	    !(READ_ONCE(neigh->nud_state) & NUD_FAILED))
		return NOTIFY_DONE;
	rcu_read_lock();
	mn = mip6_mn_of(dev_net(neigh->dev));
	if (mn)
		mip6_mn_move_failed(mn, neigh->dev->ifindex,
				    (const struct in6_addr *)neigh->primary_key);
	rcu_read_unlock();
	return NOTIFY_DONE;
}

/* A network manager that flushes routes takes those into the tunnel along. */
static int fib_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct mip6_mn *mn = container_of(nb, struct mip6_mn, fib);
	const struct fib_notifier_info *info = ptr;
	const struct fib6_info *rt;

	if (info->family != AF_INET6 ||
	    (event != FIB_EVENT_ENTRY_DEL && event != FIB_EVENT_ENTRY_REPLACE))
		return NOTIFY_DONE;
	rt = container_of(info, struct fib6_entry_notifier_info, info)->rt;
	if (rt->fib6_dst.plen && (rt->nh || rt->fib6_nh->fib_nh_dev != mn->tunnel))
		return NOTIFY_DONE;
	spin_lock_bh(&mn->facts);
	mn->reroute = true;
	spin_unlock_bh(&mn->facts);
	mip6_mn_kick(mn);
	return NOTIFY_DONE;
}

int mip6_mn_notify_routes(struct mip6_mn *mn)
{
	int err;

	mn->fib.notifier_call = fib_event;
	err = register_fib_notifier(mn->net, &mn->fib, NULL, NULL);
	/* It reads all routes first, and gives up if they keep changing. */
	return err == -EBUSY ? -EAGAIN : err;
}

void mip6_mn_notify_routes_end(struct mip6_mn *mn)
{
	unregister_fib_notifier(mn->net, &mn->fib);
}

static struct notifier_block netdev_block = { .notifier_call = netdev_event };
static struct notifier_block inet6addr_block = { .notifier_call = inet6addr_event };
static struct notifier_block netevent_block = { .notifier_call = netevent };

int mip6_mn_notify_init(void)
{
	int err;

	err = register_netdevice_notifier(&netdev_block);
	if (err)
		return err;
	err = register_inet6addr_notifier(&inet6addr_block);
	if (err)
		goto err_netdev;
	err = register_netevent_notifier(&netevent_block);
	if (err)
		goto err_inet6addr;
	return 0;

err_inet6addr:
	unregister_inet6addr_notifier(&inet6addr_block);
err_netdev:
	unregister_netdevice_notifier(&netdev_block);
	return err;
}

void mip6_mn_notify_exit(void)
{
	unregister_netevent_notifier(&netevent_block);
	unregister_inet6addr_notifier(&inet6addr_block);
	unregister_netdevice_notifier(&netdev_block);
}
