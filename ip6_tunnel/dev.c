// SPDX-License-Identifier: GPL-2.0
/*
 * Tunnel devices: creation, removal, and who exists in which network namespace.
 *
 * A device ends in one of two ways: its owner destroys it, or its namespace goes first. In both
 * ndo_uninit takes it off the list, before the last grace period of the unregistration. The owner's
 * reference is one on the struct device, which holds the memory and nothing else: one on the
 * net_device would make the end of the namespace wait for an owner that waits for that end.
 */

#include <mip6_tnl.h>
#include "dev.h"
#include "tx.h"

#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/ipv6.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>
#include <net/ip6_tunnel.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/rtnetlink.h>

#include <mip6/compat.h>

enum {
	/* What an Ethernet path leaves. */
	TNL_DEFAULT_MTU = ETH_DATA_LEN - sizeof(struct ipv6hdr),
	TNL_MAX_MTU = IP6_MAX_MTU - sizeof(struct ipv6hdr),
	TNL_MAX_NUMBER = 65535,
};

struct tnl_net {
	struct list_head tnls;
};

static unsigned int tnl_net_id __read_mostly;

struct list_head *mip6_tnl_list(const struct net *net)
{
	struct tnl_net *tnet = net_generic(net, tnl_net_id);

	return &tnet->tnls;
}

static int dev_init(struct net_device *dev)
{
	struct mip6_tnl *tnl = netdev_priv(dev);
	int err;

	err = mip6_dev_alloc_tstats(dev);
	if (err)
		return err;
	err = gro_cells_init(&tnl->gro_cells, dev);
	if (err) {
		mip6_dev_free_tstats(dev);
		return err;
	}
	netdev_lockdep_set_classes(dev);
	return 0;
}

static void dev_uninit(struct net_device *dev)
{
	struct mip6_tnl *tnl = netdev_priv(dev);

	ASSERT_RTNL();
	if (!list_empty(&tnl->list))
		list_del_rcu(&tnl->list);
}

/* Runs when nobody can be using the device any more, also after a failed registration. */
static void dev_destructor(struct net_device *dev)
{
	struct mip6_tnl *tnl = netdev_priv(dev);

	gro_cells_destroy(&tnl->gro_cells);
	mip6_dev_free_tstats(dev);
}

static const struct net_device_ops netdev_ops = {
	.ndo_init = dev_init,
	.ndo_uninit = dev_uninit,
	.ndo_start_xmit = mip6_tnl_xmit,
	.ndo_get_stats64 = dev_get_tstats64,
};

/*
 * With neither setup nor newlink nor dellink, rtnetlink refuses to create devices of this kind and
 * to delete ours.
 */
static struct rtnl_link_ops link_ops __read_mostly = {
	.kind = "mip6tnl",
};

static void dev_setup(struct net_device *dev)
{
	const netdev_features_t features = NETIF_F_SG | NETIF_F_FRAGLIST | NETIF_F_HIGHDMA |
					   NETIF_F_GSO_SOFTWARE | NETIF_F_HW_CSUM;

	dev->netdev_ops = &netdev_ops;
	dev->rtnl_link_ops = &link_ops;
	dev->needs_free_netdev = true;
	dev->priv_destructor = dev_destructor;

	dev->type = ARPHRD_TUNNEL6;
	dev->flags = IFF_NOARP;
	dev->addr_len = sizeof(struct in6_addr);
	dev->needed_headroom = LL_MAX_HEADER + sizeof(struct ipv6hdr);
	dev->mtu = TNL_DEFAULT_MTU;
	dev->min_mtu = IPV6_MIN_MTU;
	dev->max_mtu = TNL_MAX_MTU;

	dev->features |= features;
	dev->hw_features |= features;
	mip6_dev_set_lltx(dev);
	mip6_dev_set_netns_immutable(dev);
	mip6_dev_want_tstats(dev);

	/* Addrconf makes the interface identifier of the link-local address from this. */
	dev->addr_assign_type = NET_ADDR_RANDOM;
	eth_random_addr(dev->perm_addr);
}

