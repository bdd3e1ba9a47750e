// SPDX-License-Identifier: GPL-2.0
/*
 * The binding update list, as far as home registrations go: RFC 6275 11.7.1, 11.7.3, 11.8.
 */
#include "bul.h"

#include "clock.h"
#include "hoa.h"
#include "home.h"
#include "mn.h"
#include "tell.h"
#include "tunnel.h"

#include <linux/random.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/ipsec.h>
#include <mip6/keys.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/buf.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	SEND_RETRY_MS		= 200,	/* when there was no route yet */
	SEND_RETRY_SLOW_MS	= 1000,	/* nor after some tries */
	SEND_RETRIES		= 10,
	REFUSED_RETRY_MS	= 60000,
	PAUSE_MS		= 10000,
	REFUSALS_MAX		= 6,	/* counted: the interval doubles with each */
	RESYNCS_MAX		= 3,	/* answered at once; more of them wait for their turn */
	FIRST_AGENT_TRIES_MS	= 10000, /* then the next discovered home agent is tried */
	RECENT_MS		= 10000,
	DELIVERED_MS		= 500,	/* by then packets for a home address are delivered, or never */
	DELIVERED_LOOK_MS	= 10,
};

void mip6_mn_bul_init(struct mip6_mn_bul *bul)
{
	memset(bul, 0, sizeof(*bul));
	/* 11.7.1: whatever is left of an earlier life, the home agent sets it right (status 135). */
	get_random_bytes(&bul->seq, sizeof(bul->seq));
	bul->next = MIP6_MN_NEVER;
}

/* Begins a new series of updates. */
static void begin(struct mip6_mn_home *home, u32 delay_ms, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	bul->phase = MIP6_MN_BUL_WAITING;
	bul->asked = false;
	bul->silent = false;
	bul->fails = 0;
	bul->first_seq = bul->seq + 1;
	home->stamps.first = 0;
	bul->resyncs = 0;
	bul->since = now;
	bul->next = now;
	bul->delay_ms = delay_ms;
}

/* 11.8: a first registration has to wait for duplicate address detection at the home agent. */
static u32 first_delay(struct mip6_mn *mn, const struct mip6_mn_bul *bul)
{
	return bul->registered ? MIP6_INITIAL_BINDACK_TIMEOUT_MS :
				 READ_ONCE(mip6_conf(mn->net)->first_bindack_timeout);
}

static void remember(struct mip6_mn_home *home, const struct in6_addr *coa, u64 now)
{
	struct mip6_mn_recent *oldest = home->recent;
	unsigned int i;

	for (i = 1; i < MIP6_MN_RECENT_MAX; i++)
		if (home->recent[i].until < oldest->until)
			oldest = &home->recent[i];
	oldest->coa = *coa;
	oldest->until = now + RECENT_MS;
}

void mip6_mn_bul_register(struct mip6_mn *mn, struct mip6_mn_home *home,
			  const struct mip6_mn_coa *coa, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	if (!ipv6_addr_equal(&bul->peer, &home->agent)) {
		/* Another home agent: it knows nothing, and the old one's binding expires. */
		bul->registered = false;
		bul->known = false;
		bul->willing = false;
		memset(&home->stamps, 0, sizeof(home->stamps));
	}
	bul->refusals = 0;
	if (!ipv6_addr_any(&bul->coa) && !bul->deregister &&
	    !ipv6_addr_equal(&bul->coa, &coa->addr))
		remember(home, &bul->coa, now);
	mip6_log(mn->net, 1, "care-of address of %pI6c is %pI6c on %s\n", &home->hoa, &coa->addr,
		 coa->ifname);
	mip6_mn_tell_careof(mn, home, coa);
	mip6_count(mn->net, MIP6_STAT_HANDOVERS);
	bul->cut = bul->registered && !mip6_mn_iface_reaches(mn, bul->reg_oif, &bul->reg_coa);
	bul->deregister = false;
	bul->peer = home->agent;
	bul->coa = coa->addr;
	bul->coa_valid = coa->valid;
	bul->oif = coa->ifindex;
	begin(home, first_delay(mn, bul), now);
}

