/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_WATCH_H
#define MIPDIAG_WATCH_H

#include <stdbool.h>

/**
 * watch_show() - print what happens, until SIGINT or SIGTERM comes
 * @fd: the device, since device_watch()
 * @json: as JSON, otherwise as text
 */
void watch_show(int fd, bool json);

#endif
