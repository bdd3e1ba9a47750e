// SPDX-License-Identifier: GPL-2.0
/*
 * Which bindings are made, and which end: sequence numbers, limits, and what is there already. Each
 * is decided and done under the lock of the cache, so that two at a time come one after the other.
 */
#include "bcache.h"

#include "netns.h"
#include "wire/mh.h"
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/spinlock.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/mh.h>

enum {
	/* A care-of address is unreachable when it is said so often within that time. */
	COMPLAINTS	= 3,
	COMPLAINTS_SEC	= 30,
};

bool mip6_binding_read(struct net *net, const struct mip6_mh_msg *msg,
		       const struct mip6_wire_bu *bu, struct mip6_binding *b, bool *deletes)
{
	b->hoa = msg->saddr;
	b->coa = mip6_wire_has(&bu->opts, MIP6_OPT_ALT_COA) ? bu->opts.alt_coa : msg->wire_saddr;
	b->local = msg->daddr;
	b->seq = bu->seq;
	b->flags = bu->flags;
	*deletes = mip6_rules_deletes(bu, &b->hoa, &b->coa);
	return mip6_rules_routable(&b->hoa) && mip6_rules_routable(&b->coa) &&
	       mip6_rules_routable(&b->local) && mip6_rules_routable(&msg->wire_saddr) &&
	       (*deletes || !mip6_bcache_circular(net, &b->hoa, &b->coa, &b->local));
}
EXPORT_SYMBOL_NS_GPL(mip6_binding_read, MIP6);

bool mip6_bcache_is_held(struct net *net)
{
	return atomic_read(&mip6_net(net)->holders);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_is_held, MIP6);

/* What speaks against a binding, a negative errno. @old is what there is of it. */
typedef int (*objection_t)(struct mip6_net *mnet, const struct mip6_bce *old,
			   const struct mip6_binding *b);

/*
 * Puts a binding in the place of what there is of it, if nothing speaks against that. If it is the
 * sequence number that does, -ESTALE, @last is set to the one that is there.
 */
static int put(struct mip6_net *mnet, const struct mip6_binding *b, u32 remember_sec,
	       objection_t objection, u16 *last)
{
	const struct in6_addr *local = b->type == MIP6_BINDING_CACHED ? &b->local : NULL;
	struct mip6_bcache *bc = &mnet->bcache;
	struct mip6_bce *new, *old;
	int err;

	new = mip6_bcache_new(b, remember_sec);
	if (!new)
		return -ENOMEM;

	spin_lock_bh(&bc->lock);
	old = mip6_bcache_entry(bc, &b->hoa, local);
	err = mnet->closing ? -ESHUTDOWN : objection(mnet, old, b);
	if (err == -ESTALE)
		*last = old->b.seq;
	if (!err)
		err = mip6_bcache_place(bc, old, new);
	spin_unlock_bh(&bc->lock);

	if (err)
		mip6_bcache_free(new);
	if (err == -ENOSPC)
		mip6_count(mnet->net, MIP6_STAT_BCACHE_FULL);
	return err;
}

bool mip6_bcache_has_room(struct net *net)
{
	struct mip6_net *mnet = mip6_net(net);

	return READ_ONCE(mnet->bcache.home) < READ_ONCE(mnet->conf.max_bindings);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_has_room, MIP6);

static int object_to_home(struct mip6_net *mnet, const struct mip6_bce *old,
			  const struct mip6_binding *b)
{
	bool more = !old || old->gone;

	return more && !mip6_bcache_has_room(mnet->net) ? -ENOSPC : 0;
}

int mip6_bcache_update(struct net *net, const struct mip6_binding *b)
{
	return put(mip6_net(net), b, 0, object_to_home, NULL);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_update, MIP6);

static int object_to_number(struct mip6_net *mnet, const struct mip6_bce *old,
			    const struct mip6_binding *b)
{
	if (old)
		return -EEXIST;
	return mnet->bcache.gone >= READ_ONCE(mnet->conf.max_bindings) ? -ENOSPC : 0;
}

