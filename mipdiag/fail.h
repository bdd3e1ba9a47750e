/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_FAIL_H
#define MIPDIAG_FAIL_H

/**
 * fail() - say in one line on stderr what went wrong, and exit
 * @format: as for printf(), without a name in front or a newline at the end
 *
 * Return: never; the exit status is 1.
 */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
