// SPDX-License-Identifier: GPL-2.0
/*
 * From softirq to the work: messages that must not get lost in what comes after them.
 */
#include "events.h"

#include "mn.h"

bool mip6_mn_events_push(struct mip6_mn *mn, const struct mip6_mn_event *ev)
{
	struct mip6_mn_events *events = &mn->events;
	bool room;

	spin_lock_bh(&mn->facts);
	room = events->count < MIP6_MN_EVENTS_MAX;
	if (room)
		events->ring[(events->head + events->count++) % MIP6_MN_EVENTS_MAX] = *ev;
	spin_unlock_bh(&mn->facts);
	mip6_mn_kick(mn);
	return room;
}

bool mip6_mn_events_pop(struct mip6_mn *mn, struct mip6_mn_event *ev)
{
	struct mip6_mn_events *events = &mn->events;
	bool any;

	spin_lock_bh(&mn->facts);
	any = events->count;
	if (any) {
		*ev = events->ring[events->head];
		events->head = (events->head + 1) % MIP6_MN_EVENTS_MAX;
		events->count--;
	}
	spin_unlock_bh(&mn->facts);
	return any;
}
