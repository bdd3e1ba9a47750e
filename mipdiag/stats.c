// SPDX-License-Identifier: GPL-2.0
/* mipdiag -s */
#include "listing.h"
#include "uapi.h"

static const struct out_field fields[] = {
	{ "name", "", .kind = OUT_STRING, OUT_MEMBER(struct mip6_dev_stat, name) },
	{ "value", "", .kind = OUT_NUMBER, OUT_MEMBER(struct mip6_dev_stat, value) },
};

const struct listing listing_stats = {
	.form = {
		.title = "Mobile IPv6 Statistics",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_stat),
		.layout = OUT_PAIRS,
	},
	.table = MIP6_TABLE_STATS,
};
