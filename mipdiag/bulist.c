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

const char *const why_names[] = {
	[MIP6_WHY_NOTHING]	= "none",
	[MIP6_WHY_HOME]		= "home",
	[MIP6_WHY_UNREGISTERED]	= "unregistered",
	[MIP6_WHY_AGENT]	= "agent",
	[MIP6_WHY_OFF]		= "off",
	[MIP6_WHY_IDLE]		= "idle",
	[MIP6_WHY_TESTING]	= "testing",
	[MIP6_WHY_UPDATING]	= "updating",
	[MIP6_WHY_BOUND]	= "bound",
	[MIP6_WHY_MOVED]	= "moved",
	[MIP6_WHY_SILENT]	= "silent",
	[MIP6_WHY_UNWILLING]	= "unwilling",
	[MIP6_WHY_REFUSED]	= "refused",
	[MIP6_WHY_UNREACHABLE]	= "unreachable",
	[MIP6_WHY_FAILING]	= "failing",
	[MIP6_WHY_CACHED]	= "cached",
	[MIP6_WHY_UNHEARD]	= "unheard",
	[MIP6_WHY_LOCAL]	= "local",
	[MIP6_WHY_NEVER]	= "never",
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
	{ "why", NULL, FIELD(why, OUT_NAME), OUT_NAMES(why_names) },
	{ "home_token_age", NULL, FIELD(home_token_age, OUT_NUMBER_OR_NONE) },
	{ "careof_token_age", NULL, FIELD(careof_token_age, OUT_NUMBER_OR_NONE) },
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
