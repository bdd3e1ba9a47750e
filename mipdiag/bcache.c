// SPDX-License-Identifier: GPL-2.0
/* mipdiag -c */
#include "listing.h"
#include "uapi.h"

#include <string.h>

static const char *const type_names[] = {
	[MIP6_BINDING_CACHED]	= "cached",
	[MIP6_BINDING_HOME]	= "home",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_binding, member)

static const struct out_field fields[] = {
	{ "hoa", "Home Address", FIELD(hoa, OUT_ADDRESS) },
	{ "coa", "Care-of Address", FIELD(coa, OUT_ADDRESS) },
	{ "lifetime", "Lifetime", FIELD(lifetime, OUT_NUMBER) },
	{ "type", "Type", FIELD(type, OUT_NUMBER) },
	{ "type_name", NULL, FIELD(type, OUT_NAME), OUT_NAMES(type_names) },
	{ "local", NULL, FIELD(local, OUT_ADDRESS) },
	{ "granted", NULL, FIELD(granted, OUT_NUMBER) },
	{ "sequence", NULL, FIELD(sequence, OUT_NUMBER) },
	{ "flags", NULL, FIELD(flags, OUT_BU_FLAGS) },
};

/* The kernel's order is that of a hash table: a list that is read twice should not jump. */
static int by_address(const void *a, const void *b)
{
	const struct mip6_dev_binding *x = a, *y = b;
	int order = memcmp(&x->hoa, &y->hoa, sizeof(x->hoa));

	return order ? order : memcmp(&x->local, &y->local, sizeof(x->local));
}

const struct listing listing_bcache = {
	.form = {
		.title = "Mobile IPv6 Binding cache",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_binding),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_BCACHE,
	.compare = by_address,
};
