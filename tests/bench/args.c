// SPDX-License-Identifier: GPL-2.0
/*
 * What options are told.
 */
#include "args.h"

#include <errno.h>
#include <stdlib.h>

#include <arpa/inet.h>

unsigned long args_number(struct argp_state *state, const char *arg, unsigned long most)
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(arg, &end, 10);
	if (errno || end == arg || *end || *arg == '-' || value > most)
		argp_error(state, "'%s' is no number from 0 to %lu", arg, most);
	return value;
}

void args_address(struct argp_state *state, const char *arg, struct in6_addr *out)
{
	if (inet_pton(AF_INET6, arg, out) != 1)
		argp_error(state, "'%s' is no IPv6 address", arg);
}