void mip6_mn_bul_deregister(struct mip6_mn *mn, struct mip6_mn_home *home, int ifindex, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	bul->deregister = true;
	bul->peer = home->agent;
	bul->coa = home->hoa;
	bul->oif = ifindex;
	begin(home, MIP6_INITIAL_BINDACK_TIMEOUT_MS, now);
}

void mip6_mn_bul_renew(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	/* Updates that are under way will do; and a refusal is not an invitation. */
	if (bul->phase != MIP6_MN_BUL_DONE)
		return;
	/* It may be new to the home agent. */
	begin(home, READ_ONCE(mip6_conf(mn->net)->first_bindack_timeout), now);
}

void mip6_mn_bul_retry(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	if (bul->phase != MIP6_MN_BUL_IDLE)
		begin(home, first_delay(mn, bul), now);
}

bool mip6_mn_bul_pause(struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	/* Anybody can say so: once for each update that was sent. */
	if (bul->phase != MIP6_MN_BUL_WAITING || bul->paused)
		return false;
	bul->paused = true;
	bul->next = max(bul->next, now + PAUSE_MS);
	return true;
}

void mip6_mn_bul_interrupt(struct mip6_mn_home *home)
{
	struct mip6_mn_bul *bul = &home->bul;

	if (!bul->deregister)
		return;
	bul->phase = MIP6_MN_BUL_IDLE;
	bul->deregister = false;
	bul->coa = in6addr_any;
	bul->next = MIP6_MN_NEVER;
}

void mip6_mn_bul_forget(struct mip6_mn_home *home)
{
	struct mip6_mn_bul *bul = &home->bul, old = *bul;

	mip6_mn_bul_init(bul);
	bul->seq = old.seq;
	bul->rate = old.rate;
}

static u16 lifetime_units(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	u32 sec = READ_ONCE(mip6_conf(mn->net)->binding_lifetime);

	/* 11.7.1: not longer than either address is valid. */
	sec = min(sec, mip6_mn_iface_valid(mn, home->bul.oif, &home->bul.coa));
	sec = min(sec, mip6_mn_hoa_valid(mn, home));
	return clamp_t(u32, sec / MIP6_LIFETIME_UNIT_SEC, 1, MIP6_MAX_LIFETIME_UNITS);
}

static bool wants_lladdr(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	int mode = READ_ONCE(mip6_conf(mn->net)->bu_flag_lladdr);
	struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);
	struct in6_addr linklocal;
	bool optimistic;

	if (mode != 2)
		return mode;
	return ifc && mip6_mn_iface_speaker(mn->net, ifc->ifindex, &linklocal, &optimistic) &&
	       !memcmp(&home->hoa.s6_addr[8], &linklocal.s6_addr[8], 8);
}

static void fill(struct mip6_mn *mn, const struct mip6_mn_home *home, u16 seq,
		 struct mip6_wire_bu *bu)
{
	memset(bu, 0, sizeof(*bu));
	bu->seq = seq;
	bu->flags = MIP6_BU_A | MIP6_BU_H;
	if (wants_lladdr(mn, home))
		bu->flags |= MIP6_BU_L;
	if (READ_ONCE(mip6_conf(mn->net)->bu_flag_keymgm))
		bu->flags |= MIP6_BU_K;
	if (home->bul.deregister)
		return;
	bu->lifetime = lifetime_units(mn, home);
	bu->opts.present = BIT(MIP6_OPT_ALT_COA);
	bu->opts.alt_coa = home->bul.coa;
}

