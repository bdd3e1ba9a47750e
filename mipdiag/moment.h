/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Points of time that outlast a boot, and how long ago they were.
 */
#ifndef MIPDIAG_MOMENT_H
#define MIPDIAG_MOMENT_H

#include <stdint.h>

enum { MOMENT_BOOT_LEN = 16 };

/**
 * struct moment - a point of time
 * @wall_ms: by the machine's idea of UTC, which may be wrong and may jump; since 1970
 * @up_ms: since the machine was booted, suspended or not; as the kernel counts lifetimes
 * @boot: which boot that was; all 0 if the kernel does not tell
 */
struct moment {
	uint64_t wall_ms;
	uint64_t up_ms;
	unsigned char boot[MOMENT_BOOT_LEN];
};

/**
 * moment_now() - what time it is
 * @moment: set to it
 */
void moment_now(struct moment *moment);

/**
 * moment_age() - how long ago a point of time was
 * @then: the point of time
 * @seconds: set to it, rounded up; never less than it can have been
 *
 * Return: NULL, or a reason why it cannot be known.
 */
const char *moment_age(const struct moment *then, uint64_t *seconds);

#endif
