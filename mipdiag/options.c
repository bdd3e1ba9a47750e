// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include "fail.h"
#include "listing.h"
#include "names.h"
#include "parse.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
	LETTERS_MAX	= 64,
	DEBUGLEVEL_MAX	= 7,
	HOME_PLEN_MIN	= 1,
};

/* Codes of options without a letter. */
enum {
	OPT_ROLE	= 0x100,
	OPT_HOMEDEV,
	OPT_ACL,
	OPT_NO_ACL,
	OPT_HELP,		/* for --help; getopt_long() returns '?' for errors too */
};

/* What the options are, for getopt_long() and for the reader. */
static const struct {
	const char *name;
	int code;		/* letter or OPT_* */
	int has_value;		/* no_argument, ... */
	const char *value;
	const char *help;
} table[] = {
	{ "bcache", 'c', no_argument, "", "show the binding cache" },
	{ "bulist", 'l', no_argument, "", "show the binding update list" },
	{ "statistics", 's', no_argument, "", "show the statistics" },
	{ "mninfo", 'm', no_argument, "", "show what a mobile node knows of itself" },
	{ "halist", 'a', no_argument, "", "show a home agent's list of home agents" },
	{ "ifaces", 'I', no_argument, "", "show the interfaces and their preferences" },
	{ "path", 'p', required_argument, "ADDR", "show how packets to ADDR travel" },
	{ "debuglevel", 'd', optional_argument, "N", "show or set how much is logged, 0 to 7" },
	{ "tunnel_sitelocal", 't', optional_argument, "yes|no",
	  "show or set whether site-local home addresses are tunnelled" },
	{ "homeaddress", 'h', required_argument, "ADDR/PLEN", "set the home address, with -i and -H" },
	{ "homeagent", 'H', optional_argument, "ADDR",
	  "show the home agents; with -h: the one to use, none: discover it" },
	{ "if_name", 'i', required_argument, "IF", "the interface for -h or -P" },
	{ "set_if_pref", 'P', required_argument, "N", "set the preference of -i IF, 0: do not use it" },
	{ "role", OPT_ROLE, optional_argument, "cn|mn|ha", "show or set what this node is" },
	{ "homedev", OPT_HOMEDEV, required_argument, "IF", "the home link, for --role" },
	{ "acl", OPT_ACL, optional_argument, "FILE", "show or replace the access list of a home agent" },
	{ "no-acl", OPT_NO_ACL, no_argument, "", "remove the access list: everybody is let in" },
	{ "json", 'j', no_argument, "", "show as JSON" },
	{ "version", 'V', no_argument, "", "show the version" },
	{ "help", '?', no_argument, "", "show this help" },
};

enum { OPTIONS = sizeof(table) / sizeof(*table) };

/* What has been read, before it is known how it fits together. */
struct words {
	const char *home;
	const char *agent;
	const char *iface;
	const char *preference;
	const char *role;
	const char *homedev;
	bool agent_given;
};

void options_usage(void)
{
	static const char *const before[] = { "", " ", "[=" }, *const after[] = { "", "", "]" };
	char value[64];
	size_t i;

	puts("Usage:\n"
	     "  mipdiag [-j] [-c] [-l] [-s] [-m] [-I] [-H] [-a] [-d] [-t]\n"
	     "  mipdiag [-j] -p ADDR\n"
	     "  mipdiag -i IF -h ADDR/PLEN -H[ADDR]\n"
	     "  mipdiag -i IF -P N\n"
	     "  mipdiag -dN | -tyes | -tno\n"
	     "  mipdiag --role cn|mn|ha [--homedev IF]\n"
	     "  mipdiag --acl FILE | --no-acl\n"
	     "\n"
	     "Options (optional values are glued to the letter: -d3):");
	for (i = 0; i < OPTIONS; i++) {
		if (table[i].code < OPT_ROLE)
			printf("  -%c, ", table[i].code);
		else
			printf("      ");
		snprintf(value, sizeof(value), "--%s%s%s%s", table[i].name,
			 before[table[i].has_value], table[i].value, after[table[i].has_value]);
		printf("%-32s %s\n", value, table[i].help);
	}
}