static int transmit(struct mip6_mn *mn, struct mip6_mn_home *home, struct mip6_wire_bu *bu)
{
	const struct mip6_mn_bul *bul = &home->bul;
	struct mip6_mh_path path = {
		.saddr = home->hoa, .daddr = bul->peer,
		.wire_saddr = bul->coa, .wire_daddr = bul->peer, .oif = bul->oif,
	};
	u8 mh[MIP6_SIGNED_MAX_LEN] __aligned(8);
	const struct mip6_key *key;
	struct mip6_wire_buf buf;
	int err;

	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	rcu_read_lock();
	key = mip6_key_of(mn->net, &home->hoa);
	if (key)
		mip6_mn_sign_options(key, &home->stamps, &bu->opts);
	else
		home->stamps.key = 0;
	mip6_wire_build_bu(&buf, bu);
	if (key && !buf.full)
		mip6_key_sign(key, &bul->coa, mh, buf.len);
	rcu_read_unlock();
	if (WARN_ON_ONCE(buf.full))
		return -EMSGSIZE;
	err = mip6_mh_send(mn->net, &path, mh, buf.len);
	if (!err)
		mip6_count(mn->net, MIP6_STAT_BU_SENT);
	return err;
}

static void send(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	struct mip6_wire_bu bu;
	u64 left;
	int err;

	/* The answer may be quicker than the stack. */
	if (now < bul->since + DELIVERED_MS && !mip6_mn_hoa_delivered(mn, home)) {
		bul->next = now + DELIVERED_LOOK_MS;
		return;
	}
	/* Each update has a number of its own, but one that did not leave is none. */
	fill(mn, home, bul->seq + 1, &bu);
	/* Or than we are. */
	mip6_mn_tunnel_update(mn, now);
	left = mip6_mn_now();
	err = transmit(mn, home, &bu);
	if (!err)
		mip6_mn_tell_update(mn, home, &bu, left);
	bul->unkeyed = mip6_ipsec_lacks_sa(err);
	if (err) {
		net_dbg_ratelimited("binding update for %pI6c not sent: %d\n", &home->hoa, err);
		bul->next = now + (bul->fails < SEND_RETRIES ? SEND_RETRY_MS : SEND_RETRY_SLOW_MS);
		bul->fails = min(bul->fails + 1, SEND_RETRIES);
		return;
	}
	/* Counted from when it has left: later than @now where much has to be done. */
	mip6_mn_rate_count(&bul->rate, mip6_mn_now());
	bul->seq = bu.seq;
	bul->flags = bu.flags;
	bul->units = bu.lifetime;
	bul->sent = now;
	bul->asked = true;
	bul->paused = false;
	bul->fails = 0;
	bul->known = true;
	bul->next = now + bul->delay_ms;
	bul->delay_ms = mip6_rules_backoff(bul->delay_ms);
	/* What else is to be told may go by the tunnel now. */
	if (bul->cut)
		mip6_mn_tunnel_update(mn, now);
}

u64 mip6_mn_bul_expire(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	if (!bul->registered)
		return MIP6_MN_NEVER;
	if (now < bul->expires)
		return bul->expires;
	bul->registered = false;
	mip6_mn_tell_unregistered(mn, home);
	mip6_log(mn->net, 1, "registration of %pI6c has expired\n", &home->hoa);
	if (bul->phase == MIP6_MN_BUL_DONE) {
		/* No update is on its way that could have made it anew. */
		bul->known = false;
		begin(home, first_delay(mn, bul), now);
	}
	return MIP6_MN_NEVER;
}

/* Whether the home agent has left the first registrations unanswered; says so once. */
static bool is_silent(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	if (bul->registered || bul->deregister || !bul->asked ||
	    now < bul->since + FIRST_AGENT_TRIES_MS)
		return false;
	if (!bul->silent)
		mip6_log(mn->net, 1, "home agent %pI6c does not answer%s\n", &bul->peer,
			 home->stamps.key ? "" :
			 "; updates are not signed, as there is no key for the home address");
	bul->silent = true;
	return true;
}

