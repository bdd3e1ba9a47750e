// SPDX-License-Identifier: GPL-2.0
/*
 * Keys that home agents and mobile nodes share: RFC 4285. There may be as many as there are mobile
 * nodes; whoever asks for one can be anybody, so what is looked up is an array in order, which needs
 * no more than a few comparisons. Nobody gets a key to see again, and freed memory has none.
 */
#include "keys.h"

#include "netns.h"
#include "role.h"
#include "wire/rules.h"

#include <crypto/algapi.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

static int compare(const struct mip6_key *key, const struct in6_addr *hoa, u32 spi)
{
	int order = ipv6_addr_cmp(&key->hoa, hoa);

	if (order)
		return order;
	return key->spi < spi ? -1 : key->spi > spi;
}

/* The first key that is not in front of this home address and SPI, if it is of the address. */
static struct mip6_key *seek(struct mip6_keys *keys, const struct in6_addr *hoa, u32 spi)
{
	u32 first = 0, end = keys ? keys->count : 0, middle;

	while (first < end) {
		middle = first + (end - first) / 2;
		if (compare(&keys->keys[middle], hoa, spi) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	if (!keys || first == keys->count || !ipv6_addr_equal(&keys->keys[first].hoa, hoa))
		return NULL;
	return &keys->keys[first];
}

const struct mip6_key *mip6_key_find(struct net *net, const struct in6_addr *hoa, u32 spi)
{
	const struct mip6_key *key = seek(rcu_dereference(mip6_net(net)->keys), hoa, spi);

	return key && key->spi == spi ? key : NULL;
}
EXPORT_SYMBOL_NS_GPL(mip6_key_find, MIP6);

const struct mip6_key *mip6_key_of(struct net *net, const struct in6_addr *hoa)
{
	return seek(rcu_dereference(mip6_net(net)->keys), hoa, 0);
}
EXPORT_SYMBOL_NS_GPL(mip6_key_of, MIP6);

static void put_last(struct mip6_key_last *last)
{
	if (last && refcount_dec_and_test(&last->refs))
		kfree(last);
}

static struct mip6_key_last *new_last(void)
{
	struct mip6_key_last *last = kzalloc(sizeof(*last), GFP_KERNEL_ACCOUNT);

	if (last)
		refcount_set(&last->refs, 1);
	return last;
}

void mip6_keys_free(struct mip6_keys *keys)
{
	u32 i;

	if (!keys)
		return;
	/* Wiped one by one: there may be millions of them, and others want to run meanwhile. */
	for (i = 0; i < keys->count; i++) {
		memzero_explicit(keys->keys[i].secret, sizeof(keys->keys[i].secret));
		put_last(keys->keys[i].last);
		kfree(keys->keys[i].id);
		cond_resched();
	}
	kvfree(keys);
}

/* Whether it can be a key. Nothing may hide behind what counts. */
static bool form_ok(const struct mip6_dev_key *in)
{
	return (in->algorithm == MIP6_KEY_HMAC_SHA1 || in->algorithm == MIP6_KEY_HMAC_SHA256) &&
	       !(in->flags & ~MIP6_KEY_NO_TIMESTAMP) && in->spi >= MIP6_SPI_MIN &&
	       in->key_len >= MIP6_KEY_LEN_MIN && in->key_len <= MIP6_KEY_LEN_MAX &&
	       in->id_len <= MIP6_KEY_ID_MAX && mip6_rules_routable(&in->hoa) &&
	       !memchr_inv(in->key + in->key_len, 0, sizeof(in->key) - in->key_len) &&
	       !memchr_inv(in->id + in->id_len, 0, sizeof(in->id) - in->id_len);
}

/* @before: the key in front of it, or NULL. */
static int take(struct mip6_key *key, const struct mip6_key *before, const struct mip6_dev_key *in)
{
	if (!form_ok(in) || (before && compare(before, &in->hoa, in->spi) >= 0))
		return -EINVAL;
	key->hoa = in->hoa;
	key->spi = in->spi;
	key->algorithm = in->algorithm;
	key->flags = in->flags;
	key->len = in->key_len;
	memcpy(key->secret, in->key, in->key_len);
	if (before && ipv6_addr_equal(&before->hoa, &key->hoa)) {
		key->last = before->last;
		refcount_inc(&key->last->refs);
	} else {
		key->last = new_last();
	}
	if (in->id_len)
		key->id = kmemdup(in->id, in->id_len, GFP_KERNEL_ACCOUNT);
	key->id_len = in->id_len;
	return key->last && (key->id || !in->id_len) ? 0 : -ENOMEM;
}

static int read_keys(struct mip6_keys *keys, const struct mip6_dev_key __user *user)
{
	struct mip6_dev_key *in = kmalloc(sizeof(*in), GFP_KERNEL);
	int err = in ? 0 : -ENOMEM;
	u32 i;

	for (i = 0; !err && i < keys->count; i++) {
		if (copy_from_user(in, user + i, sizeof(*in)))
			err = -EFAULT;
		else
			err = take(&keys->keys[i], i ? &keys->keys[i - 1] : NULL, in);
		/* Millions take seconds, for which nobody is left to wait. */
		if (!err && fatal_signal_pending(current))
			err = -EINTR;
		cond_resched();
	}
	kfree_sensitive(in);
	return err;
}

long mip6_keys_set(struct mip6_net *mnet, const struct mip6_dev_keys *req)
{
	struct mip6_keys *keys = NULL;
	long err = 0;

	if (req->count > MIP6_KEYS_MAX || req->entry_size != sizeof(struct mip6_dev_key))
		return -EINVAL;
	if (req->count) {
		keys = kvzalloc(struct_size(keys, keys, req->count), GFP_KERNEL_ACCOUNT);
		if (!keys)
			return -ENOMEM;
		keys->count = req->count;
		err = read_keys(keys, u64_to_user_ptr(req->keys));
	}
	if (!err)
		err = mip6_role_set_keys(mnet, keys);
	if (err)
		mip6_keys_free(keys);
	return err;
}

static bool is_same(const struct mip6_key *a, const struct mip6_key *b)
{
	return a->spi == b->spi && a->algorithm == b->algorithm && a->flags == b->flags &&
	       a->len == b->len && a->id_len == b->id_len &&
	       !crypto_memneq(a->secret, b->secret, a->len) && !memcmp(a->id, b->id, a->id_len);
}

/*
 * What was accepted with the keys so far must not be accepted once more. Nor what was accepted with
 * those that were taken away before: see bury().
 */
static void inherit(struct mip6_net *mnet, struct mip6_keys *keys, struct mip6_keys *old)
{
	const struct mip6_key *was;
	struct mip6_key *key;
	u32 i;

	for (i = 0; i < keys->count; i++) {
		key = &keys->keys[i];
		was = seek(old, &key->hoa, 0);
		if (was) {
			put_last(key->last);
			key->last = was->last;
			refcount_inc(&key->last->refs);
		} else {
			atomic64_set(&key->last->stamp, mnet->keys_gone);
		}
		was = seek(old, &key->hoa, key->spi);
		key->serial = was && is_same(was, key) ? was->serial : keys->generation;
		cond_resched();
	}
}

/*
 * Of home addresses that have no key any more the latest time stamp stays, one for all: the key may
 * come back while it is still new. That a mobile node whose clock is behind it must wait until it is
 * not, twice the window at most, is the price.
 */
static void bury(struct mip6_net *mnet, struct mip6_keys *old, struct mip6_keys *keys)
{
	u64 stamp;
	u32 i;

	for (i = 0; i < old->count; i++) {
		stamp = atomic64_read(&old->keys[i].last->stamp);
		if (stamp && !seek(keys, &old->keys[i].hoa, 0) &&
		    (!mnet->keys_gone || (s64)(stamp - mnet->keys_gone) > 0))
			mnet->keys_gone = stamp;
		cond_resched();
	}
}

struct mip6_keys *mip6_keys_replace(struct mip6_net *mnet, struct mip6_keys *old,
				    struct mip6_keys *keys)
{
	if (keys) {
		keys->generation = ++mnet->keys_made;
		inherit(mnet, keys, old);
	}
	rcu_assign_pointer(mnet->keys, keys);
	if (!old)
		return NULL;
	/* Nobody accepts anything with them any more then. */
	synchronize_rcu();
	bury(mnet, old, keys);
	return old;
}

int mip6_keys_dump(struct mip6_net *mnet, u32 index, struct mip6_dev_key *out, u32 *generation)
{
	const struct mip6_keys *keys;
	const struct mip6_key *key;
	int err = -ENOENT;

	rcu_read_lock();
	keys = rcu_dereference(mnet->keys);
	*generation = keys ? keys->generation : 0;
	if (keys && index < keys->count) {
		key = &keys->keys[index];
		out->hoa = key->hoa;
		out->spi = key->spi;
		out->algorithm = key->algorithm;
		out->flags = key->flags;
		out->key_len = key->len;
		out->id_len = key->id_len;
		if (key->id)
			memcpy(out->id, key->id, key->id_len);
		err = 0;
	}
	rcu_read_unlock();
	return err;
}
