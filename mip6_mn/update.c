// SPDX-License-Identifier: GPL-2.0
/*
 * Binding updates to correspondent nodes and what they answer: RFC 6275 11.7.2, 11.7.3.
 *
 * An update is repeated as a test is: six of them, then the node counts as silent.
 */
#include "update.h"

#include "clock.h"
#include "mn.h"
#include "peer.h"
#include "place.h"

#include <crypto/algapi.h>
#include <linux/random.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	BU_LEN		= 32,
	RESYNCS_MAX	= 3,	/* answered at once; more of them wait for their turn */
	REFUSAL_MS	= MIP6_MAX_BINDACK_TIMEOUT_MS,	/* how long one may be on its way */
	SEC_MS		= 1000,
};

void mip6_mn_update_init(struct mip6_mn_update *update)
{
	/* Whatever is left of an earlier life, the node sets it right (status 135). */
	get_random_bytes(&update->seq, sizeof(update->seq));
	update->retry.next = MIP6_MN_NEVER;
}

/* What came for the change before does not count any more. */
static void expect_nothing(struct mip6_mn *mn, struct mip6_mn_update *update)
{
	spin_lock_bh(&mn->facts);
	update->expect = false;
	update->acked = false;
	update->refused = false;
	spin_unlock_bh(&mn->facts);
}

static void begin(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct mip6_mn_place *place,
		  bool deregister, u64 now)
{
	struct mip6_mn_update *update = &peer->update;

	expect_nothing(mn, update);
	update->waiting = true;
	update->deregister = deregister;
	update->coa = place->coa;
	update->oif = place->oif;
	update->first_seq = update->seq + 1;
	update->resyncs = 0;
	update->since = now;
	mip6_mn_retry_begin(&update->retry, now);
}

static u16 lifetime_units(const struct mip6_mn_place *place)
{
	u32 sec = min_t(u32, place->lifetime, MIP6_MAX_RR_BINDING_LIFETIME);

	return max_t(u32, sec / MIP6_LIFETIME_UNIT_SEC, 1);
}

static void fill(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
		 const struct mip6_mn_place *place, struct mip6_wire_bu *bu)
{
	const struct mip6_mn_update *update = &peer->update;

	memset(bu, 0, sizeof(*bu));
	bu->seq = update->seq + 1;
	/* That a binding is gone one must know for sure: its packets go to where nobody is. */
	if (update->deregister || READ_ONCE(mip6_conf(mn->net)->bu_flag_cn_ack))
		bu->flags = MIP6_BU_A;
	if (!update->deregister)
		bu->lifetime = lifetime_units(place);
	bu->opts.present = BIT(MIP6_OPT_NONCES) | BIT(MIP6_OPT_AUTH_DATA);
	bu->opts.home_nonce = peer->home_test.nonce;
	bu->opts.coa_nonce = update->deregister ? 0 : peer->careof_test.nonce;
}

/* 5.2.6: who deletes needs the home token alone. */
static void make_key(const struct mip6_mn_peer *peer, u8 kbm[MIP6_KBM_LEN])
{
	u8 home[MIP6_TOKEN_LEN], careof[MIP6_TOKEN_LEN];

	mip6_wire_set64(home, peer->home_test.token);
	mip6_wire_set64(careof, peer->careof_test.token);
	mip6_kbm(kbm, home, peer->update.deregister ? NULL : careof);
	memzero_explicit(home, sizeof(home));
	memzero_explicit(careof, sizeof(careof));
}

/* From now on an acknowledgement may come: it can be quicker than we are. */
static void expect(struct mip6_mn *mn, struct mip6_mn_update *update, u16 seq,
		   const u8 kbm[MIP6_KBM_LEN])
{
	spin_lock_bh(&mn->facts);
	update->expect = true;
	update->expect_first = update->first_seq;
	update->expect_last = seq;
	update->expect_coa = update->coa;
	memcpy(update->kbm, kbm, sizeof(update->kbm));
	spin_unlock_bh(&mn->facts);
}

static int transmit(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct mip6_wire_bu *bu)
{
	const struct mip6_mn_update *update = &peer->update;
	struct mip6_mh_path path = {
		.saddr = peer->hoa, .daddr = peer->addr,
		.wire_saddr = update->coa, .wire_daddr = peer->addr, .oif = update->oif,
	};
	u8 mh[BU_LEN] __aligned(8), kbm[MIP6_KBM_LEN];
	struct mip6_wire_buf buf;
	unsigned int covered;
	int err;

	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_bu(&buf, bu);
	if (WARN_ON_ONCE(buf.full))
		return -EMSGSIZE;
	/* 6.2.7: the authenticator comes last, and covers all that is in front of it. */
	covered = buf.len - MIP6_AUTH_LEN;
	make_key(peer, kbm);
	mip6_auth(mh + covered, kbm, &update->coa, &peer->addr, mh, covered);
	expect(mn, &peer->update, bu->seq, kbm);
	memzero_explicit(kbm, sizeof(kbm));
	err = mip6_mh_send(mn->net, &path, mh, buf.len);
	if (!err)
		mip6_count(mn->net, MIP6_STAT_BU_SENT);
	return err;
}

