/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MSS_H
#define MIP6_MSS_H

struct dst_entry;
struct sk_buff;

/**
 * mip6_mss_announce() - announce the largest segment of the path that is really taken
 * @skb: TCP packet that this node sends, its transport header set and linear
 * @dst: route that it will take, which takes more than the one that it has now
 *
 * Does nothing unless it opens a connection and announces what the route that it has now is good
 * for: somebody who wants less than that is not overruled. Warning: may move packet data.
 *
 * Context: softirq or process.
 * Return: 0, or -ENOMEM.
 */
int mip6_mss_announce(struct sk_buff *skb, const struct dst_entry *dst);

#endif
