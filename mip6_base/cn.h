/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_CN_H
#define MIP6_BASE_CN_H

struct mip6_mh_msg;
struct mip6_net;

/**
 * mip6_cn_rcv() - a home test init, care-of test init or binding update that no role has taken
 * @mnet: the node
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 */
void mip6_cn_rcv(struct mip6_net *mnet, const struct mip6_mh_msg *msg);

#endif
