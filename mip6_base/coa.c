// SPDX-License-Identifier: GPL-2.0
/*
 * Care-of addresses of home registrations: what comes from one of them in a tunnel is a mobile
 * node's, or made up as one (RFC 6275 10.4.5).
 *
 * Any number of home addresses may share one. The first of them is in the table, the others in a
 * list with it, so that each comes and goes at the same small cost.
 */
#include "coa.h"

#include "bcache.h"
#include "netns.h"

#include <linux/bug.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/rhashtable.h>
#include <linux/spinlock.h>

#include <mip6/bcache.h>

/* Does not shrink either, see bcache.c. */
static const struct rhashtable_params params = {
	.head_offset		= offsetof(struct mip6_bce, by_coa),
	.key_offset		= offsetof(struct mip6_bce, b.coa),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= mip6_hash_address,
};

int mip6_coa_add(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	struct mip6_bce *first;

	lockdep_assert_held(&bc->lock);
	first = rhashtable_lookup_fast(&bc->by_coa, &bce->b.coa, params);
	if (!first)
		return rhashtable_insert_fast(&bc->by_coa, &bce->by_coa, params);
	list_add(&bce->same_coa, &first->same_coa);
	return 0;
}

void mip6_coa_del(struct mip6_bcache *bc, struct mip6_bce *bce)
{
	struct mip6_bce *first;

	lockdep_assert_held(&bc->lock);
	first = rhashtable_lookup_fast(&bc->by_coa, &bce->b.coa, params);
	if (first == bce && list_empty(&bce->same_coa))
		rhashtable_remove_fast(&bc->by_coa, &bce->by_coa, params);
	else if (first == bce)
		WARN_ON_ONCE(rhashtable_replace_fast(&bc->by_coa, &bce->by_coa,
						     &list_next_entry(bce, same_coa)->by_coa,
						     params));
	list_del_init(&bce->same_coa);
}

bool mip6_bcache_serves(struct net *net, const struct in6_addr *coa)
{
	return rhashtable_lookup_fast(&mip6_net(net)->bcache.by_coa, coa, params);
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_serves, MIP6);

struct mip6_bce *mip6_bcache_at(struct net *net, const struct in6_addr *coa)
{
	struct mip6_bce *bce = rhashtable_lookup_fast(&mip6_net(net)->bcache.by_coa, coa, params);

	return bce && mip6_bcache_live(bce) ? bce : NULL;
}
EXPORT_SYMBOL_NS_GPL(mip6_bcache_at, MIP6);

int mip6_coa_init(struct mip6_bcache *bc)
{
	return rhashtable_init(&bc->by_coa, &params);
}

void mip6_coa_exit(struct mip6_bcache *bc)
{
	rhashtable_destroy(&bc->by_coa);
}
