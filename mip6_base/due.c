// SPDX-License-Identifier: GPL-2.0
/*
 * What time brings to entries of the binding cache: they end, mobile nodes are asked for a refresh,
 * the role is reminded.
 *
 * Entries wait in the slot of the time when something is to be done for them, in a ring of slots.
 * A work looks after them, one at a time: there may be a million whose time comes at once, and
 * timers would keep a processor from everything else until they had all run. An entry that has to
 * wait for longer than the ring lasts is met once a turn.
 */
#include "due.h"

#include "bcache.h"
#include "netns.h"
#include "refresh.h"
#include "role.h"
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>

enum {
	TICK_SHIFT	= ilog2(HZ / 8),	/* a slot's time, jiffies: an eighth of a second at most */
	SHORT_SEC	= 8,			/* a time that timers are exact enough for */
};

/* When a correspondent's mobile node is to be asked for a refresh, if it still is (9.5.5). */
static bool request_time(const struct mip6_bce *bce, unsigned long *at)
{
	u32 after = mip6_rules_refresh_request(bce->b.lifetime, bce->sent);

	*at = bce->made + (unsigned long)after * HZ;
	return after && !bce->gone && bce->b.type == MIP6_BINDING_CACHED;
}

static unsigned long next_time(const struct mip6_bce *bce)
{
	unsigned long at, next = bce->forget;

	if (request_time(bce, &at) && time_before(at, next))
		next = at;
	if (bce->remind && time_before(bce->remind, next))
		next = bce->remind;
	return next;
}

/*
 * Timers may be late by an eighth of their time, what they are for may not (9.6): most of its time is
 * waited for first, then the rest.
 */
static void plan_work(struct mip6_bcache *bc, unsigned long tick)
{
	unsigned long now = jiffies;
	long left = max((long)((tick << TICK_SHIFT) - now), 0L);

	lockdep_assert_held(&bc->lock);
	if (left > SHORT_SEC * HZ)
		left -= left / 8;
	bc->planned = true;
	bc->next = now + left;
	mod_delayed_work(system_unbound_wq, &bc->work, left);
}

void mip6_due_plan(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	unsigned long now = jiffies, at = next_time(bce);
	unsigned long tick = ((time_after(at, now) ? at : now) >> TICK_SHIFT) + 1;
	unsigned int slot = tick % MIP6_SLOTS;

	lockdep_assert_held(&bc->lock);
	hlist_del_init(&bce->due);
	hlist_add_head(&bce->due, &bc->slots[slot]);
	__set_bit(slot, bc->busy);
	if (!bc->planned || time_before(tick << TICK_SHIFT, bc->next))
		plan_work(bc, tick);
}

void mip6_bcache_remind(struct net *net, struct mip6_bce *bce, unsigned long when, u8 sent)
{
	struct mip6_bcache *bc = &mip6_net(net)->bcache;

	spin_lock_bh(&bc->lock);
	if (!bce->dead) {
		WRITE_ONCE(bce->remind, when ?: 1);
		WRITE_ONCE(bce->sent, sent);
		mip6_due_plan(bc, bce);
	}
	spin_unlock_bh(&bc->lock);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_remind, MIP6);

/* Whether to ask for a refresh now: only for what is in use. */
static bool asks(struct mip6_bce *bce)
{
	unsigned long at;

	if (!request_time(bce, &at) || time_before(jiffies, at))
		return false;
	bce->sent++;
	return mip6_bcache_live(bce) && mip6_bcache_in_use(bce);
}

static bool reminds(struct mip6_bce *bce)
{
	if (!bce->remind || time_before(jiffies, bce->remind))
		return false;
	WRITE_ONCE(bce->remind, 0);
	return mip6_bcache_live(bce);
}

/* Looks after one of those whose slot is up; false if there are no more. */
static bool look_after(struct mip6_net *mnet)
{
	struct mip6_bcache *bc = &mnet->bcache;
	bool ask = false, remind = false, ended = false;
	struct mip6_bce *bce;

	/* Keeps the entry, and the role. */
	rcu_read_lock();
	spin_lock_bh(&bc->lock);
	bce = hlist_entry_safe(bc->up.first, struct mip6_bce, due);
	if (bce && time_before(jiffies, bce->forget)) {
		ask = asks(bce);
		remind = reminds(bce);
		mip6_due_plan(bc, bce);
	} else if (bce) {
		mip6_bcache_remove(bc, bce);
		ended = mip6_bcache_is_home(bce);
	}
	spin_unlock_bh(&bc->lock);

	if (ask)
		mip6_refresh_send(mnet->net, &bce->b);
	if (remind)
		mip6_role_binding_due(mnet, &bce->b);
	if (ended)
		mip6_role_binding_ended(mnet, &bce->b);
	rcu_read_unlock();
	return bce;
}

/* When the next slot comes up that has entries; false if none has. */
static bool next_busy(const struct mip6_bcache *bc, unsigned long *tick)
{
	unsigned long first = bc->tick + 1;
	unsigned long slot = find_next_bit_wrap(bc->busy, MIP6_SLOTS, first % MIP6_SLOTS);

	*tick = first + (slot - first) % MIP6_SLOTS;
	return slot < MIP6_SLOTS;
}

/* Takes the next slot whose time has come. If there is none, plans the work for when there is. */
static bool take_slot(struct mip6_bcache *bc)
{
	unsigned long now = jiffies >> TICK_SHIFT, tick;
	bool taken = false;

	spin_lock_bh(&bc->lock);
	/* Nothing waits for longer than a turn of the ring. */
	if (now - bc->tick > MIP6_SLOTS)
		bc->tick = now - MIP6_SLOTS;
	bc->planned = next_busy(bc, &tick);
	if (bc->planned && tick - bc->tick <= now - bc->tick) {
		taken = true;
		bc->tick = tick;
		__clear_bit(tick % MIP6_SLOTS, bc->busy);
		hlist_move_list(&bc->slots[tick % MIP6_SLOTS], &bc->up);
	} else {
		bc->tick = now;
		if (bc->planned)
			plan_work(bc, tick);
	}
	spin_unlock_bh(&bc->lock);
	return taken;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_net *mnet = container_of(to_delayed_work(work), struct mip6_net, bcache.work);

	while (take_slot(&mnet->bcache))
		while (look_after(mnet))
			cond_resched();
}

int mip6_due_init(struct mip6_bcache *bc)
{
	bc->slots = kvcalloc(MIP6_SLOTS, sizeof(*bc->slots), GFP_KERNEL_ACCOUNT);
	if (!bc->slots)
		return -ENOMEM;
	bc->tick = jiffies >> TICK_SHIFT;
	INIT_DELAYED_WORK(&bc->work, work_fn);
	return 0;
}

void mip6_due_exit(struct mip6_bcache *bc)
{
	cancel_delayed_work_sync(&bc->work);
	kvfree(bc->slots);
}
