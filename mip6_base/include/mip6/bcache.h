/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BCACHE_H
#define MIP6_BCACHE_H

#include <linux/in6.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>
#include <linux/timer.h>

struct net;

/**
 * struct mip6_binding - what a binding says
 * @hoa: home address
 * @coa: care-of address
 * @local: our address that the binding update was sent to
 * @lifetime: granted, seconds
 * @ifindex: home link (home registrations)
 * @seq: last accepted sequence number
 * @flags: of the binding update, MIP6_BU_*
 * @type: MIP6_BINDING_CACHED or MIP6_BINDING_HOME
 */
struct mip6_binding {
	struct in6_addr hoa;
	struct in6_addr coa;
	struct in6_addr local;
	u32 lifetime;
	int ifindex;
	u16 seq;
	u16 flags;
	u8 type;
};

/**
 * struct mip6_bce - an entry of the binding cache
 * @node: in the table, by @b.hoa
 * @net: namespace; it outlives its entries
 * @b: what it says; never changes while the entry can be found
 * @expires: when it ends, seconds of ktime_get_seconds()
 * @gone: de-registered: only its sequence number is remembered (10.3.2)
 * @dead: out of the table, or about to be
 * @timer: ends it
 * @rcu: frees it
 *
 * An update replaces the entry by a new one, so a reader sees one binding or the other, whole.
 */
struct mip6_bce {
	struct rhash_head node;
	struct net *net;
	struct mip6_binding b;
	time64_t expires;
	bool gone;
	bool dead;
	struct timer_list timer;
	struct rcu_head rcu;
};

/**
 * mip6_bcache_lookup() - find the binding of a home address
 * @net: network namespace
 * @hoa: home address
 *
 * Context: any, RCU read side; the entry is valid as long as that lasts.
 * Return: a live entry, or NULL.
 */
struct mip6_bce *mip6_bcache_lookup(struct net *net, const struct in6_addr *hoa);

/**
 * mip6_bcache_sequence() - the last sequence number accepted for a home address
 * @net: network namespace
 * @hoa: home address
 * @seq: set to it
 *
 * Entries that are gone but remembered count.
 *
 * Context: any.
 * Return: true if there is one.
 */
bool mip6_bcache_sequence(struct net *net, const struct in6_addr *hoa, u16 *seq);

/**
 * mip6_bcache_has_coa() - whether a home registration has this care-of address
 * @net: network namespace
 * @coa: care-of address
 * @hoa: home address whose registration is meant
 *
 * Context: any.
 * Return: true if the live home registration of @hoa has the care-of address @coa.
 */
bool mip6_bcache_has_coa(struct net *net, const struct in6_addr *coa, const struct in6_addr *hoa);

/**
 * mip6_bcache_update() - create a binding or replace it
 * @net: network namespace
 * @b: the binding; its lifetime is not 0
 *
 * Context: softirq or process.
 * Return: 0; -ENOSPC if the cache is full; -ENOMEM; -ESHUTDOWN if the namespace is on its way out.
 */
int mip6_bcache_update(struct net *net, const struct mip6_binding *b);

/**
 * mip6_bcache_delete() - end a binding
 * @net: network namespace
 * @hoa: home address
 * @seq: sequence number to remember for MAX_DELETE_BCE_TIMEOUT, or NULL to forget it at once
 *
 * Does not call the role's binding_ended.
 *
 * Context: softirq or process.
 * Return: true if there was a live one.
 */
bool mip6_bcache_delete(struct net *net, const struct in6_addr *hoa, const u16 *seq);

/**
 * mip6_bcache_flush() - forget all bindings of a type
 * @net: network namespace
 * @type: MIP6_BINDING_*
 *
 * Waits until no timer of them runs. Does not call the role's binding_ended.
 *
 * Context: process.
 */
void mip6_bcache_flush(struct net *net, u8 type);

#endif
