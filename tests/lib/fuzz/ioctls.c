// SPDX-License-Identifier: GPL-2.0
/*
 * ioctls SECONDS SEED THREADS ADDRESS...
 *
 * Calls the device in every way for that long, several callers at once: requests that there are and that
 * there are not, of other sizes and directions, with pointers to what makes some sense, to what changes
 * meanwhile, across the end of what is mapped, and to nowhere. Prints how many calls there were, and how many
 * of them succeeded.
 */
#define _GNU_SOURCE
#include "chance.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "mipv6_dev.h"

enum { ARENA = 1 << 17, ARGUMENT_MAX = 1024 };

static const unsigned long requests[] = {
	MIP6_IOC_VERSION, MIP6_IOC_DUMP, MIP6_IOC_SET_ROLE, MIP6_IOC_SET_HOME, MIP6_IOC_SET_IFACE,
	MIP6_IOC_SET_ACL, MIP6_IOC_GET_PARAM, MIP6_IOC_SET_PARAM, MIP6_IOC_GET_PATH, MIP6_IOC_RESTORE,
	MIP6_IOC_HOLD, MIP6_IOC_DELETE, MIP6_IOC_SET_KEYS, MIP6_IOC_DEL_HOME, MIP6_IOC_WATCH,
};

static const unsigned int entry_sizes[] = {
	[MIP6_TABLE_STATS]	= sizeof(struct mip6_dev_stat),
	[MIP6_TABLE_BCACHE]	= sizeof(struct mip6_dev_binding),
	[MIP6_TABLE_BULIST]	= sizeof(struct mip6_dev_bul),
	[MIP6_TABLE_HOMES]	= sizeof(struct mip6_dev_home),
	[MIP6_TABLE_IFACES]	= sizeof(struct mip6_dev_iface),
	[MIP6_TABLE_ACL]	= sizeof(struct mip6_dev_acl),
	[MIP6_TABLE_AGENTS]	= sizeof(struct mip6_dev_agent),
	[MIP6_TABLE_KEYS]	= sizeof(struct mip6_dev_key),
	[MIP6_TABLE_GROUPS]	= sizeof(struct mip6_dev_group),
	[MIP6_TABLE_HANDOVERS]	= sizeof(struct mip6_dev_handover),
};
enum { TABLES = sizeof(entry_sizes) / sizeof(entry_sizes[0]) };

static struct in6_addr pool[16];
static unsigned int pool_len;
static uint8_t *arena;		/* what is behind it is not mapped */
static time_t end;

struct caller {
	pthread_t thread;
	uint64_t seed;
	unsigned long calls, good;
};

static uint64_t pointer(void)
{
	switch (chance(32)) {
	case 0:
		return chance(64);
	case 1:
		return 0xffff888000000000ull + chance(1u << 30);
	case 2:
		return (uint64_t)(uintptr_t)arena + ARENA - chance(512);
	}
	return (uint64_t)(uintptr_t)arena + chance(ARENA / 2);
}

static uint32_t number(void)
{
	switch (chance(8)) {
	case 0:
		return UINT32_MAX - chance(4);
	case 1:
		return chance(UINT32_MAX);
	case 2:
		return chance(1 << 16);
	}
	return chance(8);
}

/* Something that may be what is wanted there. */
static void sense(uint8_t *at, size_t len)
{
	size_t done = 0;
	uint32_t value;

	while (done + 16 <= len) {
		if (chance(3) == 0) {
			memcpy(at + done, &pool[chance(pool_len)], 16);
			done += 16;
		} else if (chance(6) == 0) {
			memset(at + done, 0, 16);
			strcpy((char *)at + done, chance(2) ? "eth0" : "lo");
			done += 16;
		} else {
			value = number();
			memcpy(at + done, &value, 4);
			done += 4;
		}
	}
	fill(at + done, len - done);
}

/* The start of those that point to entries is the same. */
static void points(uint8_t *arg, uint32_t last)
{
	uint64_t entries = pointer();
	uint32_t count = chance(8) ? chance(64) : number();

	memcpy(arg, &entries, 8);
	memcpy(arg + 8, &count, 4);
	memcpy(arg + 12, &last, 4);
}

static void dump(uint8_t *arg)
{
	unsigned int table = chance(16) ? chance(TABLES) : chance(20);
	struct mip6_dev_dump dump = {
		.entries = pointer(), .table = table,
		.entry_size = table < TABLES && chance(16) ? entry_sizes[table] : chance(512),
		.count = chance(8) ? chance(200) : number(), .flags = chance(16),
	};

	memcpy(arg, &dump, sizeof(dump));
}

static const char *interface(void)
{
	static const char *const names[] = { "eth0", "eth1", "lo", "ip6tnl1", "nothing", "" };

	return names[chance(sizeof(names) / sizeof(names[0]))];
}

