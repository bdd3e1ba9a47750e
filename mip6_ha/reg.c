// SPDX-License-Identifier: GPL-2.0
/*
 * Home registrations: RFC 6275 10.3. What a binding update leads to is decided and done under one
 * lock, so that updates for the same home address, the end of its duplicate address detection and
 * the expiry of its binding come one after the other. Answers are sent when the lock is free again.
 */
#include "reg.h"

#include "acl.h"
#include "answer.h"
#include "auth.h"
#include "group.h"
#include "guard.h"
#include "home.h"
#include "mld.h"
#include "mpa.h"
#include "nd.h"
#include "prefix.h"
#include "role.h"

#include <mipv6_dev.h>

#include <linux/spinlock.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/ipsec.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/mh.h>
#include <wire/rules.h>

/* What a decision may be beside enum mip6_ba_status and MIP6_RULES_SILENT. */
enum {
	LATER		= -2,	/* the answer follows duplicate address detection */
};

/*
 * Sets link and lifetime, 10.3.1: not longer than the prefix of the home address is valid. Fails if
 * there is none, or if it is over.
 */
static bool fit_to_home(struct mip6_ha *ha, struct mip6_ha_request *req, struct mip6_ha_home *home)
{
	u32 limit = READ_ONCE(mip6_conf(ha->net)->max_binding_lifetime);
	u32 advertised, preferred;

	/* At boot our own addresses may still be in duplicate address detection. */
	if (req->restored ? !mip6_ha_home_link(ha, &req->b.hoa, home) :
			    !mip6_ha_home_find(ha, &req->b.hoa, home))
		return false;
	req->b.ifindex = home->ifindex;
	req->is_virtual = home->is_virtual;
	mip6_ha_prefix_left(ha, home, &advertised, &preferred);
	if (advertised < MIP6_LIFETIME_UNIT_SEC)
		return false;
	limit = min3(limit, home->valid, advertised);
	if (req->restored) {
		limit = min(limit, req->b.lifetime);
		req->b.elapsed = max(req->b.elapsed, req->b.lifetime - limit);
		return true;
	}
	req->b.lifetime = mip6_rules_grant(req->units, limit) *
			  MIP6_LIFETIME_UNIT_SEC;
	return true;
}

bool mip6_ha_reg_keymgm(struct mip6_ha *ha, const struct mip6_binding *b)
{
	return b->flags & MIP6_BU_K && READ_ONCE(mip6_conf(ha->net)->bu_flag_keymgm);
}

/* RFC 3776 3.2: the ends of IPsec tunnels go where the mobile node has gone. */
static void move_tunnels(struct mip6_ha *ha, const struct mip6_binding *b, const struct in6_addr *coa,
			 bool urgent)
{
	struct mip6_ipsec_move move = {
		.hoa = b->hoa, .coa = *coa, .agent = b->local, .keymgm = mip6_ha_reg_keymgm(ha, b),
	};

	mip6_ipsec_move(ha->net, &move, urgent);
}

static int delete_binding(struct mip6_ha *ha, struct mip6_ha_guard *guard, bool live,
			  const struct mip6_ha_request *req)
{
	if (guard)
		mip6_ha_guard_end(guard);
	if (!live)
		return MIP6_BA_NOT_HOME_AGENT;
	mip6_bcache_delete(ha->net, &req->b.hoa, &req->b.seq);
	mip6_ha_group_forget(ha, &req->b.hoa);
	move_tunnels(ha, &req->b, &req->b.hoa, true);
	return MIP6_BA_ACCEPTED;
}

/* Its groups go along; whoever was elsewhere, or not bound, may have other ones now. */
static int update(struct mip6_ha *ha, const struct mip6_binding *b)
{
	const struct mip6_bce *bce = mip6_bcache_home(ha->net, &b->hoa);
	bool away = !bce || !ipv6_addr_equal(&bce->b.coa, &b->coa);
	int err = mip6_bcache_update(ha->net, b);

	if (err)
		return err;
	mip6_ha_group_move(ha, &b->hoa, away);
	/* Policies may be new. */
	move_tunnels(ha, b, &b->coa, away);
	return 0;
}

