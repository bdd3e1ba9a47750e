/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_MPA_H
#define MIP6_HA_MPA_H

#include <linux/timer.h>
#include <linux/types.h>

struct mip6_ha;
struct mip6_ha_guard;
struct sk_buff;

/**
 * struct mip6_ha_mpa - what a mobile node is told of home network prefixes unasked
 * @timer: sends the next advertisement
 * @sent: advertisements that went since the mobile node was heard from; 0: the next one is no
 *	retransmission
 *
 * Part of a guard, and under the lock of the guards.
 */
struct mip6_ha_mpa {
	struct timer_list timer;
	u8 sent;
};

/**
 * mip6_ha_mpa_rcv() - receive a mobile prefix solicitation
 * @ha: the home agent
 * @skb: the packet; such a message follows the IPv6 header. Its source is the home address, a home
 *	address option is taken out already
 *
 * Warning: may move packet data.
 *
 * Context: softirq, RCU read side.
 * Return: true if it was for us and is done with.
 */
bool mip6_ha_mpa_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_mpa_heard() - a binding update or a solicitation came from a mobile node
 * @guard: its guard
 *
 * That acknowledges advertisements (10.6.3). Another one is scheduled if none is.
 *
 * Context: any, under the lock of the guards.
 */
void mip6_ha_mpa_heard(struct mip6_ha_guard *guard);

/**
 * mip6_ha_mpa_changed() - there is news about the prefixes of some home link
 * @ha: the home agent
 *
 * Context: any.
 */
void mip6_ha_mpa_changed(struct mip6_ha *ha);

/**
 * mip6_ha_mpa_post() - make a guard's part ready
 * @guard: the guard, not visible yet
 */
void mip6_ha_mpa_post(struct mip6_ha_guard *guard);

/**
 * mip6_ha_mpa_withdraw() - nothing more is sent for a guard
 * @guard: the guard, which is gone
 *
 * Context: process.
 */
void mip6_ha_mpa_withdraw(struct mip6_ha_guard *guard);

/**
 * mip6_ha_mpa_init() - start
 * @ha: the home agent
 */
void mip6_ha_mpa_init(struct mip6_ha *ha);

/**
 * mip6_ha_mpa_exit() - stop spreading news
 * @ha: the home agent, not visible any more
 *
 * Context: process.
 */
void mip6_ha_mpa_exit(struct mip6_ha *ha);

#endif
