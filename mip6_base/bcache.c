// SPDX-License-Identifier: GPL-2.0
/*
 * The binding cache: RFC 6275 9.1 and 10.1. Nobody else touches its table; what goes into it is
 * decided in binding.c.
 *
 * Entries are read under RCU and what they say never changes: an update puts a new one in the old
 * one's place. The lock is held to change the table, and to plan what time brings to an entry
 * (due.c), so that nothing is planned for one that has left the table.
 *
 * Whether a binding's time is over is seen when it is looked up, not when its turn comes: it goes
 * on while the machine sleeps, which turns do not. What a correspondent has bound stays in the
 * table when it is over, as long as the nonces may be valid that it was made with: its sequence
 * number is what keeps an old update from being accepted again (5.2.8).
 */
#include "bcache.h"

#include "coa.h"
#include "due.h"
#include "netns.h"
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <linux/bits.h>
#include <linux/export.h>
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/random.h>
#include <linux/rhashtable.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>

enum {
	MAX_CHAIN	= 8,	/* bindings that are followed to find a circle */
	IN_USE_SEC	= 30,	/* a binding is in use for so long after a packet */
};

/* By what an entry is found. Home registrations are with the node, not with an address of its. */
struct bce_key {
	struct in6_addr hoa;
	struct in6_addr local;
};

static struct kmem_cache *bce_cache __read_mostly;
static siphash_aligned_key_t secret __read_mostly;

u32 mip6_hash_address(const void *key, u32 len, u32 seed)
{
	return siphash(key, len, &secret) ^ seed;
}
EXPORT_SYMBOL_NS_GPL(mip6_hash_address, MIP6);

static const struct in6_addr *local_of(const struct mip6_bce *bce)
{
	return bce->b.type == MIP6_BINDING_CACHED ? &bce->b.local : &in6addr_any;
}

static u32 hash_bce(const void *obj, u32 len, u32 seed)
{
	const struct mip6_bce *bce = obj;
	struct bce_key key = { .hoa = bce->b.hoa, .local = *local_of(bce) };

	return mip6_hash_address(&key, sizeof(key), seed);
}

static int compare(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct bce_key *key = arg->key;
	const struct mip6_bce *bce = obj;

	return !ipv6_addr_equal(&key->hoa, &bce->b.hoa) ||
	       !ipv6_addr_equal(&key->local, local_of(bce));
}

/* It does not shrink: smaller tables take milliseconds to make, just when a million entries end. */
static const struct rhashtable_params params = {
	.head_offset		= offsetof(struct mip6_bce, node),
	.key_len		= sizeof(struct bce_key),
	.hashfn			= mip6_hash_address,
	.obj_hashfn		= hash_bce,
	.obj_cmpfn		= compare,
};

static struct mip6_bcache *bcache_of(struct net *net)
{
	return &mip6_net(net)->bcache;
}

struct mip6_bce *mip6_bcache_entry(struct mip6_bcache *bc, const struct in6_addr *hoa,
				   const struct in6_addr *local)
{
	struct bce_key key = { .hoa = *hoa };

	if (local)
		key.local = *local;
	return rhashtable_lookup_fast(&bc->table, &key, params);
}

static u64 left(const struct mip6_bce *bce)
{
	u64 now = ktime_get_coarse_boottime_ns();

	return !bce->gone && !READ_ONCE(bce->ended) && now < bce->expires ? bce->expires - now : 0;
}

bool mip6_bcache_live(const struct mip6_bce *bce)
{
	return left(bce);
}

u32 mip6_bcache_left(const struct mip6_bce *bce)
{
	return DIV_ROUND_UP_ULL(left(bce), NSEC_PER_SEC);
}

bool mip6_bcache_in_use(const struct mip6_bce *bce)
{
	unsigned long used = READ_ONCE(bce->used);

	return used != bce->made && time_before(jiffies, used + IN_USE_SEC * HZ);
}

/* What an entry counts as. */
static unsigned int *count_of(struct mip6_bcache *bc, const struct mip6_bce *bce)
{
	lockdep_assert_held(&bc->lock);
	if (bce->b.type == MIP6_BINDING_CACHED)
		return &bc->cached;
	return bce->gone ? &bc->gone : &bc->home;
}

/* Most of what passes a home agent is for no home prefix: that is seen without a look into the table. */
static unsigned long prefix_bit(const struct in6_addr *hoa)
{
	return BIT(hash_32(ntohl(hoa->s6_addr32[0] ^ hoa->s6_addr32[1]), ilog2(BITS_PER_LONG)));
}

