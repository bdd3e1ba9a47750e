// SPDX-License-Identifier: GPL-2.0
/*
 * For LD_PRELOAD: /dev/mipv6_dev as tests/build/mipdiag wants it to be. Tables hold the entries of
 * the Linux Mobile IPv6 HOWTO's listings, what is set is written to $FAKE_LOG.
 *
 *	FAKE_OPEN=N		open fails with errno N
 *	FAKE_IOCTL=N		every ioctl but VERSION fails with errno N
 *	FAKE_ABI=N		version of the interface
 *	FAKE_ROLE=N		role that VERSION tells
 *	FAKE_UNPROTECTED=1	allow_unprotected is
 *	FAKE_BINDINGS=N		entries of the binding cache; each is returned twice
 *	FAKE_GONE=1		the first of them, by address, is gone but for its number
 *	FAKE_STATUS=N		what becomes of each binding that is restored
 *	FAKE_NAP=N		the first part of a table takes N seconds
 *	FAKE_DISK=CALL		write, fsync, rename, directory (fsync of one) fails, errno FAKE_ERRNO;
 *				power: it fails before rename; each of them writes a line to the log
 *	FAKE_MISSING=ADDR	133 for what is registered with this address
 *	FAKE_EMPTY=1		tables have no entries
 *	FAKE_STAYING=1		home addresses stay, though their deletion succeeds
 *	FAKE_IFNAME=NAME	name of the interface
 *	FAKE_READ=N		what happens cannot be read: errno N; without it one of each kind has
 *				happened, and then a signal comes
 *	FAKE_EARLY=1		it comes with what has happened
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mipv6_dev.h>

#define HOA	"fec0:106:2700::4"
#define AGENT	"fec0:106:2700::2"
#define COA	"fec0:106:1100:0:290:7dff:fef3:31a"

static int device = -1;
static unsigned int position;
static long replaced;

static long number(const char *name, long otherwise)
{
	const char *value = getenv(name);

	return value && *value ? strtol(value, NULL, 10) : otherwise;
}

static const char *ifname(void)
{
	const char *name = getenv("FAKE_IFNAME");

	return name ? name : "eth0";
}

static void set_address(struct in6_addr *to, const char *text)
{
	inet_pton(AF_INET6, text, to);
}

static const char *show(const struct in6_addr *address, char *text)
{
	return inet_ntop(AF_INET6, address, text, INET6_ADDRSTRLEN);
}

static void tell(const char *format, ...)
{
	FILE *log = fopen(getenv("FAKE_LOG") ? getenv("FAKE_LOG") : "/dev/null", "a");
	va_list args;

	va_start(args, format);
	vfprintf(log, format, args);
	va_end(args);
	fclose(log);
}

static int stat_entry(unsigned int index, struct mip6_dev_stat *out)
{
	static const struct mip6_dev_stat stats[] = {
		{ "NEncapsulations", 56 }, { "NBindUpdatesRcvd", 18446744073709551615ULL },
	};

	if (index >= 2)
		return 0;
	*out = stats[index];
	return 1;
}

static int binding_entry(unsigned int index, struct mip6_dev_binding *out)
{
	unsigned int count = (unsigned int)number("FAKE_BINDINGS", 1);
	unsigned int i = index % count;

	if (index >= 2 * count)
		return 0;
	set_address(&out->hoa, HOA);
	out->hoa.s6_addr[13] = (unsigned char)((count - i - 1) >> 16);
	out->hoa.s6_addr[12] = (unsigned char)((count - i - 1) >> 8);
	out->hoa.s6_addr[11] = (unsigned char)(count - i - 1);
	out->sequence = 7;
	out->type = MIP6_BINDING_HOME;
	if (i == count - 1 && number("FAKE_GONE", 0))
		return 1;
	set_address(&out->coa, COA);
	set_address(&out->local, AGENT);
	out->lifetime = 971;
	out->granted = 1000;
	out->flags = 0xe000;
	return 1;
}

static int bul_entry(unsigned int index, struct mip6_dev_bul *out)
{
	if (index)
		return 0;
	set_address(&out->peer, AGENT);
	set_address(&out->hoa, HOA);
	set_address(&out->coa, COA);
	out->expires = 936;
	out->delay = 3000;
	out->max_delay = 32000;
	out->callback = 735501;
	out->flags = 0xc000;
	out->state = MIP6_BUL_ACKNOWLEDGED;
	out->home_token_age = MIP6_NO_TOKEN;
	out->careof_token_age = 33;
	return 1;
}

static const char *const homes[] = { HOA, "2001:db8::4" };
static int home_is_gone[2];

static int home_entry(unsigned int index, struct mip6_dev_home *out)
{
	if (home_is_gone[0])
		index++;
	if (index > 1 || home_is_gone[index])
		return 0;
	set_address(&out->hoa, homes[index]);
	out->plen = 64;
	snprintf(out->ifname, sizeof(out->ifname), "%s", ifname());
	if (index) {
		out->trouble = MIP6_TROUBLE_UNSIGNED;
		return 1;
	}
	set_address(&out->agent, AGENT);
	set_address(&out->coa, COA);
	out->at = MIP6_AT_AWAY;
	out->registered = 1;
	out->state = MIP6_BUL_ACKNOWLEDGED;
	strcpy(out->coa_ifname, "wlan0");
	strcpy(out->tunnel, "ip6tnl1");
	return 1;
}

static int iface_entry(unsigned int index, struct mip6_dev_iface *out)
{
	if (index > 1)
		return 0;
	if (index) {
		strcpy(out->ifname, "wlan0");
		return 1;
	}
	snprintf(out->ifname, sizeof(out->ifname), "%s", ifname());
	out->preference = 10;
	out->ifindex = 2;
	out->current_coa = 1;
	out->usable = 1;
	set_address(&out->router, "fe80::1");
	set_address(&out->coa, COA);
	return 1;
}

/* As the module shows that there is no list, or none with a rule. */
static int no_acl_entry(unsigned int index, struct mip6_dev_acl *out)
{
	out->action = !index && number("FAKE_DENIES", 0) ? MIP6_ACL_DENY : MIP6_ACL_ALLOW;
	return !number("FAKE_SILENT", 0) && index <= number("FAKE_ALLOWS_THEN", 0);
}

