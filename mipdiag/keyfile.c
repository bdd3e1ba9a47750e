// SPDX-License-Identifier: GPL-2.0
/*
 * Keys that home agents and mobile nodes share: one a line, comments from # on.
 *
 *	2001:db8:1::4 256 hmac-sha256 HEXADECIMAL [nai=mn1@example.net] [no-timestamp]
 */
#include "keyfile.h"

#include "fail.h"
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
	LINE_ROOM	= 4096,	/* longer ones than that are no keys */
	OTHERS		= S_IRWXG | S_IRWXO,
};

const char *const keyfile_algorithms[KEYFILE_ALGORITHMS] = {
	[MIP6_KEY_HMAC_SHA1]	= "hmac-sha1",
	[MIP6_KEY_HMAC_SHA256]	= "hmac-sha256",
};

/* A key, and where it stands. */
struct entry {
	struct mip6_dev_key key;
	unsigned int line;
};

struct entries {
	struct entry *list;
	size_t count;
	size_t room;
};

static const char blanks[] = " \t\r\n\v\f";

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

static void append(struct entries *entries, const struct mip6_dev_key *key, unsigned int line)
{
	if (entries->count == entries->room) {
		entries->room = 2 * entries->room + 16;
		entries->list = reallocarray(entries->list, entries->room, sizeof(*entries->list));
		if (!entries->list)
			fail("%s", strerror(ENOMEM));
	}
	entries->list[entries->count].key = *key;
	entries->list[entries->count++].line = line;
}

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = memcmp(&x->key.hoa, &y->key.hoa, sizeof(x->key.hoa));

	if (order)
		return order;
	return x->key.spi < y->key.spi ? -1 : x->key.spi > y->key.spi;
}

/* In the kernel's order, each home address and SPI once. */
static struct mip6_dev_key *in_order(const char *path, struct entries *entries)
{
	struct mip6_dev_key *keys;
	const struct entry *list;
	unsigned int line;
	size_t i;

	if (!entries->count)
		return NULL;
	qsort(entries->list, entries->count, sizeof(*entries->list), compare);
	keys = calloc(entries->count, sizeof(*keys));
	if (!keys)
		fail("%s", strerror(ENOMEM));
	for (i = 0; i < entries->count; i++) {
		list = &entries->list[i];
		line = i ? list[-1].line : 0;
		if (i && !compare(list - 1, list))
			fail("%s:%u: home address and SPI are those of line %u", path,
			     line > list->line ? line : list->line, line < list->line ? line : list->line);
		keys[i] = list->key;
	}
	return keys;
}

/* Of the file that is open: what is looked at is what is read. */
static void check_owner(const char *path, FILE *file)
{
	struct stat about;

	if (fstat(fileno(file), &about) < 0)
		fail("%s: %s", path, strerror(errno));
	if (S_ISDIR(about.st_mode))
		fail("%s: %s", path, strerror(EISDIR));
	if (about.st_uid != geteuid() && about.st_uid)
		fail("%s: it belongs to somebody else: chown root %s", path, path);
	if (about.st_mode & OTHERS)
		fail("%s: others may read or write it: chmod 600 %s", path, path);
}

static void read_lines(const char *path, FILE *file, struct entries *entries)
{
	char *line = malloc(LINE_ROOM);
	size_t room = LINE_ROOM;
	unsigned int number = 0;
	struct mip6_dev_key key;
	const char *problem;
	ssize_t len;
	bool found;

	if (!line)
		fail("%s", strerror(ENOMEM));
	while ((len = getline(&line, &room, file)) >= 0) {
		number++;
		problem = strlen(line) < (size_t)len ? "there is a zero byte in the line" :
						       parse_line(line, &key, &found);
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
	explicit_bzero(line, room);
	free(line);
}

struct mip6_dev_key *keyfile_read(const char *path, size_t *count)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "re") : stdin;
	struct entries entries = { 0 };
	struct mip6_dev_key *keys;

	if (!file)
		fail("%s: %s", path, strerror(errno));
	if (file != stdin)
		check_owner(path, file);
	read_lines(path, file, &entries);
	if (file != stdin)
		fclose(file);
	keys = in_order(path, &entries);
	*count = entries.count;
	if (entries.list)
		explicit_bzero(entries.list, entries.room * sizeof(*entries.list));
	free(entries.list);
	return keys;
}

void keyfile_free(struct mip6_dev_key *keys, size_t count)
{
	if (keys)
		explicit_bzero(keys, count * sizeof(*keys));
	free(keys);
}