bool options_set(const struct options *options)
{
	return options->set_role || options->set_home || options->set_iface || options->set_acl ||
	       options->set_debuglevel || options->set_tunnel_sitelocal;
}

static void misuse(const char *what, const char *option)
{
	fail("%s%s: see mipdiag -?", what, option);
}

static void show(struct options *options, const struct listing *listing, enum report report)
{
	if (options->shown_count == SHOWN_MAX)
		misuse("too many listings", "");
	options->shown[options->shown_count].listing = listing;
	options->shown[options->shown_count].report = report;
	options->shown_count++;
}

static void once(const char **word, const char *value, const char *option)
{
	if (*word && strcmp(*word, value))
		misuse("there are two values for ", option);
	*word = value;
}

static void read_debuglevel(struct options *options, const char *value)
{
	if (!value) {
		show(options, NULL, REPORT_DEBUGLEVEL);
		return;
	}
	if (!parse_number(value, DEBUGLEVEL_MAX, &options->debuglevel))
		fail("the debug level must be a number from 0 to 7, not '%s'", value);
	options->set_debuglevel = true;
}

static void read_tunnel_sitelocal(struct options *options, const char *value)
{
	if (!value) {
		show(options, NULL, REPORT_TUNNEL_SITELOCAL);
		return;
	}
	if (!parse_bool(value, &options->tunnel_sitelocal))
		fail("the value of -t must be yes or no, not '%s'", value);
	options->set_tunnel_sitelocal = true;
}

static void read_path(struct options *options, const char *value)
{
	struct in6_addr dst;
	const char *problem;
	int plen;

	problem = parse_address(value, &dst, &plen);
	if (!problem && plen != PARSE_PLEN_NONE)
		problem = "it is a prefix";
	if (!problem && IN6_IS_ADDR_UNSPECIFIED(&dst))
		problem = "it is the unspecified address";
	if (problem)
		fail("path to %s: %s", value, problem);
	show(options, NULL, REPORT_PATH);
	options->shown[options->shown_count - 1].path = dst;
}

static void read_acl(struct options *options, const char *path, bool remove)
{
	if (!remove && (!path || !*path)) {
		show(options, &listing_acl, REPORT_NONE);
		return;
	}
	if (options->set_acl)
		misuse("the access list can be set only once", "");
	options->acl_path = path;
	options->set_acl = true;
}

/* Options that set something, or belong to one that does; returns whether @code is one of them. */
static bool read_setting(struct options *options, struct words *words, int code, const char *value)
{
	switch (code) {
	case 'd':
		read_debuglevel(options, value);
		return true;
	case 't':
		read_tunnel_sitelocal(options, value);
		return true;
	case 'p':
		read_path(options, value);
		return true;
	case 'h':
		once(&words->home, value, "-h");
		return true;
	case 'H':
		words->agent_given = true;
		if (value)
			once(&words->agent, value, "-H");
		return true;
	case 'i':
		once(&words->iface, value, "-i");
		return true;
	case 'P':
		once(&words->preference, value, "-P");
		return true;
	case OPT_ROLE:
		if (value)
			once(&words->role, value, "--role");
		else
			show(options, NULL, REPORT_ROLE);
		return true;
	case OPT_HOMEDEV:
		once(&words->homedev, value, "--homedev");
		return true;
	case OPT_ACL:
		read_acl(options, value, false);
		return true;
	case OPT_NO_ACL:
		read_acl(options, NULL, true);
		return true;
	}
	return false;
}

static void read_showing(struct options *options, int code)
{
	switch (code) {
	case 'c':
		show(options, &listing_bcache, REPORT_NONE);
		break;
	case 'l':
		show(options, &listing_bulist, REPORT_NONE);
		break;
	case 's':
		show(options, &listing_stats, REPORT_NONE);
		break;
	case 'm':
		show(options, &listing_homes, REPORT_NONE);
		break;
	case 'I':
		show(options, &listing_ifaces, REPORT_NONE);
		break;
	case 'a':
		show(options, &listing_halist, REPORT_NONE);
		break;
	case 'V':
		show(options, NULL, REPORT_VERSION);
		break;
	case '?':
	case OPT_HELP:
		options->help = true;
		break;
	case 'j':
		options->json = true;
		break;
	}
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
		misuse("-h needs the interface of the home address, -i IF", "");
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
		misuse("a correspondent node has no --homedev", "");
	if (words->homedev)
		copy_ifname(words->homedev, options->role.home_ifname);
	options->set_role = true;
}