static int acl_entry(unsigned int index, struct mip6_dev_acl *out)
{
	if (index > 2)
		return 0;
	if (index < 2) {
		set_address(&out->prefix, index ? "fec0:106:2700::" : "fec0:106:2700::4");
		out->plen = index ? 64 : 128;
		out->action = index ? MIP6_ACL_ALLOW : MIP6_ACL_RESERVE;
	}
	return 1;
}

static int agent_entry(unsigned int index, struct mip6_dev_agent *out)
{
	static const char *const addrs[] = { "::", AGENT, "fec0:106:2700::9" };

	if (index > 2)
		return 0;
	set_address(&out->addr, addrs[index]);
	set_address(&out->lladdr, index == 1 ? "::" : "fe80::9");
	out->lifetime = index == 1 ? 0xffffffff : 1800;
	out->preference = index == 2 ? 0xffff : 0;
	out->plen = index ? 64 : 0;
	out->own = index == 1;
	strcpy(out->ifname, "eth0");
	return 1;
}

static int key_entry(unsigned int index, struct mip6_dev_key *out)
{
	if (index > 1)
		return 0;
	set_address(&out->hoa, HOA);
	out->spi = 256 + index;
	out->algorithm = index ? MIP6_KEY_HMAC_SHA256 : MIP6_KEY_HMAC_SHA1;
	out->flags = index ? MIP6_KEY_NO_TIMESTAMP : 0;
	out->key_len = 20;
	if (index)
		return 1;
	memset(out->id, 'x', MIP6_KEY_ID_MAX);
	memcpy(out->id, "mn1@example.net", 15);
	out->id_len = MIP6_KEY_ID_MAX;
	return 1;
}

static int group_entry(unsigned int index, struct mip6_dev_group *out)
{
	if (index > 1)
		return 0;
	set_address(&out->hoa, HOA);
	set_address(&out->group, index ? "ff1e::1" : "ff1e::2");
	out->left = index ? 231 : 0;
	if (index)
		strcpy(out->ifname, "eth0");
	return 1;
}

