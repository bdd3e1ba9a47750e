// SPDX-License-Identifier: GPL-2.0
#include "device.h"

#include "fail.h"
#include "names.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEVICE	"/dev/" MIPV6_DEV_NAME

enum {
	CHUNK_ENTRIES		= 256,
	BEGINNINGS_MAX		= 100,	/* of a table that is replaced under the dump */
	EMPTY_CHUNKS_MAX	= 100,	/* in a row, while more is promised: something is broken */
};

/* Why an ioctl failed, whatever it was. */
static const char *reason(int err)
{
	switch (err) {
	case EACCES:
	case EPERM:
		return "You must be root";
	case ENOTTY:
		return "it is not the device of mobile-ip6's modules";
	case ESHUTDOWN:
		return "the network namespace or the module is going away";
	default:
		return strerror(err);
	}
}

static const char *reason_open(int err)
{
	switch (err) {
	case ENOENT:
	case ENXIO:
	case ENODEV:
		return "Is the module loaded?";
	default:
		return reason(err);
	}
}

int device_open_quietly(struct mip6_dev_version *version)
{
	int fd = open(DEVICE, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return -1;
	memset(version, 0, sizeof(*version));
	if (ioctl(fd, MIP6_IOC_VERSION, version) < 0) {
		close(fd);
		return -1;
	}
	version->version[sizeof(version->version) - 1] = '\0';
	return fd;
}

void device_version(int fd, struct mip6_dev_version *version)
{
	memset(version, 0, sizeof(*version));
	if (ioctl(fd, MIP6_IOC_VERSION, version) < 0)
		fail("cannot use %s: %s", DEVICE, reason(errno));
	version->version[sizeof(version->version) - 1] = '\0';
}

int device_open(void)
{
	struct mip6_dev_version version;
	int fd = open(DEVICE, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		fail("cannot open %s: %s", DEVICE, reason_open(errno));
	device_version(fd, &version);
	if (version.abi != MIPV6_DEV_ABI)
		fail("the modules (%s) speak version %u of the interface, this mipdiag (%s) version %u: "
		     "install both from one release", version.version, version.abi, MIP6_VERSION,
		     (unsigned int)MIPV6_DEV_ABI);
	return fd;
}

/* Reads the next entries of a table behind those that are there; returns how many. */
static size_t dump_chunk(int fd, struct mip6_dev_dump *dump, char *room)
{
	dump->entries = (uintptr_t)room;
	dump->count = CHUNK_ENTRIES;
	if (ioctl(fd, MIP6_IOC_DUMP, dump) < 0)
		fail("cannot read the table: %s", reason(errno));
	if (dump->count > CHUNK_ENTRIES)
		fail("cannot read the table: the module returned %u entries where %u fit", dump->count,
		     (unsigned int)CHUNK_ENTRIES);
	return dump->count;
}

void *device_dump(int fd, uint32_t table, uint32_t flags, size_t entry_size, size_t *count)
{
	struct mip6_dev_dump dump = {
		.table = table,
		.entry_size = (uint32_t)entry_size,
		.flags = MIP6_DUMP_FIRST | flags,
	};
	size_t room = 0, used = 0, got;
	unsigned int empty = 0, beginnings = 0;
	char *entries = NULL;
	bool more, again;

	do {
		if (room - used < CHUNK_ENTRIES) {
			room = 2 * room + CHUNK_ENTRIES;
			entries = reallocarray(entries, room, entry_size);
			if (!entries)
				fail("cannot read the table: %s", strerror(ENOMEM));
		}
		got = dump_chunk(fd, &dump, entries + used * entry_size);
		used += got;
		empty = got ? 0 : empty + 1;
		if (empty > EMPTY_CHUNKS_MAX)
			fail("cannot read the table: the module does not come to an end");
		more = dump.flags & MIP6_DUMP_MORE;
		/* All of them, or all that they were replaced by. */
		again = table == MIP6_TABLE_KEYS && dump.flags & MIP6_DUMP_CHANGED;
		if (again && ++beginnings > BEGINNINGS_MAX)
			fail("cannot read the table: it is replaced all the time");
		if (again)
			used = 0;
		dump.flags = again ? MIP6_DUMP_FIRST : 0;
	} while (more || again);

	*count = used;
	return entries;
}

void device_set_role(int fd, const struct mip6_dev_role *role)
{
	struct mip6_dev_version version;
	int err;

	if (ioctl(fd, MIP6_IOC_SET_ROLE, role) == 0)
		return;
	err = errno;
	switch (err) {
	case EBUSY:
		device_version(fd, &version);
		if (version.role == MIP6_ROLE_CN || version.role == role->role)
			break;
		fail("this network namespace is a %s already: stop it first", name_of_role(version.role));
	case ENOENT:
		fail("the module mip6_%s is not loaded", word_of_role(role->role));
	case ENODEV:
		fail("there is no interface %.*s", MIP6_IFNAME_LEN, role->home_ifname);
	}
	fail("cannot become a %s: %s", name_of_role(role->role), reason(err));
}

static const char no_mobile[] =
	"this network namespace is not a mobile node: make it one with --role mn";

void device_set_home(int fd, const struct mip6_dev_home *home)
{
	char text[INET6_ADDRSTRLEN];

	if (ioctl(fd, MIP6_IOC_SET_HOME, home) == 0)
		return;
	inet_ntop(AF_INET6, &home->hoa, text, sizeof(text));
	switch (errno) {
	case EOPNOTSUPP:
		fail("%s", no_mobile);
	case ENODEV:
		fail("there is no interface %.*s", MIP6_IFNAME_LEN, home->ifname);
	case EADDRNOTAVAIL:
		fail("%.*s leads to no network", MIP6_IFNAME_LEN, home->ifname);
	case EEXIST:
		fail("%s is a home address already, with another prefix length or interface", text);
	case ENOSPC:
		fail("there is no room for one more home address: %s", text);
	}
	fail("cannot set the home address %s: %s", text, reason(errno));
}

bool device_del_home(int fd, const struct in6_addr *hoa)
{
	struct mip6_dev_home home = { .hoa = *hoa };
	char text[INET6_ADDRSTRLEN];

	if (ioctl(fd, MIP6_IOC_DEL_HOME, &home) == 0)
		return true;
	if (errno == ENOENT)
		return false;
	if (errno == EOPNOTSUPP)
		fail("%s", no_mobile);
	inet_ntop(AF_INET6, hoa, text, sizeof(text));
	fail("cannot delete the home address %s: %s", text, reason(errno));
}

void device_set_iface(int fd, const struct mip6_dev_iface *iface)
{
	if (ioctl(fd, MIP6_IOC_SET_IFACE, iface) == 0)
		return;
	switch (errno) {
	case EOPNOTSUPP:
		fail("%s", no_mobile);
	case ENODEV:
		fail("there is no interface %.*s", MIP6_IFNAME_LEN, iface->ifname);
	case EADDRNOTAVAIL:
		fail("%.*s leads to no network", MIP6_IFNAME_LEN, iface->ifname);
	}
	fail("cannot set the preference of %.*s: %s", MIP6_IFNAME_LEN, iface->ifname, reason(errno));
}

static const char no_agent[] =
	"this network namespace is not a home agent: make it one with --role ha";

static void fail_agent(const char *what)
{
	if (errno == EOPNOTSUPP)
		fail("%s", no_agent);
	fail("%s: %s", what, reason(errno));
}

void device_set_acl(int fd, const struct mip6_dev_acl *rules, size_t count, bool enabled)
{
	struct mip6_dev_acl_set set = {
		.rules = (uintptr_t)rules,
		.count = (uint32_t)count,
		.enabled = enabled,
	};

	if (ioctl(fd, MIP6_IOC_SET_ACL, &set) == 0)
		return;
	switch (errno) {
	case EOPNOTSUPP:
		fail("this network namespace is neither a mobile node nor a home agent: it has no access list");
	case EINVAL:
		fail("cannot set the access list: on a mobile node rules are ALLOW and DENY");
	}
	fail("cannot set the access list: %s", reason(errno));
}

void device_set_keys(int fd, const struct mip6_dev_key *keys, size_t count)
{
	struct mip6_dev_keys set = {
		.keys = (uintptr_t)keys,
		.count = (uint32_t)count,
		.entry_size = sizeof(*keys),
	};

	if (ioctl(fd, MIP6_IOC_SET_KEYS, &set) == 0)
		return;
	if (errno == EOPNOTSUPP)
		fail("this network namespace is neither a mobile node nor a home agent: it has no keys");
	fail("cannot set the keys: %s", reason(errno));
}

bool device_has_keys(int fd)
{
	struct mip6_dev_key key;
	struct mip6_dev_dump dump = {
		.entries = (uintptr_t)&key,
		.table = MIP6_TABLE_KEYS,
		.entry_size = sizeof(key),
		.count = 1,
		.flags = MIP6_DUMP_FIRST,
	};

	if (ioctl(fd, MIP6_IOC_DUMP, &dump) < 0)
		fail("cannot read the table: %s", reason(errno));
	return dump.count;
}

void device_need_agent(int fd)
{
	struct mip6_dev_version version;

	device_version(fd, &version);
	if (version.role != MIP6_ROLE_HA)
		fail("%s", no_agent);
}

void device_hold(int fd)
{
	struct mip6_dev_hold hold = { .on = 1 };

	if (ioctl(fd, MIP6_IOC_HOLD, &hold) < 0)
		fail_agent("cannot save the bindings");
}

/* As many at a time as the kernel takes. */
static void in_parts(int fd, unsigned long request, struct mip6_dev_binding *bindings, size_t count,
		     const char *what)
{
	struct mip6_dev_bindings part;
	size_t done;

	for (done = 0; done < count; done += part.count) {
		memset(&part, 0, sizeof(part));
		part.bindings = (uintptr_t)(bindings + done);
		part.count = count - done < MIP6_BINDINGS_MAX ? (uint32_t)(count - done) :
								MIP6_BINDINGS_MAX;
		if (ioctl(fd, request, &part) < 0)
			fail_agent(what);
	}
}

void device_restore(int fd, struct mip6_dev_binding *bindings, size_t count)
{
	in_parts(fd, MIP6_IOC_RESTORE, bindings, count, "cannot restore the bindings");
}

void device_delete(int fd, struct mip6_dev_binding *bindings, size_t count)
{
	in_parts(fd, MIP6_IOC_DELETE, bindings, count, "cannot delete the bindings");
}

static const char *param_name(uint32_t param)
{
	static const char *const names[] = {
		[MIP6_PARAM_DEBUGLEVEL]		= "the debug level",
		[MIP6_PARAM_TUNNEL_SITELOCAL]	= "the tunnelling of site-local addresses",
		[MIP6_PARAM_ALLOW_UNPROTECTED]	= "whether unprotected registrations are accepted",
		[MIP6_PARAM_IPSEC]		= "whether IPsec is used",
	};

	return names[param];
}

uint32_t device_get_param(int fd, uint32_t param)
{
	struct mip6_dev_param p = { .param = param };

	if (ioctl(fd, MIP6_IOC_GET_PARAM, &p) < 0)
		fail("cannot read %s: %s", param_name(param), reason(errno));
	return p.value;
}

void device_set_param(int fd, uint32_t param, uint32_t value)
{
	struct mip6_dev_param p = { .param = param, .value = value };

	if (ioctl(fd, MIP6_IOC_SET_PARAM, &p) < 0)
		fail("cannot set %s: %s", param_name(param), reason(errno));
}

void device_get_path(int fd, struct mip6_dev_path *path)
{
	if (ioctl(fd, MIP6_IOC_GET_PATH, path) < 0)
		fail("cannot ask for the path: %s", reason(errno));
}

void device_watch(int fd)
{
	struct mip6_dev_watch watch = { .event_size = sizeof(struct mip6_dev_event) };

	if (ioctl(fd, MIP6_IOC_WATCH, &watch) == 0)
		return;
	if (errno == ENOTTY || errno == EINVAL)
		fail("these modules and this mipdiag tell events differently: install both from one release");
	fail("cannot watch: %s", reason(errno));
}

size_t device_events(int fd, struct mip6_dev_event *events, size_t max)
{
	ssize_t len = read(fd, events, max * sizeof(*events));

	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (len < 0)
		fail("cannot watch: %s", reason(errno));
	if (!len || (size_t)len % sizeof(*events))
		fail("cannot watch: the module told half an event, or none");
	return (size_t)len / sizeof(*events);
}
