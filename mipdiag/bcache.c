// SPDX-License-Identifier: GPL-2.0
/* mipdiag -c */
#include "bcache.h"

#include "device.h"
#include "fail.h"
#include "listing.h"
#include "uapi.h"

#include <arpa/inet.h>
#include <stdlib.h>
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

static bool is_meant(const struct filter *filter, const void *entry)
{
	const struct mip6_dev_binding *binding = entry;

	return filter_matches(filter, &binding->hoa);
}

const struct listing listing_bcache = {
	.form = {
		.title = "Mobile IPv6 Binding cache",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_binding),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_BCACHE,
	.match = is_meant,
	.compare = by_address,
};

void bcache_delete(int fd, const struct filter *filter)
{
	struct mip6_dev_binding *bindings;
	char address[INET6_ADDRSTRLEN];
	size_t count;

	bindings = listing_read(&listing_bcache, fd, filter, &count);
	if (!count && filter->plen == 128)
		fail("there is no binding of %s",
		     inet_ntop(AF_INET6, &filter->prefix, address, sizeof(address)));
	device_delete(fd, bindings, count);
	free(bindings);
}
