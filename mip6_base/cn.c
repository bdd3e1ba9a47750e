// SPDX-License-Identifier: GPL-2.0
/*
 * The correspondent node: RFC 6275 9.4 and 9.5.
 *
 * A test is answered without leaving anything behind. A binding update is looked at in the order of
 * what it costs and what it gives away: form, nonce indices, authenticator, and only then what is
 * there already. State comes from an update with a right authenticator alone, and whoever cannot
 * make one learns nothing about it, but for the refusal of a home registration (9.5.1).
 *
 * Verifying costs a few hashes, no more than any other packet: it is not limited, since a limit
 * were a means to keep everybody else's updates out. Neither are answers to whoever has made a
 * right authenticator: he has proved both addresses. All other answers are.
 */
#include "cn.h"

#include "bcache.h"
#include "kbm.h"
#include "limit.h"
#include "netns.h"
#include "nonce.h"
#include "wire/buf.h"
#include "wire/mh.h"
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <crypto/algapi.h>
#include <linux/string.h>
#include <net/addrconf.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>

enum {
	TEST_LEN	= 24,	/* octets of a home test or care-of test */
	BA_MAX_LEN	= 32,
	OPT_HDR_LEN	= 2,
};

/**
 * struct request - a binding update
 * @b: the binding that it asks for; lifetime 0: none
 * @peer: on-wire source
 * @kbm: its key, if @authentic
 * @seq: sequence number to answer with
 * @acknowledge: it wants an answer
 * @authentic: its authenticator is right
 */
struct request {
	struct mip6_binding b;
	struct in6_addr peer;
	u8 kbm[MIP6_KBM_LEN];
	u16 seq;
	bool acknowledge;
	bool authentic;
};

static void answer_test(struct mip6_net *mnet, const struct mip6_mh_msg *msg,
			const struct mip6_wire_test *init, bool home)
{
	enum mip6_mh_type type = home ? MIP6_MH_HOT : MIP6_MH_COT;
	struct mip6_mh_path path = {
		.saddr = msg->daddr, .daddr = msg->saddr,
		.wire_saddr = msg->daddr, .wire_daddr = msg->saddr,
	};
	struct mip6_wire_test test = { .cookie = init->cookie };
	u8 token[MIP6_TOKEN_LEN], mh[TEST_LEN];
	struct mip6_wire_buf buf;

	mip6_nonce_new_token(mnet, home ? MIP6_TOKEN_HOME : MIP6_TOKEN_CAREOF, &msg->saddr,
			     &test.nonce, token);
	test.token = mip6_wire_get64(token);
	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_test(&buf, type, &test);
	if (!mip6_mh_send(mnet->net, &path, mh, buf.len))
		mip6_count(mnet->net, home ? MIP6_STAT_HOT_SENT : MIP6_STAT_COT_SENT);
	memzero_explicit(token, sizeof(token));
	memzero_explicit(mh, sizeof(mh));
	memzero_explicit(&test, sizeof(test));
}

/*
 * 9.4.1, 9.4.2. What carries a home address is not to be answered, nor what nobody can be asked
 * at.
 */
static void rcv_test(struct mip6_net *mnet, const struct mip6_mh_msg *msg, bool home)
{
	struct mip6_wire_test init;

	if (msg->hao || msg->rh2 || !mip6_rules_routable(&msg->saddr) ||
	    !mip6_rules_routable(&msg->daddr) || mip6_wire_parse_test(msg->mh, msg->len, &init))
		mip6_count(mnet->net, MIP6_STAT_TEST_DROP_INVALID);
	else if (!READ_ONCE(mnet->conf.accept_return_routability) ||
		 !mip6_limit_test(mnet, &msg->saddr))
		mip6_count(mnet->net, MIP6_STAT_TEST_DROP_MISC);
	else
		answer_test(mnet, msg, &init, home);
}

static void sign(const struct request *req, u8 *mh, unsigned int len)
{
	unsigned int covered = len - MIP6_AUTH_LEN;

	mip6_auth(mh + covered, req->kbm, &req->b.coa, &req->b.local, mh, covered);
}

/* 9.5.4. */
static void answer(struct mip6_net *mnet, const struct request *req, u8 status)
{
	struct mip6_mh_path path = {
		.saddr = req->b.local, .daddr = req->b.hoa,
		.wire_saddr = req->b.local, .wire_daddr = req->peer,
	};
	struct mip6_wire_ba ba = { .seq = req->seq, .status = status };
	struct mip6_wire_buf buf;
	u8 mh[BA_MAX_LEN];

	if (status < MIP6_BA_REJECTED) {
		ba.lifetime = req->b.lifetime / MIP6_LIFETIME_UNIT_SEC;
	} else if (!req->authentic && !mip6_limit_refusal(mnet->net, &req->peer)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_MISC);
		return;
	}
	if (req->authentic)
		ba.opts.present = BIT(MIP6_OPT_AUTH_DATA);
	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_ba(&buf, &ba);
	if (buf.full)
		return;
	if (req->authentic)
		sign(req, mh, buf.len);
	if (!mip6_mh_send(mnet->net, &path, mh, buf.len))
		mip6_count(mnet->net, status < MIP6_BA_REJECTED ? MIP6_STAT_BA_SENT :
								  MIP6_STAT_NACK_SENT);
}

