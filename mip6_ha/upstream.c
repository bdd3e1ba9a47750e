// SPDX-License-Identifier: GPL-2.0
/*
 * Our own memberships on home links: of each group that mobile nodes are members of. That brings us
 * its packets, past switches and from routers that look at who is a member. It wants the rtnl lock,
 * so the work of the groups sees to it.
 */
#include "upstream.h"

#include "group.h"
#include "role.h"

#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <net/addrconf.h>
#include <net/net_namespace.h>

/* Joins the group on the home link, or leaves it. Returns false if it has to be tried again. */
static bool settle(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	struct net_device *dev;
	int err = 0;
	bool gone;

	spin_lock_bh(&ha->groups.lock);
	gone = group->gone;
	/* It may have been put back into the list since it was taken from there. */
	if (gone)
		list_del_init(&group->todo);
	spin_unlock_bh(&ha->groups.lock);
	rtnl_lock();
	dev = __dev_get_by_index(ha->net, group->key.ifindex);
	if (dev && !gone && !group->joined) {
		err = ipv6_dev_mc_inc(dev, &group->key.addr);
		group->joined = !err;
	} else if (dev && gone && group->joined) {
		ipv6_dev_mc_dec(dev, &group->key.addr);
	}
	rtnl_unlock();
	if (gone)
		kfree_rcu(group, rcu);
	return err != -ENOMEM;
}

static struct mip6_ha_group *next_todo(struct mip6_ha_groups *groups)
{
	struct mip6_ha_group *group;

	spin_lock_bh(&groups->lock);
	group = list_first_entry_or_null(&groups->todo, struct mip6_ha_group, todo);
	if (group)
		list_del_init(&group->todo);
	spin_unlock_bh(&groups->lock);
	return group;
}

bool mip6_ha_upstream_settle(struct mip6_ha *ha)
{
	struct mip6_ha_groups *groups = &ha->groups;
	struct mip6_ha_group *group;
	LIST_HEAD(again);
	bool any;

	while ((group = next_todo(groups))) {
		if (!settle(ha, group)) {
			spin_lock_bh(&groups->lock);
			if (list_empty(&group->todo))
				list_add_tail(&group->todo, &again);
			spin_unlock_bh(&groups->lock);
		}
		cond_resched();
	}
	spin_lock_bh(&groups->lock);
	any = !list_empty(&again);
	list_splice_tail(&again, &groups->todo);
	spin_unlock_bh(&groups->lock);
	return any;
}
