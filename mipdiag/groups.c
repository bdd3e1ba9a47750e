// SPDX-License-Identifier: GPL-2.0
/* mipdiag -g */
#include "listing.h"
#include "uapi.h"

#include <string.h>

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_group, member)

static const struct out_field fields[] = {
	{ "ifname", "Interface", FIELD(ifname, OUT_STRING_OR_NONE) },
	{ "group", "Group", FIELD(group, OUT_ADDRESS) },
	{ "hoa", "Home Address", FIELD(hoa, OUT_ADDRESS) },
	{ "left", "Left", FIELD(left, OUT_NUMBER) },
};

static int by_group(const void *a, const void *b)
{
	const struct mip6_dev_group *x = a, *y = b;
	int order = strcmp(x->ifname, y->ifname);

	if (!order)
		order = memcmp(&x->group, &y->group, sizeof(x->group));
	return order ? order : memcmp(&x->hoa, &y->hoa, sizeof(x->hoa));
}

const struct listing listing_groups = {
	.form = {
		.title = "Mobile IPv6 Multicast groups",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_group),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_GROUPS,
	.compare = by_group,
};
