// SPDX-License-Identifier: GPL-2.0
/* mipdiag -l */
#include "listing.h"
#include "uapi.h"

const char *const bul_state_names[] = {
	[0]			= "none",
	[MIP6_BUL_ACKNOWLEDGED]	= "acknowledged",
	[MIP6_BUL_RESENDING]	= "resending",
	[MIP6_BUL_REFUSED]	= "refused",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_bul, member)

static const struct out_field fields[] = {
	{ "peer", "Recipient CN: ", FIELD(peer, OUT_ADDRESS) },
	{ "hoa", "\nBINDING home address: ", FIELD(hoa, OUT_ADDRESS) },
	{ "coa", " care-of address: ", FIELD(coa, OUT_ADDRESS) },
	{ "expires", "\n        expires: ", FIELD(expires, OUT_NUMBER) },
	{ "sequence", " sequence: ", FIELD(sequence, OUT_NUMBER) },
	{ "state", " state: ", FIELD(state, OUT_NUMBER) },
	{ "state_name", NULL, FIELD(state, OUT_NAME), OUT_NAMES(bul_state_names) },
	{ "delay_ms", "\n        delay: ", FIELD(delay, OUT_SECONDS) },
	{ "max_delay_ms", " max delay ", FIELD(max_delay, OUT_SECONDS) },
	{ "callback_ms", " callback time: ", FIELD(callback, OUT_SECONDS) },
	{ "status", NULL, FIELD(status, OUT_NUMBER) },
	{ "flags", NULL, FIELD(flags, OUT_BU_FLAGS) },
};

const struct listing listing_bulist = {
	.form = {
		.title = "Mobile IPv6 Binding update list",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_bul),
		.layout = OUT_LINES,
	},
	.table = MIP6_TABLE_BULIST,
};
