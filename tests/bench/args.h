/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What options are told, for argp: whatever is not that ends the program with a message.
 */
#ifndef BENCH_ARGS_H
#define BENCH_ARGS_H

#include <argp.h>
#include <netinet/in.h>

unsigned long args_number(struct argp_state *state, const char *arg, unsigned long most);
void args_address(struct argp_state *state, const char *arg, struct in6_addr *out);

#endif
