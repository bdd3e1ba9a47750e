/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_IFACE_H
#define MIP6_MN_IFACE_H

#include "handover.h"
#include "known.h"
#include "optimistic.h"
#include "router.h"

#include <linux/if.h>
#include <linux/in6.h>
#include <linux/list.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;
struct net;

enum {
	MIP6_MN_ADDRS_MAX	= 64,	/* addresses of an interface that are looked at */
	MIP6_MN_IFACES_MAX	= 32,
	/*
	 * So many solicitations in vain, over 3.75 s: there is no router that advertises. One that
	 * keeps to MIN_DELAY_BETWEEN_RAS may be silent for 3.5 s.
	 */
	MIP6_MN_SILENT_SOLICITS	= 5,
};

/**
 * struct mip6_mn_addr - an address of an interface
 * @addr: the address
 * @plen: length of its prefix
 * @proto: who made it, IFAPROT_*
 * @flags: IFA_F_*
 * @valid: remaining lifetime, seconds; U32_MAX: for ever
 * @preferred: likewise
 * @priority: metric of its prefix route, 0: default
 * @made: jiffies when it was made
 */
struct mip6_mn_addr {
	struct in6_addr addr;
	u8 plen;
	u8 proto;
	u32 flags;
	u32 valid;
	u32 preferred;
	u32 priority;
	unsigned long made;
};

/**
 * struct mip6_mn_iface - an interface that the mobile node moves with
 * @list: in the mobile node's list; changed under its lock and its facts lock
 * @name: its name; by this it is found again when it comes back
 * @preference: greater is better; 0: no care-of address is taken from it
 * @ifindex: its number, 0 if it is not there; written under the facts lock
 * @up: it is up and has a carrier
 * @down: when it was last seen down
 * @came: when it came up after that
 * @flaps: how often it came up, each time soon after the time before
 * @hold: until then another one is preferred, as it comes and goes
 * @carrier: how often its carrier changed, as last seen
 * @solicit_at: when to solicit routers next; MIP6_MN_NEVER: no need to
 * @solicit_since: when that began
 * @solicit_ms: interval until the solicitation after that
 * @solicited: solicitations that drew no answer
 * @probe_at: when to probe the router, or to give up; MIP6_MN_NEVER: not being probed
 * @probe_since: when that began
 * @probes: probes sent
 * @flapped: it was down or without carrier since it was last looked at (fact)
 * @fresh: nothing was heard from the current router since it came up: this may be another link
 *	(fact)
 * @failed: the stack could not reach the current router (fact)
 * @heard: when any router was last heard (fact)
 * @cur: current router (fact)
 * @cand: one that is heard too, to which to move if the current one is gone (fact)
 * @left: the one that was current before (fact)
 * @eager_at: no eager move before that
 * @eager_ms: from the next one of those to the one after it
 * @reused: when the router was first heard for which addresses were last put back; or never
 * @stopgap: metric of the route that was put back, until the stack has one of its own; 0: none
 * @lent: addresses were put back that the stack does not take for its own yet
 * @known: links that it was on (facts, and under the lock)
 * @optimistic: addresses that are used while it is not known yet that nobody else has them
 * @trace: what it has seen of the last movement
 *
 * Facts are written by whatever packet or event tells them, under the facts lock.
 */
struct mip6_mn_iface {
	struct list_head list;
	char name[IFNAMSIZ];
	u32 preference;
	int ifindex;
	bool up;
	u64 down;
	u64 came;
	u8 flaps;
	u64 hold;
	int carrier;
	u64 solicit_at;
	u64 solicit_since;
	u32 solicit_ms;
	u8 solicited;
	u64 probe_at;
	u64 probe_since;
	u8 probes;
	bool flapped;
	bool fresh;
	bool failed;
	u64 heard;
	struct mip6_mn_router cur;
	struct mip6_mn_router cand;
	struct mip6_mn_router left;
	u64 eager_at;
	u32 eager_ms;
	u64 reused;
	u32 stopgap;
	bool lent;
	struct mip6_mn_known known[MIP6_MN_KNOWN_MAX];
	struct mip6_mn_optimistic optimistic;
	struct mip6_mn_trace trace;
};

/**
 * struct mip6_mn_coa - a care-of address
 * @addr: the address
 * @ifindex: its interface
 * @valid: remaining lifetime, seconds
 * @ifname: name of the interface
 */
struct mip6_mn_coa {
	struct in6_addr addr;
	int ifindex;
	u32 valid;
	char ifname[IFNAMSIZ];
};

/**
 * mip6_mn_iface_find() - find an interface by name
 * @mn: the mobile node; its lock is held
 * @name: the name
 *
 * Return: the interface, or NULL.
 */
struct mip6_mn_iface *mip6_mn_iface_find(struct mip6_mn *mn, const char *name);

