// SPDX-License-Identifier: GPL-2.0
/* mipdiag -H */
#include "listing.h"
#include "uapi.h"

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_home, member)

static const struct out_field fields[] = {
	{ "hoa", "Home Address", FIELD(hoa, OUT_ADDRESS) },
	{ "agent", "Home Agent", FIELD(agent, OUT_ADDRESS) },
};

const struct listing listing_agents = {
	.form = {
		.title = "Mobile IPv6 Home agents",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_home),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_HOMES,
};
