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
 * If the interface is down while we are away, the tunnel device has it. Lifetimes are those that the
 * home agent tells (RFC 6275 11.4.3). While it is looked whether another node has it, and when it is
 * not valid any more, it is left alone.
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
 * mip6_mn_hoa_probe() - have the stack look whether another node has a home address
 * @mn: the mobile node; its lock is held
 * @home: the home address, withdrawn before
 * @flags: set to its flags, IFA_F_*: tentative at first
 *
 * Context: kernel thread.
 * Return: 0 or a negative errno.
 */
int mip6_mn_hoa_probe(struct mip6_mn *mn, struct mip6_mn_home *home, u32 *flags);

/**
 * mip6_mn_hoa_withdraw() - have a home address on no interface
 * @mn: the mobile node; its lock is held
 * @home: the home address; its duplicate address detection or its end has begun
 *
 * Context: kernel thread.
 */
void mip6_mn_hoa_withdraw(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_hoa_valid() - how long a home address is still valid
 * @mn: the mobile node; its lock is held
 * @home: the home address
 *
 * What is told by its interface, or by the home agent, if that is less.
 *
 * Return: seconds, U32_MAX: for ever.
 */
u32 mip6_mn_hoa_valid(struct mip6_mn *mn, const struct mip6_mn_home *home);

#endif
