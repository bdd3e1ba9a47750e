/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ROLE_H
#define MIP6_MN_ROLE_H

/**
 * mip6_mn_role_init() - have room for a mobile node in every namespace
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_role_init(void);

/**
 * mip6_mn_role_exit() - the reverse
 *
 * Context: process.
 */
void mip6_mn_role_exit(void);

/**
 * mip6_mn_role_register() - offer the role
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_role_register(void);

/**
 * mip6_mn_role_unregister() - take it back; no namespace is a mobile node any more
 *
 * Context: process.
 */
void mip6_mn_role_unregister(void);

#endif
