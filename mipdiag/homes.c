// SPDX-License-Identifier: GPL-2.0
/* mipdiag -m, -h, --no-homeaddress */
#include "homes.h"

#include "device.h"
#include "fail.h"
#include "listing.h"
#include "options.h"
#include "uapi.h"

#include <arpa/inet.h>
#include <stdlib.h>

enum {
	ROUNDS_MAX	= 100,	/* of deleting what somebody else may add meanwhile */
};

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
	[MIP6_TROUBLE_DUPLICATE]	= "duplicate",
	[MIP6_TROUBLE_EXPIRED]		= "expired",
	[MIP6_TROUBLE_OFFLINE]		= "offline",
	[MIP6_TROUBLE_AGENTLESS]	= "agentless",
	[MIP6_TROUBLE_UNKEYED]		= "unkeyed",
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
	{ "formed", NULL, FIELD(formed, OUT_BOOL) },
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

static bool is_wanted(const struct options *options, const struct in6_addr *hoa)
{
	size_t i;

	for (i = 0; i < options->homes_count; i++)
		if (IN6_ARE_ADDR_EQUAL(&options->homes[i].hoa, hoa))
			return true;
	return false;
}

/*
 * Those that the mobile node formed by itself in a home network that was renumbered nobody has asked for,
 * so that nobody asks for them does not mean that they are to go.
 */
static void delete_others(int fd, const struct options *options)
{
	struct mip6_dev_home *homes;
	unsigned int rounds = 0;
	size_t count, i, deleted;

	/* If one goes by itself meanwhile, the listing may lack another. */
	do {
		if (++rounds > ROUNDS_MAX)
			fail("cannot delete the other home addresses: there are new ones all the time");
		homes = device_dump(fd, MIP6_TABLE_HOMES, 0, sizeof(*homes), &count);
		for (i = deleted = 0; i < count; i++)
			if (!is_wanted(options, &homes[i].hoa) && !homes[i].formed)
				deleted += device_del_home(fd, &homes[i].hoa);
		free(homes);
	} while (deleted);
}

static void delete_one(int fd, const struct in6_addr *hoa)
{
	char text[INET6_ADDRSTRLEN];

	if (!device_del_home(fd, hoa))
		fail("%s is no home address of this mobile node",
		     inet_ntop(AF_INET6, hoa, text, sizeof(text)));
}

/* With --only what is there goes last: if another cannot be set it stays. */
void homes_change(int fd, const struct options *options)
{
	size_t i;

	for (i = 0; i < options->gone_count; i++)
		delete_one(fd, &options->gone[i]);
	for (i = 0; i < options->homes_count; i++)
		device_set_home(fd, &options->homes[i]);
	if (options->only)
		delete_others(fd, options);
}