static int handover_entry(unsigned int index, struct mip6_dev_handover *out)
{
	if (index > 1)
		return 0;
	set_address(&out->hoa, HOA);
	set_address(&out->to, index ? COA : HOA);
	if (!index)
		set_address(&out->from, COA);
	snprintf(out->ifname, sizeof(out->ifname), "%s", ifname());
	out->began = index ? 77007 : 4294967296123ULL;
	out->link = index ? MIP6_NO_TIME : 0;
	out->router = 12;
	out->address = 40;
	out->update = index ? MIP6_NO_TIME : 41;
	out->answer = index ? MIP6_NO_TIME : 81;
	out->packet = MIP6_NO_TIME;
	out->result = index ? MIP6_HANDOVER_REFUSED : MIP6_HANDOVER_DONE;
	out->status = index ? 132 : 0;
	return 1;
}

static int entry(unsigned int table, unsigned int index, void *out)
{
	if (number("FAKE_EMPTY", 0))
		return table == MIP6_TABLE_ACL && no_acl_entry(index, out);
	switch (table) {
	case MIP6_TABLE_STATS:
		return stat_entry(index, out);
	case MIP6_TABLE_BCACHE:
		return binding_entry(index, out);
	case MIP6_TABLE_BULIST:
		return bul_entry(index, out);
	case MIP6_TABLE_HOMES:
		return home_entry(index, out);
	case MIP6_TABLE_IFACES:
		return iface_entry(index, out);
	case MIP6_TABLE_ACL:
		return acl_entry(index, out);
	case MIP6_TABLE_AGENTS:
		return agent_entry(index, out);
	case MIP6_TABLE_KEYS:
		return key_entry(index, out);
	case MIP6_TABLE_GROUPS:
		return group_entry(index, out);
	case MIP6_TABLE_HANDOVERS:
		return handover_entry(index, out);
	}
	return 0;
}

static int dump(struct mip6_dev_dump *request)
{
	char *room = (char *)(unsigned long)request->entries;
	unsigned int i;

	if (request->flags & ~(MIP6_DUMP_FIRST | MIP6_DUMP_GONE))
		return EINVAL;
	if (request->flags & MIP6_DUMP_GONE)
		tell("dump what is gone too\n");
	if (request->flags & MIP6_DUMP_FIRST) {
		position = 0;
		sleep((unsigned int)number("FAKE_NAP", 0));
	}
	request->flags = MIP6_DUMP_CHANGED | MIP6_DUMP_MORE;
	/* Keys are replaced under so many dumps. */
	if (request->table == MIP6_TABLE_KEYS && replaced++ >= number("FAKE_REPLACED", 0))
		request->flags = MIP6_DUMP_MORE;
	for (i = 0; i < request->count; i++, position++) {
		memset(room, 0, request->entry_size);
		if (!entry(request->table, position, room)) {
			request->flags &= ~MIP6_DUMP_MORE;
			break;
		}
		room += request->entry_size;
	}
	request->count = i;
	return 0;
}

static void tell_home(const struct mip6_dev_home *home)
{
	char hoa[INET6_ADDRSTRLEN], agent[INET6_ADDRSTRLEN];

	tell("home %s/%u %s %s\n", show(&home->hoa, hoa), home->plen, home->ifname,
	     show(&home->agent, agent));
}

static int delete_home(const struct mip6_dev_home *home)
{
	char hoa[INET6_ADDRSTRLEN];
	unsigned int i;

	tell("gone %s\n", show(&home->hoa, hoa));
	for (i = 0; i < 2 && strcmp(homes[i], hoa); i++)
		;
	if (i == 2 || home_is_gone[i])
		return ENOENT;
	home_is_gone[i] = !number("FAKE_STAYING", 0);
	return 0;
}

static void tell_acl(const struct mip6_dev_acl_set *set)
{
	const struct mip6_dev_acl *rules = (const void *)(unsigned long)set->rules;
	char prefix[INET6_ADDRSTRLEN];
	unsigned int i;

	tell("acl %u enabled %u\n", set->count, set->enabled);
	for (i = 0; i < set->count; i++)
		tell("%u %s/%u\n", rules[i].action, show(&rules[i].prefix, prefix), rules[i].plen);
}

