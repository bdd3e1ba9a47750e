// SPDX-License-Identifier: GPL-2.0
/* mipdiag -a */
#include "listing.h"
#include "uapi.h"

#include <string.h>

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_agent, member)

static const struct out_field fields[] = {
	{ "ifname", "Interface", FIELD(ifname, OUT_STRING) },
	{ "agent", "Home Agent", FIELD(addr, OUT_ADDRESS_OR_NONE) },
	{ "plen", NULL, FIELD(plen, OUT_NUMBER) },
	{ "preference", "Preference", FIELD(preference, OUT_NUMBER) },
	{ "lifetime", "Lifetime", FIELD(lifetime, OUT_NUMBER_OR_NONE) },
	{ "own", "Own", FIELD(own, OUT_BOOL) },
	{ "lladdr", "Link-local Address", FIELD(lladdr, OUT_ADDRESS_OR_NONE) },
};

/* As a discovery reply has them: best first. */
static int by_preference(const void *a, const void *b)
{
	const struct mip6_dev_agent *x = a, *y = b;
	int order = strcmp(x->ifname, y->ifname);

	if (!order)
		order = y->preference - x->preference;
	if (!order)
		order = memcmp(&x->lladdr, &y->lladdr, sizeof(x->lladdr));
	if (!order)
		order = memcmp(&x->addr, &y->addr, sizeof(x->addr));
	return order ? order : x->plen - y->plen;
}

const struct listing listing_halist = {
	.form = {
		.title = "Mobile IPv6 Home agents list",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_agent),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_AGENTS,
	.compare = by_preference,
};
