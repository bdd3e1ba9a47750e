/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_FILTER_H
#define MIPDIAG_FILTER_H

#include <netinet/in.h>
#include <stdbool.h>

/**
 * struct filter - which bindings are meant
 * @prefix: of their home addresses
 * @plen: its length, bits; 0: all bindings
 */
struct filter {
	struct in6_addr prefix;
	unsigned int plen;
};

/**
 * filter_parse() - read which bindings are meant; fails with a reason if it makes no sense
 * @filter: set to it
 * @word: an address, or a prefix with its length
 * @is_prefix: which of them
 */
void filter_parse(struct filter *filter, const char *word, bool is_prefix);

/**
 * filter_matches() - whether a home address is meant
 * @filter: the filter
 * @hoa: home address
 *
 * Return: whether it is.
 */
bool filter_matches(const struct filter *filter, const struct in6_addr *hoa);

#endif
