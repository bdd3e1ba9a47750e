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
#include <linux/random.h>
#include <linux/ratelimit.h>
#include <linux/siphash.h>
#include <linux/spinlock.h>
#include <net/net_namespace.h>

#include <mip6/mh.h>

enum {
	/* Answers to one peer per second, and how many may come at once. */
	TEST_RATE	= 10,
	TEST_BURST	= 20,
	ERROR_RATE	= 1,
	ERROR_BURST	= 6,

	/* To all together. */
	TESTS_PER_SEC	= 1000,
	ERRORS_PER_SEC	= 10,
};

static bool peer_pass(struct mip6_limit *l, const struct in6_addr *peer)
{
	u32 which = siphash(peer, sizeof(*peer), &l->key) % ARRAY_SIZE(l->peers);
	struct mip6_bucket *bucket = &l->peers[which];
	unsigned long now = jiffies, full;
	bool pass;

	spin_lock_bh(&l->lock);
	full = l->interval * l->burst;
	bucket->saved = min(bucket->saved + (now - bucket->when), full);
	bucket->when = now;
	pass = bucket->saved >= l->interval;
	if (pass)
		bucket->saved -= l->interval;
	spin_unlock_bh(&l->lock);
	return pass;
}

static bool pass(struct mip6_limit *l, const struct in6_addr *peer)
{
	return peer_pass(l, peer) && __ratelimit(&l->all);
}

bool mip6_limit_test(struct mip6_net *mnet, const struct in6_addr *peer)
{
	return pass(&mnet->tests, peer);
}

bool mip6_limit_error(struct net *net, const struct in6_addr *peer)
{
	return pass(&mip6_net(net)->errors, peer);
}
EXPORT_SYMBOL_NS_GPL(mip6_limit_error, MIP6);

static void limit_init(struct mip6_limit *l, unsigned int rate, unsigned int burst,
		       unsigned int per_sec)
{
	unsigned int i;

	spin_lock_init(&l->lock);
	get_random_bytes(&l->key, sizeof(l->key));
	l->interval = HZ / rate;
	l->burst = burst;
	for (i = 0; i < ARRAY_SIZE(l->peers); i++) {
		l->peers[i].when = jiffies;
		l->peers[i].saved = l->interval * burst;
	}
	ratelimit_state_init(&l->all, HZ, per_sec);
	/* Nothing is said about what was not sent. */
	ratelimit_set_flags(&l->all, RATELIMIT_MSG_ON_RELEASE);
}

void mip6_limit_net_init(struct mip6_net *mnet)
{
	limit_init(&mnet->tests, TEST_RATE, TEST_BURST, TESTS_PER_SEC);
	limit_init(&mnet->errors, ERROR_RATE, ERROR_BURST, ERRORS_PER_SEC);
}
