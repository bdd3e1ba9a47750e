// SPDX-License-Identifier: GPL-2.0
/*
 * Time stamps: RFC 4285 6.
 */
#include "keys.h"
#include "wire/rules.h"

#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/ktime.h>
#include <linux/math64.h>

#define NTP_BEFORE_UNIX_SEC	2208988800ULL	/* from 1900 to 1970 */

/*
 * How far the clock that people set has been ahead of the one that nobody can set, ns. When it is set
 * back we stay where we are: mobile nodes that are told of another time go by it, but all would be
 * kept out until that has caught up with what they have said already. It is not saved: after a boot,
 * or when the module was gone, we go by the clock as it is then.
 */
static atomic64_t ahead;

u64 mip6_stamp_now(void)
{
	/* In this order: a delay in between does not count as being ahead. */
	s64 real = ktime_get_real_ns(), boot = ktime_get_boottime_ns();
	s64 most = atomic64_read(&ahead);
	u64 sec;
	u32 ns;

	while (real - boot > most)
		if (atomic64_try_cmpxchg(&ahead, &most, real - boot))
			most = real - boot;
	sec = div_u64_rem(boot + most, NSEC_PER_SEC, &ns) + NTP_BEFORE_UNIX_SEC;
	return sec << 32 | div_u64((u64)ns << 32, NSEC_PER_SEC);
}
EXPORT_SYMBOL_NS_GPL(mip6_stamp_now, MIP6);

bool mip6_stamp_accept(const struct mip6_key *key, u64 stamp, u64 now)
{
	s64 last = atomic64_read(&key->last->stamp);

	do {
		if (!mip6_rules_stamp(stamp, now, last))
			return false;
	} while (!atomic64_try_cmpxchg(&key->last->stamp, &last, stamp));
	return true;
}
EXPORT_SYMBOL_NS_GPL(mip6_stamp_accept, MIP6);