/*
 * An address that is registered is defended, so that comes first. The home link may have become
 * another one since the guard was posted there.
 */
static int bind_home(struct mip6_ha *ha, struct mip6_ha_guard *guard,
		     const struct mip6_ha_request *req, bool announce)
{
	bool guarded = guard && mip6_ha_guard_fits(guard, req);
	int err = 0;

	if (!guarded && !req->is_virtual)
		err = mip6_ha_guard_take(ha, guard, req);
	if (!err)
		err = update(ha, &req->b);
	if (err)
		return mip6_rules_status(err);
	if (guarded)
		mip6_ha_guard_accept(guard, req, announce);
	else if (guard && req->is_virtual)
		mip6_ha_guard_end(guard);
	mip6_ha_mpa_heard(ha, &req->b.hoa);
	return MIP6_BA_ACCEPTED;
}

static void unguard(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, hoa);

	if (guard)
		mip6_ha_guard_end(guard);
}

/* As if it had never been there: of what was refused no number counts, but the one before it. */
static void take_back(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	const struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, hoa);
	const struct mip6_bce *bce = mip6_bcache_home(ha->net, hoa);
	bool remembers = guard && guard->has_last;
	u16 last = remembers ? guard->last : 0;

	unguard(ha, hoa);
	if (bce && bce->b.tentative) {
		mip6_bcache_delete(ha->net, hoa, remembers ? &last : NULL);
		mip6_ha_group_forget(ha, hoa);
	}
}

/*
 * A reserved address is bound before duplicate address detection has found nobody: its packets flow
 * meanwhile, and only the answer waits. It may be the second time: the mobile node has moved on.
 */
static int claim(struct mip6_ha *ha, const struct mip6_ha_request *req)
{
	struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, &req->b.hoa);
	struct mip6_binding b = req->b;

	if (!mip6_bcache_home(ha->net, &b.hoa))
		guard->has_last = mip6_bcache_sequence(ha->net, &b.hoa, &guard->last);
	b.tentative = true;
	return mip6_rules_status(update(ha, &b)) ?: LATER;
}

static bool has_failed(int status)
{
	return status != MIP6_BA_ACCEPTED && status != LATER;
}

/* Of what is not registered. Nothing is left if that fails. */
static int begin(struct mip6_ha *ha, struct mip6_ha_guard *guard, const struct mip6_ha_request *req)
{
	bool claims = mip6_ha_acl_reserves(ha, &req->b.hoa) || (guard && guard->claimed);
	int status;

	/* Those that are being probed have no binding yet, those on virtual links no guard. */
	if (!guard && (ha->guards.count >= READ_ONCE(mip6_conf(ha->net)->max_bindings) ||
		       !mip6_bcache_has_room(ha->net))) {
		mip6_count(ha->net, MIP6_STAT_BCACHE_FULL);
		return MIP6_BA_RESOURCES;
	}
	/* Nobody on another link has been asked yet. */
	if (guard && !mip6_ha_guard_fits(guard, req)) {
		mip6_ha_guard_end(guard);
		guard = NULL;
	}
	if (req->is_virtual) {
		status = bind_home(ha, guard, req, false);
	} else {
		status = mip6_rules_status(mip6_ha_guard_probe(ha, guard, req, claims));
		if (!status)
			status = claims ? claim(ha, req) : LATER;
	}
	if (has_failed(status))
		take_back(ha, &req->b.hoa);
	return status;
}

/* What home address and care-of address are refused for, 10.3.1. */
static int policy(struct mip6_ha *ha, struct mip6_ha_request *req)
{
	struct mip6_ha_home home;
	struct in6_addr ll = mip6_ha_guard_ll(&req->b.hoa);

	if (!mip6_ha_acl_allows(ha, &req->b.hoa)) {
		/* What is put back is no update. */
		if (!req->restored)
			mip6_count(ha->net, MIP6_STAT_BU_DROP_AUTH);
		return MIP6_BA_PROHIBITED;
	}
	if (!fit_to_home(ha, req, &home))
		return MIP6_BA_NOT_HOME_SUBNET;
	if (!mip6_ha_home_usable(&req->b.hoa, &home))
		return MIP6_BA_PROHIBITED;
	/* With the L flag its link-local address would be defended too: it must not be ours either. */
	if (ipv6_chk_addr(ha->net, &req->b.hoa, NULL, 0) ||
	    (req->b.flags & MIP6_BU_L && ipv6_chk_addr(ha->net, &ll, NULL, 0)))
		return MIP6_BA_DAD_FAILED;
	return MIP6_BA_ACCEPTED;
}

