// SPDX-License-Identifier: GPL-2.0
/*
 * Keys that home agents and mobile nodes share: one a line, comments from # on.
 *
 *	2001:db8:1::4 256 hmac-sha256 HEXADECIMAL [nai=mn1@example.net] [no-timestamp]
 *
 * No copy of a key is left in memory: what would make some of its own (getline(), realloc(), qsort(),
 * the buffers of stdio) does not get them.
 */
#include "keyfile.h"

#include "fail.h"
#include "file.h"
#include "parse.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LINE_ROOM	= 4096,	/* octets of a line and two more */
	ROOM_AT_FIRST	= 16,	/* keys */
	OTHERS		= S_IRWXG | S_IRWXO,
};

const char *const keyfile_algorithms[KEYFILE_ALGORITHMS] = {
	[MIP6_KEY_HMAC_SHA1]	= "hmac-sha1",
	[MIP6_KEY_HMAC_SHA256]	= "hmac-sha256",
};

/* Keys, and the lines where they stand. */
struct entries {
	struct mip6_dev_key *keys;
	unsigned int *lines;
	size_t count;
	size_t room;
};

static const char blanks[] = " \t\r\n\v\f";

/* That of the file. */
static char buffer[BUFSIZ];

static void wipe_and_free(void *secrets, size_t size)
{
	if (secrets)
		explicit_bzero(secrets, size);
	free(secrets);
}

static const char *parse_hoa(const char *word, struct in6_addr *hoa)
{
	const char *problem;
	int plen;

	problem = parse_address(word, hoa, &plen);
	if (!problem && plen != PARSE_PLEN_NONE)
		problem = "the home address must be without a prefix length";
	return problem ? problem : parse_problem_home(hoa);
}

