// SPDX-License-Identifier: GPL-2.0
/*
 * When mobile nodes are queried what groups they are members of, and what becomes of those who do
 * not answer: RFC 6275 10.4.3, RFC 3810 7.6, 9.2. One work does that, and has groups joined and
 * left on home links.
 */
#include "query.h"

#include "group.h"
#include "mld.h"
#include "role.h"
#include "upstream.h"

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/rhashtable.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include <mip6/conf.h>

enum {
	SPREAD	= 32,	/* rounds by which half an interval is over */
	BATCH	= 64,	/* memberships that end while nobody else can have the lock's processor */
};

static unsigned long response(const struct mip6_ha *ha)
{
	return msecs_to_jiffies(mip6_ha_mld_response_ms(ha->groups.interval / HZ));
}

/* How long after it was queried last a mobile node's turn comes. */
static unsigned long delay_of(const struct mip6_ha *ha, enum mip6_ha_turn turn)
{
	switch (turn) {
	case MIP6_HA_TURN_NOW:
		return 0;
	case MIP6_HA_TURN_AGAIN:
		return response(ha);
	default:
		return ha->groups.interval;
	}
}

static void wait_for(struct mip6_ha *ha, struct mip6_ha_listener *listener, enum mip6_ha_turn turn)
{
	lockdep_assert_held(&ha->groups.lock);
	listener->turn = turn;
	list_move_tail(&listener->queue, &ha->groups.queues[turn]);
}

void mip6_ha_query_begin(struct mip6_ha *ha, struct mip6_ha_listener *listener)
{
	listener->queried = jiffies;
	listener->moved = jiffies - 1;
	INIT_LIST_HEAD(&listener->queue);
	wait_for(ha, listener, MIP6_HA_TURN_LATER);
	mip6_ha_group_wake(ha);
}

/* Returns whether it lasts longer than it may by now. */
static bool put_in_doubt(struct mip6_ha *ha, struct mip6_ha_member *member)
{
	unsigned long lifetime = mip6_ha_group_lifetime(ha);
	/* It may lose one of the two queries, and comes to its turn after others who are due. */
	unsigned long left = min(lifetime, (MIP6_HA_ROBUSTNESS + 1) * response(ha));

	lockdep_assert_held(&ha->groups.lock);
	if (jiffies - member->heard >= lifetime - left)
		return false;
	WRITE_ONCE(member->heard, jiffies - (lifetime - left));
	list_move_tail(&member->by_age, &ha->groups.doubted);
	return true;
}

void mip6_ha_query_doubt(struct mip6_ha *ha, struct mip6_ha_member *member)
{
	struct mip6_ha_listener *listener = member->listener;

	/* While it is being asked it is not asked for more: the answer is about all its groups. */
	if (put_in_doubt(ha, member) && listener->turn == MIP6_HA_TURN_LATER)
		wait_for(ha, listener, MIP6_HA_TURN_NOW);
	mip6_ha_group_wake(ha);
}

void mip6_ha_query_moved(struct mip6_ha *ha, struct mip6_ha_listener *listener)
{
	listener->moved = jiffies;
	/* What it was asked before may not have come to where it is now. */
	if (listener->turn != MIP6_HA_TURN_NOW)
		wait_for(ha, listener, MIP6_HA_TURN_NOW);
	mip6_ha_group_wake(ha);
}

/*
 * Whose turn it is; NULL if it is nobody's for @wait. Who has waited for the interval goes first:
 * those who move, however often they do, leave room for all others then, and have no end to fear
 * before they were asked.
 */
static struct mip6_ha_listener *find_due(struct mip6_ha *ha, unsigned long *wait)
{
	struct mip6_ha_listener *listener;
	unsigned long ago, delay;
	int turn;

	*wait = MAX_JIFFY_OFFSET;
	for (turn = MIP6_HA_TURN_LATER; turn >= MIP6_HA_TURN_NOW; turn--) {
		listener = list_first_entry_or_null(&ha->groups.queues[turn],
						    struct mip6_ha_listener, queue);
		if (!listener)
			continue;
		ago = jiffies - listener->queried;
		delay = delay_of(ha, turn);
		if (ago >= delay)
			return listener;
		*wait = min(*wait, delay - ago);
	}
	return NULL;
}

