// SPDX-License-Identifier: GPL-2.0
/*
 * How much an outsider can make a node send: RFC 6275 9.3.3, 15.4.
 *
 * Token buckets for peers and, behind them, for the node as a whole: who sends much exhausts his
 * own first. Sources can be made up, so peers share a number of buckets that does not grow; which
 * bucket is whose depends on a secret. (The kernel's own, in struct inet_peer, are the ICMPv6
 * errors': a second user with another rate would take away from these.)
 */
#include "limit.h"

#include "netns.h"

#include <linux/export.h>
#include <linux/in6.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/siphash.h>
#include <linux/spinlock.h>
#include <net/net_namespace.h>

#include <mip6/mh.h>

/* How many may go per second, and how many at once. */
static const struct mip6_rate tests_to_one = { .per_sec = 10, .burst = 20 };
static const struct mip6_rate tests_to_all = { .per_sec = 1000, .burst = 1000 };
static const struct mip6_rate errors_to_one = { .per_sec = 1, .burst = 6 };
static const struct mip6_rate errors_to_all = { .per_sec = 10, .burst = 10 };
/* A reply may be 27 times as long as the request. An honest mobile node asks every 3 s (11.4.1). */
static const struct mip6_rate discoveries_to_one = { .per_sec = 2, .burst = 10 };
static const struct mip6_rate discoveries_to_all = { .per_sec = 50, .burst = 100 };
static const struct mip6_rate prefixes_to_one = { .per_sec = 1, .burst = 6 };
static const struct mip6_rate prefixes_to_all = { .per_sec = 1000, .burst = 1000 };
/*
 * Who has recorded a signed update can have it answered. An honest mobile node needs one answer, to
 * an update that nobody else has.
 */
static const struct mip6_rate stale_to_one = { .per_sec = 1, .burst = 6 };
static const struct mip6_rate stale_to_all = { .per_sec = 1000, .burst = 1000 };

/* Takes a token. @now is read under the lock: it never goes back. */
static bool take(struct mip6_bucket *bucket, const struct mip6_rate *rate, unsigned long now)
{
	unsigned int full = rate->burst * HZ;
	unsigned long gone = min_t(unsigned long, now - bucket->when, full / rate->per_sec + 1);

	bucket->saved = min_t(unsigned long, bucket->saved + gone * rate->per_sec, full);
	bucket->when = now;
	if (bucket->saved < HZ)
		return false;
	bucket->saved -= HZ;
	return true;
}

static bool pass(struct mip6_limit *l, const void *who, size_t len)
{
	u32 which = siphash(who, len, &l->key) % ARRAY_SIZE(l->peers);
	unsigned long now;
	bool pass;

	spin_lock_bh(&l->lock);
	now = jiffies;
	pass = take(&l->peers[which], &l->peer_rate, now) && take(&l->all, &l->all_rate, now);
	spin_unlock_bh(&l->lock);
	return pass;
}

bool mip6_limit_test(struct mip6_net *mnet, const struct in6_addr *peer)
{
	return pass(&mnet->tests, peer, sizeof(*peer));
}

bool mip6_limit_error(struct mip6_net *mnet, const struct in6_addr *peer)
{
	return pass(&mnet->errors, peer, sizeof(*peer));
}

bool mip6_limit_refusal(struct net *net, const struct in6_addr *peer)
{
	return pass(&mip6_net(net)->refusals, peer, sizeof(*peer));
}
EXPORT_SYMBOL_NS_GPL(mip6_limit_refusal, MIP6);

bool mip6_limit_discovery(struct net *net, const struct in6_addr *peer)
{
	return pass(&mip6_net(net)->discoveries, peer, sizeof(*peer));
}
EXPORT_SYMBOL_NS_GPL(mip6_limit_discovery, MIP6);

bool mip6_limit_prefixes(struct net *net, const struct in6_addr *peer)
{
	return pass(&mip6_net(net)->prefixes, peer, sizeof(*peer));
}
EXPORT_SYMBOL_NS_GPL(mip6_limit_prefixes, MIP6);

bool mip6_limit_stale(struct net *net, const u8 *mac, unsigned int len)
{
	return pass(&mip6_net(net)->stale, mac, len);
}
EXPORT_SYMBOL_NS_GPL(mip6_limit_stale, MIP6);

static void fill(struct mip6_bucket *bucket, const struct mip6_rate *rate)
{
	bucket->when = jiffies;
	bucket->saved = rate->burst * HZ;
}

static void limit_init(struct mip6_limit *l, const struct mip6_rate *peer,
		       const struct mip6_rate *all)
{
	unsigned int i;

	spin_lock_init(&l->lock);
	get_random_bytes(&l->key, sizeof(l->key));
	l->peer_rate = *peer;
	l->all_rate = *all;
	for (i = 0; i < ARRAY_SIZE(l->peers); i++)
		fill(&l->peers[i], peer);
	fill(&l->all, all);
}

void mip6_limit_net_init(struct mip6_net *mnet)
{
	limit_init(&mnet->tests, &tests_to_one, &tests_to_all);
	limit_init(&mnet->errors, &errors_to_one, &errors_to_all);
	limit_init(&mnet->refusals, &errors_to_one, &errors_to_all);
	limit_init(&mnet->discoveries, &discoveries_to_one, &discoveries_to_all);
	limit_init(&mnet->prefixes, &prefixes_to_one, &prefixes_to_all);
	limit_init(&mnet->stale, &stale_to_one, &stale_to_all);
}