static int send(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct mip6_mn_place *place,
		u64 now)
{
	struct mip6_mn_update *update = &peer->update;
	struct mip6_wire_bu bu;
	int err;

	fill(mn, peer, place, &bu);
	err = transmit(mn, peer, &bu);
	if (err)
		net_dbg_ratelimited("binding update to %pI6c not sent: %d\n", &peer->addr, err);
	mip6_mn_rate_count(&update->retry.rate, mip6_mn_now());
	update->seq = bu.seq;
	update->flags = bu.flags;
	update->units = bu.lifetime;
	update->sent = now;
	mip6_mn_retry_sent(&update->retry, now);
	if (err || update->deregister)
		return err;
	update->bound = true;
	update->bound_coa = update->coa;
	update->bound_until = now + (u64)bu.lifetime * MIP6_LIFETIME_UNIT_SEC * SEC_MS;
	return 0;
}

enum mip6_mn_update_result mip6_mn_update_tell(struct mip6_mn *mn, struct mip6_mn_peer *peer,
					       const struct mip6_mn_place *place, bool deregister,
					       u64 now, u64 *next)
{
	struct mip6_mn_update *update = &peer->update;

	lockdep_assert_held(&mn->lock);
	if (!update->waiting || update->deregister != deregister || update->oif != place->oif ||
	    !ipv6_addr_equal(&update->coa, &place->coa))
		begin(mn, peer, place, deregister, now);
	if (mip6_mn_retry_over(&update->retry, now))
		return MIP6_MN_UPDATE_SILENT;
	if (mip6_mn_retry_due(&update->retry, now)) {
		if (!send(mn, peer, place, now) && !(update->flags & MIP6_BU_A)) {
			/* 11.7.2: then it counts as made when it was sent, until it is refused. */
			update->waiting = false;
			return MIP6_MN_UPDATE_ACCEPTED;
		}
	}
	*next = min(*next, update->retry.next);
	return MIP6_MN_UPDATE_WAITING;
}

static enum mip6_mn_update_result accept(struct mip6_mn *mn, struct mip6_mn_peer *peer,
					 const struct mip6_mn_ack *ack)
{
	struct mip6_mn_update *update = &peer->update;
	/* Of several updates it may be the first that was answered: count from there. */
	u64 from = ack->seq == update->seq ? update->sent : update->since;
	u32 units = min(ack->lifetime, update->units);

	update->status = ack->status;
	if (update->deregister) {
		mip6_mn_update_stop(mn, peer);
		update->bound = false;
		return MIP6_MN_UPDATE_ENDED;
	}
	if (!units) {
		mip6_count(mn->net, MIP6_STAT_BA_DROP_INVALID);
		return MIP6_MN_UPDATE_WAITING;
	}
	mip6_mn_update_stop(mn, peer);
	/* 11.7.3; a refresh advice is the home agent's alone to give. */
	update->bound_until = from + (u64)units * MIP6_LIFETIME_UNIT_SEC * SEC_MS;
	return MIP6_MN_UPDATE_ACCEPTED;
}

/* 9.5.4: those three alone are not authenticated, for want of a key. */
static bool needs_auth(u8 status)
{
	return status < MIP6_BA_HOME_NONCE || status > MIP6_BA_NONCES;
}

/* The updates so far have had their answer. */
static void next_round(struct mip6_mn *mn, struct mip6_mn_update *update, u16 seq)
{
	expect_nothing(mn, update);
	update->seq = seq;
	update->first_seq = seq + 1;
}

static enum mip6_mn_update_result refuse(struct mip6_mn *mn, struct mip6_mn_peer *peer,
					 const struct mip6_mn_ack *ack, u64 now)
{
	struct mip6_mn_update *update = &peer->update;
	bool made = !update->waiting;

	/* Whoever has time can guess a number: what counts as made is not asked about for ever. */
	if (made && now >= update->sent + REFUSAL_MS)
		return MIP6_MN_UPDATE_WAITING;
	mip6_count(mn->net, MIP6_STAT_NACK_RCVD);
	update->status = ack->status;
	if (ack->status == MIP6_BA_SEQUENCE) {
		next_round(mn, update, ack->seq);
		if (update->resyncs++ < RESYNCS_MAX)
			update->retry.next = now;
		update->waiting = true;
		return made ? MIP6_MN_UPDATE_UNMADE : MIP6_MN_UPDATE_WAITING;
	}
	if (!needs_auth(ack->status)) {
		update->waiting = true;
		next_round(mn, update, update->seq);
		update->retry.next = now;
		if (ack->status != MIP6_BA_CAREOF_NONCE)
			mip6_mn_rr_forget(&peer->home_test);
		if (ack->status != MIP6_BA_HOME_NONCE)
			mip6_mn_rr_forget(&peer->careof_test);
		return made ? MIP6_MN_UPDATE_UNMADE : MIP6_MN_UPDATE_TOKENS;
	}
	mip6_mn_update_stop(mn, peer);
	if (update->deregister) {
		/* There is nothing to delete, or nothing more to be done about it. */
		update->bound = false;
		return MIP6_MN_UPDATE_ENDED;
	}
	/* What it had before it still has. */
	return MIP6_MN_UPDATE_REFUSED;
}