/* Reads an update; what must be dropped silently is counted. */
static bool read_request(struct mip6_net *mnet, const struct mip6_mh_msg *msg,
			 const struct mip6_wire_bu *bu, struct request *req)
{
	bool deletes;

	memset(req, 0, sizeof(*req));
	req->peer = msg->wire_saddr;
	req->seq = bu->seq;
	req->acknowledge = bu->flags & MIP6_BU_A;
	req->b.type = MIP6_BINDING_CACHED;
	/* 6.1: no message but an acknowledgement has a routing header. */
	if (msg->rh2 || !mip6_binding_read(mnet->net, msg, bu, &req->b, &deletes) ||
	    ipv6_chk_addr(mnet->net, &req->b.hoa, NULL, 0) ||
	    ipv6_chk_addr(mnet->net, &req->b.coa, NULL, 0)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_INVALID);
		return false;
	}
	if (!deletes)
		req->b.lifetime = mip6_rules_grant(bu->lifetime, MIP6_MAX_RR_BINDING_LIFETIME) *
				  MIP6_LIFETIME_UNIT_SEC;
	return true;
}

/*
 * Makes the key of an update again and verifies it. The care-of nonce index of one that deletes
 * means nothing (5.2.5): its key is made from the home keygen token alone.
 */
static bool verify(struct mip6_net *mnet, const struct mip6_mh_msg *msg,
		   const struct mip6_wire_bu *bu, struct request *req)
{
	u8 home[MIP6_TOKEN_LEN], careof[MIP6_TOKEN_LEN], auth[MIP6_AUTH_LEN];
	bool known;

	known = mip6_nonce_token(mnet, MIP6_TOKEN_HOME, &req->b.hoa, bu->opts.home_nonce, home) &&
		(!req->b.lifetime || mip6_nonce_token(mnet, MIP6_TOKEN_CAREOF, &req->b.coa,
						      bu->opts.coa_nonce, careof));
	if (known) {
		mip6_kbm(req->kbm, home, req->b.lifetime ? careof : NULL);
		mip6_auth(auth, req->kbm, &req->b.coa, &req->b.local, msg->mh,
			  bu->opts.auth_data_off + OPT_HDR_LEN);
		req->authentic = !crypto_memneq(auth, bu->opts.auth_data, sizeof(auth));
	}
	memzero_explicit(home, sizeof(home));
	memzero_explicit(careof, sizeof(careof));
	memzero_explicit(auth, sizeof(auth));
	return req->authentic;
}

/* A correspondent registration: the status to answer with, or MIP6_RULES_SILENT. */
static int register_binding(struct mip6_net *mnet, const struct mip6_mh_msg *msg,
			    const struct mip6_wire_bu *bu, struct request *req)
{
	u8 status;

	if (!READ_ONCE(mnet->conf.accept_return_routability) ||
	    !mip6_wire_has(&bu->opts, MIP6_OPT_NONCES) ||
	    !mip6_wire_has(&bu->opts, MIP6_OPT_AUTH_DATA)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_MISC);
		return MIP6_RULES_SILENT;
	}
	status = mip6_rules_nonces(mip6_nonce_valid(mnet, bu->opts.home_nonce),
				   mip6_nonce_valid(mnet, bu->opts.coa_nonce), !req->b.lifetime);
	if (status)
		return status;
	if (!verify(mnet, msg, bu, req)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_AUTH);
		return MIP6_RULES_SILENT;
	}
	return mip6_rules_status(mip6_bcache_accept(mnet, &req->b, &req->seq));
}

/* A home registration where there is no home agent: 9.5.1, 6.1.8. Nonces do not go with one. */
static int refuse_home(struct mip6_net *mnet, const struct mip6_wire_bu *bu,
		       const struct request *req)
{
	if (mip6_wire_has(&bu->opts, MIP6_OPT_NONCES) ||
	    mip6_wire_has(&bu->opts, MIP6_OPT_AUTH_DATA)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_MISC);
		return MIP6_RULES_SILENT;
	}
	return mip6_bcache_find(mnet->net, &req->b.hoa, &req->b.local) ? MIP6_BA_TYPE_CHANGE :
									 MIP6_BA_NO_HOME_REG;
}

static void rcv_bu(struct mip6_net *mnet, const struct mip6_mh_msg *msg)
{
	struct mip6_wire_bu bu;
	struct request req;
	int status;

	if (mip6_wire_parse_bu(msg->mh, msg->len, &bu)) {
		mip6_count(mnet->net, MIP6_STAT_BU_DROP_INVALID);
		return;
	}
	if (!read_request(mnet, msg, &bu, &req))
		return;
	if (bu.flags & MIP6_BU_H)
		status = refuse_home(mnet, &bu, &req);
	else
		status = register_binding(mnet, msg, &bu, &req);
	if (status >= 0)
		mip6_log(mnet->net, 3, "binding update of %pI6c from %pI6c to %pI6c for %u s: %s (%d)\n",
			 &req.b.hoa, &req.peer, &req.b.local, req.b.lifetime,
			 mip6_wire_ba_status_text(status), status);
	if (status >= MIP6_BA_REJECTED || (status >= 0 && req.acknowledge))
		answer(mnet, &req, status);
	memzero_explicit(&req, sizeof(req));
}

void mip6_cn_rcv(struct mip6_net *mnet, const struct mip6_mh_msg *msg)
{
	switch (mip6_wire_mh_type(msg->mh)) {
	case MIP6_MH_HOTI:
		rcv_test(mnet, msg, true);
		break;
	case MIP6_MH_COTI:
		rcv_test(mnet, msg, false);
		break;
	case MIP6_MH_BU:
		rcv_bu(mnet, msg);
		break;
	}
}
