/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HOME_H
#define MIP6_MN_HOME_H

#include "bul.h"
#include "dhaad.h"
#include "sign.h"

#include <linux/if.h>
#include <linux/in6.h>
#include <linux/list.h>
#include <linux/types.h>

struct mip6_dev_home;
struct mip6_mn;
struct mip6_mn_event;

enum {
	MIP6_MN_HOMES_MAX	= 16,
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
 * struct mip6_mn_home - a home address
 * @list: in the mobile node's list, under its lock
 * @hoa: the address
 * @plen: length of the home prefix
 * @ifname: home interface
 * @agent: home agent, or the unspecified address as long as none was discovered
 * @configured: as it was configured; the unspecified address: to be discovered
 * @at: MIP6_AT_*
 * @at_since: since when
 * @returning: on the home link again, but not de-registered yet
 * @stranded: there was no care-of address, or no way from it, when it was last looked for one
 * @adopted: the address was seen on its interface, or put there
 * @created: it was put there by us
 * @kept_flags: IFA_F_* that it had before
 * @err: why it could not be put on its interface
 * @agent_seen: the home agent's link-layer address is known to the stack (11.5.5)
 * @seeks: solicitations sent to find it
 * @seek_at: when to send the next
 * @announces: advertisements that are still to be sent after the return
 * @announce_at: when to send the next
 * @renewed: when an error last made us register
 * @recent: care-of addresses left a moment ago
 * @bul: registration
 * @stamps: time stamps for its home agent
 * @dhaad: discovery of home agents
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
	bool returning;
	bool stranded;
	bool adopted;
	bool created;
	u32 kept_flags;
	int err;
	bool agent_seen;
	u8 seeks;
	u64 seek_at;
	u8 announces;
	u64 announce_at;
	u64 renewed;
	struct mip6_mn_recent recent[MIP6_MN_RECENT_MAX];
	struct mip6_mn_bul bul;
	struct mip6_mn_stamps stamps;
	struct mip6_mn_dhaad dhaad;
};

/**
 * mip6_mn_home_set() - have a home address, or change its home agent
 * @mn: the mobile node; its lock is held
 * @req: what was asked for
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_home_set(struct mip6_mn *mn, const struct mip6_dev_home *req);

/**
 * mip6_mn_home_find() - find a home address
 * @mn: the mobile node; its lock is held
 * @hoa: the address
 *
 * Return: the home address, or NULL.
 */
struct mip6_mn_home *mip6_mn_home_find(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_home_ifindex() - the home interface
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * Return: its number, 0 if it is not there.
 */
int mip6_mn_home_ifindex(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_home_error() - what became of a home address that was set
 * @mn: the mobile node; its lock is held
 * @hoa: the home address; if there is an error it is forgotten
 *
 * Return: 0, or why it could not be put on its interface.
 */
int mip6_mn_home_error(struct mip6_mn *mn, const struct in6_addr *hoa);

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

/**
 * mip6_mn_home_undo_all() - put everything back and forget all home addresses
 * @mn: the mobile node; its lock is held
 *
 * Context: kernel thread.
 */
void mip6_mn_home_undo_all(struct mip6_mn *mn);

/**
 * mip6_mn_home_free_all() - forget all home addresses
 * @mn: the mobile node, which has stopped
 */
void mip6_mn_home_free_all(struct mip6_mn *mn);

#endif