u64 mip6_mn_bul_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;

	mip6_mn_bul_expire(mn, home, now);
	if (bul->phase == MIP6_MN_BUL_IDLE)
		return MIP6_MN_NEVER;
	if (now >= bul->next) {
		if (bul->phase != MIP6_MN_BUL_WAITING)
			begin(home, first_delay(mn, bul), now);
		if (is_silent(mn, home, now) && ipv6_addr_any(&home->configured)) {
			/* 11.4.1: one of several that does not answer is not waited for. */
			if (!mip6_mn_dhaad_next_agent(home))
				mip6_mn_dhaad_restart(home, now);
			mip6_mn_bul_forget(home);
			return now;
		}
		/* 11.8: care-of addresses may come and go faster than the home agent may be told. */
		bul->next = max(bul->next, mip6_mn_rate_next(&bul->rate));
		if (now >= bul->next)
			send(mn, home, now);
	}
	return bul->registered ? min(bul->next, bul->expires) : bul->next;
}

static void accept(struct mip6_mn *mn, struct mip6_mn_home *home, const struct mip6_mn_ack *ack,
		   u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	u32 asked = bul->units * MIP6_LIFETIME_UNIT_SEC;
	u32 granted = ack->lifetime * MIP6_LIFETIME_UNIT_SEC;
	/* Of several updates it may be the first that was answered: count from there. */
	u64 from = ack->seq == bul->seq ? bul->sent : bul->since;
	u32 elapsed = div_u64(now - from, 1000);
	u32 left = mip6_rules_remaining(asked, granted, elapsed);
	u32 refresh = mip6_rules_refresh(min(asked, granted), ack->refresh * MIP6_LIFETIME_UNIT_SEC);

	mip6_log(mn->net, 1, "registered %pI6c at %pI6c with home agent %pI6c for %u s, after %llu ms%s\n",
		 &home->hoa, &bul->coa, &bul->peer, left, now - bul->since,
		 ack->status == MIP6_BA_PREFIX_DISCOVERY ? "; it has other prefixes" : "");
	if (bul->registered && !ipv6_addr_equal(&bul->reg_coa, &bul->coa))
		remember(home, &bul->reg_coa, now);
	bul->phase = MIP6_MN_BUL_DONE;
	bul->registered = true;
	bul->willing = true;
	bul->cut = false;
	bul->refusals = 0;
	bul->reg_coa = bul->coa;
	bul->reg_oif = bul->oif;
	bul->expires = from + (u64)min(asked, granted) * 1000;
	bul->next = max(from + (u64)refresh * 1000, now + 1000);
	bul->delay_ms = MIP6_INITIAL_BINDACK_TIMEOUT_MS;
}

/*
 * A home agent that refuses for want of something, or that has been willing before (it may be about
 * to start again), is asked again soon, then more and more rarely.
 */
static u32 refused_delay(struct mip6_mn_bul *bul, bool later)
{
	if (!later && !bul->willing)
		return REFUSED_RETRY_MS;
	if (bul->refusals < REFUSALS_MAX)
		bul->refusals++;
	return min_t(u32, MIP6_INITIAL_BINDACK_TIMEOUT_MS << bul->refusals, REFUSED_RETRY_MS);
}

/* RFC 6275 11.7.3, 11.5.5: what a refusal leaves us to do. */
static enum mip6_mn_bul_result refuse(struct mip6_mn *mn, struct mip6_mn_home *home,
				      const struct mip6_mn_ack *ack, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	bool later = ack->status == MIP6_BA_REJECTED || ack->status == MIP6_BA_RESOURCES;

	mip6_count(mn->net, MIP6_STAT_NACK_RCVD);
	if (ack->status == MIP6_BA_SEQUENCE) {
		bul->seq = ack->seq;
		bul->first_seq = bul->seq + 1;
		bul->asked = false;
		if (bul->resyncs++ < RESYNCS_MAX)
			bul->next = now;
		return MIP6_MN_BUL_NOTHING;
	}
	if (ack->is_signed && (ack->status == MIP6_BA_ID_MISMATCH ||
			       ack->status == MIP6_BA_MESG_ID_REQUIRED)) {
		if (mip6_mn_sign_refused(&home->stamps, ack) && bul->resyncs++ < RESYNCS_MAX)
			bul->next = now;
		return MIP6_MN_BUL_NOTHING;
	}
	if (bul->deregister) {
		/* Who does not know us needs no convincing. */
		return later ? MIP6_MN_BUL_NOTHING : MIP6_MN_BUL_UNKNOWN;
	}
	mip6_log(mn->net, 1, "home agent %pI6c refuses %pI6c: %s (%u)\n", &bul->peer, &home->hoa,
		 mip6_wire_ba_status_text(ack->status), ack->status);
	bul->registered = false;
	bul->known = false;
	bul->phase = MIP6_MN_BUL_REFUSED;
	bul->next = now + refused_delay(bul, later);
	return MIP6_MN_BUL_REFUSAL;
}