int mip6_bcache_remember(struct net *net, const struct in6_addr *hoa, u16 seq)
{
	struct mip6_binding b = { .hoa = *hoa, .seq = seq, .type = MIP6_BINDING_HOME };

	return put(mip6_net(net), &b, MIP6_MAX_DELETE_BCE_TIMEOUT, object_to_number, NULL);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_remember, MIP6);

bool mip6_bcache_delete(struct net *net, const struct in6_addr *hoa, const u16 *seq)
{
	struct mip6_net *mnet = mip6_net(net);
	struct mip6_bcache *bc = &mnet->bcache;
	struct mip6_binding b = { .hoa = *hoa, .type = MIP6_BINDING_HOME };
	struct mip6_bce *new = NULL, *old;
	bool live, room;

	if (seq) {
		b.seq = *seq;
		/* Without memory or room for it the number is forgotten, no more. */
		new = mip6_bcache_new(&b, MIP6_MAX_DELETE_BCE_TIMEOUT);
	}

	spin_lock_bh(&bc->lock);
	old = mip6_bcache_entry(bc, hoa, NULL);
	live = old && mip6_bcache_live(old);
	room = bc->gone < READ_ONCE(mnet->conf.max_bindings);
	if (old && new && room && !mip6_bcache_place(bc, old, new))
		new = NULL;
	else if (old)
		mip6_bcache_remove(bc, old);
	spin_unlock_bh(&bc->lock);

	if (new)
		mip6_bcache_free(new);
	return live;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_delete, MIP6);

static int object_to_cached(struct mip6_net *mnet, const struct mip6_bce *old,
			    const struct mip6_binding *b)
{
	if (!READ_ONCE(mnet->conf.accept_return_routability))
		return -ESHUTDOWN;
	if (mip6_bcache_home(mnet->net, &b->hoa))
		return -EEXIST;
	if (old && time_before(jiffies, old->forget) && !mip6_rules_seq_newer(b->seq, old->b.seq))
		return -ESTALE;
	/* What is remembered takes room like what is bound, or else to bind and delete filled it. */
	if (!old && mnet->bcache.cached >= READ_ONCE(mnet->conf.max_cached_bindings))
		return b->lifetime ? -ENOSPC : -ENOENT;
	return 0;
}

int mip6_bcache_accept(struct mip6_net *mnet, const struct mip6_binding *b, u16 *last)
{
	int err = put(mnet, b, MIP6_MAX_NONCE_LIFETIME, object_to_cached, last);

	/* There is nothing to delete and no room to remember that. */
	return err == -ENOENT ? 0 : err;
}

bool mip6_bcache_unbind(struct mip6_net *mnet, struct mip6_binding *b)
{
	struct mip6_bcache *bc = &mnet->bcache;
	struct mip6_bce *bce;
	bool found;

	spin_lock_bh(&bc->lock);
	bce = mip6_bcache_entry(bc, &b->hoa, &b->local);
	found = bce && bce->b.type == MIP6_BINDING_CACHED && bce->b.seq == b->seq &&
		mip6_bcache_live(bce);
	if (found) {
		*b = bce->b;
		mip6_bcache_end(bc, bce);
	}
	spin_unlock_bh(&bc->lock);
	return found;
}

void mip6_bcache_complain(struct mip6_net *mnet, struct mip6_bce *bce)
{
	struct mip6_bcache *bc = &mnet->bcache;
	unsigned long now = jiffies;

	if (bce->b.type != MIP6_BINDING_CACHED || !mip6_bcache_in_use(bce))
		return;
	spin_lock_bh(&bc->lock);
	if (!bce->dead && mip6_bcache_live(bce)) {
		if (time_after(now, bce->unreachable + COMPLAINTS_SEC * HZ))
			bce->complaints = 0;
		bce->unreachable = now;
		if (++bce->complaints == COMPLAINTS)
			mip6_bcache_end(bc, bce);
	}
	spin_unlock_bh(&bc->lock);
}
