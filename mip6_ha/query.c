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

/* Chooses who was queried longest ago, if that is long enough; else @wait is until it is. */
static bool take_turn(struct mip6_ha *ha, struct in6_addr *hoa, unsigned long *wait)
{
	struct mip6_ha_groups *groups = &ha->groups;
	struct mip6_ha_listener *listener;
	unsigned long ago, response;

	lockdep_assert_held(&groups->lock);
	listener = list_first_entry_or_null(&groups->listeners, struct mip6_ha_listener, turn);
	*wait = MAX_JIFFY_OFFSET;
	if (!listener)
		return false;
	ago = jiffies - listener->queried;
	*wait = groups->interval - ago;
	if (ago < groups->interval)
		return false;
	*hoa = listener->hoa;
	listener->queried = jiffies;
	if (listener->doubts && --listener->doubts) {
		/* Stays the first: it is queried again when it could have answered. */
		response = msecs_to_jiffies(mip6_ha_mld_response_ms(groups->interval / HZ));
		listener->queried -= groups->interval - response;
		return true;
	}
	list_move_tail(&listener->turn, &groups->listeners);
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

/* Ends memberships that were not told of for too long. Returns when to do so again. */
static unsigned long expire(struct mip6_ha *ha)
{
	const unsigned long lifetime = mip6_ha_group_lifetime(ha);
	struct mip6_ha_groups *groups = &ha->groups;
	struct mip6_ha_member *member;
	unsigned long wait = 0;
	unsigned int i;

	spin_lock_bh(&groups->lock);
	for (i = 0; i < BATCH && !wait; i++) {
		member = list_first_entry_or_null(&groups->by_age, struct mip6_ha_member, by_age);
		if (!member)
			wait = MAX_JIFFY_OFFSET;
		else if (jiffies - member->heard < lifetime)
			wait = lifetime - (jiffies - member->heard);
		else
			mip6_ha_group_end(ha, member);
	}
	spin_unlock_bh(&groups->lock);
	return wait;
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
	WRITE_ONCE(groups->interval, interval);
	/* With a shorter one they would be over already: as if told of an interval ago. */
	list_for_each_entry(member, &groups->by_age, by_age)
		if (jiffies - member->heard > interval)
			WRITE_ONCE(member->heard, jiffies - interval);
	mip6_ha_group_wake(ha);
	spin_unlock_bh(&groups->lock);
}

void mip6_ha_query_init(struct mip6_ha *ha)
{
	ha->groups.interval = conf_interval(ha);
	ha->groups.rest = jiffies;
	INIT_DELAYED_WORK(&ha->groups.work, work_fn);
}