/* Look-ups glance at the counts without the lock. */
static void count(struct mip6_bcache *bc, const struct mip6_bce *bce, int by)
{
	unsigned int *n = count_of(bc, bce);

	WRITE_ONCE(*n, *n + by);
	if (n == &bc->home)
		WRITE_ONCE(bc->prefixes, *n ? bc->prefixes | prefix_bit(&bce->b.hoa) : 0);
}

static void free_rcu_cb(struct rcu_head *rcu)
{
	struct mip6_bce *bce = container_of(rcu, struct mip6_bce, rcu);

	mip6_tnl_way_release(&bce->way);
	kmem_cache_free(bce_cache, bce);
}

void mip6_bcache_free(struct mip6_bce *bce)
{
	call_rcu(&bce->rcu, free_rcu_cb);
}

bool mip6_bcache_is_home(const struct mip6_bce *bce)
{
	return bce->b.type == MIP6_BINDING_HOME && !bce->gone;
}

/* A home registration has its place among all, and its care-of address. */
static int enlist(struct mip6_bcache *bc, struct mip6_bce *old, struct mip6_bce *new)
{
	int err = mip6_coa_add(bc, new);

	if (err)
		return err;
	if (old && mip6_bcache_is_home(old)) {
		new->round = old->round;
		new->remind = old->remind;
		new->sent = old->sent;
		list_add(&new->all, &old->all);
	} else {
		new->round = bc->round;
		list_add_tail(&new->all, &bc->all);
	}
	return 0;
}

static void delist(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	list_del_init(&bce->all);
	mip6_coa_del(bc, bce);
}

/* The entry has just left the table. */
static void retire(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	lockdep_assert_held(&bc->lock);
	bce->dead = true;
	count(bc, bce, -1);
	hlist_del_init(&bce->due);
	if (mip6_bcache_is_home(bce))
		delist(bc, bce);
	mip6_bcache_free(bce);
}

void mip6_bcache_remove(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	rhashtable_remove_fast(&bc->table, &bce->node, params);
	retire(bc, bce);
}

void mip6_bcache_end(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	unsigned long now = jiffies, forget = bce->made + MIP6_MAX_NONCE_LIFETIME * HZ;

	mip6_bcache_tell(bc, MIP6_EVENT_ENDED, bce);
	WRITE_ONCE(bce->ended, true);
	bce->forget = time_after(forget, now) ? forget : now + 1;
	mip6_due_plan(bc, bce);
}

struct mip6_bce *mip6_bcache_new(const struct mip6_binding *b, u32 remember_sec)
{
	struct mip6_bce *bce = kmem_cache_zalloc(bce_cache, GFP_ATOMIC);
	u32 rest = b->lifetime > b->elapsed ? b->lifetime - b->elapsed : 0;

	if (!bce)
		return NULL;
	bce->b = *b;
	INIT_LIST_HEAD(&bce->same_coa);
	INIT_LIST_HEAD(&bce->all);
	bce->made = jiffies;
	bce->used = bce->made;
	bce->gone = !b->lifetime;
	bce->expires = ktime_get_coarse_boottime_ns() + rest * (u64)NSEC_PER_SEC;
	bce->forget = bce->made + (unsigned long)max(rest, remember_sec) * HZ;
	return bce;
}

int mip6_bcache_place(struct mip6_bcache *bc, struct mip6_bce *old, struct mip6_bce *new)
{
	int err = mip6_bcache_is_home(new) ? enlist(bc, old, new) : 0;

	lockdep_assert_held(&bc->lock);
	if (err)
		return err;
	if (old)
		err = rhashtable_replace_fast(&bc->table, &old->node, &new->node, params);
	else
		err = rhashtable_insert_fast(&bc->table, &new->node, params);
	if (err) {
		if (mip6_bcache_is_home(new))
			delist(bc, new);
		return err;
	}
	count(bc, new, 1);
	mip6_bcache_tell_placed(bc, old, new);
	if (old)
		retire(bc, old);
	mip6_due_plan(bc, new);
	return 0;
}

struct mip6_bce *mip6_bcache_home(struct net *net, const struct in6_addr *hoa)
{
	struct mip6_bcache *bc = bcache_of(net);
	struct mip6_bce *bce;

	if (!(READ_ONCE(bc->prefixes) & prefix_bit(hoa)))
		return NULL;
	bce = mip6_bcache_entry(bc, hoa, NULL);
	return bce && mip6_bcache_live(bce) ? bce : NULL;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_home, MIP6);

struct mip6_bce *mip6_bcache_find(struct net *net, const struct in6_addr *hoa,
				  const struct in6_addr *local)
{
	struct mip6_bcache *bc = bcache_of(net);
	struct mip6_bce *bce;

	if (READ_ONCE(bc->cached)) {
		bce = mip6_bcache_entry(bc, hoa, local);
		if (bce && mip6_bcache_live(bce))
			return bce;
	}
	return mip6_bcache_home(net, hoa);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_find, MIP6);

