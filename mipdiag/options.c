// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include "fail.h"
#include "join.h"
#include "listing.h"
#include "parse.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
	LETTERS_MAX	= 64,
	DEBUGLEVEL_MAX	= 7,
};

/* Codes of options without a letter. */
enum {
	OPT_ROLE	= 0x100,
	OPT_HOMEDEV,
	OPT_ACL,
	OPT_NO_ACL,
	OPT_KEYS,
	OPT_NO_KEYS,
	OPT_CHECK,
	OPT_SAVE,
	OPT_RESTORE,
	OPT_WAITING,
	OPT_HOME,
	OPT_COUNT,
	OPT_DELETE,
	OPT_FLUSH,
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
	{ "bcache", 'c', no_argument, "", "show the binding cache; -c ADDR: of this home address" },
	{ "home", OPT_HOME, required_argument, "PREFIX",
	  "with -c or --flush: of these home addresses" },
	{ "count", OPT_COUNT, no_argument, "", "with -c: how many there are" },
	{ "bulist", 'l', no_argument, "", "show the binding update list" },
	{ "statistics", 's', no_argument, "", "show the statistics" },
	{ "mninfo", 'm', no_argument, "", "show what a mobile node knows of itself" },
	{ "halist", 'a', no_argument, "", "show a home agent's list of home agents" },
	{ "groups", 'g', no_argument, "", "show the multicast groups of a home agent's mobile nodes" },
	{ "ifaces", 'I', no_argument, "", "show the interfaces and their preferences" },
	{ "path", 'p', required_argument, "ADDR",
	  "show how packets to ADDR (without %zone) travel; may be repeated" },
	{ "debuglevel", 'd', optional_argument, "N", "show or set how much is logged, 0 to 7" },
	{ "tunnel_sitelocal", 't', optional_argument, "yes|no",
	  "show or set whether site-local home addresses are tunnelled" },
	{ "homeaddress", 'h', required_argument, "ADDR/PLEN", "set the home address, with -i and -H" },
	{ "homeagent", 'H', optional_argument, "ADDR",
	  "show the home agents; with -h: the one to use, none: discover it" },
	{ "if_name", 'i', required_argument, "IF", "the interface for -h or -P" },
	{ "set_if_pref", 'P', required_argument, "N",
	  "set the preference of -i IF, 0 (do not use it) to 4294967295" },
	{ "role", OPT_ROLE, optional_argument, "cn|mn|ha", "show or set what this node is" },
	{ "homedev", OPT_HOMEDEV, required_argument, "IF", "the home link, for --role" },
	{ "acl", OPT_ACL, optional_argument, "FILE", "show or replace the access list of a home agent" },
	{ "no-acl", OPT_NO_ACL, no_argument, "", "remove the access list: everybody is let in" },
	{ "keys", OPT_KEYS, optional_argument, "FILE",
	  "show which keys there are, or replace all keys shared with home agents or mobile nodes" },
	{ "no-keys", OPT_NO_KEYS, no_argument, "", "remove all keys" },
	{ "check", OPT_CHECK, no_argument, "",
	  "only see whether all that is asked for, and the files, make sense" },
	{ "save", OPT_SAVE, required_argument, "FILE", "save the bindings of a home agent" },
	{ "restore", OPT_RESTORE, required_argument, "FILE", "put saved bindings back" },
	{ "waiting", OPT_WAITING, required_argument, "FILE",
	  "with --restore: where those are kept whose home link is missing" },
	{ "delete", OPT_DELETE, required_argument, "ADDR", "end the bindings of a home address" },
	{ "flush", OPT_FLUSH, no_argument, "", "end all bindings" },
	{ "json", 'j', no_argument, "", "show as JSON" },
	{ "version", 'V', no_argument, "", "show the version" },
	{ "help", '?', no_argument, "", "show this help" },
};

enum { OPTIONS = sizeof(table) / sizeof(*table) };

