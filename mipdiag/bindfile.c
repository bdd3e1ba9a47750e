// SPDX-License-Identifier: GPL-2.0
#include "bindfile.h"

#include "fail.h"
#include "parse.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	VERSION		= 1,
	MAGIC_LEN	= 8,
	HEADER_LEN	= 32,
	RECORD_LEN	= 64,
	CRC_LEN		= 4,
	LIFETIME_MAX	= 262140,	/* seconds: 65535 units of 4 s */
	SLACK_MS	= 5000,		/* clocks are set back by so much without a fault */
	FLAG_HOME	= 0x4000,	/* H of a binding update */
};

/* Where things are, see Documentation/uapi.md. */
enum {
	OFF_VERSION	= 8,
	OFF_RECORD_LEN	= 12,
	OFF_SAVED_MS	= 16,
	OFF_COUNT	= 24,

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

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void *room(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		fail("%s", strerror(ENOMEM));
	return p;
}

/* Before anything in it is believed: who could write it could redirect traffic. */
static size_t size_of(const char *path, FILE *file)
{
	struct stat st;

	if (fstat(fileno(file), &st) < 0)
		fail("%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		fail("%s: it is not a file", path);
	if (st.st_uid != geteuid() || st.st_mode & (S_IWGRP | S_IWOTH))
		fail("%s: others could have written it", path);
	return (size_t)st.st_size;
}

static unsigned char *read_whole(const char *path, size_t *len)
{
	FILE *file = fopen(path, "re");
	unsigned char *data;

	if (!file)
		fail("%s: %s", path, strerror(errno));
	*len = size_of(path, file);
	data = room(*len);
	errno = 0;
	if (fread(data, 1, *len, file) != *len)
		fail("%s: %s", path, errno ? strerror(errno) : "it is shorter than it was");
	fclose(file);
	return data;
}

/* Returns how many records there are. */
static size_t check_whole(const char *path, const unsigned char *data, size_t len)
{
	uint64_t count;

	if (len < HEADER_LEN + CRC_LEN || memcmp(data, magic, MAGIC_LEN) != 0)
		fail("%s: it is not a file of saved bindings", path);
	if (get(data + OFF_VERSION, 4) != VERSION)
		fail("%s: it has version %u of the format, this mipdiag knows version %u", path,
		     (unsigned int)get(data + OFF_VERSION, 4), (unsigned int)VERSION);
	count = get(data + OFF_COUNT, 8);
	if (get(data + OFF_RECORD_LEN, 4) != RECORD_LEN ||
	    count != (len - HEADER_LEN - CRC_LEN) / RECORD_LEN ||
	    (len - HEADER_LEN - CRC_LEN) % RECORD_LEN)
		fail("%s: it is damaged: it is shorter or longer than it says", path);
	if (get(data + len - CRC_LEN, CRC_LEN) != crc32(data, len - CRC_LEN))
		fail("%s: it is damaged: its checksum does not fit", path);
	return (size_t)count;
}

/* Seconds since it was written, rounded up: what is left of a lifetime is rounded up as well. */
static uint32_t age_of(const char *path, uint64_t saved_ms)
{
	uint64_t now = now_ms(), age;

	if (saved_ms > now && saved_ms - now > SLACK_MS)
		fail("%s: it was saved in the future: is the clock right?", path);
	age = saved_ms > now ? 0 : (now - saved_ms + 999) / 1000;
	if (age >= LIFETIME_MAX)
		fail("%s: it was saved %llu s ago: every binding in it has ended", path,
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
	size_t len, i;
	unsigned char *data = read_whole(path, &len);

	file->count = check_whole(path, data, len);
	file->age = age_of(path, get(data + OFF_SAVED_MS, 8));
	file->bindings = room(file->count * sizeof(*file->bindings));
	for (i = 0; i < file->count; i++)
		if (!read_record(data + HEADER_LEN + i * RECORD_LEN, &file->bindings[i]))
			fail("%s: it is damaged: binding %zu cannot be", path, i + 1);
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

static unsigned char *encode(const struct mip6_dev_binding *bindings, size_t count, size_t *len)
{
	unsigned char *data;
	size_t i;

	*len = HEADER_LEN + count * RECORD_LEN + CRC_LEN;
	data = room(*len);
	memcpy(data, magic, MAGIC_LEN);
	put(data + OFF_VERSION, 4, VERSION);
	put(data + OFF_RECORD_LEN, 4, RECORD_LEN);
	put(data + OFF_SAVED_MS, 8, now_ms());
	put(data + OFF_COUNT, 8, count);
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
	FILE *directory = name ? fopen(name, "re") : NULL;

	if (directory) {
		fsync(fileno(directory));
		fclose(directory);
	}
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
void bindfile_write(const char *path, const struct mip6_dev_binding *bindings, size_t count)
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
	data = encode(bindings, count, &len);
	if (!write_all(fd, data, len) || rename(new, path) < 0) {
		err = errno;
		unlink(new);
		fail("cannot write %s: %s", path, strerror(err));
	}
	close(fd);
	free(data);
	sync_directory(path);
}
