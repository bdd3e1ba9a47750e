// SPDX-License-Identifier: GPL-2.0
/*
 * Guards: what stands on the home link for a mobile node that is away. A guard begins with
 * duplicate address detection (RFC 6275 10.3.1), then defends the address (10.4.1), and ends with
 * the registration. On a virtual home link nobody is there to be kept from anything: no guards.
 *
 * Membership of groups wants the rtnl lock, so the work sees to it. A guard that has ended leaves
 * the tables at once, so that nothing is answered any more, and is freed by the work.
 */
#include "guard.h"

#include "nd.h"
#include "role.h"

#include <linux/bits.h>
#include <linux/rhashtable.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/stats.h>
#include <wire/mh.h>

enum {
	ANNOUNCEMENTS		= 3,	/* MAX_NEIGHBOR_ADVERTISEMENT */
	ANNOUNCE_INTERVAL	= HZ,
	AGAIN_INTERVAL		= HZ / 5,	/* for want of memory */
	AT_ONCE			= 32,	/* guards that are ended while the lock is held */
	JOINED_HOA		= BIT(0),
	JOINED_LL		= BIT(1),
};

static const struct rhashtable_params hoa_params = {
	.head_offset		= offsetof(struct mip6_ha_guard, by_hoa),
	.key_offset		= offsetof(struct mip6_ha_guard, hoa),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= mip6_hash_address,
	.automatic_shrinking	= true,
};

static const struct rhashtable_params ll_params = {
	.head_offset		= offsetof(struct mip6_ha_guard, by_ll),
	.key_offset		= offsetof(struct mip6_ha_guard, ll),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= mip6_hash_address,
	.automatic_shrinking	= true,
};

static bool guards_ll(const struct mip6_ha_guard *guard)
{
	return READ_ONCE(guard->req.b.flags) & MIP6_BU_L;
}

static bool is_probing(const struct mip6_ha_guard *guard)
{
	return guard->state == MIP6_HA_GUARD_NEW || guard->state == MIP6_HA_GUARD_PROBING;
}

struct mip6_ha_guard *mip6_ha_guard_find(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct rhlist_head *list = rhltable_lookup(&ha->guards.by_hoa, hoa, hoa_params);

	/* There are two only while one takes the place of the other. */
	return list ? container_of(list, struct mip6_ha_guard, by_hoa) : NULL;
}

struct mip6_ha_guard *mip6_ha_guard_find_target(struct mip6_ha *ha, int ifindex,
						const struct in6_addr *target)
{
	struct rhlist_head *list, *at;
	struct mip6_ha_guard *guard;

	if (!(ipv6_addr_type(target) & IPV6_ADDR_LINKLOCAL)) {
		guard = mip6_ha_guard_find(ha, target);
		return guard && guard->ifindex == ifindex ? guard : NULL;
	}
	list = rhltable_lookup(&ha->guards.by_ll, target, ll_params);
	rhl_for_each_entry_rcu(guard, at, list, by_ll)
		if (guards_ll(guard) && guard->ifindex == ifindex)
			return guard;
	return NULL;
}

struct in6_addr mip6_ha_guard_ll(const struct in6_addr *hoa)
{
	struct in6_addr ll;

	ipv6_addr_set(&ll, htonl(0xfe800000), 0, hoa->s6_addr32[2], hoa->s6_addr32[3]);
	return ll;
}

bool mip6_ha_guard_defends(const struct mip6_ha_guard *guard)
{
	if (READ_ONCE(guard->unplugged))
		return false;
	return READ_ONCE(guard->state) == MIP6_HA_GUARD_ACTIVE || READ_ONCE(guard->claimed);
}

bool mip6_ha_guard_fits(const struct mip6_ha_guard *guard, const struct mip6_ha_request *req)
{
	return guard->ifindex == req->b.ifindex && !req->is_virtual;
}

