/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A home agent's bindings, into a file and back.
 */
#ifndef MIPDIAG_SAVED_H
#define MIPDIAG_SAVED_H

#include <stdbool.h>

struct bindfile;

/**
 * saved_write() - save the home registrations
 * @fd: the device
 * @path: the file
 * @hold: no more are accepted from then on, until the device is closed
 */
void saved_write(int fd, const char *path, bool hold);

/**
 * saved_restore() - put home registrations back, and show what became of them
 * @fd: the device
 * @file: what was read; its bindings are changed
 * @waiting_path: a file for those that wait for their home link, not written if there are none; or
 *	NULL
 * @json: as JSON, otherwise as text
 *
 * Return: false if the kernel refused any for another reason than that they wait.
 */
bool saved_restore(int fd, struct bindfile *file, const char *waiting_path, bool json);

#endif
