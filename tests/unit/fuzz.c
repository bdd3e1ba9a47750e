// SPDX-License-Identifier: GPL-2.0
/*
 * What libFuzzer tries: -DTARGET=packet, mh, icmp or rules. What it finds that must not be ends the
 * program, and is kept.
 */
#include "tap.h"
#include "feed.h"

#define FEED__(target)	feed_##target
#define FEED_(target)	FEED__(target)

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
	FEED_(TARGET)(data, len);
	fflush(stdout);
	if (tap_wrong)
		abort();
	return 0;
}
