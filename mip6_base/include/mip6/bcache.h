/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BCACHE_H
#define MIP6_BCACHE_H

#include <linux/compiler.h>
#include <linux/in6.h>
#include <linux/jiffies.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>
#include <linux/types.h>
#include <mip6_way.h>

struct mip6_mh_msg;
struct mip6_wire_bu;
struct net;

/**
 * struct mip6_binding - what a binding says
 * @hoa: home address
 * @coa: care-of address
 * @local: our address that the binding update was sent to
 * @lifetime: granted, seconds; 0: to be deleted
 * @elapsed: so much of it is over already, seconds: of one that was saved and put back
 * @ifindex: home link (home registrations); the role may set it while the entry can be found
 * @seq: last accepted sequence number
 * @flags: of the binding update, MIP6_BU_*
 * @type: MIP6_BINDING_CACHED or MIP6_BINDING_HOME
 * @tentative: duplicate address detection of the home address has yet to end: may be taken back
 */
struct mip6_binding {
	struct in6_addr hoa;
	struct in6_addr coa;
	struct in6_addr local;
	u32 lifetime;
	u32 elapsed;
	int ifindex;
	u16 seq;
	u16 flags;
	u8 type;
	bool tentative;
};

/**
 * struct mip6_bce - an entry of the binding cache
 * @node: in the table
 * @expires: when the binding ends, ktime_get_coarse_boottime_ns()
 * @way: from its local address to the care-of address
 * @ended: it has ended before @expires; set under the lock
 * @gone: de-registered: only its sequence number is remembered (5.2.8, 10.3.2)
 * @dead: out of the table, or about to be
 * @complaints: how often of late it was said to be unreachable; under the lock
 * @sent: binding refresh requests that were due since the last update, or what mip6_bcache_remind()
 *	was told; set under the lock
 * @b: what it says; but for its ifindex that never changes while the entry can be found
 * @round: of the walk over home registrations that it has seen last; under the lock
 * @by_coa: in the table by care-of address, if it is the first of those that share it
 * @same_coa: with those that share its care-of address
 * @all: in the list of home registrations
 * @due: among those for which something is to be done at the same time
 * @made: when it was made, jiffies
 * @forget: when the entry goes, jiffies: until then its sequence number counts
 * @used: when a packet went or came by it last, jiffies; @made if none did
 * @remind: when the role wants to be reminded of it, jiffies; 0: never; set under the lock
 * @unreachable: when the care-of address was last said to be unreachable, jiffies; under the lock
 * @rcu: frees it
 *
 * There may be a million of them, so what packets need comes first: the fewer lines of memory the better.
 *
 * An update replaces the entry by a new one, so a reader sees one binding or the other, whole.
 */
struct mip6_bce {
	struct rhash_head node;
	u64 expires;
	struct mip6_tnl_way way;
	bool ended;
	bool gone;
	bool dead;
	u8 complaints;
	u8 sent;
	struct mip6_binding b;
	u32 round;
	struct rhash_head by_coa;
	struct list_head same_coa;
	struct list_head all;
	struct hlist_node due;
	unsigned long made;
	unsigned long forget;
	unsigned long used;
	unsigned long remind;
	unsigned long unreachable;
	struct rcu_head rcu;
};

/**
 * mip6_hash_address() - where a key that has addresses goes in a hash table
 * @key: the key
 * @len: its length, octets
 * @seed: the table's
 *
 * Addresses are the peers' choice: what bucket they go to must not be.
 *
 * Context: any.
 * Return: the hash.
 */
u32 mip6_hash_address(const void *key, u32 len, u32 seed);

/**
 * mip6_bcache_has_room() - whether one more home registration may be made
 * @net: network namespace
 *
 * Context: any.
 * Return: true if there are less than max_bindings.
 */
bool mip6_bcache_has_room(struct net *net);

/**
 * mip6_bcache_is_held() - whether home registrations are to be accepted
 * @net: network namespace
 *
 * Context: any, RCU read side.
 * Return: true if none is to be, as the binding cache is just being saved for the last time.
 */
bool mip6_bcache_is_held(struct net *net);

/**
 * mip6_bcache_home() - find the home registration of a home address
 * @net: network namespace
 * @hoa: home address
 *
 * Context: any, RCU read side; the entry is valid as long as that lasts.
 * Return: an entry whose time is not over, or NULL.
 */
struct mip6_bce *mip6_bcache_home(struct net *net, const struct in6_addr *hoa);

/**
 * mip6_bcache_find() - find the binding that packets to and from a home address go by
 * @net: network namespace
 * @hoa: home address
 * @local: our address that speaks to it
 *
 * Context: any, RCU read side; the entry is valid as long as that lasts.
 * Return: a binding with @local, else the home registration, which answers for any address of ours,
 * else NULL. Their time is not over.
 */
