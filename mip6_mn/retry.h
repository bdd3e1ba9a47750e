/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_RETRY_H
#define MIP6_MN_RETRY_H

#include "rate.h"

#include <linux/minmax.h>
#include <linux/types.h>

#include <wire/rules.h>

enum {
	MIP6_MN_TRIES	= 6,	/* then the node counts as silent */
};

/**
 * struct mip6_mn_retry - when a message that is not answered is sent again (RFC 6275 11.8)
 * @tries: how many have left
 * @next: when the next one is due
 * @delay_ms: interval until the one after that
 * @rate: of all messages of the type
 */
struct mip6_mn_retry {
	u8 tries;
	u64 next;
	u32 delay_ms;
	struct mip6_mn_rate rate;
};

/**
 * mip6_mn_retry_begin() - begin a series of messages
 * @retry: the series before it
 * @now: time: the first is due
 */
static inline void mip6_mn_retry_begin(struct mip6_mn_retry *retry, u64 now)
{
	retry->tries = 0;
	retry->next = now;
	retry->delay_ms = MIP6_INITIAL_BINDACK_TIMEOUT_MS;
}

/**
 * mip6_mn_retry_over() - whether enough were sent
 * @retry: the series
 * @now: time
 *
 * Return: true if so, and there was time to answer the last one.
 */
static inline bool mip6_mn_retry_over(const struct mip6_mn_retry *retry, u64 now)
{
	return now >= retry->next && retry->tries >= MIP6_MN_TRIES;
}

/**
 * mip6_mn_retry_due() - whether the next message shall leave
 * @retry: the series; @retry->next is when it shall, if it is not now
 * @now: time
 *
 * Return: true if so.
 */
static inline bool mip6_mn_retry_due(struct mip6_mn_retry *retry, u64 now)
{
	retry->next = max(retry->next, mip6_mn_rate_next(&retry->rate));
	return now >= retry->next;
}

/**
 * mip6_mn_retry_sent() - a message has left
 * @retry: the series
 * @now: time
 */
static inline void mip6_mn_retry_sent(struct mip6_mn_retry *retry, u64 now)
{
	retry->tries++;
	retry->next = now + retry->delay_ms;
	retry->delay_ms = mip6_rules_backoff(retry->delay_ms);
}

#endif
