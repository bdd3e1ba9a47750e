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
 * @count: how many
 * @all: with all others, those that are gone too
 * @todo: in the list of those that the work has to look after
 * @gone: it has no members any more; out of the table, waits to be freed
 * @busy: the work has it: only that may free it now
 * @joined: we are a member on the home link; written under rtnl, too
 * @rcu: frees it
 */
struct mip6_ha_group {
	struct rhash_head node;
	struct mip6_ha_group_key key;
	struct list_head members;
	unsigned int count;
	struct list_head all;
	struct list_head todo;
	bool gone;
	bool busy;
	bool joined;
	struct rcu_head rcu;
};

/**
 * enum mip6_ha_turn - when a mobile node that is a member of groups is queried next
 * @MIP6_HA_TURN_NOW: as soon as others leave room for it
 * @MIP6_HA_TURN_AGAIN: when it could have answered that
 * @MIP6_HA_TURN_LATER: when the interval is over
 * @MIP6_HA_TURNS: how many of these there are
 */
enum mip6_ha_turn {
	MIP6_HA_TURN_NOW,
	MIP6_HA_TURN_AGAIN,
	MIP6_HA_TURN_LATER,
	MIP6_HA_TURNS,
};

/**
 * struct mip6_ha_listener - a mobile node that is a member of groups
 * @node: in the table
 * @hoa: its home address
 * @members: its memberships
 * @count: how many
 * @queue: with those that wait for the same turn
 * @turn: for which
 * @queried: when it was last queried, or became one, jiffies
 * @moved: when it last moved, jiffies; before it became one if it has not
 * @rcu: frees it
 */
struct mip6_ha_listener {
	struct rhash_head node;
	struct in6_addr hoa;
	struct list_head members;
	unsigned int count;
	struct list_head queue;
	enum mip6_ha_turn turn;
	unsigned long queried;
	unsigned long moved;
	struct rcu_head rcu;
};

/**
 * struct mip6_ha_member - a mobile node as a member of a group
 * @of_group: with the others of the group
 * @of_listener: with the other groups of the mobile node
 * @in_order: with all others, in the order in which they began
 * @by_age: with all others, or all others in doubt, who was heard of longest ago first
 * @group: the group
 * @listener: the mobile node
 * @hoa: its home address
 * @heard: when it was last told of, jiffies; in doubt: longer ago than it really was
 * @rcu: frees it
 */
struct mip6_ha_member {
	struct list_head of_group;
	struct list_head of_listener;
	struct list_head in_order;
	struct list_head by_age;
	struct mip6_ha_group *group;
	struct mip6_ha_listener *listener;
	struct in6_addr hoa;
	unsigned long heard;
	struct rcu_head rcu;
};

/**
 * struct mip6_ha_groups - all groups of a home agent
 * @lock: taken to change anything here
 * @closing: the role is being stopped: nothing new, no work queued
 * @interval: between queries of a mobile node, jiffies
 * @count: memberships
 * @objects: groups that memory is taken for, those that are gone too
 * @restored: mobile nodes that were asked when they were put back, see mip6_ha_mld_restored()
 * @members: memberships, in the order in which they began
 * @by_age: memberships, who was heard of longest ago first
 * @doubted: likewise, those in doubt
 * @shown: the membership that was told of last, if it is still there
 * @shown_at: which one that was
 * @queues: mobile nodes that have memberships, by their turn, who was queried longest ago first
 * @rest: no more queries before that, jiffies; for the work alone
 * @all: groups
 * @todo: groups that have to be joined or left on their home link
 * @work: joins, leaves, queries, ends what was not told of for too long
 * @by_key: groups; read under RCU
 * @by_hoa: mobile nodes by home address
 */
struct mip6_ha_groups {
	spinlock_t lock;
	bool closing;
	unsigned long interval;
	unsigned int count;
	unsigned int objects;
	unsigned int restored;
	struct list_head members;
	struct list_head by_age;
	struct list_head doubted;
	struct mip6_ha_member *shown;
	u32 shown_at;
	struct list_head queues[MIP6_HA_TURNS];
	unsigned long rest;
	struct list_head all;
	struct list_head todo;
	struct delayed_work work;
	struct rhashtable by_key;
	struct rhashtable by_hoa;
};

/**
 * mip6_ha_group_lifetime() - how long a membership lasts since it was told of
 * @ha: the home agent
 *
 * Context: any.
 * Return: Multicast Address Listening Interval, RFC 3810 9.4, jiffies.
 */
unsigned long mip6_ha_group_lifetime(const struct mip6_ha *ha);

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
 * Return: 0; -ENOSPC if it, the group, or all together have too many; -ENOENT if it is not
 *	registered; -ENOMEM.
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
 * mip6_ha_group_doubt() - a mobile node says of a group what may mean that it leaves
 * @ha: the home agent
 * @hoa: its home address
 * @addr: the group
 *
 * It is queried soon, and the membership ends soon if it does not answer (RFC 3810 7.6).
 *
 * Context: softirq.
 */
void mip6_ha_group_doubt(struct mip6_ha *ha, const struct in6_addr *hoa,
			 const struct in6_addr *addr);

/**
 * mip6_ha_group_move() - a binding, or its home link, may have become another one
 * @ha: the home agent
 * @hoa: its home address
 * @away: the mobile node was elsewhere, as far as is known
 *
 * Memberships go along. Of a mobile node that has moved they are in doubt: what it gave up on the
 * way may not have been heard. It is queried, and what it does not tell of ends soon.
 *
 * Context: any, RCU read side.
 */
void mip6_ha_group_move(struct mip6_ha *ha, const struct in6_addr *hoa, bool away);

/**
 * mip6_ha_group_end() - end a membership
 * @ha: the home agent; the lock of its groups is held
 * @member: the membership
 *
 * Context: any.
 */
void mip6_ha_group_end(struct mip6_ha *ha, struct mip6_ha_member *member);

/**
 * mip6_ha_group_free() - free a group
 * @ha: the home agent; the lock of its groups is held
 * @group: one that is gone, not joined, and nobody's but the caller's
 *
 * Context: any.
 */
void mip6_ha_group_free(struct mip6_ha *ha, struct mip6_ha_group *group);

/**
 * mip6_ha_group_look_after() - have the work join or leave a group
 * @ha: the home agent; the lock of its groups is held
 * @group: the group
 *
 * Context: any.
 */
void mip6_ha_group_look_after(struct mip6_ha *ha, struct mip6_ha_group *group);

/**
 * mip6_ha_group_wake() - have the work see to everything
 * @ha: the home agent; the lock of its groups is held
 *
 * Context: any.
 */
void mip6_ha_group_wake(struct mip6_ha *ha);

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
 * mip6_ha_groups_flush() - end all memberships
 * @ha: the home agent, which lets nothing new begin
 *
 * Context: process.
 */
void mip6_ha_groups_flush(struct mip6_ha *ha);

/**
 * mip6_ha_groups_exit() - let nothing new begin, end all memberships, leave all groups
 * @ha: the home agent
 *
 * Context: process; takes the rtnl lock.
 */
void mip6_ha_groups_exit(struct mip6_ha *ha);

#endif
