/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_PEER_H
#define MIP6_MN_PEER_H

#include "hear.h"
#include "rr.h"
#include "update.h"

#include <linux/in6.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/siphash.h>
#include <linux/types.h>

struct mip6_mn;

enum {
	MIP6_MN_PEERS_MAX	= 256,
	MIP6_MN_PEER_BUCKETS	= 256,
};

/**
 * struct mip6_mn_direct - a binding that a correspondent node has acknowledged
 * @rcu: frees it
 * @coa: care-of address
 * @oif: its interface
 * @until: when it ends
 */
struct mip6_mn_direct {
	struct rcu_head rcu;
	struct in6_addr coa;
	int oif;
	u64 until;
};

/**
 * enum mip6_mn_told - what others tell about a correspondent node
 * @MIP6_MN_TOLD_UNBOUND: it has no binding
 * @MIP6_MN_TOLD_REFRESH: it asks for a binding update
 * @MIP6_MN_TOLD_UNKNOWN_TYPE: it does not know a message that was sent to it
 * @MIP6_MN_TOLD_UNWILLING: it does not know Mobile IPv6 at all
 * @MIP6_MN_TOLD_UNREACHABLE: packets with the care-of address do not reach it
 * @MIP6_MN_TOLD_MAX: how many these are
 */
enum mip6_mn_told {
	MIP6_MN_TOLD_UNBOUND,
	MIP6_MN_TOLD_REFRESH,
	MIP6_MN_TOLD_UNKNOWN_TYPE,
	MIP6_MN_TOLD_UNWILLING,
	MIP6_MN_TOLD_UNREACHABLE,
	MIP6_MN_TOLD_MAX,
};

/**
 * struct mip6_mn_peer - a correspondent node, as it is known to one home address
 * @node: in the table of @hoa and @addr; read under RCU
 * @list: in the list of all, under the mobile node's lock
 * @rcu: frees it
 * @hoa: home address
 * @addr: address of the node
 * @used: when a packet to or from it was last seen, jiffies; written by packets
 * @stale: the binding ought to be refreshed, should there be traffic; cleared by a packet
 * @direct: binding that packets go by, or NULL
 * @hearing: whether they get through
 * @withdraw: the binding is to be deleted, although we are away
 * @home_test: home test
 * @careof_test: care-of test
 * @update: binding updates
 * @why: why packets go as they do, MIP6_WHY_*
 * @since: since when
 * @mute_until: nothing is sent to it until then, but that its binding is to be deleted
 * @coa: our care-of address when it was last seen to
 * @leave_at: when it is to be told again that we are not away any more; it did not answer
 * @accepted_at: when the binding was last acknowledged
 * @refresh_at: when to renew it
 * @renewed: when a request last made us renew it
 * @failures: bindings that were lost or refused for their tokens, each within a minute of the one
 *	before
 * @failed_at: when the last of them was
 * @complaints: ICMPv6 errors that said it is unreachable (fact)
 * @complained_at: when the last of them came (fact)
 * @told: when it was told, by enum mip6_mn_told; 0: it was not (fact)
 *
 * Members that are not called facts or written by packets are the work's, under the mobile node's
 * lock.
 */
struct mip6_mn_peer {
	struct hlist_node node;
	struct list_head list;
	struct rcu_head rcu;
	struct in6_addr hoa;
	struct in6_addr addr;
	unsigned long used;
	bool stale;
	struct mip6_mn_direct __rcu *direct;
	struct mip6_mn_hearing hearing;
	bool withdraw;
	struct mip6_mn_test home_test;
	struct mip6_mn_test careof_test;
	struct mip6_mn_update update;
	u8 why;
	u64 since;
	u64 mute_until;
	struct in6_addr coa;
	u64 leave_at;
	u64 accepted_at;
	u64 refresh_at;
	u64 renewed;
	u8 failures;
	u64 failed_at;
	u8 complaints;
	u64 complained_at;
	u64 told[MIP6_MN_TOLD_MAX];
};

