// SPDX-License-Identifier: GPL-2.0
#include "parse.h"

#include "uapi.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool parse_number(const char *text, uint32_t max, uint32_t *value)
{
	uint64_t number = 0;
	const char *p;

	if (!*text)
		return false;
	for (p = text; *p; p++) {
		if (*p < '0' || *p > '9')
			return false;
		number = number * 10 + (uint64_t)(*p - '0');
		if (number > max)
			return false;
	}
	*value = (uint32_t)number;
	return true;
}

bool parse_bool(const char *text, uint32_t *value)
{
	static const char *const yes[] = { "yes", "y", "on", "1", "true" };
	static const char *const no[] = { "no", "n", "off", "0", "false" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
		if (!strcasecmp(text, yes[i]) || !strcasecmp(text, no[i])) {
			*value = !strcasecmp(text, yes[i]);
			return true;
		}
	}
	return false;
}

const char *parse_address(const char *text, struct in6_addr *address, int *plen)
{
	const char *slash = strchr(text, '/');
	char copy[INET6_ADDRSTRLEN];
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	uint32_t bits;

	if (!len)
		return "there is no address";
	if (len >= sizeof(copy))
		return "not an IPv6 address";
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (inet_pton(AF_INET6, copy, address) != 1)
		return "not an IPv6 address";

	*plen = PARSE_PLEN_NONE;
	if (slash) {
		if (!parse_number(slash + 1, PARSE_PLEN_MAX, &bits))
			return "the prefix length must be a number from 0 to 128";
		*plen = (int)bits;
	}
	return NULL;
}

/* The kernel's own rules for names (dev_valid_name()). */
bool parse_ifname(const char *text, char *name)
{
	const char *p;

	if (!*text || strlen(text) >= MIP6_IFNAME_LEN || !strcmp(text, ".") || !strcmp(text, ".."))
		return false;
	for (p = text; *p; p++)
		if (*p == '/' || *p == ':' || isspace((unsigned char)*p))
			return false;
	memset(name, 0, MIP6_IFNAME_LEN);
	memcpy(name, text, strlen(text));
	return true;
}

const char *parse_problem_home(const struct in6_addr *address)
{
	if (IN6_IS_ADDR_UNSPECIFIED(address))
		return "it is the unspecified address";
	if (IN6_IS_ADDR_LOOPBACK(address))
		return "it is the loopback address";
	if (IN6_IS_ADDR_MULTICAST(address))
		return "it is a multicast address";
	if (IN6_IS_ADDR_LINKLOCAL(address))
		return "it is a link-local address";
	if (IN6_IS_ADDR_V4MAPPED(address))
		return "it is an IPv4 address";
	return NULL;
}
