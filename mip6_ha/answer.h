/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_ANSWER_H
#define MIP6_HA_ANSWER_H

#include <linux/types.h>

struct mip6_ha;
struct mip6_ha_request;

/**
 * mip6_ha_answer_oif() - by which interface an answer must leave
 * @ha: the home agent
 * @req: what is answered
 *
 * A mobile node that is at home is not to be reached by the tunnel.
 *
 * Context: any, RCU read side.
 * Return: the home link, or 0 for any.
 */
int mip6_ha_answer_oif(struct mip6_ha *ha, const struct mip6_ha_request *req);

/**
 * mip6_ha_answer() - acknowledge a binding update
 * @ha: the home agent
 * @req: what it asked for
 * @status: enum mip6_ba_status
 * @seq: sequence number to tell
 *
 * 9.5.4, and 10.3: a home agent answers whether it is asked to or not. What was signed is answered
 * signed, with the same key; if that has gone meanwhile there is no answer.
 *
 * Context: any, RCU read side.
 */
void mip6_ha_answer(struct mip6_ha *ha, const struct mip6_ha_request *req, u8 status, u16 seq);

#endif
