// SPDX-License-Identifier: GPL-2.0
/* mipdiag -I */
#include "listing.h"
#include "uapi.h"

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_iface, member)

static const struct out_field fields[] = {
	{ "ifname", "Interface", FIELD(ifname, OUT_STRING) },
	{ "ifindex", NULL, FIELD(ifindex, OUT_NUMBER) },
	{ "preference", "Preference", FIELD(preference, OUT_NUMBER) },
	{ "usable", "Usable", FIELD(usable, OUT_BOOL) },
	{ "current", "Current", FIELD(current_coa, OUT_BOOL) },
	{ "router", "Router", FIELD(router, OUT_ADDRESS_OR_NONE) },
	{ "coa", "Care-of Address", FIELD(coa, OUT_ADDRESS_OR_NONE) },
};

const struct listing listing_ifaces = {
	.form = {
		.title = "Mobile IPv6 Interface preferences",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_iface),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_IFACES,
};
