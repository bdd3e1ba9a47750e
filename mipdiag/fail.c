// SPDX-License-Identifier: GPL-2.0
#include "fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINE_MAX_BYTES = 1024 };

/*
 * Arguments of the command line are quoted in messages: a newline in one must not make two lines.
 */
static void one_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

static void __attribute__((noreturn, format(printf, 2, 0)))
say_and_exit(int status, const char *format, va_list args)
{
	char line[LINE_MAX_BYTES];

	vsnprintf(line, sizeof(line), format, args);
	one_line(line);
	fprintf(stderr, "mipdiag: %s\n", line);
	exit(status);
}

void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_and_exit(EXIT_FAILURE, format, args);
}

void fail_bad_file(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_and_exit(EXIT_BAD_FILE, format, args);
}
