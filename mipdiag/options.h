/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_OPTIONS_H
#define MIPDIAG_OPTIONS_H

#include "filter.h"
#include "uapi.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct listing;

/* What can be shown besides the listings. */
enum report {
	REPORT_NONE,
	REPORT_DEBUGLEVEL,
	REPORT_TUNNEL_SITELOCAL,
	REPORT_ROLE,
	REPORT_PATH,
	REPORT_VERSION,
};

enum {
	SHOWN_MAX	= 32,
};

/**
 * struct shown - one thing to show
 * @listing: a table, or NULL
 * @report: or this
 * @path: REPORT_PATH: to where
 */
struct shown {
	const struct listing *listing;
	enum report report;
	struct in6_addr path;
};

/**
 * struct options - what the command line asks for, complete and checked
 * @help: show what options there are, and do nothing else
 * @json: show as JSON
 * @check: change and show nothing: it is only to be said what is wrong
 * @set_role: set the role
 * @set_home: set the home address
 * @set_iface: set the preference of an interface
 * @set_acl: set the access list
 * @set_keys: replace all keys
 * @save_path: file to save the bindings to, NULL: none
 * @restore_path: file to restore bindings from, NULL: none
 * @waiting_path: file for those of them that wait for their home link, NULL: none
 * @filter: bindings that are meant
 * @count: of the binding cache show only how many entries it has
 * @delete: end these bindings
 * @set_debuglevel: set the debug level
 * @set_tunnel_sitelocal: set whether packets to site-local home addresses are tunnelled
 * @role: role to set
 * @home: home address to set
 * @iface: interface and preference to set
 * @acl_path: file with the access list, NULL: remove it
 * @keys_path: file with the keys, NULL: remove them
 * @debuglevel: debug level to set
 * @tunnel_sitelocal: value to set
 * @shown: what to show, in this order
 * @shown_count: how much of it
 */
struct options {
	bool help;
	bool json;
	bool check;
	bool set_role;
	bool set_home;
	bool set_iface;
	bool set_acl;
	bool set_keys;
	const char *save_path;
	const char *restore_path;
	const char *waiting_path;
	struct filter filter;
	bool count;
	bool delete;
	bool set_debuglevel;
	bool set_tunnel_sitelocal;
	struct mip6_dev_role role;
	struct mip6_dev_home home;
	struct mip6_dev_iface iface;
	const char *acl_path;
	const char *keys_path;
	uint32_t debuglevel;
	uint32_t tunnel_sitelocal;
	struct shown shown[SHOWN_MAX];
	size_t shown_count;
};

/**
 * options_parse() - read the command line; fails with a reason if it makes no sense
 * @argc: as main()'s
 * @argv: as main()'s
 * @options: set to what it asks for
 */
void options_parse(int argc, char **argv, struct options *options);

/**
 * options_show() - add something to what is to be shown
 * @options: what the command line asks for
 * @listing: a table, or NULL
 * @report: or this
 */
void options_show(struct options *options, const struct listing *listing, enum report report);

/**
 * options_set() - whether anything is to be changed
 * @options: what the command line asks for
 *
 * Return: whether it is.
 */
bool options_set(const struct options *options);

/**
 * options_usage() - print what options there are to stdout
 */
void options_usage(void);

#endif