static void look_after(struct mip6_ha_guard *guard)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;

	lockdep_assert_held(&guards->lock);
	if (list_empty(&guard->todo))
		list_add_tail(&guard->todo, &guards->todo);
	if (!guards->closing)
		mod_delayed_work(system_wq, &guards->work, 0);
}

static void announce(struct mip6_ha_guard *guard)
{
	struct net *net = guard->ha->net;

	mip6_ha_nd_announce(net, guard->ifindex, &guard->hoa);
	if (guards_ll(guard))
		mip6_ha_nd_announce(net, guard->ifindex, &guard->ll);
}

static void tick(struct timer_list *timer)
{
	struct mip6_ha_guard *guard = from_timer(guard, timer, timer);
	struct mip6_ha_guards *guards = &guard->ha->guards;
	bool probed, say;

	/* Also keeps the guard: it is freed a grace period after the timer was shut down. */
	rcu_read_lock();
	spin_lock_bh(&guards->lock);
	probed = guard->state == MIP6_HA_GUARD_PROBING;
	say = guard->state == MIP6_HA_GUARD_ACTIVE && guard->announce;
	if (say && --guard->announce)
		mod_timer(&guard->timer, jiffies + ANNOUNCE_INTERVAL);
	spin_unlock_bh(&guards->lock);

	if (probed)
		mip6_ha_reg_probed(guard->ha, guard);
	else if (say)
		announce(guard);
	rcu_read_unlock();
}

/* Puts a guard into the tables. */
static bool post(struct mip6_ha_guard *guard)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;

	if (rhltable_insert(&guards->by_hoa, &guard->by_hoa, hoa_params))
		return false;
	if (rhltable_insert(&guards->by_ll, &guard->by_ll, ll_params)) {
		rhltable_remove(&guards->by_hoa, &guard->by_hoa, hoa_params);
		return false;
	}
	list_add_tail(&guard->all, &guards->all);
	guards->count++;
	guards->probing++;
	return true;
}

static struct mip6_ha_guard *new_guard(struct mip6_ha *ha, const struct mip6_ha_request *req)
{
	struct mip6_ha_guard *guard = kzalloc(sizeof(*guard), GFP_ATOMIC);

	lockdep_assert_held(&ha->guards.lock);
	if (!guard)
		return NULL;
	guard->ha = ha;
	guard->hoa = req->b.hoa;
	guard->ifindex = req->b.ifindex;
	guard->req = *req;
	guard->state = MIP6_HA_GUARD_NEW;
	guard->ll = mip6_ha_guard_ll(&req->b.hoa);
	INIT_LIST_HEAD(&guard->todo);
	timer_setup(&guard->timer, tick, 0);
	if (!post(guard)) {
		/* It may have been seen. */
		kfree_rcu(guard, rcu);
		return NULL;
	}
	return guard;
}

int mip6_ha_guard_probe(struct mip6_ha *ha, struct mip6_ha_guard *guard,
			const struct mip6_ha_request *req, bool claim)
{
	bool more;

	if (guard) {
		more = (req->b.flags & MIP6_BU_L && !guards_ll(guard)) || claim > guard->claimed;
		guard->req = *req;
		WRITE_ONCE(guard->claimed, claim);
		/* The link-local address has to be probed as well now, or the claim to be announced. */
		if (more) {
			guard->state = MIP6_HA_GUARD_NEW;
			look_after(guard);
		}
		return 0;
	}
	if (ha->guards.probing >= MIP6_HA_MAX_PROBING)
		return -ENOSPC;
	guard = new_guard(ha, req);
	if (!guard)
		return -ENOMEM;
	WRITE_ONCE(guard->claimed, claim);
	mip6_count(ha->net, MIP6_STAT_DAD_STARTED);
	look_after(guard);
	return 0;
}

int mip6_ha_guard_take(struct mip6_ha *ha, struct mip6_ha_guard *guard,
		       const struct mip6_ha_request *req)
{
	struct mip6_ha_guard *new;

	new = new_guard(ha, req);
	if (!new)
		return -ENOMEM;
	if (guard)
		mip6_ha_guard_end(guard);
	look_after(new);
	mip6_ha_guard_accept(new, req, true);
	return 0;
}

