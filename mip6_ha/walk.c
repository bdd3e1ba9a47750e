// SPDX-License-Identifier: GPL-2.0
/*
 * A walk over all home registrations, of which there may be a million: a few at a time, each of
 * them once.
 */
#include "walk.h"

#include "role.h"

#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include <mip6/bcache.h>

enum {
	AT_ONCE	= 32,	/* registrations while the lock is held */
};

/* Some of the registrations; false when there are no more. */
static bool walk_on(struct mip6_ha *ha, mip6_ha_look_t look, bool *done)
{
	struct mip6_bce *bce = NULL;
	unsigned int i;

	rcu_read_lock();
	spin_lock_bh(&ha->guards.lock);
	for (i = 0; i < AT_ONCE; i++) {
		bce = ha->guards.closing ? NULL : mip6_bcache_turn(ha->net);
		if (!bce)
			break;
		if (mip6_bcache_home(ha->net, &bce->b.hoa) == bce)
			*done &= look(ha, bce);
	}
	spin_unlock_bh(&ha->guards.lock);
	rcu_read_unlock();
	return bce;
}

bool mip6_ha_walk(struct mip6_ha *ha, mip6_ha_look_t look)
{
	bool done = true;

	mutex_lock(&ha->walk);
	mip6_bcache_round(ha->net);
	while (walk_on(ha, look, &done))
		cond_resched();
	mutex_unlock(&ha->walk);
	return done;
}
