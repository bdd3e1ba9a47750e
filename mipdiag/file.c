// SPDX-License-Identifier: GPL-2.0
/*
 * Files that a person has written.
 */
#include "file.h"

#include "fail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

FILE *file_open(const char *path, struct stat *about)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat own;
	FILE *file;

	if (!about)
		about = &own;
	if (fd < 0 || fstat(fd, about) < 0)
		fail("%s: %s", path, strerror(errno));
	if (S_ISDIR(about->st_mode))
		fail("%s: %s", path, strerror(EISDIR));
	if (!S_ISREG(about->st_mode) && !S_ISCHR(about->st_mode))
		fail("%s: it is not a file ('-' is what comes on standard input)", path);
	file = fdopen(fd, "r");
	if (!file)
		fail("%s: %s", path, strerror(errno));
	return file;
}
