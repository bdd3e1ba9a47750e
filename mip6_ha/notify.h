/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_NOTIFY_H
#define MIP6_HA_NOTIFY_H

/**
 * mip6_ha_notify_init() - hear of addresses, by which links become home links, and of IPv6 on these
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_ha_notify_init(void);

/**
 * mip6_ha_notify_exit() - the reverse
 *
 * Context: process.
 */
void mip6_ha_notify_exit(void);

#endif
