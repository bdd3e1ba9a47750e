/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_NETNS_H
#define MIP6_NETNS_H

#include "kbm.h"

#include <linux/list.h>
#include <linux/netfilter.h>
#include <linux/rhashtable-types.h>
#include <linux/siphash.h>
#include <linux/spinlock_types.h>
#include <linux/workqueue.h>

#include <mip6/conf.h>
#include <mip6/stats.h>

struct ctl_table;
struct ctl_table_header;
struct mip6_keys;
struct mip6_role_ops;
struct net;

enum {
	MIP6_NONCES		= 8,	/* as many as can be accepted at a time, see nonce.c */
	MIP6_LIMIT_PEERS	= 128,
	MIP6_SLOTS		= 1024,
	MIP6_MOVES		= 64,
};

/**
 * struct mip6_bcache - a binding cache
 * @table: entries; read under RCU
 * @by_coa: those of home registrations by care-of address, one of each; read under RCU
 * @lock: taken to change anything here
 * @home: home registrations; glanced at without the lock, as the other counts
 * @prefixes: a bit for each /64 that has had home addresses since @home was 0, several to a bit; likewise
 * @gone: home registrations that are gone, but whose sequence number is remembered
 * @cached: bindings of a correspondent node, with those that are over but remembered
 * @all: entries of home registrations, those that the walk over them has yet to see first
 * @round: of that walk
 * @planned: @work runs, or will
 * @next: when, jiffies; as long as it runs, when it began
 * @tick: the last slot that it took; slots are counted on and on, and used in turn
 * @slots: entries by the time when there is something to do for them, MIP6_SLOTS lists
 * @busy: slots that may have some
 * @up: those of the slot that was taken
 * @work: does it
 */
struct mip6_bcache {
	struct rhashtable table;
	struct rhashtable by_coa;
	spinlock_t lock;
	unsigned int home;
	unsigned long prefixes;
	unsigned int gone;
	unsigned int cached;
	struct list_head all;
	u32 round;
	bool planned;
	unsigned long next;
	unsigned long tick;
	struct hlist_head *slots;
	DECLARE_BITMAP(busy, MIP6_SLOTS);
	struct hlist_head up;
	struct delayed_work work;
};

/**
 * struct mip6_nonce - a nonce
 * @born: when it was made, ktime_get_boottime_ns()
 * @octets: the nonce
 * @index: its index
 * @set: it has been made
 */
struct mip6_nonce {
	u64 born;
	u8 octets[MIP6_NONCE_LEN];
	u16 index;
	bool set;
};

/**
 * struct mip6_nonces - what a correspondent node makes tokens with; all under @lock
 * @lock: taken for copying and for making
 * @kcn: the node's key
 * @last: index of the newest nonce
 * @ring: nonces by index
 */
struct mip6_nonces {
	spinlock_t lock;
	u8 kcn[MIP6_KCN_LEN];
	u16 last;
	struct mip6_nonce ring[MIP6_NONCES];
};

/**
 * struct mip6_bucket - a token bucket
 * @when: when it was looked at last, jiffies
 * @saved: what has been saved up, tokens times HZ
 */
struct mip6_bucket {
	unsigned long when;
	unsigned int saved;
};

/**
 * struct mip6_rate - how fast buckets fill
 * @per_sec: tokens per second
 * @burst: tokens that can be saved up
 */
struct mip6_rate {
	unsigned int per_sec;
	unsigned int burst;
};

/**
 * struct mip6_limit - rate of a kind of answers
 * @lock: protects the buckets
 * @key: tells which bucket is whose
 * @peer_rate: of each of @peers
 * @all_rate: of @all
 * @peers: a bucket for each part of the peers
 * @all: the bucket of all peers together
 */
struct mip6_limit {
	spinlock_t lock;
	siphash_key_t key;
	struct mip6_rate peer_rate;
	struct mip6_rate all_rate;
	struct mip6_bucket peers[MIP6_LIMIT_PEERS];
	struct mip6_bucket all;
};

/**
 * struct mip6_counters - counters of one CPU
 * @value: by enum mip6_stat
 */
struct mip6_counters {
	unsigned long value[MIP6_STATS];
};

/**
 * struct mip6_watches - who watches a node
 * @lock: taken to change anything here, and what waits to be read
 * @all: open files that do; glanced at without the lock
 */
struct mip6_watches {
	spinlock_t lock;
	struct list_head all;
};

/**
 * struct mip6_moves - mobile nodes that IPsec tunnels have to follow
 * @lock: protects @waiting
 * @waiting: who has moved, by home address
 * @work: to do it
 */
struct mip6_moves {
	spinlock_t lock;
	struct hlist_head waiting[MIP6_MOVES];
	struct delayed_work work;
};

/**
 * struct mip6_net - a node: what one network namespace has
 * @net: the namespace, which outlives this
 * @closing: it is on its way out: no new state
 * @conf: sysctl values
 * @ctl: their registration
 * @ctl_table: their table
 * @counters: per CPU
 * @bcache: binding cache
 * @holders: open files that have it accept no home registrations
 * @role: what kind of node it is; NULL for a plain correspondent. Changed under role.c's lock
 * @role_list: in role.c's list of nodes with a role, under its lock
 * @unwrap_ops: hook of unwrap.c
 * @wrap_ops: hook of wrap.c
 * @relay_ops: hook of relay.c
 * @keys: shared with home agents or mobile nodes; NULL: none. Changed under role.c's lock
 * @keys_made: how often it was given some. Under role.c's lock
 * @keys_gone: latest time stamp that was accepted of home addresses that have no key any more; 0:
 *	none. Under role.c's lock
 * @nonces: of return routability
 * @tests: rate of home tests and care-of tests
 * @errors: rate of binding errors
 * @refusals: rate of acknowledgements that refuse what nobody has proved to have sent
 * @discoveries: rate of home agent address discovery replies
 * @prefixes: rate of mobile prefix advertisements that were asked for
 * @stale: rate of acknowledgements that refuse a time stamp
 * @watches: who watches
 * @moves: who has moved
 */
struct mip6_net {
	struct net *net;
	bool closing;
	struct mip6_conf conf;
	struct ctl_table_header *ctl;
	struct ctl_table *ctl_table;
	struct mip6_counters __percpu *counters;
	struct mip6_bcache bcache;
	atomic_t holders;
	const struct mip6_role_ops __rcu *role;
	struct list_head role_list;
	struct nf_hook_ops unwrap_ops;
	struct nf_hook_ops wrap_ops;
	struct nf_hook_ops relay_ops;
	struct mip6_keys __rcu *keys;
	u32 keys_made;
	u64 keys_gone;
	struct mip6_nonces nonces;
	struct mip6_limit tests;
	struct mip6_limit errors;
	struct mip6_limit refusals;
	struct mip6_limit discoveries;
	struct mip6_limit prefixes;
	struct mip6_limit stale;
	struct mip6_watches watches;
	struct mip6_moves moves;
};

/**
 * mip6_net() - the node of a namespace
 * @net: network namespace
 *
 * Context: any.
 * Return: never NULL.
 */
struct mip6_net *mip6_net(const struct net *net);

/**
 * mip6_netns_init() - give every namespace its node
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_netns_init(void);

/**
 * mip6_netns_exit() - take the nodes of all namespaces away
 *
 * Context: process.
 */
void mip6_netns_exit(void);

#endif
