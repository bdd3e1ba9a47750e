/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_DHAAD_H
#define MIP6_MN_DHAAD_H

#include "events.h"

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_coa;
struct mip6_mn_home;

/**
 * struct mip6_mn_dhaad - discovery of home agents
 * @asking: a request has been sent and not been answered
 * @coa: care-of address that it was sent from
 * @id: its identifier
 * @requests: how many were sent
 * @next: when to send the next; MIP6_MN_NEVER: no more of them
 * @delay_ms: interval until the one after that
 * @count: home agents in @agents
 * @used: number of the one in use
 * @agents: home agents that were found, best first
 */
struct mip6_mn_dhaad {
	bool asking;
	struct in6_addr coa;
	u16 id;
	u8 requests;
	u64 next;
	u32 delay_ms;
	u8 count;
	u8 used;
	struct in6_addr agents[MIP6_MN_AGENTS_MAX];
};

/**
 * mip6_mn_dhaad_step() - ask for home agents
 * @mn: the mobile node; its lock is held
 * @home: home address that has none
 * @coa: care-of address
 * @now: time
 *
 * Context: process.
 * Return: when to come again.
 */
u64 mip6_mn_dhaad_step(struct mip6_mn *mn, struct mip6_mn_home *home,
		       const struct mip6_mn_coa *coa, u64 now);

/**
 * mip6_mn_dhaad_reply() - take a reply
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @coa: address that it came to
 * @agents: the reply
 */
void mip6_mn_dhaad_reply(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct in6_addr *coa, const struct mip6_mn_agents *agents);

/**
 * mip6_mn_dhaad_next_agent() - give up a discovered home agent
 * @home: home address
 *
 * Return: true if its home agent is another one now; false if there is no other.
 */
bool mip6_mn_dhaad_next_agent(struct mip6_mn_home *home);

/**
 * mip6_mn_dhaad_restart() - ask again for home agents, but not at once
 * @home: home address; its home agent becomes unknown
 * @now: time
 */
void mip6_mn_dhaad_restart(struct mip6_mn_home *home, u64 now);

#endif