enum mip6_mn_update_result mip6_mn_update_answer(struct mip6_mn *mn, struct mip6_mn_peer *peer,
						 u64 now)
{
	struct mip6_mn_update *update = &peer->update;
	enum mip6_mn_update_result result;
	struct mip6_mn_ack ack, refusal;
	bool acked, refused;

	lockdep_assert_held(&mn->lock);
	spin_lock_bh(&mn->facts);
	acked = update->acked;
	ack = update->ack;
	refused = update->refused;
	refusal = update->refusal;
	update->acked = false;
	update->refused = false;
	spin_unlock_bh(&mn->facts);
	/* Of the same updates one that was accepted outweighs a copy that came too late. */
	if (acked) {
		result = accept(mn, peer, &ack);
		if (result != MIP6_MN_UPDATE_WAITING)
			return result;
	}
	return refused ? refuse(mn, peer, &refusal, now) : MIP6_MN_UPDATE_WAITING;
}

void mip6_mn_update_stop(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	struct mip6_mn_update *update = &peer->update;

	update->waiting = false;
	update->retry.next = MIP6_MN_NEVER;
	expect_nothing(mn, update);
}

void mip6_mn_update_farewell(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			     const struct mip6_mn_place *place, u64 now)
{
	struct mip6_wire_bu bu;

	if (!peer->update.bound || !mip6_mn_rr_fresh(&peer->home_test, &peer->hoa, now))
		return;
	begin(mn, peer, place, true, now);
	fill(mn, peer, place, &bu);
	transmit(mn, peer, &bu);
}

/*
 * Facts lock held. Whether it answers an update that is outstanding; 135 has a number of its own.
 */
static bool matches(const struct mip6_mn_update *update, const struct mip6_wire_ba *ba)
{
	return update->expect &&
	       (ba->status == MIP6_BA_SEQUENCE ||
		(u16)(ba->seq - update->expect_first) <=
		(u16)(update->expect_last - update->expect_first));
}

static bool auth_ok(const struct mip6_mh_msg *msg, const struct mip6_wire_ba *ba,
		    const u8 kbm[MIP6_KBM_LEN], const struct in6_addr *coa)
{
	u8 auth[MIP6_AUTH_LEN];
	bool ok;

	if (!mip6_wire_has(&ba->opts, MIP6_OPT_AUTH_DATA))
		return false;
	mip6_auth(auth, kbm, coa, &msg->saddr, msg->mh, msg->len - MIP6_AUTH_LEN);
	ok = !crypto_memneq(auth, ba->opts.auth_data, sizeof(auth));
	memzero_explicit(auth, sizeof(auth));
	return ok;
}

static void note(struct mip6_mn_update *update, const struct mip6_wire_ba *ba)
{
	struct mip6_mn_ack ack = {
		.seq = ba->seq, .lifetime = ba->lifetime, .status = ba->status, .at = mip6_mn_now(),
	};

	if (ba->status >= MIP6_BA_REJECTED) {
		update->refused = true;
		update->refusal = ack;
	} else {
		update->acked = true;
		update->ack = ack;
	}
}

void mip6_mn_update_rcv(struct mip6_mn *mn, struct mip6_mn_peer *peer,
			const struct mip6_mh_msg *msg)
{
	struct mip6_mn_update *update = &peer->update;
	enum mip6_stat drop = MIP6_STAT_BA_DROP_INVALID;
	u8 kbm[MIP6_KBM_LEN];
	struct mip6_wire_ba ba;
	struct in6_addr coa;
	bool good = false;

	if (mip6_wire_parse_ba(msg->mh, msg->len, &ba))
		goto out;
	spin_lock_bh(&mn->facts);
	good = matches(update, &ba);
	memcpy(kbm, update->kbm, sizeof(kbm));
	coa = update->expect_coa;
	spin_unlock_bh(&mn->facts);
	if (!good)
		goto out;
	/* 9.5.4: to where the update came from. */
	good = ipv6_addr_equal(&msg->wire_daddr, &coa);
	if (good && needs_auth(ba.status)) {
		drop = MIP6_STAT_BA_DROP_AUTH;
		good = auth_ok(msg, &ba, kbm, &coa);
	}
	if (!good)
		goto out;
	spin_lock_bh(&mn->facts);
	/* The work may have gone on to something else. */
	good = matches(update, &ba) && !crypto_memneq(kbm, update->kbm, sizeof(kbm));
	if (good)
		note(update, &ba);
	spin_unlock_bh(&mn->facts);
out:
	memzero_explicit(kbm, sizeof(kbm));
	if (good)
		mip6_mn_kick(mn);
	else
		mip6_count(mn->net, drop);
}
