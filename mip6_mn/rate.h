/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_RATE_H
#define MIP6_MN_RATE_H

#include <linux/types.h>

#include <wire/rules.h>

enum {
	MIP6_MN_RATE_MS	= 1000 + 1,	/* times are rounded down: one may have left later */
};

/**
 * struct mip6_mn_rate - how often messages of one type leave for one node (RFC 6275 11.8)
 * @at: when the last ones left
 * @oldest: which of them was the first
 *
 * A correspondent node has one for each home address of ours, and a new one if it was forgotten and
 * becomes known again: that takes an exchange of packets.
 */
struct mip6_mn_rate {
	u64 at[MIP6_MAX_UPDATE_RATE];
	u8 oldest;
};

/**
 * mip6_mn_rate_next() - when the next message may leave
 * @rate: those that have left
 *
 * Return: the time, in the past if it may leave now.
 */
static inline u64 mip6_mn_rate_next(const struct mip6_mn_rate *rate)
{
	return rate->at[rate->oldest] + MIP6_MN_RATE_MS;
}

/**
 * mip6_mn_rate_count() - a message has left
 * @rate: those before it
 * @now: time
 */
static inline void mip6_mn_rate_count(struct mip6_mn_rate *rate, u64 now)
{
	rate->at[rate->oldest] = now;
	rate->oldest = (rate->oldest + 1) % MIP6_MAX_UPDATE_RATE;
}

#endif