static bool is_waiting(const struct mip6_ha_guard *guard)
{
	return guard && guard->state != MIP6_HA_GUARD_ACTIVE;
}

/* Decides on a request and acts on it. @seq is set if it is not the request's to be answered. */
static int decide(struct mip6_ha *ha, struct mip6_ha_request *req, u16 *seq)
{
	struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, &req->b.hoa);
	struct mip6_bce *bce = mip6_bcache_home(ha->net, &req->b.hoa);
	int status;
	u16 last;

	lockdep_assert_held(&ha->guards.lock);
	if (ha->guards.closing)
		return MIP6_RULES_SILENT;
	if (mip6_bcache_is_held(ha->net)) {
		mip6_count(ha->net, MIP6_STAT_BU_DROP_MISC);
		return MIP6_RULES_SILENT;
	}
	if (!bce && mip6_bcache_find(ha->net, &req->b.hoa, &req->b.local))
		return MIP6_BA_TYPE_CHANGE;
	/* An update that was overtaken by one which is still being worked on. */
	if (is_waiting(guard) && !mip6_rules_seq_newer(req->b.seq, guard->req.b.seq)) {
		mip6_count(ha->net, MIP6_STAT_BU_DROP_MISC);
		return MIP6_RULES_SILENT;
	}
	if (mip6_bcache_sequence(ha->net, &req->b.hoa, &last) &&
	    !mip6_rules_seq_newer(req->b.seq, last)) {
		*seq = last;
		return MIP6_BA_SEQUENCE;
	}
	if (req->deletes)
		return delete_binding(ha, guard, bce, req);
	if (ipv6_chk_addr(ha->net, &req->b.coa, NULL, 0))
		return MIP6_BA_INVALID_COA;
	status = policy(ha, req);
	if (status)
		return status;
	/*
	 * 10.3.1: what is registered already is not probed again. Between expiry and the news of it
	 * the address is still ours to defend.
	 */
	if (!is_waiting(guard) && (bce || guard))
		return bind_home(ha, guard, req, false);
	return begin(ha, guard, req);
}

/* Reads a home registration; what must be dropped silently is counted. */
static bool read_request(struct net *net, const struct mip6_mh_msg *msg,
			 const struct mip6_wire_bu *bu, struct mip6_ha_request *req)
{
	memset(req, 0, sizeof(*req));
	req->b.type = MIP6_BINDING_HOME;
	req->peer = msg->wire_saddr;
	req->ifindex = msg->ifindex;
	req->units = bu->lifetime;

	/* 9.5.1: nonces do not go with H=1. */
	if (mip6_wire_has(&bu->opts, MIP6_OPT_NONCES) ||
	    !mip6_binding_read(net, msg, bu, &req->b, &req->deletes)) {
		mip6_count(net, MIP6_STAT_BU_DROP_INVALID);
		return false;
	}
	return true;
}

/*
 * 9.5.1: the H bit of a home registration does not change. With nonces it is for the correspondent
 * node's part to verify the update before anything is said about it.
 */
static bool not_home(struct mip6_ha *ha, const struct mip6_mh_msg *msg,
		     const struct mip6_wire_bu *bu)
{
	struct mip6_ha_request req = {
		.b = { .hoa = msg->saddr, .local = msg->daddr },
		.peer = msg->wire_saddr,
		.ifindex = msg->ifindex,
	};

	if (!mip6_bcache_home(ha->net, &msg->saddr) ||
	    mip6_wire_has(&bu->opts, MIP6_OPT_NONCES) || !mip6_rules_routable(&req.peer))
		return false;
	if (mip6_limit_refusal(ha->net, &req.peer))
		mip6_ha_answer(ha, &req, MIP6_BA_TYPE_CHANGE, bu->seq);
	return true;
}

