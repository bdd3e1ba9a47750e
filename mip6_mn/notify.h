/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_NOTIFY_H
#define MIP6_MN_NOTIFY_H

/**
 * mip6_mn_notify_init() - hear of interfaces, addresses and neighbours
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_notify_init(void);

/**
 * mip6_mn_notify_exit() - the reverse
 *
 * Context: process.
 */
void mip6_mn_notify_exit(void);

#endif
