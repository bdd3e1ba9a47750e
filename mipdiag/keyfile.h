/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_KEYFILE_H
#define MIPDIAG_KEYFILE_H

#include "uapi.h"

#include <stddef.h>

enum {
	KEYFILE_ALGORITHMS	= MIP6_KEY_HMAC_SHA256 + 1,
};

/* Names of the algorithms, by MIP6_KEY_HMAC_*; NULL where there is none. */
extern const char *const keyfile_algorithms[KEYFILE_ALGORITHMS];

/**
 * keyfile_read() - read a file of keys (KEYFILE) as a whole, or fail with file and line
 * @path: file that nobody else can read, "-" for standard input
 * @count: set to the number of keys
 *
 * What is said of a mistake has no word of the file in it.
 *
 * Return: array of @count keys in the order that the kernel wants, for keyfile_free(); NULL if there
 * is none.
 */
struct mip6_dev_key *keyfile_read(const char *path, size_t *count);

/**
 * keyfile_free() - wipe keys and free them
 * @keys: the keys, may be NULL
 * @count: how many
 */
void keyfile_free(struct mip6_dev_key *keys, size_t count);

#endif
