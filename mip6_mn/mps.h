/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_MPS_H
#define MIP6_MN_MPS_H

#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * struct mip6_mn_mps - mobile prefix solicitations
 * @asking: they are sent until they are answered
 * @id: identifier, the same until then
 * @tries: how many have left
 * @next: when to send the next
 * @delay_ms: interval until the one after that
 * @sent: when the last one left, whatever for; 0: never
 */
struct mip6_mn_mps {
	bool asking;
	u16 id;
	u8 tries;
	u64 next;
	u32 delay_ms;
	u64 sent;
};

/**
 * mip6_mn_mps_ask() - ask the home agent for the home prefixes, unless that is being done
 * @home: home address
 * @now: time
 */
void mip6_mn_mps_ask(struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_mps_step() - send what is due
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 *
 * Context: process.
 * Return: when to come again.
 */
u64 mip6_mn_mps_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_mps_answered() - whether an advertisement is the answer
 * @home: home address
 * @id: its identifier
 *
 * Return: true if it is; there will be no other.
 */
bool mip6_mn_mps_answered(struct mip6_mn_home *home, u16 id);

#endif
