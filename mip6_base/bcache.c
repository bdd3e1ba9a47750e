// SPDX-License-Identifier: GPL-2.0
/*
 * The binding cache: RFC 6275 9.1 and 10.1. Nobody else touches its table.
 *
 * Entries are read under RCU and never change: an update puts a new one in the old one's place.
 * The lock is held to change the table and to arm or stop a timer, so that the timer of an entry
 * out of the table is never armed again. Timers run in softirq, which a grace period waits for:
 * call_rcu() is all it takes to free an entry whose timer may just be running.
 */
#include "bcache.h"

#include "netns.h"
#include "role.h"
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <linux/export.h>
#include <linux/random.h>
#include <linux/rhashtable.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>

enum {
	SHORT_SEC	= 8,	/* a time that timers are exact enough for */
};

static struct kmem_cache *bce_cache __read_mostly;
static siphash_aligned_key_t hash_key __read_mostly;

/* Home addresses are the peers' choice: what bucket they go to must not be. */
static u32 hash_hoa(const void *hoa, u32 len, u32 seed)
{
	return siphash(hoa, sizeof(struct in6_addr), &hash_key) ^ seed;
}

static const struct rhashtable_params params = {
	.head_offset		= offsetof(struct mip6_bce, node),
	.key_offset		= offsetof(struct mip6_bce, b.hoa),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= hash_hoa,
	.automatic_shrinking	= true,
};

static struct mip6_bcache *bcache_of(struct net *net)
{
	return &mip6_net(net)->bcache;
}

static struct mip6_bce *find(struct mip6_bcache *bc, const struct in6_addr *hoa)
{
	return rhashtable_lookup_fast(&bc->table, hoa, params);
}

static void free_rcu_cb(struct rcu_head *rcu)
{
	kmem_cache_free(bce_cache, container_of(rcu, struct mip6_bce, rcu));
}

/* The entry has just left the table. */
static void retire(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	lockdep_assert_held(&bc->lock);
	bce->dead = true;
	if (!bce->gone)
		bc->count--;
	timer_delete(&bce->timer);
	call_rcu(&bce->rcu, free_rcu_cb);
}

/*
 * Timers may be late by an eighth of their time, a binding may not (9.6): most of its time is waited
 * for first, then the rest.
 */
static void arm(struct mip6_bce *bce)
{
	s64 left = bce->expires - ktime_get_seconds();

	if (left > SHORT_SEC)
		left -= left / 8;
	mod_timer(&bce->timer, jiffies + (unsigned long)max_t(s64, left, 1) * HZ);
}

static void expire(struct timer_list *timer)
{
	struct mip6_bce *bce = from_timer(bce, timer, timer);
	struct mip6_bcache *bc = bcache_of(bce->net);
	bool ended = false;

	spin_lock_bh(&bc->lock);
	if (!bce->dead && ktime_get_seconds() < bce->expires) {
		arm(bce);
	} else if (!bce->dead) {
		rhashtable_remove_fast(&bc->table, &bce->node, params);
		retire(bc, bce);
		ended = !bce->gone && bce->b.type == MIP6_BINDING_HOME;
	}
	spin_unlock_bh(&bc->lock);

	if (ended)
		mip6_role_binding_ended(mip6_net(bce->net), &bce->b);
}

static struct mip6_bce *new_bce(struct net *net, const struct mip6_binding *b, u32 seconds)
{
	struct mip6_bce *bce = kmem_cache_zalloc(bce_cache, GFP_ATOMIC);

	if (!bce)
		return NULL;
	bce->net = net;
	bce->b = *b;
	bce->expires = ktime_get_seconds() + seconds;
	timer_setup(&bce->timer, expire, 0);
	return bce;
}

/* Puts an entry into the table, for the one of the same home address if there is one. */
static int place(struct mip6_bcache *bc, struct mip6_bce *old, struct mip6_bce *new)
{
	int err;

	lockdep_assert_held(&bc->lock);
	if (old)
		err = rhashtable_replace_fast(&bc->table, &old->node, &new->node, params);
	else
		err = rhashtable_insert_fast(&bc->table, &new->node, params);
	if (err)
		return err;
	if (!new->gone)
		bc->count++;
	if (old)
		retire(bc, old);
	arm(new);
	return 0;
}

struct mip6_bce *mip6_bcache_lookup(struct net *net, const struct in6_addr *hoa)
{
	struct mip6_bce *bce = rhashtable_lookup(&bcache_of(net)->table, hoa, params);

	return bce && !bce->gone ? bce : NULL;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_lookup, MIP6);

bool mip6_bcache_sequence(struct net *net, const struct in6_addr *hoa, u16 *seq)
{
	struct mip6_bce *bce;

	rcu_read_lock();
	bce = rhashtable_lookup(&bcache_of(net)->table, hoa, params);
	if (bce)
		*seq = bce->b.seq;
	rcu_read_unlock();
	return bce;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_sequence, MIP6);

bool mip6_bcache_has_coa(struct net *net, const struct in6_addr *coa, const struct in6_addr *hoa)
{
	struct mip6_bce *bce;
	bool has;

	rcu_read_lock();
	bce = mip6_bcache_lookup(net, hoa);
	has = bce && bce->b.type == MIP6_BINDING_HOME && ipv6_addr_equal(&bce->b.coa, coa);
	rcu_read_unlock();
	return has;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_has_coa, MIP6);