void options_usage(void)
{
	static const char *const before[] = { "", " ", "[=" }, *const after[] = { "", "", "]" };
	char value[64];
	size_t i;

	puts("Usage:\n"
	     "  mipdiag [-j] [-c] [-l] [-s] [-m] [-I] [-H] [-a] [-g] [-d] [-t]\n"
	     "          [--acl] [--keys] [--role]\n"
	     "  mipdiag [-j] -c [ADDR | --home PREFIX] [--count]\n"
	     "  mipdiag [-j] -p ADDR [-p ADDR]...\n"
	     "  mipdiag -i IF -h ADDR/PLEN -H[ADDR]\n"
	     "  mipdiag -i IF -P N\n"
	     "  mipdiag -dN | -tyes | -tno\n"
	     "  mipdiag --role cn|mn|ha [--homedev IF]\n"
	     "  mipdiag --acl FILE | --no-acl\n"
	     "  mipdiag --keys FILE | --no-keys\n"
	     "  mipdiag --check --acl FILE | --keys FILE\n"
	     "  mipdiag --save FILE [--role cn]\n"
	     "  mipdiag [-j] --restore FILE [--waiting FILE]\n"
	     "  mipdiag --delete ADDR | --flush [--home PREFIX]\n"
	     "  mipdiag -V | -?\n"
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
	       options->set_keys || options->save_path || options->restore_path || options->delete ||
	       options->set_debuglevel || options->set_tunnel_sitelocal;
}

void options_show(struct options *options, const struct listing *listing, enum report report)
{
	if (options->shown_count == SHOWN_MAX)
		join_misuse("too many listings", "");
	options->shown[options->shown_count].listing = listing;
	options->shown[options->shown_count].report = report;
	options->shown_count++;
}

static void once(const char **word, const char *value, const char *option)
{
	if (*word && strcmp(*word, value))
		join_misuse("there are two values for --", option);
	*word = value;
}

static void read_debuglevel(struct options *options, const char *value)
{
	if (!value) {
		options_show(options, NULL, REPORT_DEBUGLEVEL);
		return;
	}
	if (!parse_number(value, DEBUGLEVEL_MAX, &options->debuglevel))
		fail("the debug level must be a number from 0 to 7, not '%s'", value);
	options->set_debuglevel = true;
}

static void read_tunnel_sitelocal(struct options *options, const char *value)
{
	if (!value) {
		options_show(options, NULL, REPORT_TUNNEL_SITELOCAL);
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

	problem = strchr(value, '%') ? "it has a zone" : parse_address(value, &dst, &plen);
	if (!problem && plen != PARSE_PLEN_NONE)
		problem = "it is a prefix";
	if (!problem && IN6_IS_ADDR_UNSPECIFIED(&dst))
		problem = "it is the unspecified address";
	if (problem)
		fail("path to %s: %s", value, problem);
	options_show(options, NULL, REPORT_PATH);
	options->shown[options->shown_count - 1].path = dst;
}

static void read_acl(struct options *options, const char *path, bool remove)
{
	if (!remove && (!path || !*path)) {
		options_show(options, &listing_acl, REPORT_NONE);
		return;
	}
	if (options->set_acl)
		join_misuse("the access list can be set only once", "");
	options->acl_path = path;
	options->set_acl = true;
}

static void read_keys(struct options *options, const char *path, bool remove)
{
	if (!remove && (!path || !*path)) {
		options_show(options, &listing_keys, REPORT_NONE);
		return;
	}
	if (options->set_keys)
		join_misuse("keys can be set only once", "");
	options->keys_path = path;
	options->set_keys = true;
}

/* Where the value of an option is kept that may be given once; NULL for others. */
static const char **word_of(struct options *options, struct words *words, int code)
{
	switch (code) {
	case 'c':
		return &words->bound;
	case 'h':
		return &words->home;
	case 'H':
		return &words->agent;
	case 'i':
		return &words->iface;
	case 'P':
		return &words->preference;
	case OPT_ROLE:
		return &words->role;
	case OPT_HOMEDEV:
		return &words->homedev;
	case OPT_SAVE:
		return &options->save_path;
	case OPT_RESTORE:
		return &options->restore_path;
	case OPT_WAITING:
		return &options->waiting_path;
	case OPT_HOME:
		return &words->prefix;
	case OPT_DELETE:
		return &words->delete;
	}
	return NULL;
}

/* Options that set something, or belong to one that does; returns whether @code is one of them. */
static bool read_setting(struct options *options, const char *value, int code)
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
	case OPT_ACL:
		read_acl(options, value, false);
		return true;
	case OPT_NO_ACL:
		read_acl(options, NULL, true);
		return true;
	case OPT_KEYS:
		read_keys(options, value, false);
		return true;
	case OPT_NO_KEYS:
		read_keys(options, NULL, true);
		return true;
	case OPT_CHECK:
		options->check = true;
		return true;
	case OPT_FLUSH:
		options->delete = true;
		return true;
	case OPT_COUNT:
		options->count = true;
		return true;
	}
	return false;
}

static void read_showing(struct options *options, int code)
{
	switch (code) {
	case 'c':
		options_show(options, &listing_bcache, REPORT_NONE);
		break;
	case 'l':
		options_show(options, &listing_bulist, REPORT_NONE);
		break;
	case 's':
		options_show(options, &listing_stats, REPORT_NONE);
		break;
	case 'm':
		options_show(options, &listing_homes, REPORT_NONE);
		break;
	case 'I':
		options_show(options, &listing_ifaces, REPORT_NONE);
		break;
	case 'a':
		options_show(options, &listing_halist, REPORT_NONE);
		break;
	case 'g':
		options_show(options, &listing_groups, REPORT_NONE);
		break;
	case 'V':
		options_show(options, NULL, REPORT_VERSION);
		break;
	case OPT_ROLE:
		options_show(options, NULL, REPORT_ROLE);
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

/*
 * Fills in what getopt_long() wants. The letters begin with: stop at the first word, stay silent.
 */
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

static void take(struct options *options, struct words *words, int code, const char *value)
{
	const char **word = word_of(options, words, code);

	if (code == 'H')
		words->agent_given = true;
	if (word && value)
		once(word, value, table[index_of(code)].name);
	if (word && value && code != 'c')
		return;
	if (!read_setting(options, value, code))
		read_showing(options, code);
}

/* Says what getopt_long() did not like: @bad is its optopt, @word was being read. */
static void bad_option(bool value_missing, int bad, const char *word)
{
	bool is_long = !strncmp(word, "--", 2);
	char letter[] = { '-', (char)bad, '\0' };
	const char *option = is_long ? word : letter;

	if (value_missing)
		join_misuse("there is no value for ", option);
	/* getopt_long() knows which option it was only if it exists. */
	if (is_long && bad)
		join_misuse("this option takes no value: ", option);
	join_misuse("unknown option ", option);
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
		/* -c is no such option for getopt_long(): -cl means -c -l. */
		if (!optarg &&
		    (code == 'c' || table[index_of(code)].has_value == optional_argument))
			optarg = next_word(argc, argv);
		take(options, &words, code, optarg);
	}
	if (optind < argc)
		join_misuse("unexpected word ", argv[optind]);
	join_words(options, &words);
}
