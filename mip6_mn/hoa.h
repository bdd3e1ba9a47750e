/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HOA_H
#define MIP6_MN_HOA_H

#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * mip6_mn_hoa_hold() - have a home address on its interface as it must be now
 * @mn: the mobile node; its lock is held
 * @home: the home address
 *
 * It is preferred as a source and never probed for; while we are away its prefix is not on-link.
 * If the interface is down while we are away, the tunnel device has it.
 *
 * Context: kernel thread.
 * Return: 0 or a negative errno.
 */
int mip6_mn_hoa_hold(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_hoa_release() - leave a home address as it was before
 * @mn: the mobile node; its lock is held
 * @home: the home address
 *
 * Context: kernel thread.
 */
void mip6_mn_hoa_release(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_hoa_delivered() - whether the stack takes packets for a home address
 * @mn: the mobile node; its lock is held
 * @home: the home address
 *
 * It does so a moment after the address is on an interface.
 *
 * Context: kernel thread.
 * Return: true if it does.
 */
bool mip6_mn_hoa_delivered(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_hoa_valid() - how long a home address is still valid
 * @mn: the mobile node; its lock is held
 * @home: the home address
 *
 * Return: seconds, U32_MAX: for ever.
 */
u32 mip6_mn_hoa_valid(struct mip6_mn *mn, const struct mip6_mn_home *home);

#endif
