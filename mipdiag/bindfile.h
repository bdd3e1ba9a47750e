/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Files of saved bindings; Documentation/uapi.md has their format.
 */
#ifndef MIPDIAG_BINDFILE_H
#define MIPDIAG_BINDFILE_H

#include "moment.h"
#include "uapi.h"

#include <stddef.h>
#include <stdint.h>

/**
 * struct bindfile - what a file says
 * @bindings: its bindings, of which none cannot be
 * @count: how many
 * @when: when its bindings were so
 * @age: how long ago its bindings were so, seconds, rounded up
 */
struct bindfile {
	struct mip6_dev_binding *bindings;
	size_t count;
	struct moment when;
	uint32_t age;
};

/**
 * bindfile_read() - read a file, as a whole; fails with the reason if anything is wrong with it
 * @path: the file
 * @file: set to what it says; @bindings is to be freed with free()
 */
void bindfile_read(const char *path, struct bindfile *file);

/**
 * bindfile_write() - write a file; who reads it finds the former one or this, whole; fails with the
 * reason
 * @path: the file
 * @when: when the bindings were so
 * @bindings: what it shall say
 * @count: how many
 */
void bindfile_write(const char *path, const struct moment *when,
		    const struct mip6_dev_binding *bindings, size_t count);

#endif