bool mip6_ha_reg_rcv(struct net *net, const struct mip6_mh_msg *msg)
{
	struct mip6_ha *ha = mip6_ha_of(net);
	struct mip6_ha_request req;
	struct mip6_wire_bu bu;
	bool is_new;
	int status;
	u16 seq;

	if (!ha || mip6_wire_mh_type(msg->mh) != MIP6_MH_BU)
		return false;
	if (mip6_wire_parse_bu(msg->mh, msg->len, &bu)) {
		mip6_count(net, MIP6_STAT_BU_DROP_INVALID);
		return true;
	}
	if (!(bu.flags & MIP6_BU_H))
		return not_home(ha, msg, &bu);
	if (!read_request(net, msg, &bu, &req))
		return true;
	seq = bu.seq;
	status = mip6_ha_auth_check(net, msg, &bu, &req);
	if (status > 0 && !mip6_ha_auth_may_refuse(net, &bu, &req, status))
		return true;
	is_new = !status;
	if (is_new) {
		spin_lock_bh(&ha->guards.lock);
		status = decide(ha, &req, &seq);
		spin_unlock_bh(&ha->guards.lock);
	}
	if (status < 0)
		return true;
	/*
	 * 10.3.2: nobody on the home link may have to be asked where the node is. What was sent before
	 * may come from anybody now: it does not change what is known.
	 */
	if (status != MIP6_BA_AUTH_FAILED && mip6_ha_answer_oif(ha, &req))
		mip6_ha_nd_learn(msg, is_new);
	mip6_ha_answer(ha, &req, status, seq);
	return true;
}

/* Nobody has objected to the home address. Much may be otherwise than when that began. */
static int register_probed(struct mip6_ha *ha, struct mip6_ha_guard *guard,
			   struct mip6_ha_request *req)
{
	struct mip6_ha_home home;

	if (!mip6_ha_auth_holds(ha->net, req))
		return MIP6_RULES_SILENT;
	if (!fit_to_home(ha, req, &home))
		return MIP6_BA_NOT_HOME_SUBNET;
	/* The other half of a circle may have been registered in the meantime. */
	if (mip6_bcache_circular(ha->net, &req->b.hoa, &req->b.coa, &req->b.local))
		return MIP6_BA_INVALID_COA;
	if (mip6_bcache_is_held(ha->net))
		return MIP6_RULES_SILENT;
	if (!mip6_ha_guard_fits(guard, req))
		return begin(ha, guard, req);
	return bind_home(ha, guard, req, true);
}

/* Ends duplicate address detection, unless that has ended or begun again already. */
static void finish(struct mip6_ha *ha, struct mip6_ha_guard *guard, bool conflict)
{
	int status = MIP6_RULES_SILENT;
	struct mip6_ha_request req;

	spin_lock_bh(&ha->guards.lock);
	if (!ha->guards.closing && (guard->state == MIP6_HA_GUARD_PROBING ||
				    (guard->state == MIP6_HA_GUARD_NEW && conflict))) {
		req = guard->req;
		status = conflict ? MIP6_BA_DAD_FAILED : register_probed(ha, guard, &req);
		if (has_failed(status))
			take_back(ha, &req.b.hoa);
	}
	spin_unlock_bh(&ha->guards.lock);

	if (status >= 0)
		mip6_ha_answer(ha, &req, status, req.b.seq);
}

void mip6_ha_reg_probed(struct mip6_ha *ha, struct mip6_ha_guard *guard)
{
	finish(ha, guard, false);
}

void mip6_ha_reg_conflict(struct mip6_ha *ha, struct mip6_ha_guard *guard)
{
	mip6_count(ha->net, MIP6_STAT_DAD_CONFLICTS);
	finish(ha, guard, true);
}

/*
 * 10.3.1 again: link, access list and limits may be others than when it was accepted. The address
 * was ours to defend a moment ago: it is claimed at once.
 */
