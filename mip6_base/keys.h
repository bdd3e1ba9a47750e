/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_KEYS_H
#define MIP6_BASE_KEYS_H

#include <linux/atomic.h>
#include <linux/refcount.h>
#include <linux/types.h>

#include <mip6/keys.h>

struct mip6_net;

/**
 * struct mip6_keys - all keys of a node
 * @generation: another one whenever they are replaced
 * @count: how many
 * @keys: the keys, in ascending order of home address and SPI
 *
 * Replaced as a whole.
 */
struct mip6_keys {
	u32 generation;
	u32 count;
	struct mip6_key keys[];
};

/**
 * struct mip6_key_last - what must outlive bindings and keys of a home address
 * @refs: keys that have it
 * @stamp: last time stamp that was accepted; 0: none
 */
struct mip6_key_last {
	refcount_t refs;
	atomic64_t stamp;
};

/**
 * mip6_keys_set() - replace all keys
 * @mnet: the node
 * @req: argument of MIP6_IOC_SET_KEYS
 *
 * Context: process.
 * Return: 0; -EINVAL if one of them cannot be: then all stay as they are; -EOPNOTSUPP if the node is
 * neither a home agent nor a mobile node; -EFAULT; -ENOMEM; -EINTR if the caller is killed.
 */
long mip6_keys_set(struct mip6_net *mnet, const struct mip6_dev_keys *req);

/**
 * mip6_keys_replace() - put keys in the place of those that there are
 * @mnet: the node
 * @old: those that it has
 * @keys: the keys, which nobody has seen; NULL: none
 *
 * Home addresses that had keys before keep the last time stamp; those that have none any more leave
 * theirs for when they have again.
 *
 * Context: process, role.c's lock held.
 * Return: @old, which nobody uses any more, for mip6_keys_free(). That takes a while, and no lock.
 */
struct mip6_keys *mip6_keys_replace(struct mip6_net *mnet, struct mip6_keys *old,
				    struct mip6_keys *keys);

/**
 * mip6_keys_free() - free keys that nobody uses, and leave no copy
 * @keys: the keys, or NULL
 *
 * Context: process.
 */
void mip6_keys_free(struct mip6_keys *keys);

/**
 * mip6_keys_dump() - show a key, but for what is secret
 * @mnet: the node
 * @index: its number
 * @out: set to it, zeroed
 * @generation: set to that of the keys, 0 if there are none
 *
 * Context: process.
 * Return: 0, or -ENOENT past the last.
 */
int mip6_keys_dump(struct mip6_net *mnet, u32 index, struct mip6_dev_key *out, u32 *generation);

#endif
