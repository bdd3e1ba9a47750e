/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_BCACHE_H
#define MIP6_BASE_BCACHE_H

#include <linux/types.h>

struct in6_addr;
struct mip6_bce;
struct mip6_binding;
struct mip6_dev_binding;
struct mip6_bcache;
struct mip6_net;
struct net;
struct rhashtable_iter;

/* What binding.c and due.c change the table by. */

/**
 * mip6_bcache_entry() - find an entry, be its time over or not
 * @bc: the cache
 * @hoa: home address
 * @local: our address; NULL for a home registration
 *
 * Context: any, RCU read side or under the lock of the cache.
 * Return: the entry or NULL.
 */
struct mip6_bce *mip6_bcache_entry(struct mip6_bcache *bc, const struct in6_addr *hoa,
				   const struct in6_addr *local);

/**
 * mip6_bcache_live() - whether an entry is a binding
 * @bce: the entry
 *
 * Context: any.
 * Return: false if its time is over, or only its sequence number is remembered.
 */
bool mip6_bcache_live(const struct mip6_bce *bce);

/**
 * mip6_bcache_left() - how long an entry will be a binding
 * @bce: the entry
 *
 * Context: any.
 * Return: seconds, rounded up; 0 if it is none.
 */
u32 mip6_bcache_left(const struct mip6_bce *bce);

/**
 * mip6_bcache_in_use() - whether packets go or come by an entry
 * @bce: the entry
 *
 * Context: any.
 * Return: true if one did of late.
 */
bool mip6_bcache_in_use(const struct mip6_bce *bce);

/**
 * mip6_bcache_new() - make an entry
 * @b: what it says; with lifetime 0 it is only remembered
 * @remember_sec: how long it is kept at least
 *
 * Context: any.
 * Return: the entry, to be placed or freed; NULL without memory.
 */
struct mip6_bce *mip6_bcache_new(const struct mip6_binding *b, u32 remember_sec);

/**
 * mip6_bcache_is_home() - whether an entry is a home registration
 * @bce: the entry
 *
 * Context: any.
 * Return: false for a correspondent's binding, and for a number that is only remembered.
 */
bool mip6_bcache_is_home(const struct mip6_bce *bce);

/**
 * mip6_bcache_free() - free an entry that has not been placed
 * @bce: the entry; a place() that failed may have let others see it
 *
 * Context: any.
 */
void mip6_bcache_free(struct mip6_bce *bce);

/**
 * mip6_bcache_place() - put an entry into the table
 * @bc: the cache, locked
 * @old: the entry of the same key, or NULL if there is none
 * @new: the entry that takes its place
 *
 * Return: 0, or why the table has not taken it.
 */
int mip6_bcache_place(struct mip6_bcache *bc, struct mip6_bce *old, struct mip6_bce *new);

/**
 * mip6_bcache_remove() - take an entry out of the table
 * @bc: the cache, locked
 * @bce: the entry, not dead yet
 */
void mip6_bcache_remove(struct mip6_bcache *bc, struct mip6_bce *bce);

/**
 * mip6_bcache_end() - end a correspondent's binding before its time
 * @bc: the cache, locked
 * @bce: its entry, not dead yet
 *
 * Its sequence number is remembered as long as its nonces may be valid.
 */
void mip6_bcache_end(struct mip6_bcache *bc, struct mip6_bce *bce);

/**
 * mip6_bcache_accept() - do what a correspondent's authentic binding update asks for
 * @mnet: the node
 * @b: the binding; lifetime 0 to delete it
 * @last: set to the last accepted sequence number, if that is what it is refused for
 *
 * What it is checked against is checked under the lock under which it is done: two updates at the
 * same time come one after the other. To delete what is not there is no mistake.
 *
 * Context: softirq.
 * Return: 0; -EEXIST if it is a home registration; -ESTALE for a sequence number that is not new;
 * -ENOSPC if there are as many bindings as may be; -ENOMEM; -ESHUTDOWN if the node does not accept
 * such bindings, or not any more.
 */
int mip6_bcache_accept(struct mip6_net *mnet, const struct mip6_binding *b, u16 *last);

/**
 * mip6_bcache_unbind() - end a correspondent's binding
 * @mnet: the node
 * @b: home address, our address and sequence number are those of the binding; set to what it says
 *
 * Context: process.
 * Return: false if there is none, or if it has another sequence number.
 */
bool mip6_bcache_unbind(struct mip6_net *mnet, struct mip6_binding *b);

/**
 * mip6_bcache_complain() - note that a binding's care-of address is unreachable
 * @mnet: the node
 * @bce: its entry
 *
 * 9.3.4: when it is said again and again a correspondent's binding ends. Of one that is not in use
 * nothing has been sent that could not arrive: whoever says so knows its addresses, no more.
 *
 * Context: softirq, RCU read side.
 */
void mip6_bcache_complain(struct mip6_net *mnet, struct mip6_bce *bce);

/**
 * mip6_bcache_walk_init() - start to read the whole cache
 * @mnet: the node
 * @iter: where the walk is; mip6_bcache_walk_exit() must follow
 *
 * Context: process.
 */
void mip6_bcache_walk_init(struct mip6_net *mnet, struct rhashtable_iter *iter);

/**
 * mip6_bcache_walk_exit() - end a walk
 * @iter: where it was
 *
 * Context: process.
 */
void mip6_bcache_walk_exit(struct rhashtable_iter *iter);

/**
 * mip6_bcache_walk() - read the next entries
 * @iter: where the walk is
 * @out: zeroed room for them
 * @count: how many fit
 * @to_save: those that have to be saved: also home registrations that are gone, but remembered, and
 *	none whose duplicate address detection has yet to end
 * @changed: set to true if the table was resized, so that entries may come twice
 *
 * Context: process.
 * Return: how many there were; less than @count only at the end.
 */
u32 mip6_bcache_walk(struct rhashtable_iter *iter, struct mip6_dev_binding *out, u32 count,
		     bool to_save, bool *changed);

/**
 * mip6_bcache_net_init() - give a node an empty cache
 * @mnet: the node
 *
 * Return: 0 or a negative errno.
 */
int mip6_bcache_net_init(struct mip6_net *mnet);

/**
 * mip6_bcache_net_exit() - forget all bindings of a node
 * @mnet: the node
 */
void mip6_bcache_net_exit(struct mip6_net *mnet);

/**
 * mip6_bcache_init() - start
 *
 * Return: 0 or -ENOMEM.
 */
int mip6_bcache_init(void);

/**
 * mip6_bcache_exit() - stop; all nodes are gone
 */
void mip6_bcache_exit(void);

#endif