/* Chooses who is to be queried; false if nobody is for @wait. */
static bool take_turn(struct mip6_ha *ha, struct in6_addr *hoa, unsigned long *wait)
{
	struct mip6_ha_listener *listener = find_due(ha, wait);
	struct mip6_ha_member *member;

	lockdep_assert_held(&ha->groups.lock);
	if (!listener)
		return false;
	*hoa = listener->hoa;
	listener->queried = jiffies;
	if (listener->turn != MIP6_HA_TURN_NOW) {
		wait_for(ha, listener, MIP6_HA_TURN_LATER);
		return true;
	}
	/* What was told of in that very jiffy may be from before: it will be told of again. */
	list_for_each_entry(member, &listener->members, of_listener)
		if (time_before_eq(member->heard, listener->moved))
			put_in_doubt(ha, member);
	wait_for(ha, listener, MIP6_HA_TURN_AGAIN);
	return true;
}

/*
 * Some of those whose turn it is, and the next ones a moment later: who has joined together, as
 * after a start, is not queried together. Returns when to go on, in jiffies from now.
 */
static unsigned long query_some(struct mip6_ha *ha)
{
	unsigned int some = 1 + atomic_read(&ha->groups.by_hoa.nelems) / SPREAD;
	unsigned long pause = READ_ONCE(ha->groups.interval) / (2 * SPREAD);
	unsigned long wait = ha->groups.rest - jiffies;
	struct in6_addr hoa;
	bool due;

	/* More than that is a time past. */
	if (wait && wait <= pause)
		return wait;
	while (some--) {
		spin_lock_bh(&ha->groups.lock);
		due = take_turn(ha, &hoa, &wait);
		spin_unlock_bh(&ha->groups.lock);
		if (!due)
			return wait;
		mip6_ha_mld_query(ha, &hoa);
		cond_resched();
	}
	ha->groups.rest = jiffies + pause;
	return pause;
}

/* A membership that was not told of for too long; NULL if there is none for @wait. */
static struct mip6_ha_member *find_over(struct mip6_ha *ha, unsigned long *wait)
{
	struct list_head *const lists[] = { &ha->groups.by_age, &ha->groups.doubted };
	const unsigned long lifetime = mip6_ha_group_lifetime(ha);
	struct mip6_ha_member *member;
	unsigned long ago;
	unsigned int i;

	*wait = MAX_JIFFY_OFFSET;
	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		member = list_first_entry_or_null(lists[i], struct mip6_ha_member, by_age);
		if (!member)
			continue;
		ago = jiffies - member->heard;
		if (ago >= lifetime)
			return member;
		*wait = min(*wait, lifetime - ago);
	}
	return NULL;
}

/* Ends memberships that were not told of for too long. Returns when to do so again. */
static unsigned long expire(struct mip6_ha *ha)
{
	struct mip6_ha_member *member = NULL;
	unsigned long wait = 0;
	unsigned int i;

	spin_lock_bh(&ha->groups.lock);
	for (i = 0; i < BATCH; i++) {
		member = find_over(ha, &wait);
		if (!member)
			break;
		mip6_ha_group_end(ha, member);
	}
	spin_unlock_bh(&ha->groups.lock);
	return member ? 0 : wait;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, groups.work);
	unsigned long wait = min(expire(ha), query_some(ha));

	wait = min(wait, mip6_ha_upstream_settle(ha));
	spin_lock_bh(&ha->groups.lock);
	/* If it is to run anyway that is soon enough. */
	if (!ha->groups.closing && wait != MAX_JIFFY_OFFSET)
		queue_delayed_work(system_unbound_wq, &ha->groups.work, wait);
	spin_unlock_bh(&ha->groups.lock);
}

static unsigned long conf_interval(struct mip6_ha *ha)
{
	return READ_ONCE(mip6_conf(ha->net)->group_query_interval) * (unsigned long)HZ;
}

void mip6_ha_query_set_interval(struct mip6_ha *ha)
{
	struct mip6_ha_groups *groups = &ha->groups;
	unsigned long interval = conf_interval(ha);
	struct mip6_ha_member *member;

	spin_lock_bh(&groups->lock);
	if (interval == groups->interval)
		goto out;
	WRITE_ONCE(groups->interval, interval);
	/* With a shorter one they would be over already: as if told of an interval ago. */
	list_for_each_entry(member, &groups->members, in_order)
		if (jiffies - member->heard > interval)
			WRITE_ONCE(member->heard, jiffies - interval);
	mip6_ha_group_wake(ha);
out:
	spin_unlock_bh(&groups->lock);
}

void mip6_ha_query_init(struct mip6_ha *ha)
{
	unsigned int turn;

	for (turn = 0; turn < MIP6_HA_TURNS; turn++)
		INIT_LIST_HEAD(&ha->groups.queues[turn]);
	ha->groups.interval = conf_interval(ha);
	ha->groups.rest = jiffies;
	INIT_DELAYED_WORK(&ha->groups.work, work_fn);
}
