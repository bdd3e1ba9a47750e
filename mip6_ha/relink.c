// SPDX-License-Identifier: GPL-2.0
/*
 * Home links go with their interface or address, come back, or become others. Which one each guard
 * stands on is then looked for anew, by a walk over all of them.
 *
 * On links where we take prefixes from router advertisements others decide when addresses of ours come
 * and go: the walk rests for as long as keeps it to a tenth of a processor's time.
 */
#include "relink.h"

#include "guard.h"
#include "role.h"

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

enum {
	AT_ONCE		= 32,	/* guards while the lock is held */
	REST		= 9,	/* times what the walk took */
	AGAIN_INTERVAL	= HZ / 5,	/* for want of memory */
};

/* Some of the guards; false when there are no more. */
static bool walk_on(struct mip6_ha *ha, bool *done)
{
	struct mip6_ha_guards *guards = &ha->guards;
	struct mip6_ha_guard *guard = NULL;
	unsigned int i;

	rcu_read_lock();
	spin_lock_bh(&guards->lock);
	for (i = 0; i < AT_ONCE; i++) {
		guard = list_first_entry_or_null(&guards->all, struct mip6_ha_guard, all);
		if (!guard || guard->round == guards->round || guards->closing) {
			guard = NULL;
			break;
		}
		guard->round = guards->round;
		list_move_tail(&guard->all, &guards->all);
		*done &= mip6_ha_guard_relink(guard);
	}
	spin_unlock_bh(&guards->lock);
	rcu_read_unlock();
	return guard;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, relink.work);
	unsigned long began = jiffies;
	bool done = true;

	spin_lock_bh(&ha->guards.lock);
	ha->guards.round++;
	spin_unlock_bh(&ha->guards.lock);
	while (walk_on(ha, &done))
		cond_resched();
	WRITE_ONCE(ha->relink.rest, jiffies + (jiffies - began) * REST);
	if (!done)
		queue_delayed_work(system_wq, &ha->relink.work, AGAIN_INTERVAL);
}

void mip6_ha_relink(struct mip6_ha *ha)
{
	unsigned long now = jiffies, rest = READ_ONCE(ha->relink.rest);

	queue_delayed_work(system_wq, &ha->relink.work,
			   time_after(rest, now) ? rest - now : 0);
}

void mip6_ha_relink_init(struct mip6_ha *ha)
{
	INIT_DELAYED_WORK(&ha->relink.work, work_fn);
	ha->relink.rest = jiffies;
}

void mip6_ha_relink_stop(struct mip6_ha *ha)
{
	cancel_delayed_work_sync(&ha->relink.work);
}
