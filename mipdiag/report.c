// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include "device.h"
#include "names.h"
#include "out.h"

#include <stdint.h>
#include <stdio.h>
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
	uint32_t abi;
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct node, member)

static const struct out_field role_fields[] = {
	{ "role", "Role is ", FIELD(role, OUT_STRING) },
	{ "role_name", " (", FIELD(role_name, OUT_STRING) },
	{ NULL, ").", FIELD(role, OUT_NOTHING) },
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

void report_role(int fd, bool json)
{
	const struct out_form form = {
		OUT_FIELDS(role_fields),
		.entry_size = sizeof(struct node),
		.layout = OUT_OBJECT,
	};
	struct mip6_dev_version version;
	struct node node = { .abi = MIPV6_DEV_ABI };

	device_version(fd, &version);
	fill(&node, &version);
	out_print(&form, &node, 1, json);
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
		.modules_text = "modules: none can be asked here",
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
