// SPDX-License-Identifier: GPL-2.0
/* mipdiag --handovers */
#include "listing.h"
#include "uapi.h"

static const char *const result_names[] = {
	[MIP6_HANDOVER_OPEN]		= "open",
	[MIP6_HANDOVER_DONE]		= "done",
	[MIP6_HANDOVER_REFUSED]		= "refused",
	[MIP6_HANDOVER_OVERTAKEN]	= "overtaken",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_handover, member)

static const struct out_field fields[] = {
	{ "hoa", "Home address: ", FIELD(hoa, OUT_ADDRESS) },
	{ "ifname", " interface: ", FIELD(ifname, OUT_STRING_OR_NONE) },
	{ "from", "\n        from: ", FIELD(from, OUT_ADDRESS_OR_NONE) },
	{ "to", " to: ", FIELD(to, OUT_ADDRESS) },
	{ "began_ms", "\n        began: ", FIELD(began, OUT_MOMENT) },
	{ "result", " result: ", FIELD(result, OUT_NAME), OUT_NAMES(result_names) },
	{ "status", " status: ", FIELD(status, OUT_NUMBER) },
	{ "link_ms", "\n        ms: link ", FIELD(link, OUT_NUMBER_OR_NONE) },
	{ "router_ms", " router ", FIELD(router, OUT_NUMBER_OR_NONE) },
	{ "address_ms", " address ", FIELD(address, OUT_NUMBER_OR_NONE) },
	{ "update_ms", " update ", FIELD(update, OUT_NUMBER_OR_NONE) },
	{ "answer_ms", " answer ", FIELD(answer, OUT_NUMBER_OR_NONE) },
	{ "packet_ms", " packet ", FIELD(packet, OUT_NUMBER_OR_NONE) },
};

const struct listing listing_handovers = {
	.form = {
		.title = "Mobile IPv6 Handovers",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_handover),
		.layout = OUT_LINES,
	},
	.table = MIP6_TABLE_HANDOVERS,
};
