// SPDX-License-Identifier: GPL-2.0
/* mipdiag -p */
#include "device.h"
#include "listing.h"
#include "report.h"
#include "uapi.h"

static const char *const how_names[] = {
	[MIP6_PATH_PLAIN]	= "plain",
	[MIP6_PATH_TUNNEL]	= "tunnel",
	[MIP6_PATH_DIRECT]	= "direct",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_path, member)

static const struct out_field fields[] = {
	{ "dst", "Path to: ", FIELD(dst, OUT_ADDRESS) },
	{ "src", " from: ", FIELD(src, OUT_ADDRESS_OR_NONE) },
	{ "how", "\n        packets go: ", FIELD(how, OUT_NAME), OUT_NAMES(how_names) },
	{ "why", " why: ", FIELD(why, OUT_NAME), OUT_NAMES(why_names) },
	{ "since", " since: ", FIELD(since, OUT_NUMBER) },
	{ "coa", "\n        care-of address: ", FIELD(coa, OUT_ADDRESS_OR_NONE) },
	{ "bound_coa", " known there: ", FIELD(bound_coa, OUT_ADDRESS_OR_NONE) },
	{ "expires", " expires: ", FIELD(expires, OUT_NUMBER) },
	{ "state", " state: ", FIELD(state, OUT_NUMBER) },
	{ "state_name", NULL, FIELD(state, OUT_NAME), OUT_NAMES(bul_state_names) },
	{ "status", NULL, FIELD(status, OUT_NUMBER) },
	{ "peer_coa", "\n        its care-of address: ", FIELD(peer_coa, OUT_ADDRESS_OR_NONE) },
	{ "peer_expires", " expires: ", FIELD(peer_expires, OUT_NUMBER) },
};

void report_path(int fd, const struct in6_addr *dst, bool json)
{
	static const struct out_form form = {
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_path),
		.layout = OUT_OBJECT,
	};
	struct mip6_dev_path path = { .dst = *dst };

	device_get_path(fd, &path);
	out_print(&form, &path, 1, json);
}