static void tell_keys(const struct mip6_dev_keys *set)
{
	const struct mip6_dev_key *keys = (const void *)(unsigned long)set->keys;
	char hoa[INET6_ADDRSTRLEN];
	unsigned int i, n;

	tell("keys %u of %u\n", set->count, set->entry_size);
	for (i = 0; i < set->count; i++) {
		tell("%s %u %u %u ", show(&keys[i].hoa, hoa), keys[i].spi, keys[i].algorithm, keys[i].flags);
		for (n = 0; n < keys[i].key_len; n++)
			tell("%02x", keys[i].key[n]);
		tell(" '%.*s'\n", keys[i].id_len, (const char *)keys[i].id);
	}
}

static void delete(const struct mip6_dev_bindings *request)
{
	struct mip6_dev_binding *bindings = (void *)(unsigned long)request->bindings;
	char hoa[INET6_ADDRSTRLEN], local[INET6_ADDRSTRLEN];
	unsigned int i;

	tell("delete %u\n", request->count);
	for (i = 0; i < request->count; i++)
		tell("%s %s %u %u\n", show(&bindings[i].hoa, hoa), show(&bindings[i].local, local),
		     bindings[i].sequence, bindings[i].type);
}

static void restore(const struct mip6_dev_bindings *request)
{
	struct mip6_dev_binding *bindings = (void *)(unsigned long)request->bindings;
	char hoa[INET6_ADDRSTRLEN], coa[INET6_ADDRSTRLEN], local[INET6_ADDRSTRLEN];
	unsigned int i;

	tell("restore %u\n", request->count);
	for (i = 0; i < request->count; i++) {
		tell("%s %s %s %u %u %u %x %u\n", show(&bindings[i].hoa, hoa),
		     show(&bindings[i].coa, coa), show(&bindings[i].local, local),
		     bindings[i].lifetime, bindings[i].granted, bindings[i].sequence,
		     bindings[i].flags, bindings[i].type);
		bindings[i].status = (unsigned char)number("FAKE_STATUS", 0);
		if (getenv("FAKE_MISSING") && !strcmp(local, getenv("FAKE_MISSING")))
			bindings[i].status = 133;
	}
}

static void tell_path(struct mip6_dev_path *path)
{
	set_address(&path->src, HOA);
	set_address(&path->coa, COA);
	set_address(&path->bound_coa, COA);
	path->since = 12;
	path->expires = 400;
	path->how = MIP6_PATH_DIRECT;
	path->why = MIP6_WHY_BOUND;
	path->state = MIP6_BUL_ACKNOWLEDGED;
}

static void fill_event(struct mip6_dev_event *event, unsigned int type)
{
	memset(event, 0, sizeof(*event));
	event->at = 77007 + type;
	event->since = type == MIP6_EVENT_LOST || type == MIP6_EVENT_ROLE ? MIP6_NO_TIME : 10 * type;
	set_address(&event->hoa, HOA);
	set_address(&event->coa, COA);
	set_address(&event->peer, AGENT);
	snprintf(event->ifname, sizeof(event->ifname), "%s", ifname());
	event->lifetime = 1000;
	event->lost = 5;
	event->sequence = 7;
	event->flags = 0xe000;
	event->type = (unsigned char)type;
	event->status = 132;
	event->why = MIP6_WHY_BOUND;
	event->role = MIP6_ROLE_MN;
}

/* One of each kind, and one of a kind that nobody knows yet; then a signal. */
static ssize_t read_events(struct mip6_dev_event *events, size_t len)
{
	static unsigned int next;
	size_t count;

	errno = (int)number("FAKE_READ", 0);
	if (errno)
		return -1;
	for (count = 0; next <= MIP6_EVENT_REFUSED + 1 && (count + 1) * sizeof(*events) <= len; count++)
		fill_event(&events[count], next++);
	if (!count || number("FAKE_EARLY", 0))
		raise(SIGINT);
	if (!count) {
		errno = EAGAIN;
		return -1;
	}
	return (ssize_t)(count * sizeof(*events));
}

static int watch(const struct mip6_dev_watch *request)
{
	if (request->event_size != sizeof(struct mip6_dev_event) || request->reserved)
		return EINVAL;
	tell("watch\n");
	return 0;
}