bool mip6_bcache_circular(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa,
			  const struct in6_addr *local)
{
	struct in6_addr at = *coa;
	struct mip6_bce *bce;
	unsigned int i;
	bool circular = true;

	rcu_read_lock();
	for (i = 0; i < MAX_CHAIN; i++) {
		bce = mip6_bcache_find(net, &at, local);
		circular = bce && ipv6_addr_equal(&bce->b.coa, hoa);
		if (!bce || circular)
			break;
		at = bce->b.coa;
	}
	rcu_read_unlock();
	return circular || i == MAX_CHAIN;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_circular, MIP6);

bool mip6_bcache_sequence(struct net *net, const struct in6_addr *hoa, u16 *seq)
{
	struct mip6_bce *bce;

	rcu_read_lock();
	bce = mip6_bcache_entry(bcache_of(net), hoa, NULL);
	if (bce && time_after_eq(jiffies, bce->forget))
		bce = NULL;
	if (bce)
		*seq = bce->b.seq;
	rcu_read_unlock();
	return bce;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_sequence, MIP6);

void mip6_bcache_round(struct net *net)
{
	struct mip6_bcache *bc = bcache_of(net);

	spin_lock_bh(&bc->lock);
	bc->round++;
	spin_unlock_bh(&bc->lock);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_round, MIP6);

struct mip6_bce *mip6_bcache_turn(struct net *net)
{
	struct mip6_bcache *bc = bcache_of(net);
	struct mip6_bce *bce;

	spin_lock_bh(&bc->lock);
	bce = list_first_entry_or_null(&bc->all, struct mip6_bce, all);
	if (bce && bce->round != bc->round) {
		bce->round = bc->round;
		list_move_tail(&bce->all, &bc->all);
	} else {
		bce = NULL;
	}
	spin_unlock_bh(&bc->lock);
	return bce;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_turn, MIP6);

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
		if (!all && bce->b.type != type)
			continue;
		spin_lock_bh(&bc->lock);
		if (!bce->dead && mip6_bcache_live(bce))
			mip6_bcache_tell(bc, MIP6_EVENT_ENDED, bce);
		if (!bce->dead)
			mip6_bcache_remove(bc, bce);
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

	/* Who was let in under the lock before is in the table now. */
	spin_lock_bh(&bc->lock);
	spin_unlock_bh(&bc->lock);
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

/* What its mobile node was told of, and the number that later updates must exceed. */
static bool is_worth_saving(const struct mip6_bce *bce, u32 rest)
{
	if (bce->b.tentative)
		return false;
	return rest || (bce->gone && bce->b.type == MIP6_BINDING_HOME &&
			time_before(jiffies, bce->forget));
}

u32 mip6_bcache_walk(struct rhashtable_iter *iter, struct mip6_dev_binding *out, u32 count,
		     bool to_save, bool *changed)
{
	struct mip6_bce *bce;
	u32 n = 0, rest;

	rhashtable_walk_start(iter);
	while (n < count && (bce = rhashtable_walk_next(iter))) {
		if (IS_ERR(bce)) {
			*changed = true;
			continue;
		}
		rest = mip6_bcache_left(bce);
		if (to_save ? !is_worth_saving(bce, rest) : !rest)
			continue;
		out[n].hoa = bce->b.hoa;
		out[n].coa = bce->b.coa;
		out[n].local = bce->b.local;
		out[n].lifetime = rest;
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
	struct mip6_bcache *bc = &mnet->bcache;
	int err;

	spin_lock_init(&bc->lock);
	INIT_LIST_HEAD(&bc->all);
	err = mip6_due_init(bc);
	if (err)
		return err;
	err = mip6_coa_init(bc);
	if (err)
		goto err_due;
	err = rhashtable_init(&bc->table, &params);
	if (err)
		goto err_coa;
	return 0;

err_coa:
	mip6_coa_exit(bc);
err_due:
	mip6_due_exit(bc);
	return err;
}

void mip6_bcache_net_exit(struct mip6_net *mnet)
{
	struct mip6_bcache *bc = &mnet->bcache;

	flush(bc, 0, true);
	rhashtable_destroy(&bc->table);
	mip6_coa_exit(bc);
	mip6_due_exit(bc);
}

int mip6_bcache_init(void)
{
	get_random_bytes(&secret, sizeof(secret));
	bce_cache = KMEM_CACHE(mip6_bce, 0);
	return bce_cache ? 0 : -ENOMEM;
}

void mip6_bcache_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(bce_cache);
}
