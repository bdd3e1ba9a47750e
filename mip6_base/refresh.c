// SPDX-License-Identifier: GPL-2.0
/*
 * Binding refresh requests: RFC 6275 9.5.5.
 */
#include "refresh.h"

#include "wire/buf.h"
#include "wire/mh.h"

#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/mh.h>
#include <mip6/stats.h>

enum {
	BRR_LEN	= 8,
};

void mip6_refresh_send(struct net *net, const struct mip6_binding *b)
{
	struct mip6_mh_path path = {
		.saddr = b->local, .daddr = b->hoa, .wire_saddr = b->local, .wire_daddr = b->hoa,
	};
	struct mip6_wire_buf buf;
	u8 mh[BRR_LEN];

	mip6_wire_buf_init(&buf, mh, sizeof(mh));
	mip6_wire_build_brr(&buf);
	if (!mip6_mh_send(net, &path, mh, buf.len))
		mip6_count(net, MIP6_STAT_BRR_SENT);
}