static const char *parse_algorithm(const char *word, uint8_t *algorithm)
{
	for (*algorithm = 0; *algorithm < KEYFILE_ALGORITHMS; (*algorithm)++)
		if (keyfile_algorithms[*algorithm] && !strcasecmp(word, keyfile_algorithms[*algorithm]))
			return NULL;
	return "the algorithm must be hmac-sha1 or hmac-sha256";
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const char *parse_key(const char *word, struct mip6_dev_key *key)
{
	size_t len = strlen(word) / 2, i;
	int high, low;

	if (strlen(word) % 2)
		return "the key has an odd number of hexadecimal digits";
	if (len < MIP6_KEY_LEN_MIN || len > MIP6_KEY_LEN_MAX)
		return "the key must have from 32 to 128 hexadecimal digits";
	for (i = 0; i < len; i++) {
		high = digit(word[2 * i]);
		low = digit(word[2 * i + 1]);
		if (high < 0 || low < 0)
			return "the key must be of hexadecimal digits alone";
		key->key[i] = (uint8_t)(high << 4 | low);
	}
	key->key_len = (uint8_t)len;
	return NULL;
}

static const char *parse_id(const char *id, struct mip6_dev_key *key)
{
	size_t len = strlen(id);

	if (key->id_len)
		return "there are two identifiers";
	if (!len || len > MIP6_KEY_ID_MAX)
		return "the identifier must have from 1 to 253 octets";
	memcpy(key->id, id, len);
	key->id_len = (uint8_t)len;
	return NULL;
}

static const char *parse_more(const char *word, struct mip6_dev_key *key)
{
	static const char nai[] = "nai=";

	if (!strncasecmp(word, nai, strlen(nai)))
		return parse_id(word + strlen(nai), key);
	if (strcasecmp(word, "no-timestamp"))
		return "behind the key there may be nai=IDENTIFIER and no-timestamp alone";
	key->flags |= MIP6_KEY_NO_TIMESTAMP;
	return NULL;
}

/* The next word, NULL at the end of the line or where a comment begins. */
static char *next(char **line)
{
	char *word = strtok_r(NULL, blanks, line);

	if (!word || *word != '#')
		return word;
	*word = '\0';
	*line = word;
	return NULL;
}

/* Reads a line into @key and sets *@found, if there is more than a comment. Returns what is wrong. */
static const char *parse_line(char *line, struct mip6_dev_key *key, bool *found)
{
	char *save = line, *hoa = next(&save), *spi, *algorithm, *secret, *more;
	const char *problem;

	*found = hoa;
	if (!hoa)
		return NULL;
	spi = next(&save);
	algorithm = next(&save);
	secret = next(&save);
	if (!secret)
		return "a key is HOME-ADDRESS SPI ALGORITHM KEY";
	memset(key, 0, sizeof(*key));
	problem = parse_hoa(hoa, &key->hoa);
	if (!problem && (!parse_number(spi, UINT32_MAX, &key->spi) || key->spi < MIP6_SPI_MIN))
		problem = "the SPI must be a number from 256 to 4294967295";
	if (!problem)
		problem = parse_algorithm(algorithm, &key->algorithm);
	if (!problem)
		problem = parse_key(secret, key);
	for (more = next(&save); !problem && more; more = next(&save))
		problem = parse_more(more, key);
	return problem;
}

/* Room for twice as many. */
static void grow(struct entries *entries)
{
	size_t used = entries->count * sizeof(*entries->keys);
	size_t room = entries->room ? 2 * entries->room : ROOM_AT_FIRST;
	unsigned int *lines = reallocarray(entries->lines, room, sizeof(*lines));
	struct mip6_dev_key *keys = calloc(room, sizeof(*keys));

	if (!lines || !keys)
		fail("%s", strerror(ENOMEM));
	if (used)
		memcpy(keys, entries->keys, used);
	wipe_and_free(entries->keys, used);
	entries->keys = keys;
	entries->lines = lines;
	entries->room = room;
}

static void append(struct entries *entries, const struct mip6_dev_key *key, unsigned int line)
{
	if (entries->count == entries->room)
		grow(entries);
	entries->keys[entries->count] = *key;
	entries->lines[entries->count++] = line;
}

static int compare(const void *a, const void *b)
{
	const struct mip6_dev_key *x = *(const struct mip6_dev_key *const *)a;
	const struct mip6_dev_key *y = *(const struct mip6_dev_key *const *)b;
	int order = memcmp(&x->hoa, &y->hoa, sizeof(x->hoa));

	if (order)
		return order;
	return x->spi < y->spi ? -1 : x->spi > y->spi;
}

/*
 * Puts each key where the order wants it, along the rings of the permutation: a second copy of
 * a million would take hundreds of megabytes.
 */
static void arrange(struct mip6_dev_key *keys, const struct mip6_dev_key **order, size_t count)
{
	struct mip6_dev_key first = { 0 };
	size_t start, to, from;

	for (start = 0; start < count; start++) {
		if (order[start] == &keys[start])
			continue;
		first = keys[start];
		for (to = start; (from = (size_t)(order[to] - keys)) != start; to = from) {
			keys[to] = keys[from];
			order[to] = &keys[to];
		}
		keys[to] = first;
		order[to] = &keys[to];
	}
	explicit_bzero(&first, sizeof(first));
}

/* In the kernel's order, each home address and SPI once. */
static void put_in_order(const char *path, struct entries *entries)
{
	const struct mip6_dev_key **order;
	unsigned int line, before;
	size_t i;

	if (!entries->count)
		return;
	order = calloc(entries->count, sizeof(*order));
	if (!order)
		fail("%s", strerror(ENOMEM));
	for (i = 0; i < entries->count; i++)
		order[i] = &entries->keys[i];
	qsort(order, entries->count, sizeof(*order), compare);
	for (i = 1; i < entries->count; i++) {
		if (compare(&order[i - 1], &order[i]))
			continue;
		line = entries->lines[order[i] - entries->keys];
		before = entries->lines[order[i - 1] - entries->keys];
		fail("%s:%u: home address and SPI are those of line %u", path,
		     before > line ? before : line, before < line ? before : line);
	}
	arrange(entries->keys, order, entries->count);
	free(order);
}

/* Of the file that is open: what is looked at is what is read. */
static FILE *open_private(const char *path)
{
	struct stat about;
	FILE *file = file_open(path, &about);

	if (!S_ISREG(about.st_mode))
		fail("%s: it is a device", path);
	if (about.st_uid != geteuid() && about.st_uid)
		fail("%s: it belongs to somebody else: chown root %s", path, path);
	if (about.st_mode & OTHERS)
		fail("%s: others may read or write it: chmod 600 %s", path, path);
	return file;
}

/* Reads a line without its end; false where there is none. One that fills the room is too long. */
static bool get_line(FILE *file, char *line, size_t *len)
{
	int c;

	*len = 0;
	while ((c = getc(file)) != EOF && c != '\n' && *len < LINE_ROOM - 1)
		line[(*len)++] = (char)c;
	line[*len] = '\0';
	return c != EOF || *len;
}

static void read_lines(const char *path, FILE *file, struct entries *entries)
{
	struct mip6_dev_key key = { 0 };
	unsigned int number = 0;
	char line[LINE_ROOM];
	const char *problem;
	bool found = false;
	size_t len;

	while (get_line(file, line, &len)) {
		number++;
		if (len == LINE_ROOM - 1)
			problem = "the line is too long";
		else if (strlen(line) < len)
			problem = "there is a zero byte in the line";
		else
			problem = parse_line(line, &key, &found);
		if (problem)
			fail("%s:%u: %s", path, number, problem);
		if (!found)
			continue;
		if (entries->count == MIP6_KEYS_MAX)
			fail("%s:%u: more than %u keys", path, number, (unsigned int)MIP6_KEYS_MAX);
		append(entries, &key, number);
	}
	if (ferror(file))
		fail("%s: %s", path, strerror(errno));
	explicit_bzero(&key, sizeof(key));
	explicit_bzero(line, sizeof(line));
}

struct mip6_dev_key *keyfile_read(const char *path, size_t *count)
{
	FILE *file = strcmp(path, "-") ? open_private(path) : stdin;
	struct entries entries = { 0 };

	setvbuf(file, buffer, _IOFBF, sizeof(buffer));
	read_lines(path, file, &entries);
	if (file != stdin)
		fclose(file);
	explicit_bzero(buffer, sizeof(buffer));
	put_in_order(path, &entries);
	free(entries.lines);
	*count = entries.count;
	return entries.keys;
}

void keyfile_free(struct mip6_dev_key *keys, size_t count)
{
	wipe_and_free(keys, count * sizeof(*keys));
}
