// SPDX-License-Identifier: GPL-2.0
/*
 * Who may register a home address: RFC 6275 5.1, RFC 4285, RFC 3776.
 */
#include "auth.h"

#include "reg.h"

#include <mip6/conf.h>
#include <mip6/ipsec.h>
#include <mip6/keys.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/mh.h>
#include <wire/rules.h>

/* What the key says of the identifier must be so, where there is one. */
static bool is_named(const struct mip6_key *key, const struct mip6_wire_opts *opts)
{
	return !key->id || !mip6_wire_has(opts, MIP6_OPT_MN_ID) ||
	       (opts->mn_id_subtype == MIP6_MN_ID_NAI && opts->mn_id_len == key->id_len &&
		!memcmp(opts->mn_id, key->id, key->id_len));
}

/* The sequence number, which is looked at later, tells less: it begins anew with every binding. */
static int check_stamp(const struct mip6_key *key, const struct mip6_wire_opts *opts,
		       struct mip6_ha_request *req)
{
	u64 now = mip6_stamp_now();

	if (!mip6_wire_has(opts, MIP6_OPT_MESG_ID))
		return key->flags & MIP6_KEY_NO_TIMESTAMP ? MIP6_BA_ACCEPTED :
							    MIP6_BA_MESG_ID_REQUIRED;
	req->stamped = true;
	req->stamp = opts->mesg_id;
	if (mip6_stamp_accept(key, req->stamp, now))
		return MIP6_BA_ACCEPTED;
	/* The half that is the mobile node's tells it which of its updates this is about. */
	req->stamp = (now & ~(u64)U32_MAX) | (u32)req->stamp;
	return MIP6_BA_ID_MISMATCH;
}

/* What is not signed is let in if nothing else is demanded. */
static bool may_be_bare(struct net *net, const struct in6_addr *hoa)
{
	return !mip6_key_of(net, hoa) && READ_ONCE(mip6_conf(net)->allow_unprotected);
}

/*
 * RFC 3776 3.1, 4.1: by an SA of the home address itself. ESP says nothing of the care-of address but
 * what is in the message. Where there is a key for it that is demanded all the same.
 */
static bool is_proved(struct net *net, const struct mip6_mh_msg *msg,
		      const struct mip6_wire_bu *bu, const struct mip6_ha_request *req)
{
	return !mip6_key_of(net, &req->b.hoa) &&
	       (req->deletes || mip6_wire_has(&bu->opts, MIP6_OPT_ALT_COA)) &&
	       mip6_ipsec_proves(msg->skb, &req->b.hoa, &req->b.local);
}

/* What an update that is signed is refused for, in words, or NULL. */
static const char *fault_of(struct net *net, const struct mip6_key *key,
			    const struct mip6_mh_msg *msg, const struct mip6_wire_bu *bu,
			    const struct mip6_ha_request *req)
{
	if (!key)
		return mip6_key_of(net, &req->b.hoa) ? "there is no key with its SPI" :
						       "there is no key for it";
	if (!mip6_key_signed(key, &req->b.coa, msg->mh, &bu->opts))
		return "signed with another key";
	return is_named(key, &bu->opts) ? NULL : "signed, with another identifier";
}

int mip6_ha_auth_check(struct net *net, const struct mip6_mh_msg *msg,
		       const struct mip6_wire_bu *bu, struct mip6_ha_request *req)
{
	const struct mip6_key *key;
	const char *fault;
	int status;

	if (!mip6_key_used(&bu->opts)) {
		req->proved = is_proved(net, msg, bu, req);
		if (req->proved || may_be_bare(net, &req->b.hoa))
			return MIP6_BA_ACCEPTED;
		mip6_count(net, MIP6_STAT_BU_DROP_AUTH);
		mip6_log(net, 1, "binding update of %pI6c from %pI6c dropped: not protected\n",
			 &req->b.hoa, &req->peer);
		return MIP6_RULES_SILENT;
	}
	key = mip6_key_find(net, &req->b.hoa, bu->opts.auth_spi);
	fault = fault_of(net, key, msg, bu, req);
	if (fault) {
		mip6_count(net, MIP6_STAT_BU_DROP_AUTH);
		mip6_log(net, 1, "binding update of %pI6c from %pI6c: %s (SPI %u)\n", &req->b.hoa,
			 &req->peer, fault, bu->opts.auth_spi);
		return MIP6_BA_AUTH_FAILED;
	}
	req->spi = key->spi;
	status = check_stamp(key, &bu->opts, req);
	if (status)
		mip6_count(net, MIP6_STAT_STAMP_REFUSED);
	return status;
}

bool mip6_ha_auth_may_refuse(struct net *net, const struct mip6_wire_bu *bu,
			     const struct mip6_ha_request *req, u8 status)
{
	return status == MIP6_BA_AUTH_FAILED ?
		mip6_limit_refusal(net, &req->peer) :
		mip6_limit_stale(net, bu->opts.auth, bu->opts.auth_len);
}

bool mip6_ha_auth_holds(struct net *net, const struct mip6_ha_request *req)
{
	bool holds = req->spi ? mip6_key_find(net, &req->b.hoa, req->spi) != NULL :
				req->proved || may_be_bare(net, &req->b.hoa);

	if (!holds)
		mip6_count(net, MIP6_STAT_BU_DROP_AUTH);
	return holds;
}

bool mip6_ha_auth_restores(struct net *net, const struct in6_addr *hoa,
			   const struct in6_addr *local)
{
	return READ_ONCE(mip6_conf(net)->allow_unprotected) || mip6_key_of(net, hoa) ||
	       mip6_ipsec_wanted(net, local, hoa);
}
