/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_DHAAD_H
#define MIP6_HA_DHAAD_H

#include "agents.h"

#include <linux/workqueue.h>

struct mip6_ha;
struct sk_buff;

/**
 * struct mip6_ha_dhaad - home agent address discovery
 * @work: keeps @links up to date
 * @links: home links whose group for the anycast addresses was joined, for @work alone
 * @count: how many
 */
struct mip6_ha_dhaad {
	struct delayed_work work;
	int links[MIP6_HA_MAX_LINKS];
	unsigned int count;
};

/**
 * mip6_ha_dhaad_rcv() - receive a discovery request
 * @ha: the home agent
 * @skb: the packet; such a message follows the IPv6 header
 *
 * Warning: may move packet data.
 *
 * Context: softirq, RCU read side.
 * Return: true if it was for us and is done with.
 */
bool mip6_ha_dhaad_rcv(struct mip6_ha *ha, struct sk_buff *skb);

/**
 * mip6_ha_dhaad_start() - listen on the home links
 * @ha: the home agent
 *
 * Context: process.
 */
void mip6_ha_dhaad_start(struct mip6_ha *ha);

/**
 * mip6_ha_dhaad_update() - see which links are home links now
 * @ha: the home agent
 *
 * Context: any.
 */
void mip6_ha_dhaad_update(struct mip6_ha *ha);

/**
 * mip6_ha_dhaad_stop() - stop that
 * @ha: the home agent, not visible any more
 *
 * Context: process; takes the rtnl lock.
 */
void mip6_ha_dhaad_stop(struct mip6_ha *ha);

#endif