/* ip6tnl0 is the fallback device of the in-tree ip6_tunnel, which may come later. */
static int choose_name(struct net *net, char *name)
{
	int i;

	ASSERT_RTNL();
	for (i = 1; i <= TNL_MAX_NUMBER; i++) {
		snprintf(name, IFNAMSIZ, "ip6tnl%d", i);
		if (!__dev_get_by_name(net, name))
			return 0;
	}
	return -ENFILE;
}

/* Without a link-local address it has no routes, and nothing to ask for groups from. */
static void want_link_local(struct net_device *dev)
{
	struct inet6_dev *idev = __in6_dev_get(dev);

	ASSERT_RTNL();
	if (idev && idev->cnf.addr_gen_mode == IN6_ADDR_GEN_MODE_NONE)
		WRITE_ONCE(idev->cnf.addr_gen_mode, IN6_ADDR_GEN_MODE_EUI64);
}

static struct net_device *create(struct net *net, const struct mip6_tnl_ops *ops, void *priv)
{
	struct net_device *dev;
	struct mip6_tnl *tnl;
	char name[IFNAMSIZ];
	int err;

	err = choose_name(net, name);
	if (err)
		return ERR_PTR(err);
	dev = alloc_netdev(sizeof(*tnl), name, NET_NAME_PREDICTABLE, dev_setup);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	dev_net_set(dev, net);
	tnl = netdev_priv(dev);
	INIT_LIST_HEAD(&tnl->list);
	tnl->dev = dev;
	tnl->ops = ops;
	tnl->priv = priv;

	err = register_netdevice(dev);
	if (err) {
		free_netdev(dev);
		return ERR_PTR(err);
	}
	want_link_local(dev);
	err = dev_open(dev, NULL);
	if (err) {
		unregister_netdevice(dev);
		return ERR_PTR(err);
	}
	get_device(&dev->dev);
	list_add_tail_rcu(&tnl->list, mip6_tnl_list(net));
	return dev;
}

struct net_device *mip6_tnl_create(struct net *net, const struct mip6_tnl_ops *ops, void *priv)
{
	struct net_device *dev;

	rtnl_lock();
	dev = create(net, ops, priv);
	rtnl_unlock();
	return dev;
}
EXPORT_SYMBOL_NS_GPL(mip6_tnl_create, MIP6);

void mip6_tnl_destroy(struct net_device *dev)
{
	/*
	 * Unregistering waits for a grace period after the device was taken down, for those who
	 * send, and for another one after dev_uninit(), for those who walk the list; both are over
	 * before the lock is free again, whoever did it.
	 */
	rtnl_lock();
	if (dev->reg_state == NETREG_REGISTERED)
		unregister_netdevice(dev);
	rtnl_unlock();
	put_device(&dev->dev);
}
EXPORT_SYMBOL_NS_GPL(mip6_tnl_destroy, MIP6);

static int __net_init net_init(struct net *net)
{
	INIT_LIST_HEAD(mip6_tnl_list(net));
	return 0;
}

static void __net_exit net_exit(struct net *net)
{
	/* The devices went before, see dev_net_ops. */
	WARN_ON_ONCE(!list_empty(mip6_tnl_list(net)));
}

/*
 * A subsystem, not a device: the lists go when the core has unregistered all devices of the
 * namespace.
 */
static struct pernet_operations dev_net_ops = {
	.init = net_init,
	.exit = net_exit,
	.id = &tnl_net_id,
	.size = sizeof(struct tnl_net),
};

int __init mip6_tnl_dev_init(void)
{
	int err;

	err = register_pernet_subsys(&dev_net_ops);
	if (err)
		return err;
	err = rtnl_link_register(&link_ops);
	if (err)
		unregister_pernet_subsys(&dev_net_ops);
	return err;
}

/*
 * Also called when a later step of the module's start fails. Unregistering the subsystem waits for
 * namespaces that are just ending, so no device's destructor is left to run.
 */
void mip6_tnl_dev_exit(void)
{
	rtnl_link_unregister(&link_ops);
	unregister_pernet_subsys(&dev_net_ops);
}
