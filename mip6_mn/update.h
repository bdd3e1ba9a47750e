/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_UPDATE_H
#define MIP6_MN_UPDATE_H

#include "events.h"
#include "retry.h"

#include <linux/in6.h>
#include <linux/types.h>

#include <mip6/kbm.h>

struct mip6_mh_msg;
struct mip6_mn;
struct mip6_mn_peer;
struct mip6_mn_place;

/**
 * enum mip6_mn_update_result - what became of a binding update
 * @MIP6_MN_UPDATE_WAITING: nothing yet
 * @MIP6_MN_UPDATE_ACCEPTED: the node has the binding
 * @MIP6_MN_UPDATE_ENDED: the node has none any more, or will not delete it
 * @MIP6_MN_UPDATE_TOKENS: it wants other tokens
 * @MIP6_MN_UPDATE_UNMADE: it has not the binding that counted as made; updates are sent again
 * @MIP6_MN_UPDATE_REFUSED: it refuses
 * @MIP6_MN_UPDATE_SILENT: it does not answer
 */
enum mip6_mn_update_result {
	MIP6_MN_UPDATE_WAITING,
	MIP6_MN_UPDATE_ACCEPTED,
	MIP6_MN_UPDATE_ENDED,
	MIP6_MN_UPDATE_TOKENS,
	MIP6_MN_UPDATE_UNMADE,
	MIP6_MN_UPDATE_REFUSED,
	MIP6_MN_UPDATE_SILENT,
};

/**
 * struct mip6_mn_update - binding updates to a correspondent node
 * @waiting: updates are sent until they are acknowledged, or count as that
 * @deregister: they ask for deletion
 * @coa: care-of address in them, the home address to delete from home
 * @oif: interface that they leave by
 * @seq: last sequence number
 * @first_seq: that of the first update for this change
 * @flags: in the last update, MIP6_BU_*
 * @units: lifetime asked for in it
 * @status: of the last acknowledgement
 * @resyncs: sequence numbers taken from acknowledgements in this change
 * @since: when this change began
 * @sent: when the last update was sent
 * @retry: when updates are sent
 * @bound: the node may have a binding
 * @bound_coa: with this care-of address
 * @bound_until: until then
 * @expect: an acknowledgement may come (fact)
 * @expect_first: first and (fact)
 * @expect_last: last sequence number that it may have (fact)
 * @expect_coa: care-of address that its authenticator covers (fact)
 * @kbm: key of the last update, secret (fact)
 * @acked: one that accepts came (fact)
 * @refused: one that refuses came (fact)
 * @ack: the former, the latest if there were several (fact)
 * @refusal: the latter, likewise (fact)
 */
struct mip6_mn_update {
	bool waiting;
	bool deregister;
	struct in6_addr coa;
	int oif;
	u16 seq;
	u16 first_seq;
	u16 flags;
	u16 units;
	u8 status;
	u8 resyncs;
	u64 since;
	u64 sent;
	struct mip6_mn_retry retry;
	bool bound;
	struct in6_addr bound_coa;
	u64 bound_until;
	bool expect;
	u16 expect_first;
	u16 expect_last;
	struct in6_addr expect_coa;
	u8 kbm[MIP6_KBM_LEN];
	bool acked;
	bool refused;
	struct mip6_mn_ack ack;
	struct mip6_mn_ack refusal;
};

/**
 * mip6_mn_update_init() - have no binding
 * @update: what to set up, zeroed
 */
void mip6_mn_update_init(struct mip6_mn_update *update);

/**
 * mip6_mn_update_tell() - register, or de-register
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node, of which the tokens that are needed are fresh
 * @place: where we are
 * @deregister: the binding is to be deleted
 * @now: time
 * @next: lowered to when to come again
 *
 * Begins unless it is being done already, and sends what is due.
 *
 * Context: process.
 * Return: WAITING; SILENT if there were enough updates; ACCEPTED at once if no acknowledgement is
 * asked for: a refusal may still come.
 */
enum mip6_mn_update_result mip6_mn_update_tell(struct mip6_mn *mn, struct mip6_mn_peer *peer,
					       const struct mip6_mn_place *place, bool deregister,
					       u64 now, u64 *next);

/**
 * mip6_mn_update_answer() - take the acknowledgements that have come
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @now: time
 *
 * Return: what they say. After ACCEPTED, update.bound_until says until when.
 */
enum mip6_mn_update_result mip6_mn_update_answer(struct mip6_mn *mn, struct mip6_mn_peer *peer,
						 u64 now);

/**
 * mip6_mn_update_stop() - send no more, and wait for no answer
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 */
void mip6_mn_update_stop(struct mip6_mn *mn, struct mip6_mn_peer *peer);

/**
 * mip6_mn_update_farewell() - delete a binding without waiting for an answer, if there is a token
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @place: where we are
 * @now: time
 *
 * Context: process.
 */
void mip6_mn_update_farewell(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			     const struct mip6_mn_place *place, u64 now);

/**
 * mip6_mn_update_rcv() - receive a binding acknowledgement of a correspondent node
 * @mn: the mobile node
 * @peer: the node
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 */
void mip6_mn_update_rcv(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			const struct mip6_mh_msg *msg);

#endif
