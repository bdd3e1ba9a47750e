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

void fail(const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	one_line(line);
	fprintf(stderr, "mipdiag: %s\n", line);
	exit(EXIT_FAILURE);
}
