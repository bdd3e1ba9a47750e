// SPDX-License-Identifier: GPL-2.0
#include "names.h"

#include "uapi.h"

#include <strings.h>

static const struct {
	const char *word, *name;
} roles[] = {
	[MIP6_ROLE_CN] = { "cn", "correspondent node" },
	[MIP6_ROLE_MN] = { "mn", "mobile node" },
	[MIP6_ROLE_HA] = { "ha", "home agent" },
};

enum { ROLES = sizeof(roles) / sizeof(*roles) };

const char *word_of_role(uint32_t role)
{
	return role < ROLES ? roles[role].word : "?";
}

const char *name_of_role(uint32_t role)
{
	return role < ROLES ? roles[role].name : "node of an unknown kind";
}

bool role_of_word(const char *word, uint32_t *role)
{
	for (*role = 0; *role < ROLES; (*role)++)
		if (!strcasecmp(word, roles[*role].word))
			return true;
	return false;
}
