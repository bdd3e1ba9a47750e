// SPDX-License-Identifier: GPL-2.0
#include "moment.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { BOOT_TEXT_LEN = 36 };	/* digits and hyphens */

static uint64_t read_clock(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void read_boot(unsigned char *boot)
{
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
	char text[BOOT_TEXT_LEN + 1] = "";
	unsigned int digits = 0, digit;
	const char *p;

	memset(boot, 0, MOMENT_BOOT_LEN);
	if (!file)
		return;
	if (!fgets(text, sizeof(text), file))
		*text = '\0';
	fclose(file);
	for (p = text; *p && digits < 2 * MOMENT_BOOT_LEN; p++) {
		if (!isxdigit((unsigned char)*p))
			continue;
		sscanf((char[]){ *p, '\0' }, "%x", &digit);
		boot[digits / 2] = (unsigned char)(boot[digits / 2] << 4 | digit);
		digits++;
	}
}

void moment_now(struct moment *moment)
{
	moment->wall_ms = read_clock(CLOCK_REALTIME);
	moment->up_ms = read_clock(CLOCK_BOOTTIME);
	read_boot(moment->boot);
}

static bool same_boot(const struct moment *a, const struct moment *b)
{
	static const unsigned char unknown[MOMENT_BOOT_LEN];

	return !memcmp(a->boot, b->boot, MOMENT_BOOT_LEN) &&
	       memcmp(a->boot, unknown, MOMENT_BOOT_LEN) != 0;
}

/*
 * As long as the machine runs, nobody can set the clock that counts. Over a boot only the other one
 * goes on; it may be behind, but the boot itself cannot have come before what was saved.
 */
const char *moment_age(const struct moment *then, uint64_t *seconds)
{
	struct moment now;
	uint64_t ms;

	moment_now(&now);
	if (same_boot(then, &now) && then->up_ms <= now.up_ms) {
		ms = now.up_ms - then->up_ms;
	} else {
		if (then->wall_ms > now.wall_ms)
			return "it was saved in the future: is the clock right?";
		ms = now.wall_ms - then->wall_ms;
		if (ms < now.up_ms)
			ms = now.up_ms;
	}
	*seconds = (ms + 999) / 1000;
	return NULL;
}
