// SPDX-License-Identifier: GPL-2.0
/*
 * What is told of memberships in multicast groups.
 */
#include "group.h"

#include "role.h"

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include <mipv6_dev.h>

static void tell(const struct mip6_ha *ha, const struct mip6_ha_member *member,
		 struct mip6_dev_group *out)
{
	unsigned long age = jiffies - member->heard, lifetime = mip6_ha_group_lifetime(ha);
	struct net_device *dev;

	out->hoa = member->hoa;
	out->group = member->group->key.addr;
	out->left = age < lifetime ? (lifetime - age) / HZ : 0;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(ha->net, member->group->key.ifindex);
	if (dev)
		strscpy(out->ifname, dev->name, sizeof(out->ifname));
	rcu_read_unlock();
}

/* Who asks for one asks for the next then: it is not looked for from the beginning. */
static const struct mip6_ha_member *find_nth(struct mip6_ha_groups *groups, u32 index)
{
	struct mip6_ha_member *member = groups->shown;
	u32 at = groups->shown_at;

	lockdep_assert_held(&groups->lock);
	if (index >= groups->count)
		return NULL;
	if (!member || at > index) {
		member = list_first_entry(&groups->members, struct mip6_ha_member, in_order);
		at = 0;
	}
	for (; at < index; at++)
		member = list_next_entry(member, in_order);
	groups->shown = member;
	groups->shown_at = at;
	return member;
}

int mip6_ha_group_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_group *out)
{
	const struct mip6_ha_member *member;

	spin_lock_bh(&ha->groups.lock);
	member = find_nth(&ha->groups, index);
	if (member)
		tell(ha, member, out);
	spin_unlock_bh(&ha->groups.lock);
	return member ? 0 : -ENOENT;
}
