// SPDX-License-Identifier: GPL-2.0
/* mipdiag --keys: all but the keys themselves, which nobody gets to see */
#include "listing.h"
#include "uapi.h"

#include "keyfile.h"

static const char *const time_stamps[] = { "required", "optional" };

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_key, member)

static const struct out_field fields[] = {
	{ "hoa", "Home Address", FIELD(hoa, OUT_ADDRESS) },
	{ "spi", "SPI", FIELD(spi, OUT_NUMBER) },
	{ "algorithm", "Algorithm", FIELD(algorithm, OUT_NAME), .names = keyfile_algorithms,
	  .names_count = KEYFILE_ALGORITHMS },
	{ "timestamps", "Time Stamps", FIELD(flags, OUT_NAME), OUT_NAMES(time_stamps) },
	{ "nai", "Identifier", FIELD(id, OUT_STRING_OR_NONE) },
};

const struct listing listing_keys = {
	.form = {
		.title = "Mobile IPv6 Keys",
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct mip6_dev_key),
		.layout = OUT_TABLE,
	},
	.table = MIP6_TABLE_KEYS,
};