int mip6_bcache_update(struct net *net, const struct mip6_binding *b)
{
	struct mip6_net *mnet = mip6_net(net);
	struct mip6_bcache *bc = &mnet->bcache;
	struct mip6_bce *new, *old;
	int err;

	new = new_bce(net, b, b->lifetime);
	if (!new)
		return -ENOMEM;

	spin_lock_bh(&bc->lock);
	old = find(bc, &b->hoa);
	if (mnet->closing)
		err = -ESHUTDOWN;
	else if ((!old || old->gone) && bc->count >= READ_ONCE(mnet->conf.max_bindings))
		err = -ENOSPC;
	else
		err = place(bc, old, new);
	spin_unlock_bh(&bc->lock);

	if (err)
		kmem_cache_free(bce_cache, new);
	if (err == -ENOSPC)
		mip6_count(net, MIP6_STAT_BCACHE_FULL);
	return err;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_update, MIP6);

bool mip6_bcache_delete(struct net *net, const struct in6_addr *hoa, const u16 *seq)
{
	struct mip6_bcache *bc = bcache_of(net);
	struct mip6_bce *new = NULL, *old;
	struct mip6_binding b = { .hoa = *hoa };
	bool live;

	if (seq) {
		b.seq = *seq;
		/* Without memory for it the number is forgotten, no more. */
		new = new_bce(net, &b, MIP6_MAX_DELETE_BCE_TIMEOUT);
	}
	if (new)
		new->gone = true;

	spin_lock_bh(&bc->lock);
	old = find(bc, hoa);
	live = old && !old->gone;
	if (old && new && !place(bc, old, new)) {
		new = NULL;
	} else if (old) {
		rhashtable_remove_fast(&bc->table, &old->node, params);
		retire(bc, old);
	}
	spin_unlock_bh(&bc->lock);

	if (new)
		kmem_cache_free(bce_cache, new);
	return live;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_delete, MIP6);

static void flush_once(struct mip6_bcache *bc, u8 type, bool all, bool *again)
{
	struct rhashtable_iter iter;
	struct mip6_bce *bce;

	rhashtable_walk_enter(&bc->table, &iter);
	rhashtable_walk_start(&iter);
	while ((bce = rhashtable_walk_next(&iter))) {
		/*
		 * The table is being resized: the walk goes on in the new one, where the rest has
		 * moved. To begin anew would lead here again, until the worker that resizes is
		 * done, and it may be this very CPU that it waits for.
		 */
		if (IS_ERR(bce))
			continue;
		if (!all && !bce->gone && bce->b.type != type)
			continue;
		spin_lock_bh(&bc->lock);
		if (!bce->dead) {
			rhashtable_remove_fast(&bc->table, &bce->node, params);
			retire(bc, bce);
		}
		spin_unlock_bh(&bc->lock);
		if (need_resched()) {
			/* If the entry at hand has gone, the walk may skip the one behind it. */
			*again = true;
			rhashtable_walk_stop(&iter);
			cond_resched();
			rhashtable_walk_start(&iter);
		}
	}
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
}

static void flush(struct mip6_bcache *bc, u8 type, bool all)
{
	bool again;

	do {
		again = false;
		flush_once(bc, type, all, &again);
	} while (again);
	synchronize_rcu();
}

void mip6_bcache_flush(struct net *net, u8 type)
{
	flush(bcache_of(net), type, false);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_flush, MIP6);

void mip6_bcache_walk_init(struct mip6_net *mnet, struct rhashtable_iter *iter)
{
	rhashtable_walk_enter(&mnet->bcache.table, iter);
}

void mip6_bcache_walk_exit(struct rhashtable_iter *iter)
{
	rhashtable_walk_exit(iter);
}

u32 mip6_bcache_walk(struct rhashtable_iter *iter, struct mip6_dev_binding *out, u32 count,
		     bool *changed)
{
	time64_t now = ktime_get_seconds();
	struct mip6_bce *bce;
	u32 n = 0;

	rhashtable_walk_start(iter);
	while (n < count && (bce = rhashtable_walk_next(iter))) {
		if (IS_ERR(bce)) {
			*changed = true;
			continue;
		}
		if (bce->gone)
			continue;
		out[n].hoa = bce->b.hoa;
		out[n].coa = bce->b.coa;
		out[n].local = bce->b.local;
		out[n].lifetime = max_t(time64_t, bce->expires - now, 0);
		out[n].granted = bce->b.lifetime;
		out[n].sequence = bce->b.seq;
		out[n].flags = bce->b.flags;
		out[n].type = bce->b.type;
		n++;
	}
	rhashtable_walk_stop(iter);
	return n;
}

int mip6_bcache_net_init(struct mip6_net *mnet)
{
	spin_lock_init(&mnet->bcache.lock);
	return rhashtable_init(&mnet->bcache.table, &params);
}

void mip6_bcache_net_exit(struct mip6_net *mnet)
{
	flush(&mnet->bcache, 0, true);
	rhashtable_destroy(&mnet->bcache.table);
}

int mip6_bcache_init(void)
{
	get_random_bytes(&hash_key, sizeof(hash_key));
	bce_cache = KMEM_CACHE(mip6_bce, 0);
	return bce_cache ? 0 : -ENOMEM;
}

void mip6_bcache_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(bce_cache);
}