void mip6_ha_guard_accept(struct mip6_ha_guard *guard, const struct mip6_ha_request *req,
			  bool announce)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;
	bool other_groups;

	lockdep_assert_held(&guards->lock);
	if (is_probing(guard))
		guards->probing--;
	other_groups = (guard->req.b.flags ^ req->b.flags) & MIP6_BU_L;
	guard->req = *req;
	guard->state = MIP6_HA_GUARD_ACTIVE;
	if (other_groups)
		look_after(guard);
	if (announce || (other_groups && guards_ll(guard))) {
		/* What was claimed has been announced once. */
		guard->announce = ANNOUNCEMENTS - guard->claimed;
		mod_timer(&guard->timer, jiffies);
	}
	WRITE_ONCE(guard->claimed, false);
	/* Who is accepted on a home link need not wait until the walk over all finds it there. */
	mip6_ha_guard_plug(guard, true);
}

void mip6_ha_guard_end(struct mip6_ha_guard *guard)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;

	lockdep_assert_held(&guards->lock);
	if (guard->state == MIP6_HA_GUARD_GONE)
		return;
	if (is_probing(guard))
		guards->probing--;
	guard->state = MIP6_HA_GUARD_GONE;
	WRITE_ONCE(guard->claimed, false);
	guards->count--;
	list_del(&guard->all);
	rhltable_remove(&guards->by_hoa, &guard->by_hoa, hoa_params);
	rhltable_remove(&guards->by_ll, &guard->by_ll, ll_params);
	look_after(guard);
}

/* Returns false if it has to be tried again. */
static bool group(struct mip6_ha_guard *guard, u8 which, const struct in6_addr *addr, bool want)
{
	bool have = guard->joined & which;
	int err;

	if (want == have)
		return true;
	err = mip6_ha_nd_group(guard->ha->net, guard->ifindex, addr, want);
	if (!err || !want)
		guard->joined ^= which;
	return !want || err != -ENOMEM;
}

static bool regroup(struct mip6_ha_guard *guard, bool present)
{
	bool done;

	rtnl_lock();
	done = group(guard, JOINED_HOA, &guard->hoa, present);
	done &= group(guard, JOINED_LL, &guard->ll, present && guards_ll(guard));
	rtnl_unlock();
	return done;
}

/* RFC 4862 5.4.2: join the group, then probe. Returns false if it has to be tried again. */
static bool start_probing(struct mip6_ha_guard *guard)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;
	struct net *net = guard->ha->net;
	int ifindex = guard->ifindex;

	if (READ_ONCE(guard->state) != MIP6_HA_GUARD_NEW)
		return true;
	/* Who is not asked cannot object. */
	if (!mip6_ha_nd_probe(net, ifindex, &guard->hoa) ||
	    (guards_ll(guard) && !mip6_ha_nd_probe(net, ifindex, &guard->ll)))
		return false;
	spin_lock_bh(&guards->lock);
	if (guard->state == MIP6_HA_GUARD_NEW) {
		guard->state = MIP6_HA_GUARD_PROBING;
		mod_timer(&guard->timer, jiffies + mip6_ha_nd_probe_time(net, ifindex));
	}
	spin_unlock_bh(&guards->lock);
	return true;
}

/* What is to be done for a guard that was taken from the list. Returns false if that is not all. */
static bool settle(struct mip6_ha_guard *guard)
{
	struct mip6_ha_guards *guards = &guard->ha->guards;
	bool gone, done;

	spin_lock_bh(&guards->lock);
	gone = guard->state == MIP6_HA_GUARD_GONE;
	/* It may have ended, and been put back into the list, since it was taken from there. */
	if (gone)
		list_del_init(&guard->todo);
	spin_unlock_bh(&guards->lock);
	/* Who objects answers to what comes behind this, so that the answer is what lasts. */
	if (READ_ONCE(guard->claimed) && READ_ONCE(guard->state) == MIP6_HA_GUARD_NEW)
		announce(guard);
	done = regroup(guard, !gone && !READ_ONCE(guard->unplugged));
	if (!gone)
		return done && start_probing(guard);
	timer_shutdown_sync(&guard->timer);
	kfree_rcu(guard, rcu);
	return true;
}

