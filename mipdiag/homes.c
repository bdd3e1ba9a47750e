// SPDX-License-Identifier: GPL-2.0
/* mipdiag -m */
#include "listing.h"
#include "uapi.h"

static const char *const at_names[] = {
	[MIP6_AT_UNKNOWN]	= "unknown",
	[MIP6_AT_HOME]		= "home",
	[MIP6_AT_AWAY]		= "away",
};

static const char *const trouble_names[] = {
	[MIP6_TROUBLE_NONE]		= "none",
	[MIP6_TROUBLE_SILENT]		= "silent",
	[MIP6_TROUBLE_UNSIGNED]		= "unsigned",
	[MIP6_TROUBLE_UNTRUSTED]	= "untrusted",
	[MIP6_TROUBLE_REFUSED]		= "refused",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_home, member)

static const struct out_field fields[] = {
	{ "hoa", "Home address: ", FIELD(hoa, OUT_ADDRESS) },
	{ "plen", "/", FIELD(plen, OUT_NUMBER) },
	{ "ifname", " interface: ", FIELD(ifname, OUT_STRING_OR_NONE) },
	{ "agent", "\n        home agent: ", FIELD(agent, OUT_ADDRESS) },
	{ "coa", "\n        care-of address: ", FIELD(coa, OUT_ADDRESS_OR_NONE) },
	{ "coa_ifname", " interface: ", FIELD(coa_ifname, OUT_STRING_OR_NONE) },
	{ "tunnel", " tunnel: ", FIELD(tunnel, OUT_STRING_OR_NONE) },
	{ "at", "\n        location: ", FIELD(at, OUT_NAME), OUT_NAMES(at_names) },
	{ "registered", " registered: ", FIELD(registered, OUT_BOOL) },
	{ "state", " state: ", FIELD(state, OUT_NUMBER) },
	{ "state_name", NULL, FIELD(state, OUT_NAME), OUT_NAMES(bul_state_names) },
	{ "trouble", " trouble: ", FIELD(trouble, OUT_NAME), OUT_NAMES(trouble_names) },
};

const struct listing listing_homes = {
	.form = {
		.title = "Mobile IPv6 Mobile node information",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_home),
		.layout = OUT_LINES,
	},
	.table = MIP6_TABLE_HOMES,
};
