// SPDX-License-Identifier: GPL-2.0
/*
 * Our own memberships on home links: of each group that mobile nodes are members of. That brings us
 * its packets, past switches and from routers that look at who is a member. It wants the rtnl lock,
 * so the work of the groups sees to it.
 */
#include "upstream.h"

#include "group.h"
#include "role.h"

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <net/addrconf.h>
#include <net/net_namespace.h>

enum {
	BATCH		= 64,		/* others want the rtnl lock too */
	AGAIN_INTERVAL	= HZ / 5,	/* for want of memory */
};

/* Joins the group on the home link if it has members, leaves it if not. */
static int act(struct mip6_ha *ha, struct mip6_ha_group *group, bool gone)
{
	struct net_device *dev = __dev_get_by_index(ha->net, group->key.ifindex);
	int err = 0;

	ASSERT_RTNL();
	if (!gone && !group->joined)
		err = dev ? ipv6_dev_mc_inc(dev, &group->key.addr) : -ENODEV;
	else if (gone && group->joined && dev)
		ipv6_dev_mc_dec(dev, &group->key.addr);
	return err;
}

/* Returns -ENOMEM if it has to be tried again. When something else is there we are told. */
static int settle(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	struct mip6_ha_groups *groups = &ha->groups;
	bool gone;
	int err;

	rtnl_lock();
	spin_lock_bh(&groups->lock);
	gone = group->gone;
	spin_unlock_bh(&groups->lock);
	err = act(ha, group, gone);
	spin_lock_bh(&groups->lock);
	group->joined = !gone && !err;
	group->busy = false;
	if (group->gone && !group->joined)
		mip6_ha_group_free(ha, group);
	else if (err == -ENOMEM && list_empty(&group->todo))
		list_add_tail(&group->todo, &groups->todo);
	spin_unlock_bh(&groups->lock);
	rtnl_unlock();
	return err;
}

static struct mip6_ha_group *next_todo(struct mip6_ha_groups *groups)
{
	struct mip6_ha_group *group;

	spin_lock_bh(&groups->lock);
	group = list_first_entry_or_null(&groups->todo, struct mip6_ha_group, todo);
	if (group) {
		list_del_init(&group->todo);
		group->busy = true;
	}
	spin_unlock_bh(&groups->lock);
	return group;
}

unsigned long mip6_ha_upstream_settle(struct mip6_ha *ha)
{
	struct mip6_ha_group *group;
	unsigned int i;

	for (i = 0; i < BATCH; i++) {
		group = next_todo(&ha->groups);
		if (!group)
			return MAX_JIFFY_OFFSET;
		if (settle(ha, group) == -ENOMEM)
			return AGAIN_INTERVAL;
		cond_resched();
	}
	return 0;
}

void mip6_ha_upstream_event(struct mip6_ha *ha, const struct net_device *dev)
{
	bool there = __in6_dev_get(dev);
	struct mip6_ha_group *group;

	ASSERT_RTNL();
	spin_lock_bh(&ha->groups.lock);
	list_for_each_entry(group, &ha->groups.all, all) {
		if (group->key.ifindex != dev->ifindex)
			continue;
		if (!there)
			group->joined = false;
		else if (!group->joined)
			mip6_ha_group_look_after(ha, group);
	}
	spin_unlock_bh(&ha->groups.lock);
}
