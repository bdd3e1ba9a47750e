// SPDX-License-Identifier: GPL-2.0
#include "bindfile.h"

#include "fail.h"
#include "parse.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	VERSION		= 2,
	MAGIC_LEN	= 8,
	HEADER_LEN	= 56,
	RECORD_LEN	= 64,
	CRC_LEN		= 4,
	LIFETIME_MAX	= 262140,	/* seconds: 65535 units of 4 s */
	FLAG_HOME	= 0x4000,	/* H of a binding update */
};

/* Where things are, see Documentation/uapi.md. */
enum {
	OFF_VERSION	= 8,
	OFF_RECORD_LEN	= 12,
	OFF_WALL_MS	= 16,
	OFF_COUNT	= 24,
	OFF_UP_MS	= 32,
	OFF_BOOT	= 40,

	OFF_HOA		= 0,
	OFF_COA		= 16,
	OFF_LOCAL	= 32,
	OFF_LIFETIME	= 48,
	OFF_GRANTED	= 52,
	OFF_SEQUENCE	= 56,
	OFF_FLAGS	= 58,
	OFF_ZERO	= 60,
};

static const unsigned char magic[MAGIC_LEN] = { 'm', 'i', 'p', '6', 'b', 'i', 'n', 'd' };

static void put(unsigned char *to, unsigned int len, uint64_t value)
{
	while (len--) {
		to[len] = (unsigned char)value;
		value >>= 8;
	}
}

static uint64_t get(const unsigned char *from, unsigned int len)
{
	uint64_t value = 0;

	while (len--)
		value = value << 8 | *from++;
	return value;
}

/* CRC-32 as Ethernet and zlib have it. */
static uint32_t crc32(const unsigned char *data, size_t len)
{
	static uint32_t table[256];
	uint32_t crc = 0xffffffff, c;
	unsigned int i, bit;

	for (i = 0; !table[255] && i < 256; i++) {
		for (c = i, bit = 0; bit < 8; bit++)
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
		table[i] = c;
	}
	while (len--)
		crc = table[(crc ^ *data++) & 0xff] ^ crc >> 8;
	return ~crc;
}

static void *room(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		fail("%s", strerror(ENOMEM));
	return p;
}

