// SPDX-License-Identifier: GPL-2.0
#include "join.h"

#include "fail.h"
#include "filter.h"
#include "listing.h"
#include "names.h"
#include "options.h"
#include "parse.h"

void join_misuse(const char *what, const char *option)
{
	fail("%s%s: see mipdiag -?", what, option);
}

void join_ifname(const char *name, char *to)
{
	if (!parse_ifname(name, to))
		fail("'%s' cannot be the name of an interface", name);
}

static void join_role(struct options *options, const struct words *words)
{
	if (!role_of_word(words->role, &options->role.role))
		fail("the role must be cn, mn or ha, not '%s'", words->role);
	if (words->homedev && options->role.role == MIP6_ROLE_CN)
		join_misuse("a correspondent node has no --homedev", "");
	if (words->homedev)
		join_ifname(words->homedev, options->role.home_ifname);
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
		join_ifname(homewords_only_iface(&words->homes), options->iface.ifname);
		options->set_iface = true;
	}
	homewords_join(options, &words->homes);
	if (options->check && !options->acl_path && !options->keys_path)
		join_misuse("--check needs --acl FILE or --keys FILE", "");
	if (options->json && !options->shown_count && !options->watch && !options_set(options))
		join_misuse("-j needs something to show", "");
}
