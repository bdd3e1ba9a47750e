// SPDX-License-Identifier: GPL-2.0
/*
 * Binding acknowledgements: RFC 6275 9.5.4, 10.3, RFC 4285 5.
 */
#include "answer.h"

#include "home.h"
#include "reg.h"
#include "role.h"

#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/event.h>
#include <mip6/keys.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/buf.h>
#include <wire/mh.h>

int mip6_ha_answer_oif(struct mip6_ha *ha, const struct mip6_ha_request *req)
{
	struct mip6_ha_home home;

	if (ipv6_addr_equal(&req->peer, &req->b.hoa) &&
	    mip6_ha_home_find(ha, &req->b.hoa, &home) && home.ifindex == req->ifindex)
		return req->ifindex;
	return 0;
}

static void log_answer(struct net *net, const struct mip6_ha_request *req, u8 status)
{
	if (status >= MIP6_BA_REJECTED)
		mip6_log(net, 1, "binding update of %pI6c from %pI6c refused: %s (%u)\n",
			 &req->b.hoa, &req->peer, mip6_wire_ba_status_text(status), status);
	else if (req->deletes)
		mip6_log(net, 1, "%pI6c de-registered from %pI6c\n", &req->b.hoa, &req->peer);
	else
		mip6_log(net, 1, "%pI6c registered at %pI6c for %u s\n",
			 &req->b.hoa, &req->b.coa, req->b.lifetime);
}

/* What only an acknowledgement that accepts has to say. */
static void grant(struct mip6_ha *ha, const struct mip6_ha_request *req, struct mip6_wire_ba *ba)
{
	u32 advice = READ_ONCE(mip6_conf(ha->net)->binding_refresh_advice);

	ba->lifetime = req->b.lifetime / MIP6_LIFETIME_UNIT_SEC;
	if (req->proved && mip6_ha_reg_keymgm(ha, &req->b))
		ba->flags = MIP6_BA_K;
	if (advice >= MIP6_LIFETIME_UNIT_SEC && advice < req->b.lifetime) {
		ba->opts.present = BIT(MIP6_OPT_REFRESH);
		ba->opts.refresh = advice / MIP6_LIFETIME_UNIT_SEC;
	}
}

void mip6_ha_answer(struct mip6_ha *ha, const struct mip6_ha_request *req, u8 status, u16 seq)
{
	struct mip6_mh_path path = {
		.saddr		= req->b.local,
		.daddr		= req->b.hoa,
		.wire_saddr	= req->b.local,
		.wire_daddr	= req->peer,
		.oif		= mip6_ha_answer_oif(ha, req),
	};
	struct mip6_wire_ba ba = { .seq = seq, .status = status };
	const struct mip6_key *key = NULL;
	u8 msg[MIP6_SIGNED_MAX_LEN];
	struct mip6_wire_buf buf;

	if (status < MIP6_BA_REJECTED && !req->deletes)
		grant(ha, req, &ba);
	if (req->spi) {
		key = mip6_key_find(ha->net, &req->b.hoa, req->spi);
		if (!key)
			return;
		mip6_key_options(key, req->stamped ? &req->stamp : NULL, &ba.opts);
	}
	log_answer(ha->net, req, status);
	if (status >= MIP6_BA_REJECTED)
		mip6_event_binding(ha->net, MIP6_EVENT_REFUSED, &req->b, status);
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_ba(&buf, &ba);
	if (WARN_ON_ONCE(buf.full))
		return;
	if (key)
		mip6_key_sign(key, &req->b.coa, msg, buf.len);
	if (!mip6_mh_send(ha->net, &path, msg, buf.len))
		mip6_count(ha->net, status < MIP6_BA_REJECTED ? MIP6_STAT_BA_SENT :
								 MIP6_STAT_NACK_SENT);
}
