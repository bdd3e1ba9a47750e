/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_BUL_H
#define MIP6_MN_BUL_H

#include "rate.h"

#include <linux/if.h>
#include <linux/in6.h>
#include <linux/string.h>
#include <linux/types.h>

struct mip6_dev_bul;
struct mip6_mn;
struct mip6_mn_ack;
struct mip6_mn_coa;
struct mip6_mn_home;

/**
 * enum mip6_mn_bul_phase - where a home registration stands
 * @MIP6_MN_BUL_IDLE: nothing is wanted
 * @MIP6_MN_BUL_WAITING: updates are sent until they are acknowledged
 * @MIP6_MN_BUL_DONE: acknowledged
 * @MIP6_MN_BUL_REFUSED: refused; tried again later
 */
enum mip6_mn_bul_phase {
	MIP6_MN_BUL_IDLE,
	MIP6_MN_BUL_WAITING,
	MIP6_MN_BUL_DONE,
	MIP6_MN_BUL_REFUSED,
};

/**
 * enum mip6_mn_bul_result - what an acknowledgement changed
 * @MIP6_MN_BUL_NOTHING: nothing
 * @MIP6_MN_BUL_ACCEPTED: registered
 * @MIP6_MN_BUL_ENDED: de-registered
 * @MIP6_MN_BUL_UNKNOWN: not de-registered, as the home agent does not know us
 * @MIP6_MN_BUL_REFUSAL: refused
 */
enum mip6_mn_bul_result {
	MIP6_MN_BUL_NOTHING,
	MIP6_MN_BUL_ACCEPTED,
	MIP6_MN_BUL_ENDED,
	MIP6_MN_BUL_UNKNOWN,
	MIP6_MN_BUL_REFUSAL,
};

/**
 * struct mip6_mn_bul - entry of the binding update list: a home registration
 * @phase: where it stands
 * @deregister: what is sent asks for deletion
 * @known: the home agent may have a binding
 * @registered: it has acknowledged one that has not expired
 * @paused: no update is to follow the last one for a while
 * @asked: an update of this change has left
 * @cut: nothing leaves from @reg_coa any more, nor comes there
 * @silent: it was said that the home agent does not answer
 * @unkeyed: the last one was not sent, for want of an SA of IPsec
 * @peer: to whom updates go
 * @coa: care-of address in them
 * @oif: interface that they leave by
 * @coa_valid: lifetime that @coa had when it was chosen, seconds
 * @reg_coa: care-of address that is acknowledged
 * @reg_oif: its interface
 * @seq: last sequence number
 * @first_seq: that of the first update for this change
 * @flags: in the last update, MIP6_BU_*
 * @units: lifetime asked for in it
 * @status: of the last acknowledgement
 * @resyncs: sequence numbers and time stamps taken from acknowledgements in this change
 * @willing: the home agent has accepted a registration before
 * @refusals: by it since then, or since the last move
 * @fails: updates that could not be sent in a row
 * @since: when this change began
 * @sent: when the last update was sent
 * @rate: of updates, whatever for
 * @expires: when the binding at the home agent ends
 * @next: when to send the next update
 * @delay_ms: interval until the one after that
 *
 * Times are those of mip6_mn_now().
 */
struct mip6_mn_bul {
	enum mip6_mn_bul_phase phase;
	bool deregister;
	bool known;
	bool registered;
	bool paused;
	bool asked;
	bool cut;
	bool silent;
	bool unkeyed;
	struct in6_addr peer;
	struct in6_addr coa;
	int oif;
	u32 coa_valid;
	struct in6_addr reg_coa;
	int reg_oif;
	u16 seq;
	u16 first_seq;
	u16 flags;
	u16 units;
	u8 status;
	u8 resyncs;
	bool willing;
	u8 refusals;
	u8 fails;
	u64 since;
	u64 sent;
	struct mip6_mn_rate rate;
	u64 expires;
	u64 next;
	u32 delay_ms;
};

/**
 * mip6_mn_bul_settled() - whether the home agent knows where we are
 * @bul: the entry
 *
 * Return: true if the care-of address that we have now is the one that is acknowledged.
 */
static inline bool mip6_mn_bul_settled(const struct mip6_mn_bul *bul)
{
	return bul->registered && !bul->deregister && bul->oif == bul->reg_oif &&
	       !memcmp(&bul->coa, &bul->reg_coa, sizeof(bul->coa));
}

/**
 * mip6_mn_bul_ahead() - whether the care-of address is to be used before it is acknowledged
 * @bul: the entry
 *
 * Return: true if an update has told the home agent of it, and nothing gets through from where we were.
 */
static inline bool mip6_mn_bul_ahead(const struct mip6_mn_bul *bul)
{
	return bul->cut && bul->asked && !bul->deregister && bul->phase == MIP6_MN_BUL_WAITING;
}

/**
 * mip6_mn_bul_init() - have no registration
 * @bul: the entry
 */
void mip6_mn_bul_init(struct mip6_mn_bul *bul);

/**
 * mip6_mn_bul_register() - begin to register a care-of address
 * @mn: the mobile node; its lock is held
 * @home: home address, with home agent
 * @coa: care-of address
 * @now: time
 */
void mip6_mn_bul_register(struct mip6_mn *mn, struct mip6_mn_home *home,
			  const struct mip6_mn_coa *coa, u64 now);

/**
 * mip6_mn_bul_deregister() - begin to de-register, on the home link
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @ifindex: interface of the home link
 * @now: time
 */
void mip6_mn_bul_deregister(struct mip6_mn *mn, struct mip6_mn_home *home, int ifindex, u64 now);

/**
 * mip6_mn_bul_renew() - register again at once
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 */
void mip6_mn_bul_renew(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_bul_retry() - ask again at once for what is wanted, whatever was answered so far
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 */
void mip6_mn_bul_retry(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_bul_pause() - send no update for a while
 * @home: home address
 * @now: time
 *
 * Return: false if there is none that waits for an answer, or it waits longer already.
 */
bool mip6_mn_bul_pause(struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_bul_interrupt() - stop a de-registration: we have left the home link before its end
 * @home: home address
 *
 * What the home agent has is not known then.
 */
void mip6_mn_bul_interrupt(struct mip6_mn_home *home);

/**
 * mip6_mn_bul_forget() - give the registration up without telling anybody
 * @home: home address
 */
void mip6_mn_bul_forget(struct mip6_mn_home *home);

/**
 * mip6_mn_bul_expire() - notice that a registration has expired
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 *
 * Return: when to come again.
 */
u64 mip6_mn_bul_expire(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_bul_step() - send what is due
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 *
 * Context: process.
 * Return: when to come again.
 */
u64 mip6_mn_bul_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_bul_ack() - take an acknowledgement
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @ack: the acknowledgement
 * @now: time
 *
 * Return: what it changed.
 */
enum mip6_mn_bul_result mip6_mn_bul_ack(struct mip6_mn *mn, struct mip6_mn_home *home,
					const struct mip6_mn_ack *ack, u64 now);

/**
 * mip6_mn_bul_farewell() - de-register from where we are, without waiting for an answer
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * Context: process.
 */
void mip6_mn_bul_farewell(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_bul_dump() - show an entry
 * @home: home address
 * @now: time
 * @out: set to it
 *
 * Return: false if nothing is to be shown.
 */
bool mip6_mn_bul_dump(const struct mip6_mn_home *home, u64 now, struct mip6_dev_bul *out);

#endif
