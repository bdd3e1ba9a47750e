// SPDX-License-Identifier: GPL-2.0
#include "homewords.h"

#include "fail.h"
#include "join.h"
#include "listing.h"
#include "parse.h"

#include <string.h>

enum {
	HOME_PLEN_MIN	= 1,
};

static bool differs(const char *old, const char *value)
{
	return old && strcmp(old, value);
}

void homewords_address(struct homewords *words, const char *value)
{
	size_t last = words->count ? words->count - 1 : 0;

	if (words->count && !differs(words->one[last].home, value))
		return;
	if (words->count == MIP6_HOMES_MAX)
		join_misuse("too many home addresses", "");
	words->one[words->count].home = value;
	words->one[words->count].iface = words->iface;
	words->iface_used = words->iface != NULL;
	words->count++;
}

void homewords_agent(struct homewords *words, const char *value)
{
	size_t last = words->count ? words->count - 1 : 0;

	words->agent_given = true;
	if (!value)
		return;
	if (differs(words->one[last].agent, value))
		join_misuse("there are two values for --homeagent", "");
	words->one[last].agent = value;
}

void homewords_iface(struct homewords *words, const char *value)
{
	size_t i;

	if (words->iface && !differs(words->iface, value))
		return;
	if (words->iface && !words->iface_used)
		join_misuse("there are two values for --if_name", "");
	words->iface = value;
	words->iface_used = false;
	words->ifaces++;
	for (i = 0; i < words->count; i++) {
		if (words->one[i].iface)
			continue;
		words->one[i].iface = value;
		words->iface_used = true;
	}
}

void homewords_gone(struct options *options, const char *value)
{
	const char *problem;
	struct in6_addr hoa;
	int plen;

	problem = parse_address(value, &hoa, &plen);
	if (!problem)
		problem = parse_problem_home(&hoa);
	if (problem)
		fail("home address %s: %s", value, problem);
	if (options->gone_count == MIP6_HOMES_MAX)
		join_misuse("too many home addresses", "");
	options->gone[options->gone_count++] = hoa;
}

const char *homewords_only_iface(const struct homewords *words)
{
	if (!words->iface)
		join_misuse("-P needs an interface, -i IF", "");
	if (words->ifaces > 1)
		join_misuse("there are two values for --if_name", "");
	return words->iface;
}

static void read_agent(const char *word, struct mip6_dev_home *home)
{
	const char *problem;
	int plen;

	problem = parse_address(word, &home->agent, &plen);
	if (!problem && !IN6_IS_ADDR_UNSPECIFIED(&home->agent))
		problem = parse_problem_home(&home->agent);
	if (!problem && IN6_ARE_ADDR_EQUAL(&home->agent, &home->hoa))
		problem = "it is the home address";
	if (problem)
		fail("home agent %s: %s", word, problem);
}

static void read_home(const struct homewords *words, size_t i, struct mip6_dev_home *home)
{
	const char *word = words->one[i].home, *problem;
	int plen;

	problem = parse_address(word, &home->hoa, &plen);
	if (!problem && plen < HOME_PLEN_MIN)
		problem = "it needs the length of the home prefix, ADDR/PLEN";
	if (!problem)
		problem = parse_problem_home(&home->hoa);
	if (problem)
		fail("home address %s: %s", word, problem);
	home->plen = (uint8_t)plen;
	if (!words->one[i].iface)
		join_misuse("-h needs the interface of the home address, -i IF", "");
	join_ifname(words->one[i].iface, home->ifname);
	/* Without an agent, or with the unspecified address: to be discovered. */
	if (words->one[i].agent)
		read_agent(words->one[i].agent, home);
}

static bool is_in(const struct options *options, const struct mip6_dev_home *home)
{
	size_t i;

	for (i = 0; i < options->homes_count; i++)
		if (IN6_ARE_ADDR_EQUAL(&options->homes[i].hoa, &home->hoa))
			return true;
	return false;
}

void homewords_join(struct options *options, const struct homewords *words)
{
	struct mip6_dev_home *home;
	size_t i;

	for (i = 0; i < words->count; i++) {
		home = &options->homes[i];
		read_home(words, i, home);
		if (is_in(options, home))
			fail("home address %s: it is given twice", words->one[i].home);
		options->homes_count++;
	}
	if (!words->count && words->one[0].agent)
		join_misuse("-H with an address needs -i IF and -h ADDR/PLEN", "");
	if (!words->count && words->agent_given)
		options_show(options, &listing_agents, REPORT_NONE);
	if (words->iface && !words->iface_used && !options->set_iface)
		join_misuse("-i goes with -h or -P", "");
	if (options->only && !words->count)
		join_misuse("--only goes with -h", "");
}
