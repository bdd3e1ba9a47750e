/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HOME_H
#define MIP6_MN_HOME_H

#include "bul.h"
#include "dad.h"
#include "dhaad.h"
#include "mps.h"
#include "prefix.h"
#include "route.h"
#include "rtnl.h"
#include "sign.h"

#include <linux/if.h>
#include <linux/in6.h>
#include <linux/list.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_event;

enum {
	MIP6_MN_RECENT_MAX	= 3,	/* care-of addresses that packets may still come to */
};

/**
 * struct mip6_mn_recent - a care-of address that was left
 * @coa: the address
 * @until: packets to it are taken until then
 */
struct mip6_mn_recent {
	struct in6_addr coa;
	u64 until;
};

/**
 * struct mip6_mn_taken - what a home address had when it was taken off its interface
 * @valid: until when it was valid, MIP6_MN_NEVER: for ever; 0: it was not taken off
 * @preferred: likewise
 * @priority: metric of its prefix route
 * @proto: IFAPROT_*
 */
struct mip6_mn_taken {
	u64 valid;
	u64 preferred;
	u32 priority;
	u8 proto;
};

/**
 * struct mip6_mn_home - a home address
 * @list: in the mobile node's list, under its lock
 * @hoa: the address
 * @plen: length of the home prefix
 * @ifname: home interface
 * @agent: home agent, or the unspecified address as long as none was discovered
 * @configured: as it was configured; the unspecified address: to be discovered
 * @at: MIP6_AT_*
 * @at_since: since when
 * @was_home: at home, until it left for the care-of address that is looked for
 * @returning: on the home link again, but not de-registered yet
 * @stranded: there was no care-of address, or no way from it, when it was last looked for one
 * @adopted: the address was seen on its interface, or put there
 * @created: it was put there by us
 * @kept_flags: IFA_F_* that it had before
 * @kept_forever: it had no end before
 * @aged: its end is what the home agent told
 * @taken: how it was when it was taken off its interface for a while
 * @unkeyed: it was said that there is no key for the address that it is to become
 * @err: why it could not be put on its interface
 * @leaving: it is to go
 * @doubted: it was not valid any more, and nobody has acknowledged it since
 * @formed: nobody asked for it: it was formed because the home network has another prefix
 * @routed: routes into the tunnel that it has
 * @agent_route: the one that key managers go by, of length 0 if there is none
 * @agent_seen: the home agent's link-layer address is known to the stack (11.5.5)
 * @seeks: solicitations sent to find it
 * @seek_at: when to send the next
 * @announces: advertisements that are still to be sent after the return
 * @announce_at: when to send the next
 * @renewed: when an error last made us register
 * @untrusted: when an acknowledgement last came that was not signed with our key (fact)
 * @recent: care-of addresses left a moment ago
 * @bul: registration
 * @stamps: time stamps for its home agent
 * @dhaad: discovery of home agents
 * @mps: questions for home prefixes
 * @prefixes: home prefixes
 * @dad: duplicate address detection, back home
 */
struct mip6_mn_home {
	struct list_head list;
	struct in6_addr hoa;
	u8 plen;
	char ifname[IFNAMSIZ];
	struct in6_addr agent;
	struct in6_addr configured;
	u8 at;
	u64 at_since;
	bool was_home;
	bool returning;
	bool stranded;
	bool adopted;
	bool created;
	u32 kept_flags;
	bool kept_forever;
	bool aged;
	struct mip6_mn_taken taken;
	bool unkeyed;
	int err;
	bool leaving;
	bool formed;
	bool doubted;
	enum mip6_mn_routed routed;
	struct mip6_mn_rtnl_route agent_route;
	bool agent_seen;
	u8 seeks;
	u64 seek_at;
	u8 announces;
	u64 announce_at;
	u64 renewed;
	u64 untrusted;
	struct mip6_mn_recent recent[MIP6_MN_RECENT_MAX];
	struct mip6_mn_bul bul;
	struct mip6_mn_stamps stamps;
	struct mip6_mn_dhaad dhaad;
	struct mip6_mn_mps mps;
	struct mip6_mn_prefixes prefixes;
	struct mip6_mn_dad dad;
};

/**
 * mip6_mn_home_ifindex() - the home interface
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * Return: its number, 0 if it is not there.
 */
int mip6_mn_home_ifindex(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_home_step() - decide where a home address is, and do what follows
 * @mn: the mobile node; its lock is held
 * @home: the home address
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_home_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_home_event() - take what a message said
 * @mn: the mobile node; its lock is held
 * @ev: the event
 * @now: time
 *
 * Context: kernel thread.
 */
void mip6_mn_home_event(struct mip6_mn *mn, const struct mip6_mn_event *ev, u64 now);

#endif
