// SPDX-License-Identifier: GPL-2.0
#include "filter.h"

#include "fail.h"
#include "parse.h"

#include <stdint.h>
#include <string.h>

void filter_parse(struct filter *filter, const char *word, bool is_prefix)
{
	const char *problem;
	int plen;

	problem = parse_address(word, &filter->prefix, &plen);
	if (!problem && !is_prefix && plen != PARSE_PLEN_NONE)
		problem = "it is a prefix: see --home";
	if (!problem && is_prefix && plen == PARSE_PLEN_NONE)
		problem = "it needs a length, ADDR/PLEN";
	if (problem)
		fail("home %s %s: %s", is_prefix ? "prefix" : "address", word, problem);
	filter->plen = is_prefix ? (unsigned int)plen : PARSE_PLEN_MAX;
}

bool filter_matches(const struct filter *filter, const struct in6_addr *hoa)
{
	const uint8_t *prefix = filter->prefix.s6_addr;
	unsigned int octets = filter->plen / 8, bits = filter->plen % 8;

	if (memcmp(hoa->s6_addr, prefix, octets) != 0)
		return false;
	return !bits || (hoa->s6_addr[octets] ^ prefix[octets]) >> (8 - bits) == 0;
}
