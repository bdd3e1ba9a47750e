/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_FAIL_H
#define MIPDIAG_FAIL_H

/* Exit statuses beside EXIT_SUCCESS and EXIT_FAILURE. */
enum {
	EXIT_REFUSED	= 2,	/* the kernel refused some of what was to be restored */
	EXIT_BAD_FILE	= 3,	/* a file of saved bindings that never will be of use */
};

/**
 * fail() - say in one line on stderr what went wrong, and exit
 * @format: as for printf(), without a name in front or a newline at the end
 *
 * Return: never; the exit status is 1.
 */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/**
 * fail_bad_file() - the same for a file of saved bindings that never will be of use
 * @format: as for fail()
 *
 * Return: never; the exit status is EXIT_BAD_FILE.
 */
void fail_bad_file(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