/**
 * struct mip6_mn_peers - the correspondent nodes that are known
 * @key: of the hash
 * @count: how many there are; written under the mobile node's lock
 * @all: all of them, under the mobile node's lock
 * @table: by home address and address; changed under the mobile node's lock, read under RCU
 * @begun: how many were begun with since @begun_at
 * @begun_at: when that was set to 0
 * @off: route optimization was switched off when the work last looked
 * @switched_at: when that has changed
 */
struct mip6_mn_peers {
	siphash_key_t key;
	unsigned int count;
	struct list_head all;
	struct hlist_head table[MIP6_MN_PEER_BUCKETS];
	unsigned int begun;
	u64 begun_at;
	bool off;
	u64 switched_at;
};

/**
 * mip6_mn_peer_hash() - hash of a pair of addresses
 * @mn: the mobile node
 * @hoa: home address
 * @addr: address of a node
 *
 * Return: a number that nobody outside can foresee.
 */
u32 mip6_mn_peer_hash(const struct mip6_mn *mn, const struct in6_addr *hoa,
		      const struct in6_addr *addr);

/**
 * mip6_mn_peers_init() - begin with none
 * @mn: the mobile node
 */
void mip6_mn_peers_init(struct mip6_mn *mn);

/**
 * mip6_mn_peer_find() - find a correspondent node
 * @mn: the mobile node
 * @hoa: home address
 * @addr: its address
 *
 * Context: any, RCU read side or the mobile node's lock held; valid as long as that lasts.
 * Return: the node, or NULL.
 */
struct mip6_mn_peer *mip6_mn_peer_find(struct mip6_mn *mn, const struct in6_addr *hoa,
				       const struct in6_addr *addr);

/**
 * mip6_mn_peer_add() - know a correspondent node
 * @mn: the mobile node; its lock is held
 * @hoa: home address
 * @addr: its address
 * @now: time
 *
 * If there are too many it takes the place of the one that was not used for longest, of those that
 * have no binding and are idle or left alone.
 *
 * Context: process.
 * Return: the node, or NULL if there are too many or there is no memory.
 */
struct mip6_mn_peer *mip6_mn_peer_add(struct mip6_mn *mn, const struct in6_addr *hoa,
				      const struct in6_addr *addr, u64 now);

/**
 * mip6_mn_peer_remove() - know one no more
 * @mn: the mobile node; its lock is held
 * @peer: the node
 */
void mip6_mn_peer_remove(struct mip6_mn *mn, struct mip6_mn_peer *peer);

/**
 * mip6_mn_peer_set_direct() - have packets go directly, or by the tunnel
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @coa: care-of address that it knows, NULL: none
 * @oif: interface of @coa
 * @until: how long it does
 *
 * Context: process.
 * Return: false if there was no memory: packets go by the tunnel.
 */
bool mip6_mn_peer_set_direct(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			     const struct in6_addr *coa, int oif, u64 until);

/**
 * mip6_mn_peer_use() - note a packet to or from a node
 * @mn: the mobile node
 * @peer: the node
 *
 * Context: any but hard interrupts, RCU read side.
 */
void mip6_mn_peer_use(struct mip6_mn *mn, struct mip6_mn_peer *peer);

/**
 * mip6_mn_peer_idle() - whether there were no packets to or from a node for a while
 * @peer: the node
 *
 * Return: true if so: it is not worth a binding any more.
 */
bool mip6_mn_peer_idle(const struct mip6_mn_peer *peer);

/**
 * mip6_mn_peer_tell() - tell the work something about a node
 * @mn: the mobile node
 * @peer: the node
 * @what: what
 *
 * Context: any but hard interrupts, RCU read side.
 */
void mip6_mn_peer_tell(struct mip6_mn *mn, struct mip6_mn_peer *peer, enum mip6_mn_told what);

#endif
