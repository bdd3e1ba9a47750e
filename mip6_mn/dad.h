/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_DAD_H
#define MIP6_MN_DAD_H

#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * enum mip6_mn_dad_phase - where duplicate address detection of a home address stands
 * @MIP6_MN_DAD_NONE: nothing is to be detected
 * @MIP6_MN_DAD_RUNNING: the stack is at it
 * @MIP6_MN_DAD_DUPLICATE: another node has the address: we do not for the time being
 */
enum mip6_mn_dad_phase {
	MIP6_MN_DAD_NONE,
	MIP6_MN_DAD_RUNNING,
	MIP6_MN_DAD_DUPLICATE,
};

/**
 * enum mip6_mn_dad_result - what came of it
 * @MIP6_MN_DAD_BUSY: nothing yet
 * @MIP6_MN_DAD_FREE: nobody else has the address
 * @MIP6_MN_DAD_AGAIN: somebody else had it a while ago: de-register and look again
 */
enum mip6_mn_dad_result {
	MIP6_MN_DAD_BUSY,
	MIP6_MN_DAD_FREE,
	MIP6_MN_DAD_AGAIN,
};

/**
 * struct mip6_mn_dad - duplicate address detection of a home address
 * @phase: where it stands
 * @at: when to look again, if there was a duplicate
 * @asked_agent: the home agent was asked to let go of the address since
 */
struct mip6_mn_dad {
	enum mip6_mn_dad_phase phase;
	u64 at;
	bool asked_agent;
};

/**
 * mip6_mn_dad_begin() - begin to look whether another node has a home address
 * @mn: the mobile node; its lock is held
 * @home: home address, on its home link; its registration is over
 * @now: time
 *
 * Context: kernel thread.
 */
void mip6_mn_dad_begin(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_dad_step() - see what the stack has found
 * @mn: the mobile node; its lock is held
 * @home: home address, of which detection has begun
 * @now: time
 * @next: if that is BUSY: set to when to come again
 *
 * Context: kernel thread.
 * Return: what came of it; detection is over if it is not BUSY.
 */
enum mip6_mn_dad_result mip6_mn_dad_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now,
					 u64 *next);

/**
 * mip6_mn_dad_stop() - give detection up: we have left the home link
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * Context: kernel thread.
 */
void mip6_mn_dad_stop(struct mip6_mn *mn, struct mip6_mn_home *home);

#endif