/**
 * mip6_mn_iface_by_index() - find an interface by number
 * @mn: the mobile node; its facts lock is held
 * @ifindex: the number
 *
 * Return: the interface, or NULL.
 */
struct mip6_mn_iface *mip6_mn_iface_by_index(struct mip6_mn *mn, int ifindex);

/**
 * mip6_mn_iface_add() - move with an interface
 * @mn: the mobile node; its lock is held
 * @name: its name
 * @preference: greater is better
 *
 * Context: process.
 * Return: the interface, new or not; or an ERR_PTR: -ENODEV if there is none of that name,
 * -EADDRNOTAVAIL if it is one that leads nowhere, -ENOSPC, -ENOMEM.
 */
struct mip6_mn_iface *mip6_mn_iface_add(struct mip6_mn *mn, const char *name, u32 preference);

/**
 * mip6_mn_iface_free_all() - forget all interfaces
 * @mn: the mobile node, which has stopped
 */
void mip6_mn_iface_free_all(struct mip6_mn *mn);

/**
 * mip6_mn_iface_look() - see whether an interface is there and up
 * @mn: the mobile node; its lock is held
 * @ifc: the interface
 */
void mip6_mn_iface_look(struct mip6_mn *mn, struct mip6_mn_iface *ifc);

/**
 * mip6_mn_iface_held() - whether an interface is not to be moved to
 * @ifc: the interface
 * @now: time
 *
 * Return: true while it comes and goes: then a care-of address on another one is better.
 */
static inline bool mip6_mn_iface_held(const struct mip6_mn_iface *ifc, u64 now)
{
	return now < ifc->hold;
}

/**
 * mip6_mn_iface_addrs() - list the addresses of an interface
 * @mn: the mobile node; its lock is held
 * @ifindex: the interface
 * @addrs: set to them; valid until the next call
 *
 * Return: how many.
 */
unsigned int mip6_mn_iface_addrs(struct mip6_mn *mn, int ifindex,
				 const struct mip6_mn_addr **addrs);

/**
 * mip6_mn_iface_valid() - how long an address is still valid
 * @mn: the mobile node; its lock is held
 * @ifindex: its interface
 * @addr: the address
 *
 * Return: seconds, U32_MAX: for ever, or it is not there.
 */
u32 mip6_mn_iface_valid(struct mip6_mn *mn, int ifindex, const struct in6_addr *addr);

/**
 * mip6_mn_iface_reaches() - whether an address is of any use
 * @mn: the mobile node; its lock is held
 * @ifindex: its interface
 * @addr: the address
 *
 * Return: true if it is there, and the interface is one that is up.
 */
bool mip6_mn_iface_reaches(struct mip6_mn *mn, int ifindex, const struct in6_addr *addr);

/**
 * mip6_mn_iface_speaker() - an address to speak to neighbours from
 * @net: network namespace
 * @ifindex: interface
 * @addr: set to a link-local address that can be used, or to the unspecified address
 * @optimistic: set to whether duplicate address detection for it still runs (RFC 4429)
 *
 * Context: any.
 * Return: true if there is one.
 */
bool mip6_mn_iface_speaker(struct net *net, int ifindex, struct in6_addr *addr, bool *optimistic);

/**
 * mip6_mn_iface_linklocal() - the link-local address of an interface
 * @net: network namespace
 * @ifindex: interface
 * @addr: set to one that is known to be ours alone, else it is of no meaning
 *
 * Context: any.
 * Return: true if there is one.
 */
bool mip6_mn_iface_linklocal(struct net *net, int ifindex, struct in6_addr *addr);

/**
 * mip6_mn_iface_leads() - whether a route leads out of an interface to an address
 * @net: network namespace
 * @ifindex: the interface
 * @addr: the address
 * @flags: RTF_* that the route must have
 *
 * Context: any.
 * Return: true if there is one.
 */
bool mip6_mn_iface_leads(struct net *net, int ifindex, const struct in6_addr *addr, u32 flags);

/**
 * mip6_mn_iface_offer() - the care-of address that an interface has to offer
 * @mn: the mobile node; its lock is held
 * @ifc: the interface
 * @home: home address that it is for
 * @now: time
 * @out: set to it
 *
 * Return: true if there is one.
 */
bool mip6_mn_iface_offer(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
			 const struct mip6_mn_home *home, u64 now, struct mip6_mn_coa *out);

/**
 * mip6_mn_iface_coa() - choose a care-of address
 * @mn: the mobile node; its lock is held
 * @home: home address that it is for
 * @now: time
 * @out: set to it
 * @next: lowered to when to ask again, if an address is on its way
 *
 * By preference of the interface, then there where we are. One that comes and goes is the last choice,
 * but is not left for that.
 *
 * Return: true if there is one.
 */
bool mip6_mn_iface_coa(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now,
		       struct mip6_mn_coa *out, u64 *next);

#endif