static struct mip6_ha_guard *next_todo(struct mip6_ha_guards *guards)
{
	struct mip6_ha_guard *guard;

	spin_lock_bh(&guards->lock);
	guard = list_first_entry_or_null(&guards->todo, struct mip6_ha_guard, todo);
	if (guard)
		list_del_init(&guard->todo);
	spin_unlock_bh(&guards->lock);
	return guard;
}

void mip6_ha_guard_plug(struct mip6_ha_guard *guard, bool there)
{
	lockdep_assert_held(&guard->ha->guards.lock);
	if (guard->unplugged == !there)
		return;
	WRITE_ONCE(guard->unplugged, !there);
	look_after(guard);
	guard->announce = there ? ANNOUNCEMENTS : 0;
	if (there)
		mod_timer(&guard->timer, jiffies);
}

static void look_after_all(struct mip6_ha_guards *guards)
{
	struct mip6_ha_guard *guard;
	LIST_HEAD(again);

	while ((guard = next_todo(guards))) {
		if (!settle(guard)) {
			spin_lock_bh(&guards->lock);
			if (list_empty(&guard->todo))
				list_add_tail(&guard->todo, &again);
			spin_unlock_bh(&guards->lock);
		}
		cond_resched();
	}
	spin_lock_bh(&guards->lock);
	if (!list_empty(&again) && !guards->closing)
		queue_delayed_work(system_wq, &guards->work, AGAIN_INTERVAL);
	list_splice_tail(&again, &guards->todo);
	spin_unlock_bh(&guards->lock);
}

static void work_fn(struct work_struct *work)
{
	look_after_all(container_of(to_delayed_work(work), struct mip6_ha_guards, work));
}

int mip6_ha_guards_init(struct mip6_ha *ha)
{
	struct mip6_ha_guards *guards = &ha->guards;
	int err;

	spin_lock_init(&guards->lock);
	INIT_LIST_HEAD(&guards->all);
	INIT_LIST_HEAD(&guards->todo);
	INIT_DELAYED_WORK(&guards->work, work_fn);
	err = rhltable_init(&guards->by_hoa, &hoa_params);
	if (err)
		return err;
	err = rhltable_init(&guards->by_ll, &ll_params);
	if (err)
		rhltable_destroy(&guards->by_hoa);
	return err;
}

void mip6_ha_guards_free(struct mip6_ha *ha)
{
	rhltable_destroy(&ha->guards.by_ll);
	rhltable_destroy(&ha->guards.by_hoa);
}

void mip6_ha_guards_close(struct mip6_ha *ha)
{
	spin_lock_bh(&ha->guards.lock);
	ha->guards.closing = true;
	spin_unlock_bh(&ha->guards.lock);
}

/* Ends some of the guards; false when there are no more. */
static bool end_some(struct mip6_ha_guards *guards)
{
	struct mip6_ha_guard *guard = NULL;
	unsigned int i;

	spin_lock_bh(&guards->lock);
	for (i = 0; i < AT_ONCE; i++) {
		guard = list_first_entry_or_null(&guards->all, struct mip6_ha_guard, all);
		if (!guard)
			break;
		mip6_ha_guard_end(guard);
	}
	spin_unlock_bh(&guards->lock);
	return guard;
}

void mip6_ha_guards_exit(struct mip6_ha *ha)
{
	struct mip6_ha_guards *guards = &ha->guards;

	cancel_delayed_work_sync(&guards->work);
	while (end_some(guards))
		cond_resched();
	look_after_all(guards);
}
