/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_GROUP_H
#define MIP6_HA_GROUP_H

#include <linux/in6.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>
#include <linux/spinlock_types.h>
#include <linux/workqueue.h>

struct mip6_dev_group;
struct mip6_ha;
struct mip6_ha_listener;

/**
 * struct mip6_ha_group_key - by what a group is found
 * @addr: its address
 * @ifindex: home link of its members
 */
struct mip6_ha_group_key {
	struct in6_addr addr;
	u32 ifindex;
};

/**
 * struct mip6_ha_group - a multicast group that mobile nodes are members of
 * @node: in the table
 * @key: which one, and on which home link
 * @members: those of it; read under RCU
 * @todo: in the list of those that the work has to look after
 * @gone: it has no members any more; out of the table, waits to be freed
 * @joined: we are a member on the home link, for the work alone
 * @rcu: frees it
 *
 * Only the work frees a group, so that it may keep using one that it took from its list.
 */
struct mip6_ha_group {
	struct rhash_head node;
	struct mip6_ha_group_key key;
	struct list_head members;
	struct list_head todo;
	bool gone;
	bool joined;
	struct rcu_head rcu;
};

/**
 * struct mip6_ha_member - a mobile node as a member of a group
 * @of_group: with the others of the group
 * @of_listener: with the other groups of the mobile node
 * @group: the group
 * @listener: the mobile node
 * @hoa: its home address
 * @until: when the membership ends, jiffies
 * @rcu: frees it
 */
struct mip6_ha_member {
	struct list_head of_group;
	struct list_head of_listener;
	struct mip6_ha_group *group;
	struct mip6_ha_listener *listener;
	struct in6_addr hoa;
	unsigned long until;
	struct rcu_head rcu;
};

/**
 * struct mip6_ha_groups - all groups of a home agent
 * @lock: taken to change anything here
 * @closing: the role is being stopped: nothing new, no work queued
 * @count: memberships
 * @restored: mobile nodes that were asked when they were put back, see mip6_ha_mld_restored()
 * @listeners: mobile nodes that have memberships, who was queried longest ago first
 * @todo: groups that have to be joined or left on their home link
 * @work: joins, leaves, queries
 * @by_key: groups; read under RCU
 * @by_hoa: mobile nodes by home address
 */
struct mip6_ha_groups {
	spinlock_t lock;
	bool closing;
	unsigned int count;
	unsigned int restored;
	struct list_head listeners;
	struct list_head todo;
	struct delayed_work work;
	struct rhashtable by_key;
	struct rhashtable by_hoa;
};

/**
 * mip6_ha_group_find() - find a group that has members
 * @ha: the home agent
 * @addr: its address
 * @ifindex: home link of these members
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: the group, or NULL.
 */
struct mip6_ha_group *mip6_ha_group_find(struct mip6_ha *ha, const struct in6_addr *addr,
					 int ifindex);

/**
 * mip6_ha_group_join() - a mobile node says that it is a member of a group
 * @ha: the home agent
 * @hoa: its home address
 * @addr: the group
 *
 * Context: softirq, RCU read side.
 * Return: 0; -ENOSPC if it, or all together, have too many; -ENOENT if it is not registered;
 *	-ENOMEM.
 */
int mip6_ha_group_join(struct mip6_ha *ha, const struct in6_addr *hoa, const struct in6_addr *addr);

/**
 * mip6_ha_group_leave() - a mobile node says that it is no member of a group any more
 * @ha: the home agent
 * @hoa: its home address
 * @addr: the group
 *
 * Nobody else can be on its tunnel who would have to be asked (RFC 3810 7.4.2).
 *
 * Context: softirq.
 */
void mip6_ha_group_leave(struct mip6_ha *ha, const struct in6_addr *hoa,
			 const struct in6_addr *addr);

/**
 * mip6_ha_group_forget() - a binding has ended, and all memberships with it
 * @ha: the home agent
 * @hoa: home address, which is not bound any more
 *
 * Context: any.
 */
void mip6_ha_group_forget(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_group_dump() - tell of a membership
 * @ha: the home agent
 * @index: which one
 * @out: filled in
 *
 * Context: process.
 * Return: 0 or -ENOENT.
 */
int mip6_ha_group_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_group *out);

/**
 * mip6_ha_groups_init() - start without any
 * @ha: the home agent
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int mip6_ha_groups_init(struct mip6_ha *ha);

/**
 * mip6_ha_groups_free() - the reverse
 * @ha: the home agent, on which mip6_ha_groups_exit() was called; nobody looks for groups any more
 *
 * Context: process.
 */
void mip6_ha_groups_free(struct mip6_ha *ha);

/**
 * mip6_ha_groups_exit() - let nothing new begin, end all memberships, leave all groups
 * @ha: the home agent
 *
 * Context: process; takes the rtnl lock.
 */
void mip6_ha_groups_exit(struct mip6_ha *ha);

#endif
