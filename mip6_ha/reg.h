/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_REG_H
#define MIP6_HA_REG_H

#include <linux/in6.h>
#include <linux/types.h>

#include <mip6/bcache.h>

struct mip6_dev_binding;
struct mip6_ha;
struct mip6_ha_guard;
struct mip6_mh_msg;
struct net;

/**
 * struct mip6_ha_request - what a binding update asks for
 * @b: the binding to be; @b.ifindex and @b.lifetime as far as they are known
 * @peer: on-wire source, to which the answer goes
 * @ifindex: interface that it came by
 * @units: lifetime asked for, units of 4 s
 * @deletes: it ends the binding
 * @is_virtual: the home link is a virtual one
 * @restored: it was accepted before, saved and put back: no update has come
 * @proved: it came by IPsec
 * @stamped: there is a time stamp in the answer
 * @spi: of the key that it was signed with, and the answer is to be; 0: none
 * @stamp: the time stamp
 */
struct mip6_ha_request {
	struct mip6_binding b;
	struct in6_addr peer;
	int ifindex;
	u16 units;
	bool deletes;
	bool is_virtual;
	bool restored;
	bool proved;
	bool stamped;
	u32 spi;
	u64 stamp;
};

/**
 * mip6_ha_reg_rcv() - receive a message
 * @net: network namespace
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 * Return: true if it was a home registration, or one that goes against a home registration.
 */
bool mip6_ha_reg_rcv(struct net *net, const struct mip6_mh_msg *msg);

/**
 * mip6_ha_reg_keymgm() - whether the key manager follows a mobile node
 * @ha: the home agent
 * @b: its binding
 *
 * Context: any.
 * Return: true if the mobile node wants that (the K bit), and whoever has set us up says so.
 */
bool mip6_ha_reg_keymgm(struct mip6_ha *ha, const struct mip6_binding *b);

/**
 * mip6_ha_reg_restore() - put a registration back that was saved
 * @ha: the home agent
 * @saved: the registration; its status is set
 *
 * Context: process, RCU read side.
 */
void mip6_ha_reg_restore(struct mip6_ha *ha, struct mip6_dev_binding *saved);

/**
 * mip6_ha_reg_unbind() - end a registration
 * @ha: the home agent
 * @b: home address and sequence number are those of the registration; set to what it says
 *
 * Context: process, RCU read side.
 * Return: 0; -ENOENT if there is none, or if it has another number.
 */
int mip6_ha_reg_unbind(struct mip6_ha *ha, struct mip6_binding *b);

/**
 * mip6_ha_reg_probed() - duplicate address detection found nobody
 * @ha: the home agent
 * @guard: guard of the home address
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_reg_probed(struct mip6_ha *ha, struct mip6_ha_guard *guard);

/**
 * mip6_ha_reg_conflict() - duplicate address detection found another node
 * @ha: the home agent
 * @guard: guard of the home address
 *
 * Context: softirq, RCU read side.
 */
void mip6_ha_reg_conflict(struct mip6_ha *ha, struct mip6_ha_guard *guard);

/**
 * mip6_ha_reg_ended() - a home registration expired
 * @net: network namespace
 * @b: the binding
 *
 * Context: process, RCU read side.
 */
void mip6_ha_reg_ended(struct net *net, const struct mip6_binding *b);

#endif
