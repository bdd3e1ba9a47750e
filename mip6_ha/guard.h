/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_GUARD_H
#define MIP6_HA_GUARD_H

#include "reg.h"

#include <linux/in6.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>
#include <linux/spinlock_types.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct mip6_ha;

enum {
	MIP6_HA_MAX_PROBING	= 256,	/* home addresses in duplicate address detection */
};

/**
 * enum mip6_ha_guard_state - what is done for a home address
 * @MIP6_HA_GUARD_NEW: duplicate address detection is about to begin
 * @MIP6_HA_GUARD_PROBING: it runs
 * @MIP6_HA_GUARD_ACTIVE: the address is registered and defended
 * @MIP6_HA_GUARD_GONE: nothing any more; out of the tables, waits to be freed
 */
enum mip6_ha_guard_state {
	MIP6_HA_GUARD_NEW,
	MIP6_HA_GUARD_PROBING,
	MIP6_HA_GUARD_ACTIVE,
	MIP6_HA_GUARD_GONE,
};

/**
 * struct mip6_ha_guard - stands on the home link for a mobile node that is away
 * @by_hoa: in the table by home address
 * @by_ll: in the table by link-local address
 * @all: in the list of all
 * @todo: in the list of those that the work has to look after
 * @ha: its home agent, which outlives it
 * @hoa: home address
 * @ll: link-local address with the interface identifier of the home address
 * @ifindex: home link
 * @req: the last registration, or while @state is NEW or PROBING the one that waits
 * @timer: ends duplicate address detection; then repeats advertisements
 * @state: enum mip6_ha_guard_state
 * @announce: advertisements to go
 * @claimed: it is defended and bound while duplicate address detection runs
 * @last: sequence number that was remembered when it was claimed
 * @has_last: there was one
 * @unplugged: the home link is not ours for the moment
 * @joined: groups that were joined, for the work alone
 * @rcu: frees it
 *
 * @req, @state and what follows from it change under the lock of struct mip6_ha_guards. Only the
 * work frees a guard that it has ever had in its list, so that it may keep using one that it took
 * from there.
 */
struct mip6_ha_guard {
	struct rhlist_head by_hoa;
	struct rhlist_head by_ll;
	struct list_head all;
	struct list_head todo;
	struct mip6_ha *ha;
	struct in6_addr hoa;
	struct in6_addr ll;
	int ifindex;
	struct mip6_ha_request req;
	struct timer_list timer;
	u8 state;
	u8 announce;
	u16 last;
	bool has_last;
	bool claimed;
	bool unplugged;
	u8 joined;
	struct rcu_head rcu;
};

/**
 * struct mip6_ha_guards - all guards of a home agent
 * @lock: taken to change anything here, and for the decision on a registration as a whole; the
 *	lock of the binding cache nests inside
 * @closing: the role is being stopped: nothing new, no work queued
 * @count: guards in the tables
 * @probing: those of them that are NEW or PROBING
 * @all: all of them
 * @todo: those that @work has to look after
 * @work: what needs process context: groups, freeing
 * @by_hoa: guards by home address; read under RCU
 * @by_ll: guards by link-local address; read under RCU
 */
struct mip6_ha_guards {
	spinlock_t lock;
	bool closing;
	unsigned int count;
	unsigned int probing;
	struct list_head all;
	struct list_head todo;
	struct delayed_work work;
	struct rhltable by_hoa;
	struct rhltable by_ll;
};

/**
 * mip6_ha_guard_find() - find the guard of a home address
 * @ha: the home agent
 * @hoa: home address
 *
 * Context: any, RCU read side.
 * Return: the guard, or NULL.
 */
