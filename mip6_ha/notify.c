// SPDX-License-Identifier: GPL-2.0
/*
 * What the stack tells: addresses of ours come and go, and with them home links.
 */
#include "notify.h"

#include "dhaad.h"
#include "relink.h"
#include "role.h"

#include <linux/notifier.h>
#include <linux/rcupdate.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>

static int address_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;
	struct mip6_ha *ha;

	rcu_read_lock();
	ha = mip6_ha_of(dev_net(ifa->idev->dev));
	if (ha) {
		mip6_ha_dhaad_update(ha);
		mip6_ha_relink(ha);
	}
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = address_event,
};

int mip6_ha_notify_init(void)
{
	return register_inet6addr_notifier(&notifier);
}

void mip6_ha_notify_exit(void)
{
	unregister_inet6addr_notifier(&notifier);
}
