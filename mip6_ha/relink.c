// SPDX-License-Identifier: GPL-2.0
/*
 * Home links go with their interface or address, come back, or become others. Where each registered
 * home address has to be guarded, and from where groups come to it, is then looked for anew, by a
 * walk over all of them.
 *
 * On links where we take prefixes from router advertisements others decide when addresses of ours
 * come and go: the walk rests for as long as keeps it to a tenth of a processor's time.
 */
#include "relink.h"

#include "group.h"
#include "guard.h"
#include "home.h"
#include "role.h"
#include "walk.h"

#include <linux/compiler.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>

#include <mip6/bcache.h>

enum {
	REST		= 9,	/* times what the walk took, */
	REST_MAX	= 60 * HZ,
	AGAIN_INTERVAL	= HZ / 5,	/* for want of memory */
};

static bool look(struct mip6_ha *ha, struct mip6_bce *bce)
{
	struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, &bce->b.hoa);
	struct mip6_ha_request req = { .b = bce->b, .peer = bce->b.coa };
	struct mip6_ha_home home;

	/* In duplicate address detection, which looks for the link when it ends. */
	if (guard && guard->state != MIP6_HA_GUARD_ACTIVE)
		return true;
	if (!mip6_ha_home_link(ha, &bce->b.hoa, &home)) {
		if (guard)
			mip6_ha_guard_plug(guard, false);
		return true;
	}
	if (bce->b.ifindex != home.ifindex) {
		WRITE_ONCE(bce->b.ifindex, home.ifindex);
		mip6_ha_group_move(ha, &bce->b.hoa, false);
	}
	if (home.is_virtual) {
		if (guard)
			mip6_ha_guard_end(guard);
		return true;
	}
	req.b.ifindex = home.ifindex;
	if (!guard || !mip6_ha_guard_fits(guard, &req))
		return !mip6_ha_guard_take(ha, guard, &req);
	mip6_ha_guard_plug(guard, true);
	return true;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, relink.work);
	unsigned long began = jiffies, took;
	bool done = mip6_ha_walk(ha, look);

	took = jiffies - began;
	WRITE_ONCE(ha->relink.rest, jiffies + min_t(unsigned long, took * REST, REST_MAX));
	if (!done)
		queue_delayed_work(system_long_wq, &ha->relink.work, AGAIN_INTERVAL);
}

void mip6_ha_relink(struct mip6_ha *ha)
{
	unsigned long left = READ_ONCE(ha->relink.rest) - jiffies;

	/* More than that is a time long past. */
	queue_delayed_work(system_long_wq, &ha->relink.work, left <= REST_MAX ? left : 0);
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
