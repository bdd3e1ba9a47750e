/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_BCACHE_H
#define MIPDIAG_BCACHE_H

struct filter;

/**
 * bcache_delete() - end bindings
 * @fd: the device
 * @filter: which; if it is for a single address there must be one
 *
 * What is bound anew meanwhile is not touched.
 */
void bcache_delete(int fd, const struct filter *filter);

#endif