/* Before anything in it is believed: who could write it could redirect traffic. */
static size_t size_of(const char *path, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		fail("%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		fail_bad_file("%s: it is not a file", path);
	if (st.st_uid != geteuid() || st.st_mode & (S_IWGRP | S_IWOTH))
		fail_bad_file("%s: others could have written it", path);
	return (size_t)st.st_size;
}

/* What is no file, as a pipe, must not be waited for. */
static unsigned char *read_whole(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	unsigned char *data;
	size_t done = 0;
	ssize_t n;

	if (fd < 0)
		fail("%s: %s", path, strerror(errno));
	*len = size_of(path, fd);
	data = room(*len);
	while (done < *len) {
		n = read(fd, data + done, *len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			fail("%s: %s", path, n ? strerror(errno) : "it is shorter than it was");
		done += (size_t)n;
	}
	close(fd);
	return data;
}

/* Returns how many records there are. */
static size_t check_whole(const char *path, const unsigned char *data, size_t len)
{
	uint64_t count, should;
	uint32_t sum, found;

	if (len < OFF_RECORD_LEN || memcmp(data, magic, MAGIC_LEN) != 0)
		fail_bad_file("%s: it is not a file of saved bindings", path);
	if (get(data + OFF_VERSION, 4) != VERSION)
		fail_bad_file("%s: it has version %u of the format, this mipdiag knows version %u", path,
		     (unsigned int)get(data + OFF_VERSION, 4), (unsigned int)VERSION);
	if (len < HEADER_LEN + CRC_LEN)
		fail_bad_file("%s: it is damaged: it ends at octet %zu, within its header", path, len);
	if (get(data + OFF_RECORD_LEN, 4) != RECORD_LEN)
		fail_bad_file("%s: it is damaged at octet %u: a binding has %u octets, not %u", path,
		     (unsigned int)OFF_RECORD_LEN, (unsigned int)RECORD_LEN,
		     (unsigned int)get(data + OFF_RECORD_LEN, 4));
	count = get(data + OFF_COUNT, 8);
	should = HEADER_LEN + count * RECORD_LEN + CRC_LEN;
	if (count > len / RECORD_LEN || should != len)
		fail_bad_file("%s: it is damaged: it has %zu octets, which are not %llu bindings", path, len,
		     (unsigned long long)count);
	sum = crc32(data, len - CRC_LEN);
	found = (uint32_t)get(data + len - CRC_LEN, CRC_LEN);
	if (found != sum)
		fail_bad_file("%s: it is damaged: its checksum, at octet %zu, is %08x, that of the rest %08x",
		     path, len - CRC_LEN, found, sum);
	return (size_t)count;
}

static uint32_t age_of(const char *path, const struct moment *when)
{
	const char *problem;
	uint64_t age;

	problem = moment_age(when, &age);
	if (problem)
		fail("%s: %s", path, problem);
	if (age >= LIFETIME_MAX)
		fail_bad_file("%s: it was saved %llu s ago: every binding in it has ended", path,
		     (unsigned long long)age);
	return (uint32_t)age;
}

/* Returns whether there can be such a binding, as the kernel will ask. */
static bool read_record(const unsigned char *record, struct mip6_dev_binding *b)
{
	memset(b, 0, sizeof(*b));
	memcpy(&b->hoa, record + OFF_HOA, sizeof(b->hoa));
	memcpy(&b->coa, record + OFF_COA, sizeof(b->coa));
	memcpy(&b->local, record + OFF_LOCAL, sizeof(b->local));
	b->lifetime = (uint32_t)get(record + OFF_LIFETIME, 4);
	b->granted = (uint32_t)get(record + OFF_GRANTED, 4);
	b->sequence = (uint16_t)get(record + OFF_SEQUENCE, 2);
	b->flags = (uint16_t)get(record + OFF_FLAGS, 2);
	b->type = MIP6_BINDING_HOME;

	if (b->lifetime > b->granted || b->granted > LIFETIME_MAX || get(record + OFF_ZERO, 4) ||
	    parse_problem_home(&b->hoa))
		return false;
	if (!b->lifetime)
		return !b->granted;
	return b->flags & FLAG_HOME && !parse_problem_home(&b->coa) &&
	       !parse_problem_home(&b->local) && !IN6_ARE_ADDR_EQUAL(&b->hoa, &b->coa);
}

void bindfile_read(const char *path, struct bindfile *file)
{
	size_t len, at = HEADER_LEN, i;
	unsigned char *data = read_whole(path, &len);

	file->count = check_whole(path, data, len);
	file->when.wall_ms = get(data + OFF_WALL_MS, 8);
	file->when.up_ms = get(data + OFF_UP_MS, 8);
	memcpy(file->when.boot, data + OFF_BOOT, sizeof(file->when.boot));
	file->age = age_of(path, &file->when);
	file->bindings = room(file->count * sizeof(*file->bindings));
	for (i = 0; i < file->count; i++, at += RECORD_LEN)
		if (!read_record(data + at, &file->bindings[i]))
			fail_bad_file("%s: it is damaged at octet %zu: binding %zu cannot be", path, at, i + 1);
	free(data);
}

static void write_record(unsigned char *record, const struct mip6_dev_binding *b)
{
	memcpy(record + OFF_HOA, &b->hoa, sizeof(b->hoa));
	memcpy(record + OFF_COA, &b->coa, sizeof(b->coa));
	memcpy(record + OFF_LOCAL, &b->local, sizeof(b->local));
	put(record + OFF_LIFETIME, 4, b->lifetime);
	put(record + OFF_GRANTED, 4, b->granted);
	put(record + OFF_SEQUENCE, 2, b->sequence);
	put(record + OFF_FLAGS, 2, b->flags);
	put(record + OFF_ZERO, 4, 0);
}

static unsigned char *encode(const struct moment *when, const struct mip6_dev_binding *bindings,
			     size_t count, size_t *len)
{
	unsigned char *data;
	size_t i;

	*len = HEADER_LEN + count * RECORD_LEN + CRC_LEN;
	data = room(*len);
	memcpy(data, magic, MAGIC_LEN);
	put(data + OFF_VERSION, 4, VERSION);
	put(data + OFF_RECORD_LEN, 4, RECORD_LEN);
	put(data + OFF_WALL_MS, 8, when->wall_ms);
	put(data + OFF_COUNT, 8, count);
	put(data + OFF_UP_MS, 8, when->up_ms);
	memcpy(data + OFF_BOOT, when->boot, sizeof(when->boot));
	for (i = 0; i < count; i++)
		write_record(data + HEADER_LEN + i * RECORD_LEN, &bindings[i]);
	put(data + *len - CRC_LEN, CRC_LEN, crc32(data, *len - CRC_LEN));
	return data;
}

/* Puts the directory's entry on the disk, where a directory can be asked for that. */
static void sync_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash > path ? (size_t)(slash - path) : 1;
	char *name = slash ? strndup(path, len) : strdup(".");
	int fd = name ? open(name, O_RDONLY | O_CLOEXEC | O_DIRECTORY) : -1;

	if (fd < 0 || (fsync(fd) < 0 && errno != EINVAL))
		fail("%s may be lost when the power fails: %s", path, strerror(errno));
	close(fd);
	free(name);
}

static bool write_all(int fd, const unsigned char *data, size_t len)
{
	ssize_t n;

	while (len) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return fsync(fd) == 0;
}

/* mkstemp() makes the file readable for its owner alone. */
void bindfile_write(const char *path, const struct moment *when,
		    const struct mip6_dev_binding *bindings, size_t count)
{
	char new[PATH_MAX];
	unsigned char *data;
	size_t len;
	int fd, err;

	if (snprintf(new, sizeof(new), "%s.new-XXXXXX", path) >= (int)sizeof(new))
		fail("%s: %s", path, strerror(ENAMETOOLONG));
	fd = mkstemp(new);
	if (fd < 0)
		fail("cannot write %s: %s", path, strerror(errno));
	data = encode(when, bindings, count, &len);
	if (!write_all(fd, data, len) || close(fd) < 0 || rename(new, path) < 0) {
		err = errno;
		unlink(new);
		fail("cannot write %s: %s", path, strerror(err));
	}
	free(data);
	sync_directory(path);
}