static void home(uint8_t *arg, bool set)
{
	struct mip6_dev_home home = { .hoa = pool[chance(pool_len)] };

	if (set) {
		if (chance(4))
			home.agent = pool[chance(pool_len)];
		home.plen = chance(8) ? 64 : chance(256);
		strcpy(home.ifname, interface());
	}
	memcpy(arg, &home, sizeof(home));
}

static void iface(uint8_t *arg)
{
	struct mip6_dev_iface iface = { .preference = number() };

	strcpy(iface.ifname, interface());
	memcpy(arg, &iface, sizeof(iface));
}

static void role(uint8_t *arg)
{
	struct mip6_dev_role role = { .role = chance(4) };

	strcpy(role.home_ifname, interface());
	memcpy(arg, &role, sizeof(role));
}

static void param(uint8_t *arg)
{
	struct mip6_dev_param param = { .param = chance(5), .value = chance(4) };

	memcpy(arg, &param, sizeof(param));
}

/* What the request wants, in most cases. */
static void fill_in(unsigned long request, uint8_t *arg)
{
	sense(arg, ARGUMENT_MAX);
	if (!chance(8))
		return;
	switch (request) {
	case MIP6_IOC_DUMP:
		return dump(arg);
	case MIP6_IOC_SET_ACL:
	case MIP6_IOC_RESTORE:
	case MIP6_IOC_DELETE:
		return points(arg, chance(2));
	case MIP6_IOC_SET_KEYS:
		return points(arg, sizeof(struct mip6_dev_key));
	case MIP6_IOC_SET_HOME:
	case MIP6_IOC_DEL_HOME:
		return home(arg, request == MIP6_IOC_SET_HOME);
	case MIP6_IOC_SET_IFACE:
		return iface(arg);
	case MIP6_IOC_SET_ROLE:
		return role(arg);
	case MIP6_IOC_GET_PARAM:
	case MIP6_IOC_SET_PARAM:
		return param(arg);
	}
}

static unsigned long a_request(void)
{
	unsigned long request = requests[chance(sizeof(requests) / sizeof(requests[0]))];

	/* That takes long. */
	if (request == MIP6_IOC_SET_ROLE && chance(100))
		request = MIP6_IOC_DUMP;
	switch (chance(32)) {
	case 0:
		return _IOC(chance(4), MIP6_IOC_MAGIC, chance(24), chance(1 << 14));
	case 1:
		return _IOC(_IOC_DIR(request), MIP6_IOC_MAGIC, _IOC_NR(request), chance(1 << 10));
	case 2:
		return chance(UINT32_MAX);
	}
	return request;
}

static int opened(void)
{
	int fd = open("/dev/mipv6_dev", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		err(1, "/dev/mipv6_dev");
	return fd;
}

static void *call(void *data)
{
	struct caller *caller = data;
	uint8_t own[4096], *arg;
	unsigned long request;
	int fd = opened();

	chance_begin(caller->seed);
	while (time(NULL) < end) {
		request = a_request();
		arg = chance(4) ? own : arena + ARENA - ARGUMENT_MAX;
		fill_in(request, arg);
		if (!chance(4))		/* it ends where it is said to */
			arg = memmove(arena + ARENA - _IOC_SIZE(request) % ARGUMENT_MAX, arg,
				      _IOC_SIZE(request) % ARGUMENT_MAX);
		if (!chance(64))
			arg = (uint8_t *)(uintptr_t)pointer();
		if (!chance(16))
			sense(arena + chance(ARENA / 2), 1024);
		caller->good += !ioctl(fd, request, arg);
		caller->calls++;
		if (!chance(64) && read(fd, arena, chance(2048)) < 0 && !chance(8)) {
			close(fd);
			fd = opened();
		}
	}
	close(fd);
	return NULL;
}

static void map_arena(void)
{
	arena = mmap(NULL, ARENA + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (arena == MAP_FAILED || mprotect(arena + ARENA, 4096, PROT_NONE))
		err(1, "memory");
	sense(arena, ARENA);
}

int main(int argc, char **argv)
{
	unsigned long calls = 0, good = 0;
	struct caller callers[16];
	int i, count;

	if (argc < 5 || argc - 4 > 16 || atoi(argv[3]) > 16)
		errx(2, "usage: ioctls SECONDS SEED THREADS ADDRESS...");
	for (i = 4; i < argc; i++)
		if (inet_pton(AF_INET6, argv[i], &pool[pool_len++]) != 1)
			errx(2, "%s is no address", argv[i]);
	chance_begin(strtoul(argv[2], NULL, 0));
	map_arena();
	end = time(NULL) + atoi(argv[1]);
	count = atoi(argv[3]);
	for (i = 0; i < count; i++) {
		callers[i] = (struct caller) { .seed = chance(UINT32_MAX) };
		errno = pthread_create(&callers[i].thread, NULL, call, &callers[i]);
		if (errno)
			err(1, "a thread");
	}
	for (i = 0; i < count; i++) {
		pthread_join(callers[i].thread, NULL);
		calls += callers[i].calls;
		good += callers[i].good;
	}
	printf("%lu %lu\n", calls, good);
	return 0;
}
