/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HEAR_H
#define MIP6_MN_HEAR_H

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_peer;

/**
 * struct mip6_mn_hearing - whether packets get through without tunnel
 * @heard: when the last one came, jiffies; written by packets
 * @missed: how many have left since, of those that count; likewise
 * @missed_at: when the last of these did, jiffies; likewise
 * @coa: care-of address that @since and @proven are about
 * @since: when the binding with it was made, jiffies
 * @proven: something has come by it
 * @losses: bindings in a row by which nothing came
 *
 * What packets write they write without a lock, each member at most once in a jiffy. A count that
 * is lost to a race on the way makes the next packet the one that counts.
 */
struct mip6_mn_hearing {
	unsigned long heard;
	unsigned long missed_at;
	u8 missed;
	struct in6_addr coa;
	unsigned long since;
	bool proven;
	u8 losses;
};

/**
 * mip6_mn_hear_note() - note a packet that takes no tunnel
 * @mn: the mobile node
 * @peer: correspondent node
 * @came: it is from there, otherwise it goes there
 *
 * Wakes the work when enough have left and nothing has come.
 *
 * Context: softirq or process, RCU read side.
 */
void mip6_mn_hear_note(struct mip6_mn *mn, struct mip6_mn_peer *peer, bool came);

/**
 * mip6_mn_hear_begin() - the node has acknowledged a binding
 * @hearing: of the node
 * @coa: with this care-of address
 *
 * It is on trial, unless it has been proven before that packets get through.
 */
void mip6_mn_hear_begin(struct mip6_mn_hearing *hearing, const struct in6_addr *coa);

/**
 * mip6_mn_hear_pause() - packets do not go by the binding just now
 * @hearing: of the node
 */
void mip6_mn_hear_pause(struct mip6_mn_hearing *hearing);

/**
 * mip6_mn_hear_step() - whether packets that take no tunnel are lost
 * @hearing: of a node that has a binding
 * @now: time
 * @next: lowered to when to ask again
 *
 * Return: true if nothing comes.
 */
bool mip6_mn_hear_step(struct mip6_mn_hearing *hearing, u64 now, u64 *next);

/**
 * mip6_mn_hear_lost() - nothing came by a binding
 * @hearing: of the node
 *
 * Return: for how long not to try again, milliseconds.
 */
u32 mip6_mn_hear_lost(struct mip6_mn_hearing *hearing);

#endif