struct mip6_bce *mip6_bcache_find(struct net *net, const struct in6_addr *hoa,
				  const struct in6_addr *local);

/**
 * mip6_bcache_serves() - whether a care-of address is one
 * @net: network namespace
 * @coa: the address
 *
 * Context: any.
 * Return: true if a home registration has it, be that tentative, or over a moment ago.
 */
bool mip6_bcache_serves(struct net *net, const struct in6_addr *coa);

/**
 * mip6_bcache_at() - find the home registration of who is at a care-of address
 * @net: network namespace
 * @coa: the address
 *
 * Of several home addresses there it is the same one until its entry goes or moves on.
 *
 * Context: any, RCU read side; the entry is valid as long as that lasts.
 * Return: an entry, or NULL if there is none, or the time of that one is over.
 */
struct mip6_bce *mip6_bcache_at(struct net *net, const struct in6_addr *coa);

/**
 * mip6_bcache_use() - note that a packet went or came by a binding
 * @bce: its entry
 *
 * Context: any, RCU read side.
 */
static inline void mip6_bcache_use(struct mip6_bce *bce)
{
	unsigned long now = jiffies;

	/* Once in a tick: packets on other CPUs read the same line. */
	if (READ_ONCE(bce->used) != now)
		WRITE_ONCE(bce->used, now);
}

/**
 * mip6_bcache_circular() - whether a care-of address leads back to its home address
 * @net: network namespace
 * @hoa: home address
 * @coa: care-of address that it shall have
 * @local: our address that it would be bound with
 *
 * 6.1.7: bindings in which @coa is itself a home address are followed.
 *
 * Context: any.
 * Return: true if it does, or if the chain is long.
 */
bool mip6_bcache_circular(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa,
			  const struct in6_addr *local);

/**
 * mip6_binding_read() - what a binding update asks for
 * @net: network namespace
 * @msg: the message
 * @bu: what was read from it
 * @b: set to it, but for lifetime, home link and type
 * @deletes: set to whether the binding is to be deleted (9.5.1)
 *
 * Context: any.
 * Return: false if it has addresses that no binding may have (6.1.7, 9.5.1), or would make a
 * circle.
 */
bool mip6_binding_read(struct net *net, const struct mip6_mh_msg *msg,
		       const struct mip6_wire_bu *bu, struct mip6_binding *b, bool *deletes);

/**
 * mip6_bcache_sequence() - the last sequence number accepted in a home registration
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
 * mip6_bcache_update() - create a home registration or replace it
 * @net: network namespace
 * @b: the binding; its lifetime is not 0
 *
 * Context: softirq or process.
 * Return: 0; -ENOSPC if the cache is full; -ENOMEM; -ESHUTDOWN if the namespace is on its way out.
 */
int mip6_bcache_update(struct net *net, const struct mip6_binding *b);

/**
 * mip6_bcache_remember() - remember the sequence number of a home registration that is gone
 * @net: network namespace
 * @hoa: home address, of which nothing else is known
 * @seq: sequence number, for MAX_DELETE_BCE_TIMEOUT
 *
 * Context: softirq or process.
 * Return: 0; -EEXIST if something is known; otherwise as mip6_bcache_update().
 */
int mip6_bcache_remember(struct net *net, const struct in6_addr *hoa, u16 seq);

/**
 * mip6_bcache_delete() - end a home registration
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
 * mip6_bcache_remind() - have the role reminded of a home registration
 * @net: network namespace
 * @bce: its entry
 * @when: jiffies
 * @sent: what the role wants to remember of what it has sent
 *
 * The role's binding_due is called then, unless the binding ends before. An update keeps both.
 *
 * Context: any, RCU read side.
 */
void mip6_bcache_remind(struct net *net, struct mip6_bce *bce, unsigned long when, u8 sent);

/**
 * mip6_bcache_round() - begin a walk over all home registrations
 * @net: network namespace
 *
 * Context: process, one walk at a time.
 */
void mip6_bcache_round(struct net *net);

/**
 * mip6_bcache_turn() - whose turn it is in that walk
 * @net: network namespace
 *
 * An update takes the turn of what it replaces. Those that are made meanwhile are left out.
 *
 * Context: process, RCU read side.
 * Return: an entry, whose time may be over; NULL at the end.
 */
struct mip6_bce *mip6_bcache_turn(struct net *net);

/**
 * mip6_bcache_flush() - forget all bindings of a type
 * @net: network namespace
 * @type: MIP6_BINDING_*
 *
 * Those that are gone too: their sequence numbers are not known any more. Does not call the role's
 * binding_ended; waits until no call of it, or of binding_due, is under way.
 *
 * Context: process.
 */
void mip6_bcache_flush(struct net *net, u8 type);

#endif
