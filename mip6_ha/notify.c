// SPDX-License-Identifier: GPL-2.0
/*
 * What the stack tells: addresses of ours come and go, and with them home links; IPv6 comes and
 * goes on these.
 */
#include "notify.h"

#include "dhaad.h"
#include "relink.h"
#include "role.h"
#include "upstream.h"

#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>

static void home_links_changed(struct mip6_ha *ha)
{
	mip6_ha_dhaad_update(ha);
	mip6_ha_relink(ha);
}

static int address_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;
	struct mip6_ha *ha;

	rcu_read_lock();
	ha = mip6_ha_of(dev_net(ifa->idev->dev));
	if (ha)
		home_links_changed(ha);
	rcu_read_unlock();
	return NOTIFY_DONE;
}

/*
 * An interface whose MTU is too small for IPv6, too, is none for it until that is large enough. One
 * that comes up may have kept its addresses, and one that is renamed may be the home link by name.
 */
static int netdev_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct mip6_ha *ha;

	rcu_read_lock();
	ha = mip6_ha_of(dev_net(dev));
	if (ha && (event == NETDEV_UP || event == NETDEV_CHANGENAME))
		home_links_changed(ha);
	if (ha && (event == NETDEV_UP || event == NETDEV_CHANGEMTU || event == NETDEV_UNREGISTER))
		mip6_ha_upstream_event(ha, dev);
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static struct notifier_block address_block = {
	.notifier_call = address_event,
};

static struct notifier_block netdev_block = {
	.notifier_call	= netdev_event,
	/* Behind IPv6 itself, which has 0. */
	.priority	= -1,
};

int mip6_ha_notify_init(void)
{
	int err = register_inet6addr_notifier(&address_block);

	if (err)
		return err;
	err = register_netdevice_notifier(&netdev_block);
	if (err)
		unregister_inet6addr_notifier(&address_block);
	return err;
}

void mip6_ha_notify_exit(void)
{
	unregister_netdevice_notifier(&netdev_block);
	unregister_inet6addr_notifier(&address_block);
}