struct mip6_ha_guard *mip6_ha_guard_find(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_guard_find_target() - find the guard for the target of a solicitation
 * @ha: the home agent
 * @ifindex: link that it came by
 * @target: home address, or the link-local address of a mobile node that asked to have it guarded
 *
 * Context: softirq, RCU read side.
 * Return: the guard, or NULL.
 */
struct mip6_ha_guard *mip6_ha_guard_find_target(struct mip6_ha *ha, int ifindex,
						const struct in6_addr *target);

/**
 * mip6_ha_guard_ll() - the link-local address that goes with a home address
 * @hoa: home address
 *
 * Return: that with the same interface identifier.
 */
struct in6_addr mip6_ha_guard_ll(const struct in6_addr *hoa);

/**
 * mip6_ha_guard_defends() - whether the home link is to be told that the address is ours
 * @guard: the guard
 *
 * Context: any, RCU read side.
 * Return: true if it is registered, or claimed, and its home link is one.
 */
bool mip6_ha_guard_defends(const struct mip6_ha_guard *guard);

/**
 * mip6_ha_guard_fits() - whether a guard stands where a registration wants one
 * @guard: the guard
 * @req: the registration
 *
 * Context: any, under the lock.
 * Return: true if it does.
 */
bool mip6_ha_guard_fits(const struct mip6_ha_guard *guard, const struct mip6_ha_request *req);

/**
 * mip6_ha_guard_probe() - have a home address probed before it is registered
 * @ha: the home agent
 * @guard: its guard if there is one in that state already: the newer request takes the older's
 *	place
 * @req: the request, which is kept; mip6_ha_reg_probed() or mip6_ha_reg_conflict() come to it
 * @claim: announce and defend the address meanwhile
 *
 * Context: softirq, RCU read side, under the lock.
 * Return: 0; -ENOSPC if too many are being probed; -ENOMEM.
 */
int mip6_ha_guard_probe(struct mip6_ha *ha, struct mip6_ha_guard *guard,
			const struct mip6_ha_request *req, bool claim);

/**
 * mip6_ha_guard_take() - guard a home address whose registration goes on
 * @ha: the home agent
 * @guard: its guard so far, on another link; NULL if it has none
 * @req: the registration
 *
 * Context: softirq, RCU read side, under the lock.
 * Return: 0; -ENOMEM: then nothing has changed.
 */
int mip6_ha_guard_take(struct mip6_ha *ha, struct mip6_ha_guard *guard,
		       const struct mip6_ha_request *req);

/**
 * mip6_ha_guard_accept() - a registration was accepted, on a home link that is there
 * @guard: guard of its home address
 * @req: the registration
 * @announce: tell the home link
 *
 * Context: softirq, RCU read side, under the lock.
 */
void mip6_ha_guard_accept(struct mip6_ha_guard *guard, const struct mip6_ha_request *req,
			  bool announce);

/**
 * mip6_ha_guard_end() - stop guarding
 * @guard: the guard; not to be used any more
 *
 * Context: any with bottom halves off, under the lock.
 */
void mip6_ha_guard_end(struct mip6_ha_guard *guard);

/**
 * mip6_ha_guard_plug() - the home link is there, or not for the moment
 * @guard: the guard of a registered address
 * @there: it is
 *
 * Context: any with bottom halves off, under the lock.
 */
void mip6_ha_guard_plug(struct mip6_ha_guard *guard, bool there);

/**
 * mip6_ha_guards_init() - start without any
 * @ha: the home agent
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int mip6_ha_guards_init(struct mip6_ha *ha);

/**
 * mip6_ha_guards_free() - the reverse
 * @ha: the home agent, which has no guards
 *
 * Context: process.
 */
void mip6_ha_guards_free(struct mip6_ha *ha);

/**
 * mip6_ha_guards_close() - let nothing new begin
 * @ha: the home agent
 *
 * Context: process.
 */
void mip6_ha_guards_close(struct mip6_ha *ha);

/**
 * mip6_ha_guards_exit() - end all, leave their groups, free them
 * @ha: the home agent; mip6_ha_guards_close() was called
 *
 * Context: process; takes the rtnl lock.
 */
void mip6_ha_guards_exit(struct mip6_ha *ha);

#endif
