// SPDX-License-Identifier: GPL-2.0
/*
 * A walk over all guards, of which there may be a million: a few at a time, each of them once.
 * Those that have been seen go to the end of the list, where new ones are put as well.
 */
#include "walk.h"

#include "guard.h"
#include "role.h"

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

enum {
	AT_ONCE	= 32,	/* guards while the lock is held */
};

/* Some of the guards; false when there are no more. */
static bool walk_on(struct mip6_ha_guards *guards, mip6_ha_look_t look, bool *done)
{
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
		*done &= look(guard);
	}
	spin_unlock_bh(&guards->lock);
	rcu_read_unlock();
	return guard;
}

bool mip6_ha_walk(struct mip6_ha *ha, mip6_ha_look_t look)
{
	struct mip6_ha_guards *guards = &ha->guards;
	bool done = true;

	mutex_lock(&guards->walk);
	spin_lock_bh(&guards->lock);
	guards->round++;
	spin_unlock_bh(&guards->lock);
	while (walk_on(guards, look, &done))
		cond_resched();
	mutex_unlock(&guards->walk);
	return done;
}
