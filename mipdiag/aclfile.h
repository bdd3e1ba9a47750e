/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_ACLFILE_H
#define MIPDIAG_ACLFILE_H

#include <stddef.h>

struct mip6_dev_acl;

/**
 * aclfile_read() - read an access list (MOBILENODEFILE) as a whole, or fail with file and line
 * @path: file, "-" for standard input
 * @count: set to the number of rules
 *
 * Return: array of @count rules, to be freed with free(); NULL if there is none.
 */
struct mip6_dev_acl *aclfile_read(const char *path, size_t *count);

#endif
