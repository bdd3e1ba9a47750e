// SPDX-License-Identifier: GPL-2.0
/*
 * bugen: many mobile nodes. It registers them with a home agent at a given rate and keeps them
 * registered, as a load; what it measures is how long acknowledgements take.
 *
 * It sends and receives frames at the end of a cable that must be in a namespace of its own, so
 * that nothing else is near. Home addresses and care-of addresses are counted up behind two
 * prefixes; the home agent must reach the care-of addresses by us.
 */
#define _GNU_SOURCE
#include "args.h"
#include "crowd.h"
#include "frames.h"

#include <err.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <time.h>

enum {
	OPT_LIFETIME = 256,
	OPT_SEQUENCE,
	OPT_TRIES,
	OPT_KEEP,
	OPT_OTHER,
	OPT_SECRET,
	OPT_ALGORITHM,
	OPT_SPI,
	OPT_NAI,
	OPT_CLOCK,
	OPT_KEYS,
};

static const struct argp_option options[] = {
	{ "count", 'n', "N", 0, "So many mobile nodes (default 1000)", 0 },
	{ "rate", 'r', "N", 0,
	  "So many binding updates per second at most (default: as many as are answered)", 0 },
	{ "window", 'w', "N", 0, "So many may be without an answer (default 256)", 0 },
	{ "home", 'h', "PREFIX", 0, "Home addresses are PREFIX with 1 to N added", 0 },
	{ "care-of", 'c', "PREFIX", 0, "Care-of addresses likewise", 0 },
	{ "agent", 'a', "ADDRESS", 0, "The home agent", 0 },
	{ "mac", 'm', "MAC", 0, "Its link-layer address", 0 },
	{ "lifetime", OPT_LIFETIME, "SECONDS", 0,
	  "Asked for, in steps of 4 (default 262140; 0 de-registers)", 0 },
	{ "sequence", OPT_SEQUENCE, "N", 0, "Number of the first update of each (default 1)", 0 },
	{ "tries", OPT_TRIES, "N", 0,
	  "Updates that a mobile node sends before it gives up (default 5)", 0 },
	{ "keep", OPT_KEEP, "SECONDS", 0, "Renew all, at the rate, for so long", 0 },
	{ "other", OPT_OTHER, "PREFIX", 0, "Care-of addresses of every other round", 0 },
	{ NULL, 0, NULL, 0, "Signed (RFC 4285):", 0 },
	{ "secret", OPT_SECRET, "HEXADECIMAL", 0,
	  "Sign: each mobile node's key is HMAC-SHA-256(secret, its home address)", 0 },
	{ "algorithm", OPT_ALGORITHM, "NAME", 0, "With hmac-sha1 (default) or hmac-sha256", 0 },
	{ "spi", OPT_SPI, "N", 0, "Number of all keys (default 256)", 0 },
	{ "nai", OPT_NAI, "DOMAIN", 0,
	  "Identifiers mnXXXXXXXX@DOMAIN, of the last digits of home addresses", 0 },
	{ "clock", OPT_CLOCK, "SECONDS", 0, "The mobile nodes' clocks are so far ahead", 0 },
	{ "print-keys", OPT_KEYS, NULL, 0,
	  "Print the keys as a home agent's KEYFILE wants them, and do nothing else", 0 },
	{ 0 }
};

static void name_domain(struct argp_state *state, const char *arg, struct signing *signing)
{
	if (!*arg || strlen(arg) > SIGN_DOMAIN_MAX || strpbrk(arg, " \t\n#"))
		argp_error(state, "'%s' is no domain of 1 to %d letters", arg, SIGN_DOMAIN_MAX);
	signing->domain = arg;
}

/* What is said of how updates are signed. */
static error_t parse_signing(int key, char *arg, struct argp_state *state, struct crowd *crowd)
{
	struct signing *signing = &crowd->form.signing;

	switch (key) {
	case OPT_SECRET:
		if (!sign_read_master(signing, arg))
			argp_error(state, "the secret is not of 2 to %d hexadecimal digits",
				   2 * SIGN_MASTER_MAX);
		break;
	case OPT_ALGORITHM:
		if (!sign_with(signing, arg))
			argp_error(state, "'%s' is no algorithm", arg);
		break;
	case OPT_SPI:
		signing->spi = args_number(state, arg, UINT32_MAX);
		break;
	case OPT_NAI:
		name_domain(state, arg, signing);
		break;
	case OPT_CLOCK:
		crowd->ahead = args_number(state, arg, INT32_MAX);
		break;
	case OPT_KEYS:
		crowd->prints_keys = true;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct crowd *crowd = state->input;

	switch (key) {
	case 'n':
		crowd->count = args_number(state, arg, CROWD_MAX);
		break;
	case 'r':
		crowd->rate = args_number(state, arg, 10000000);
		break;
	case 'w':
		crowd->window = args_number(state, arg, 1000000);
		break;
	case 'h':
		args_address(state, arg, &crowd->form.home);
		break;
	case 'c':
		args_address(state, arg, &crowd->form.care_of);
		break;
	case 'a':
		args_address(state, arg, &crowd->form.agent);
		break;
	case 'm':
		if (!ether_aton_r(arg, (struct ether_addr *)crowd->form.to))
			argp_error(state, "'%s' is no link-layer address", arg);
		break;
	case OPT_LIFETIME:
		crowd->form.units = args_number(state, arg, 65535 * 4) / 4;
		break;
	case OPT_SEQUENCE:
		crowd->sequence = args_number(state, arg, 65535);
		break;
	case OPT_TRIES:
		crowd->tries = args_number(state, arg, UCHAR_MAX);
		break;
	case OPT_KEEP:
		crowd->keep = args_number(state, arg, 86400);
		break;
	case OPT_OTHER:
		args_address(state, arg, &crowd->other);
		crowd->moves = true;
		break;
	case ARGP_KEY_ARG:
		if (state->arg_num)
			argp_usage(state);
		crowd->interface = arg;
		break;
	case ARGP_KEY_END:
		if (crowd->prints_keys && !crowd->form.signing.master_len)
			argp_error(state, "keys are made of a secret");
		if (!crowd->interface && !crowd->prints_keys)
			argp_usage(state);
		break;
	default:
		return parse_signing(key, arg, state, crowd);
	}
	return 0;
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		options, parse, "INTERFACE",
		"Registers many mobile nodes with a home agent and prints what came of it, as JSON.",
		NULL, NULL, NULL
	};
	struct crowd crowd = {
		.count = 1000, .window = 256, .tries = 5, .sequence = 1,
		.form = { .units = 65535, .signing = { .spi = 256 } },
	};

	sign_with(&crowd.form.signing, "hmac-sha1");
	argp_parse(&argp, argc, argv, 0, NULL, &crowd);
	if (crowd.prints_keys) {
		crowd_print_keys(&crowd);
		return 0;
	}
	crowd_open(&crowd);
	crowd_run(&crowd);
	crowd_print(&crowd);
	return crowd.done == crowd.count && !crowd.forged ? 0 : 1;
}
