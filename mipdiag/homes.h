/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The home addresses of a mobile node.
 */
#ifndef MIPDIAG_HOMES_H
#define MIPDIAG_HOMES_H

struct options;

/**
 * homes_change() - delete and set the home addresses that are to be; fails with a reason
 * @fd: the device
 * @options: what is asked for
 */
void homes_change(int fd, const struct options *options);

#endif