static int put_back(struct mip6_ha *ha, struct mip6_ha_request *req)
{
	struct mip6_ha_guard *guard = mip6_ha_guard_find(ha, &req->b.hoa);
	int status;
	u16 last;

	lockdep_assert_held(&ha->guards.lock);
	/* What is known since we started is newer. */
	if (is_waiting(guard) || mip6_bcache_sequence(ha->net, &req->b.hoa, &last))
		return MIP6_BA_SEQUENCE;
	if (req->deletes)
		return mip6_rules_status(mip6_bcache_remember(ha->net, &req->b.hoa, req->b.seq));
	/* Nothing tells how it was authenticated. */
	if (!mip6_ha_auth_restores(ha->net, &req->b.hoa, &req->b.local))
		return MIP6_BA_PROHIBITED;
	if (mip6_bcache_find(ha->net, &req->b.hoa, &req->b.local))
		return MIP6_BA_TYPE_CHANGE;
	if (!ipv6_chk_addr_and_flags(ha->net, &req->b.local, NULL, true, 0, 0))
		return MIP6_BA_NOT_HOME_AGENT;
	if (ipv6_chk_addr(ha->net, &req->b.coa, NULL, 0) ||
	    mip6_bcache_circular(ha->net, &req->b.hoa, &req->b.coa, &req->b.local))
		return MIP6_BA_INVALID_COA;
	status = policy(ha, req);
	if (!status)
		status = bind_home(ha, guard, req, true);
	if (status)
		take_back(ha, &req->b.hoa);
	return status;
}

void mip6_ha_reg_restore(struct mip6_ha *ha, struct mip6_dev_binding *saved)
{
	struct mip6_ha_request req = {
		.b = {
			.hoa = saved->hoa, .coa = saved->coa, .local = saved->local,
			.lifetime = saved->granted, .elapsed = saved->granted - saved->lifetime,
			.seq = saved->sequence, .flags = saved->flags, .type = MIP6_BINDING_HOME,
		},
		.peer = saved->coa,
		.deletes = !saved->lifetime,
		.restored = true,
	};

	spin_lock_bh(&ha->guards.lock);
	saved->status = put_back(ha, &req);
	spin_unlock_bh(&ha->guards.lock);
	if (saved->status && saved->status != MIP6_BA_SEQUENCE)
		mip6_log(ha->net, 1, "registration of %pI6c at %pI6c not restored: %s (%u)\n",
			 &saved->hoa, &saved->coa, mip6_wire_ba_status_text(saved->status),
			 saved->status);
	if (!saved->status && !req.deletes)
		mip6_ha_mld_restored(ha, &saved->hoa);
}

int mip6_ha_reg_unbind(struct mip6_ha *ha, struct mip6_binding *b)
{
	struct mip6_bce *bce;
	int err = -ENOENT;

	spin_lock_bh(&ha->guards.lock);
	bce = mip6_bcache_home(ha->net, &b->hoa);
	if (bce && bce->b.seq == b->seq) {
		*b = bce->b;
		unguard(ha, &b->hoa);
		mip6_bcache_delete(ha->net, &b->hoa, &b->seq);
		mip6_ha_group_forget(ha, &b->hoa);
		move_tunnels(ha, b, &b->hoa, true);
		err = 0;
	}
	spin_unlock_bh(&ha->guards.lock);
	return err;
}

void mip6_ha_reg_ended(struct net *net, const struct mip6_binding *b)
{
	struct mip6_ha *ha = mip6_ha_of(net);
	struct mip6_ha_guard *guard;
	bool bound, ended;

	if (!ha)
		return;
	spin_lock_bh(&ha->guards.lock);
	guard = mip6_ha_guard_find(ha, &b->hoa);
	/* Registered anew in the meantime, or about to be: then it goes on. */
	bound = mip6_bcache_home(net, &b->hoa);
	ended = !is_waiting(guard) && !bound;
	if (ended && guard)
		mip6_ha_guard_end(guard);
	/* What is about to be registered may come to nothing, and nobody is told of that here. */
	if (!bound) {
		mip6_ha_group_forget(ha, &b->hoa);
		move_tunnels(ha, b, &b->hoa, false);
	}
	spin_unlock_bh(&ha->guards.lock);
	if (ended)
		mip6_log(net, 1, "registration of %pI6c expired\n", &b->hoa);
}
