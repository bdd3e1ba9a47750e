// SPDX-License-Identifier: GPL-2.0
/* mipdiag --acl */
#include "listing.h"
#include "uapi.h"

static const char *const action_names[] = {
	[MIP6_ACL_DENY]		= "DENY",
	[MIP6_ACL_ALLOW]	= "ALLOW",
	[MIP6_ACL_RESERVE]	= "RESERVE",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_acl, member)

static const struct out_field fields[] = {
	{ "action", "", FIELD(action, OUT_NAME), OUT_NAMES(action_names) },
	{ "prefix", " ", FIELD(prefix, OUT_ADDRESS) },
	{ "plen", "/", FIELD(plen, OUT_NUMBER) },
};

const struct listing listing_acl = {
	.form = {
		/* A comment, so that the listing is a file that can be read back. */
		.title = "# Mobile IPv6 Access list",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_acl),
		.layout = OUT_LINES,
	},
	.table = MIP6_TABLE_ACL,
};
