/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MH_IN_H
#define MIP6_MH_IN_H

/**
 * mip6_mh_in_init() - receive Mobility Headers in every namespace
 *
 * Return: 0 or -EAGAIN if somebody else does.
 */
int mip6_mh_in_init(void);

/**
 * mip6_mh_in_exit() - the reverse; waits until no message is being looked at
 */
void mip6_mh_in_exit(void);

#endif
