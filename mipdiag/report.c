// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include "device.h"
#include "names.h"
#include "out.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct out_field debuglevel_fields[] = {
	{ "debuglevel", "Debug level is ", .kind = OUT_NUMBER, .size = sizeof(uint32_t) },
	{ NULL, ".", .kind = OUT_NOTHING },
};

static const char *const on_off[] = { "OFF", "ON" };

static const struct out_field tunnel_sitelocal_fields[] = {
	{ NULL, "Tunnel site-local is ", .kind = OUT_NAME, .size = sizeof(uint32_t), OUT_NAMES(on_off) },
	{ "tunnel_sitelocal", NULL, .kind = OUT_BOOL, .size = sizeof(uint32_t) },
	{ NULL, ".", .kind = OUT_NOTHING },
};

static void show_param(int fd, uint32_t param, const struct out_field *fields, unsigned int count,
		       bool json)
{
	const struct out_form form = {
		.fields = fields,
		.fields_count = count,
		.entry_size = sizeof(uint32_t),
		.layout = OUT_OBJECT,
	};
	uint32_t value = device_get_param(fd, param);

	out_print(&form, &value, 1, json);
}

void report_debuglevel(int fd, bool json)
{
	show_param(fd, MIP6_PARAM_DEBUGLEVEL, debuglevel_fields,
		   sizeof(debuglevel_fields) / sizeof(*debuglevel_fields), json);
}

void report_tunnel_sitelocal(int fd, bool json)
{
	show_param(fd, MIP6_PARAM_TUNNEL_SITELOCAL, tunnel_sitelocal_fields,
		   sizeof(tunnel_sitelocal_fields) / sizeof(*tunnel_sitelocal_fields), json);
}

/* What is told of a node: its role, and the versions of what runs on it. */
struct node {
	char role[8];
	char role_name[32];
	char mipdiag[32];
	char modules[sizeof(((struct mip6_dev_version *)0)->version)];
	char modules_text[64];
	char registrations[16];
	char registrations_text[80];
	uint32_t abi;
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct node, member)

static const struct out_field role_fields[] = {
	{ "role", "Role is ", FIELD(role, OUT_STRING) },
	{ "role_name", " (", FIELD(role_name, OUT_STRING) },
	{ NULL, ").", FIELD(role, OUT_NOTHING) },
};

/* Of a home agent. */
static const struct out_field agent_fields[] = {
	{ "role", "Role is ", FIELD(role, OUT_STRING) },
	{ "role_name", " (", FIELD(role_name, OUT_STRING) },
	{ "registrations", NULL, FIELD(registrations, OUT_STRING) },
	{ NULL, ").\n", FIELD(registrations_text, OUT_STRING) },
};

static const struct out_field version_fields[] = {
	{ "mipdiag", "mipdiag ", FIELD(mipdiag, OUT_STRING) },
	{ "modules", NULL, FIELD(modules, OUT_STRING_OR_NONE) },
	{ "role", NULL, FIELD(role, OUT_STRING_OR_NONE) },
	{ NULL, "\n", FIELD(modules_text, OUT_STRING) },
	{ "abi", NULL, FIELD(abi, OUT_NUMBER) },
};

static void fill(struct node *node, const struct mip6_dev_version *version)
{
	snprintf(node->role, sizeof(node->role), "%s", word_of_role(version->role));
	snprintf(node->role_name, sizeof(node->role_name), "%s", name_of_role(version->role));
	memcpy(node->modules, version->version, sizeof(node->modules));
	snprintf(node->modules_text, sizeof(node->modules_text), "modules %.*s, role %s",
		 (int)sizeof(version->version), version->version, node->role);
}

static bool access_list_allows(int fd)
{
	struct mip6_dev_acl *rules;
	size_t i, count;
	bool allows;

	rules = device_dump(fd, MIP6_TABLE_ACL, 0, sizeof(*rules), &count);
	/* Modules of an earlier release say nothing where there is no list. */
	allows = !count;
	for (i = 0; i < count; i++) {
		allows = rules[i].action != MIP6_ACL_DENY;
		/* Nobody gets past one that is about all addresses. */
		if (allows || !rules[i].plen)
			break;
	}
	free(rules);
	return allows;
}

/* What a home agent lets in, so that nobody has to wonder why it lets in nobody. */
static void fill_registrations(int fd, struct node *node)
{
	bool keys = device_has_keys(fd), any = device_get_param(fd, MIP6_PARAM_ALLOW_UNPROTECTED);
	bool allows = access_list_allows(fd), ipsec = device_get_param(fd, MIP6_PARAM_IPSEC);
	const char *word = !allows ? "none" : any ? "unprotected" : keys ? "signed" :
			   ipsec ? "ipsec" : "none";
	const char *text = "It accepts no registrations: no keys, and allow_unprotected is 0.";

	if (!allows && (keys || any || ipsec))
		text = "It accepts no registrations: no rule of the access list allows any.";
	else if (keys && any)
		text = "It accepts unprotected registrations, where it has no key for the address.";
	else if (any)
		text = "It accepts unprotected registrations.";
	else if (keys && ipsec)
		text = "It accepts registrations that are signed with its keys, or that IPsec protects.";
	else if (keys)
		text = "It accepts registrations that are signed with its keys.";
	else if (ipsec)
		text = "It accepts registrations that IPsec protects.";
	snprintf(node->registrations, sizeof(node->registrations), "%s", word);
	snprintf(node->registrations_text, sizeof(node->registrations_text), "%s", text);
}

void report_role(int fd, bool json)
{
	const struct out_form form = {
		OUT_FIELDS(role_fields),
		.entry_size = sizeof(struct node),
		.layout = OUT_OBJECT,
	}, agent_form = {
		OUT_FIELDS(agent_fields),
		.entry_size = sizeof(struct node),
		.layout = OUT_OBJECT,
	};
	struct mip6_dev_version version;
	struct node node = { .abi = MIPV6_DEV_ABI };
	bool agent;

	device_version(fd, &version);
	agent = version.role == MIP6_ROLE_HA;
	fill(&node, &version);
	if (agent)
		fill_registrations(fd, &node);
	out_print(agent ? &agent_form : &form, &node, 1, json);
}

void report_version(bool json)
{
	const struct out_form form = {
		OUT_FIELDS(version_fields),
		.entry_size = sizeof(struct node),
		.layout = OUT_OBJECT,
	};
	struct node node = {
		.mipdiag = MIP6_VERSION,
		.modules_text = "modules: none are loaded, or not for you to ask",
		.abi = MIPV6_DEV_ABI,
	};
	struct mip6_dev_version version;
	int fd = device_open_quietly(&version);

	if (fd >= 0) {
		fill(&node, &version);
		close(fd);
	}
	out_print(&form, &node, 1, json);
}
