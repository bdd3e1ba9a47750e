/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_FILE_H
#define MIPDIAG_FILE_H

#include <stdio.h>

struct stat;

/**
 * file_open() - open a file that a person has written, or fail
 * @path: its path
 * @about: set to what it is, unless NULL
 *
 * A pipe is not waited for but refused: nobody may ever write to it.
 *
 * Return: the file, to be read and closed.
 */
FILE *file_open(const char *path, struct stat *about);

#endif
