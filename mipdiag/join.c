// SPDX-License-Identifier: GPL-2.0
#include "join.h"

#include "fail.h"
#include "filter.h"
#include "listing.h"
#include "names.h"
#include "options.h"
#include "parse.h"

enum {
	HOME_PLEN_MIN	= 1,
};

void join_misuse(const char *what, const char *option)
{
	fail("%s%s: see mipdiag -?", what, option);
}

static void copy_ifname(const char *name, char *to)
{
	if (!parse_ifname(name, to))
		fail("'%s' cannot be the name of an interface", name);
}

static void join_home(struct options *options, const struct words *words)
{
	struct mip6_dev_home *home = &options->home;
	const char *problem;
	int plen;

	problem = parse_address(words->home, &home->hoa, &plen);
	if (!problem && plen < HOME_PLEN_MIN)
		problem = "it needs the length of the home prefix, ADDR/PLEN";
	if (!problem)
		problem = parse_problem_home(&home->hoa);
	if (problem)
		fail("home address %s: %s", words->home, problem);
	home->plen = (uint8_t)plen;

	if (!words->iface)
		join_misuse("-h needs the interface of the home address, -i IF", "");
	copy_ifname(words->iface, home->ifname);

	/* Without an agent, or with the unspecified address: to be discovered. */
	if (words->agent) {
		problem = parse_address(words->agent, &home->agent, &plen);
		if (!problem && !IN6_IS_ADDR_UNSPECIFIED(&home->agent))
			problem = parse_problem_home(&home->agent);
		if (!problem && IN6_ARE_ADDR_EQUAL(&home->agent, &home->hoa))
			problem = "it is the home address";
		if (problem)
			fail("home agent %s: %s", words->agent, problem);
	}
	options->set_home = true;
}

static void join_role(struct options *options, const struct words *words)
{
	if (!role_of_word(words->role, &options->role.role))
		fail("the role must be cn, mn or ha, not '%s'", words->role);
	if (words->homedev && options->role.role == MIP6_ROLE_CN)
		join_misuse("a correspondent node has no --homedev", "");
	if (words->homedev)
		copy_ifname(words->homedev, options->role.home_ifname);
	options->set_role = true;
}

static bool shows_bindings(const struct options *options)
{
	size_t i;

	for (i = 0; i < options->shown_count; i++)
		if (options->shown[i].listing == &listing_bcache)
			return true;
	return false;
}

/* Which bindings are meant, and that it is of use to say so. */
static void join_bindings(struct options *options, const struct words *words)
{
	bool shows = shows_bindings(options);

	if (!!words->bound + !!words->delete + !!words->prefix > 1 ||
	    ((words->bound || words->delete) && options->delete))
		join_misuse("-c ADDR, --delete ADDR and --home or --flush exclude each other", "");
	if (words->prefix && !shows && !options->delete)
		join_misuse("--home goes with -c or --flush", "");
	if (options->count && !shows)
		join_misuse("--count goes with -c", "");
	if (words->bound || words->delete)
		filter_parse(&options->filter, words->bound ? words->bound : words->delete, false);
	else if (words->prefix)
		filter_parse(&options->filter, words->prefix, true);
	if (words->delete)
		options->delete = true;
}

void join_words(struct options *options, const struct words *words)
{
	if (words->role)
		join_role(options, words);
	else if (words->homedev)
		join_misuse("--homedev goes with --role", "");

	join_bindings(options, words);
	if (options->save_path && options->restore_path)
		join_misuse("--save and --restore are not for one call", "");
	if (options->waiting_path && !options->restore_path)
		join_misuse("--waiting goes with --restore", "");
	if (options->save_path && options->set_role && options->role.role != MIP6_ROLE_CN)
		join_misuse("--save goes with --role cn alone", "");

	if (words->preference) {
		if (!parse_number(words->preference, UINT32_MAX, &options->iface.preference))
			fail("the preference must be a number from 0 to 4294967295, not '%s'", words->preference);
		if (!words->iface)
			join_misuse("-P needs an interface, -i IF", "");
		copy_ifname(words->iface, options->iface.ifname);
		options->set_iface = true;
	}

	if (words->home)
		join_home(options, words);
	else if (words->agent)
		join_misuse("-H with an address needs -i IF and -h ADDR/PLEN", "");
	else if (words->agent_given)
		options_show(options, &listing_agents, REPORT_NONE);

	if (words->iface && !words->home && !words->preference)
		join_misuse("-i goes with -h or -P", "");
	if (options->check && !options->acl_path && !options->keys_path)
		join_misuse("--check needs --acl FILE or --keys FILE", "");
	if (options->json && !options->shown_count && !options_set(options))
		join_misuse("-j needs something to show", "");
}