static void join(struct options *options, const struct words *words)
{
	if (words->role)
		join_role(options, words);
	else if (words->homedev)
		misuse("--homedev goes with --role", "");

	if (words->preference) {
		if (!parse_number(words->preference, UINT32_MAX, &options->iface.preference))
			fail("the preference must be a number, not '%s'", words->preference);
		if (!words->iface)
			misuse("-P needs an interface, -i IF", "");
		copy_ifname(words->iface, options->iface.ifname);
		options->set_iface = true;
	}

	if (words->home)
		join_home(options, words);
	else if (words->agent)
		misuse("-H with an address needs -i IF and -h ADDR/PLEN", "");
	else if (words->agent_given)
		show(options, &listing_agents, REPORT_NONE);

	if (words->iface && !words->home && !words->preference)
		misuse("-i goes with -h or -P", "");
	if (options->json && !options->shown_count && !options_set(options))
		misuse("-j needs something to show", "");
}

/* Fills in what getopt_long() wants. The letters begin with: stop at the first word, stay silent. */
static void getopt_tables(struct option *longs, char *letters)
{
	size_t i;

	letters += sprintf(letters, "+:");
	for (i = 0; i < OPTIONS; i++) {
		longs[i] = (struct option){
			table[i].name, table[i].has_value, NULL,
			table[i].code == '?' ? OPT_HELP : table[i].code,
		};
		if (table[i].code >= OPT_ROLE)
			continue;
		letters += sprintf(letters, "%c%s", table[i].code,
				   table[i].has_value == required_argument ? ":" :
				   table[i].has_value == optional_argument ? "::" : "");
	}
	longs[i] = (struct option){ 0 };
}

static size_t index_of(int code)
{
	size_t i;

	for (i = 0; i < OPTIONS - 1 && table[i].code != code; i++)
		;
	return i;
}

/* Says what getopt_long() did not like: @bad is its optopt, @word was being read. */
static void bad_option(bool value_missing, int bad, const char *word)
{
	bool is_long = !strncmp(word, "--", 2);
	char letter[] = { '-', (char)bad, '\0' };
	const char *option = is_long ? word : letter;

	if (value_missing)
		misuse("there is no value for ", option);
	/* getopt_long() knows which option it was only if it exists. */
	if (is_long && bad)
		misuse("this option takes no value: ", option);
	misuse("unknown option ", option);
}

/* The value of an option that need not have one, when it is a word of its own. */
static char *next_word(int argc, char **argv)
{
	const char *word = optind < argc ? argv[optind] : NULL;

	/* No word but options and their values is allowed: this can be nothing else. */
	if (!word || (word[0] == '-' && word[1]))
		return NULL;
	return argv[optind++];
}

void options_parse(int argc, char **argv, struct options *options)
{
	struct option longs[OPTIONS + 1];
	struct words words = { 0 };
	char letters[LETTERS_MAX];
	int code, at;

	memset(options, 0, sizeof(*options));
	getopt_tables(longs, letters);
	for (;;) {
		at = optind;
		code = getopt_long(argc, argv, letters, longs, NULL);
		if (code == -1)
			break;
		/* The letter itself sets no optopt, and nothing before it has: errors end here. */
		if (code == ':' || (code == '?' && (optopt || !strncmp(argv[at], "--", 2))))
			bad_option(code == ':', optopt, argv[at]);
		if (!optarg && table[index_of(code)].has_value == optional_argument)
			optarg = next_word(argc, argv);
		if (!read_setting(options, &words, code, optarg))
			read_showing(options, code);
	}
	if (optind < argc)
		misuse("unexpected word ", argv[optind]);
	join(options, &words);
}