static int answer(unsigned long request, void *arg)
{
	struct mip6_dev_version *version = arg;
	struct mip6_dev_iface *iface = arg;
	struct mip6_dev_param *param = arg;
	struct mip6_dev_role *role = arg;

	if (request != MIP6_IOC_VERSION && number("FAKE_IOCTL", 0))
		return (int)number("FAKE_IOCTL", 0);
	switch (request) {
	case MIP6_IOC_VERSION:
		version->abi = (unsigned int)number("FAKE_ABI", MIPV6_DEV_ABI);
		version->role = (unsigned int)number("FAKE_ROLE", MIP6_ROLE_CN);
		strcpy(version->version, "9.9.9");
		return 0;
	case MIP6_IOC_DUMP:
		return dump(arg);
	case MIP6_IOC_SET_ROLE:
		tell("role %u '%s'\n", role->role, role->home_ifname);
		return 0;
	case MIP6_IOC_SET_HOME:
		tell_home(arg);
		return 0;
	case MIP6_IOC_DEL_HOME:
		return delete_home(arg);
	case MIP6_IOC_SET_IFACE:
		tell("iface %s %u\n", iface->ifname, iface->preference);
		return 0;
	case MIP6_IOC_SET_ACL:
		tell_acl(arg);
		return 0;
	case MIP6_IOC_SET_KEYS:
		tell_keys(arg);
		return 0;
	case MIP6_IOC_GET_PATH:
		tell_path(arg);
		return 0;
	case MIP6_IOC_RESTORE:
		restore(arg);
		return 0;
	case MIP6_IOC_DELETE:
		delete(arg);
		return 0;
	case MIP6_IOC_WATCH:
		return watch(arg);
	case MIP6_IOC_HOLD:
		tell("hold %u\n", *(unsigned int *)arg);
		return 0;
	case MIP6_IOC_GET_PARAM:
		param->value = param->param == MIP6_PARAM_DEBUGLEVEL ? 3 :
			       param->param == MIP6_PARAM_TUNNEL_SITELOCAL ? 1 :
			       param->param == MIP6_PARAM_IPSEC ? (unsigned int)number("FAKE_IPSEC", 0) :
			       (unsigned int)number("FAKE_UNPROTECTED", 0);
		return 0;
	case MIP6_IOC_SET_PARAM:
		tell("param %u %u\n", param->param, param->value);
		return 0;
	}
	return ENOTTY;
}

int open(const char *path, int flags, ...)
{
	int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
	va_list args;
	int mode;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, int) : 0;
	va_end(args);
	if (strcmp(path, "/dev/" MIPV6_DEV_NAME))
		return next(path, flags, mode);
	errno = (int)number("FAKE_OPEN", 0);
	if (errno)
		return -1;
	device = next("/dev/null", flags);
	return device;
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	errno = fd == device ? answer(request, arg) : EBADF;
	return errno ? -1 : 0;
}

ssize_t read(int fd, void *data, size_t len)
{
	ssize_t (*next)(int, void *, size_t) = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");

	return fd == device ? read_events(data, len) : next(fd, data, len);
}

/* Whether this call to the disk fails; sets errno then. */
static int disk_fails(const char *call)
{
	const char *which = getenv("FAKE_DISK");

	if (!which)
		return 0;
	tell("disk %s\n", call);
	if (!strcmp(which, "power") && !strcmp(call, "rename"))
		_exit(99);
	errno = (int)number("FAKE_ERRNO", 0);
	return !strcmp(call, which);
}

ssize_t write(int fd, const void *data, size_t len)
{
	ssize_t (*next)(int, const void *, size_t) =
		(ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");

	return disk_fails("write") ? -1 : next(fd, data, len);
}

int fsync(int fd)
{
	int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	struct stat st;

	if (disk_fails(!fstat(fd, &st) && S_ISDIR(st.st_mode) ? "directory" : "fsync"))
		return -1;
	return next(fd);
}

int rename(const char *from, const char *to)
{
	int (*next)(const char *, const char *) =
		(int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");

	return disk_fails("rename") ? -1 : next(from, to);
}
