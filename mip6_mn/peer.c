// SPDX-License-Identifier: GPL-2.0
/*
 * The correspondent nodes with which packets are exchanged. Only the work adds and removes them.
 */
#include "peer.h"

#include "clock.h"
#include "mn.h"

#include <linux/jiffies.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <mipv6_dev.h>

enum {
	IDLE_MS	= 60 * 1000,	/* without packets: no longer worth a binding */
};

u32 mip6_mn_peer_hash(const struct mip6_mn *mn, const struct in6_addr *hoa,
		      const struct in6_addr *addr)
{
	struct in6_addr pair[2] = { *hoa, *addr };

	return siphash(pair, sizeof(pair), &mn->peers.key);
}

static struct hlist_head *bucket(struct mip6_mn *mn, const struct in6_addr *hoa,
				 const struct in6_addr *addr)
{
	return &mn->peers.table[mip6_mn_peer_hash(mn, hoa, addr) % MIP6_MN_PEER_BUCKETS];
}

void mip6_mn_peers_init(struct mip6_mn *mn)
{
	get_random_bytes(&mn->peers.key, sizeof(mn->peers.key));
	INIT_LIST_HEAD(&mn->peers.all);
	spin_lock_init(&mn->seen.lock);
}

struct mip6_mn_peer *mip6_mn_peer_find(struct mip6_mn *mn, const struct in6_addr *hoa,
				       const struct in6_addr *addr)
{
	struct mip6_mn_peer *peer;

	if (!READ_ONCE(mn->peers.count))
		return NULL;
	hlist_for_each_entry_rcu(peer, bucket(mn, hoa, addr), node, lockdep_is_held(&mn->lock))
		if (ipv6_addr_equal(&peer->addr, addr) && ipv6_addr_equal(&peer->hoa, hoa))
			return peer;
	return NULL;
}

bool mip6_mn_peer_idle(const struct mip6_mn_peer *peer)
{
	return time_after(jiffies, READ_ONCE(peer->used) + msecs_to_jiffies(IDLE_MS));
}

/* Nothing is lost with it but that it was asked before. */
static bool may_go(struct mip6_mn *mn, const struct mip6_mn_peer *peer, u64 now)
{
	if (peer->update.bound ||
	    rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock)))
		return false;
	return now < peer->mute_until || mip6_mn_peer_idle(peer);
}

/* Those that do not want to must not keep out those that do. */
static bool make_room(struct mip6_mn *mn, u64 now)
{
	struct mip6_mn_peer *peer, *oldest = NULL;

	list_for_each_entry(peer, &mn->peers.all, list)
		if (may_go(mn, peer, now) &&
		    (!oldest || time_before(READ_ONCE(peer->used), READ_ONCE(oldest->used))))
			oldest = peer;
	if (oldest)
		mip6_mn_peer_remove(mn, oldest);
	return oldest;
}

struct mip6_mn_peer *mip6_mn_peer_add(struct mip6_mn *mn, const struct in6_addr *hoa,
				      const struct in6_addr *addr, u64 now)
{
	struct mip6_mn_peer *peer;

	lockdep_assert_held(&mn->lock);
	if (mn->peers.count >= MIP6_MN_PEERS_MAX && !make_room(mn, now))
		return NULL;
	peer = kzalloc(sizeof(*peer), GFP_KERNEL);
	if (!peer)
		return NULL;
	peer->hoa = *hoa;
	peer->addr = *addr;
	peer->used = jiffies;
	peer->since = now;
	peer->refresh_at = MIP6_MN_NEVER;
	mip6_mn_update_init(&peer->update);
	hlist_add_head_rcu(&peer->node, bucket(mn, hoa, addr));
	list_add_tail(&peer->list, &mn->peers.all);
	WRITE_ONCE(mn->peers.count, mn->peers.count + 1);
	return peer;
}

/* Tokens and keys are in it. */
static void free_rcu_cb(struct rcu_head *rcu)
{
	kfree_sensitive(container_of(rcu, struct mip6_mn_peer, rcu));
}

void mip6_mn_peer_remove(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	lockdep_assert_held(&mn->lock);
	mip6_mn_peer_set_direct(mn, peer, NULL, 0, 0);
	hlist_del_rcu(&peer->node);
	list_del(&peer->list);
	WRITE_ONCE(mn->peers.count, mn->peers.count - 1);
	call_rcu(&peer->rcu, free_rcu_cb);
}

bool mip6_mn_peer_set_direct(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			     const struct in6_addr *coa, int oif, u64 until)
{
	struct mip6_mn_direct *new = NULL, *old;

	lockdep_assert_held(&mn->lock);
	if (coa) {
		new = kzalloc(sizeof(*new), GFP_KERNEL);
		if (new) {
			new->coa = *coa;
			new->oif = oif;
			new->until = until;
		}
	}
	old = rcu_replace_pointer(peer->direct, new, lockdep_is_held(&mn->lock));
	if (old)
		kfree_rcu(old, rcu);
	return new || !coa;
}

void mip6_mn_peer_use(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	if (READ_ONCE(peer->used) != jiffies)
		WRITE_ONCE(peer->used, jiffies);
	if (unlikely(READ_ONCE(peer->stale))) {
		WRITE_ONCE(peer->stale, false);
		mip6_mn_kick(mn);
	}
}

void mip6_mn_peer_tell(struct mip6_mn *mn, struct mip6_mn_peer *peer, enum mip6_mn_told what)
{
	bool first;

	spin_lock_bh(&mn->facts);
	first = !peer->told[what];
	peer->told[what] = mip6_mn_now();
	spin_unlock_bh(&mn->facts);
	if (first)
		mip6_mn_kick(mn);
}
