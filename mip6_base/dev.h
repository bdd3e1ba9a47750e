/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_DEV_H
#define MIP6_BASE_DEV_H

/**
 * mip6_dev_init() - make /dev/mipv6_dev
 *
 * Return: 0 or a negative errno.
 */
int mip6_dev_init(void);

/**
 * mip6_dev_exit() - the reverse; no file is open any more
 */
void mip6_dev_exit(void);

#endif
