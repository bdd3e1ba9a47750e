/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_SEEN_H
#define MIP6_MN_SEEN_H

#include <linux/in6.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct mip6_mn;

enum {
	MIP6_MN_SEEN_SETS	= 64,
	MIP6_MN_SEEN_WAYS	= 4,
};

/**
 * enum mip6_mn_seen_way - which way a packet goes
 * @MIP6_MN_SEEN_IN: it comes from the node
 * @MIP6_MN_SEEN_OUT: it goes there
 * @MIP6_MN_SEEN_ANSWER: it goes there because the stack answers whoever asks: that is no exchange
 */
enum mip6_mn_seen_way {
	MIP6_MN_SEEN_IN,
	MIP6_MN_SEEN_OUT,
	MIP6_MN_SEEN_ANSWER,
};

/**
 * struct mip6_mn_seen_pair - packets between a home address and a node in the tunnel
 * @hoa: home address; the unspecified one if this place is free
 * @addr: the node
 * @since: when the first of them was seen
 * @out: packets to the node since then
 * @in: packets from it
 * @ripe: these were enough
 */
struct mip6_mn_seen_pair {
	struct in6_addr hoa;
	struct in6_addr addr;
	u64 since;
	u16 out;
	u16 in;
	bool ripe;
};

/**
 * struct mip6_mn_seen - who is spoken to through the tunnel
 * @lock: protects the rest
 * @ripe: how many pairs are
 * @sets: places, by a keyed hash; in a set that is full the oldest makes room
 *
 * A place is taken only by a packet that leaves and that is not the stack's own answer to whoever
 * asks. Services that answer strangers can still be made to fill the table: what is in it is
 * counted, not trusted, and the oldest makes room.
 */
struct mip6_mn_seen {
	spinlock_t lock;
	unsigned int ripe;
	struct mip6_mn_seen_pair sets[MIP6_MN_SEEN_SETS][MIP6_MN_SEEN_WAYS];
};

/**
 * mip6_mn_seen_note() - note a packet in the tunnel
 * @mn: the mobile node
 * @hoa: home address
 * @addr: the node at the other end
 * @way: which way it goes
 *
 * Wakes the work when there were enough of them.
 *
 * Context: softirq or process.
 */
void mip6_mn_seen_note(struct mip6_mn *mn, const struct in6_addr *hoa, const struct in6_addr *addr,
		       enum mip6_mn_seen_way way);

/**
 * mip6_mn_seen_take() - take a pair that has exchanged enough packets
 * @mn: the mobile node
 * @hoa: set to the home address
 * @addr: set to the node
 *
 * Context: process.
 * Return: false if there is none.
 */
bool mip6_mn_seen_take(struct mip6_mn *mn, struct in6_addr *hoa, struct in6_addr *addr);

#endif
