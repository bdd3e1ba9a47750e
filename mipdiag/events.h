/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_EVENTS_H
#define MIPDIAG_EVENTS_H

#include <stdbool.h>

struct mip6_dev_event;

/**
 * events_show() - print what happened, a line
 * @event: what
 * @json: as JSON, otherwise as text
 */
void events_show(const struct mip6_dev_event *event, bool json);

#endif