enum mip6_mn_bul_result mip6_mn_bul_ack(struct mip6_mn *mn, struct mip6_mn_home *home,
					const struct mip6_mn_ack *ack, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	bool outstanding = bul->phase == MIP6_MN_BUL_WAITING && bul->asked;

	/* 11.7.3: it must answer an update that is outstanding; 135 has a number of its own. */
	if (!outstanding || !mip6_mn_sign_is_ours(&home->stamps, ack) ||
	    (ack->status != MIP6_BA_SEQUENCE &&
	     (u16)(ack->seq - bul->first_seq) > (u16)(bul->seq - bul->first_seq)) ||
	    (ack->status < MIP6_BA_REJECTED && !ack->lifetime && !bul->deregister)) {
		mip6_count(mn->net, MIP6_STAT_BA_DROP_INVALID);
		return MIP6_MN_BUL_NOTHING;
	}
	bul->status = ack->status;
	mip6_mn_tell_answer(mn, home, ack);
	if (ack->status >= MIP6_BA_REJECTED)
		return refuse(mn, home, ack, now);
	if (bul->deregister)
		return MIP6_MN_BUL_ENDED;
	accept(mn, home, ack, now);
	return MIP6_MN_BUL_ACCEPTED;
}

void mip6_mn_bul_farewell(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	struct mip6_mn_bul *bul = &home->bul;
	struct mip6_wire_bu bu;

	if (!bul->registered && !(bul->phase == MIP6_MN_BUL_WAITING && bul->known))
		return;
	bul->deregister = true;
	fill(mn, home, bul->seq + 1, &bu);
	if (!transmit(mn, home, &bu))
		bul->seq = bu.seq;
}

bool mip6_mn_bul_dump(const struct mip6_mn_home *home, u64 now, struct mip6_dev_bul *out)
{
	static const u8 state[] = {
		[MIP6_MN_BUL_WAITING]	= MIP6_BUL_RESENDING,
		[MIP6_MN_BUL_DONE]	= MIP6_BUL_ACKNOWLEDGED,
		[MIP6_MN_BUL_REFUSED]	= MIP6_BUL_REFUSED,
	};
	const struct mip6_mn_bul *bul = &home->bul;

	if (bul->phase == MIP6_MN_BUL_IDLE)
		return false;
	out->peer = bul->peer;
	out->hoa = home->hoa;
	out->coa = bul->coa;
	/* Rounded up: one that has not expired shows. */
	if (bul->registered && bul->expires > now)
		out->expires = div_u64(bul->expires - now + 999, 1000);
	out->delay = bul->phase == MIP6_MN_BUL_WAITING && bul->asked ? bul->next - bul->sent :
									bul->delay_ms;
	out->max_delay = MIP6_MAX_BINDACK_TIMEOUT_MS;
	if (bul->next != MIP6_MN_NEVER && bul->next > now)
		out->callback = min_t(u64, bul->next - now, U32_MAX);
	out->sequence = bul->seq;
	out->flags = bul->flags;
	out->status = bul->status;
	out->home_token_age = MIP6_NO_TOKEN;
	out->careof_token_age = MIP6_NO_TOKEN;
	out->state = state[bul->phase];
	return true;
}
