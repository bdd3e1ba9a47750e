/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_CLOCK_H
#define MIP6_MN_CLOCK_H

#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/timekeeping.h>

/* A time that does not come. */
#define MIP6_MN_NEVER	U64_MAX

/**
 * mip6_mn_now() - the time that everything here goes by
 *
 * It goes on while the machine sleeps: registrations do not wait for it.
 *
 * Context: any.
 * Return: milliseconds since boot.
 */
static inline u64 mip6_mn_now(void)
{
	return ktime_to_ms(ktime_get_boottime());
}

/**
 * mip6_mn_seconds() - a time as mipdiag shows it
 * @ms: milliseconds
 *
 * Return: seconds, rounded down.
 */
static inline u32 mip6_mn_seconds(u64 ms)
{
	return min_t(u64, div_u64(ms, 1000), U32_MAX);
}

#endif
