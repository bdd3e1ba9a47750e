// SPDX-License-Identifier: GPL-2.0
/*
 * Prints the frequency of this machine's time stamp counter, kHz. An emulated processor's is the
 * same, but a guest that measures it while the machine is busy may be wrong by any factor, and then
 * all its clocks are.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <x86intrin.h>

enum {
	TRIES		= 100,
	INTERVAL_NS	= 50000000,
};

/* The two clocks at one time: of many pairs the one that took the least. */
static void sample(uint64_t *tsc, uint64_t *ns)
{
	uint64_t before, after, least = UINT64_MAX;
	struct timespec now;
	int i;

	for (i = 0; i < TRIES; i++) {
		before = __rdtsc();
		clock_gettime(CLOCK_MONOTONIC, &now);
		after = __rdtsc();
		if (after - before >= least)
			continue;
		least = after - before;
		*tsc = before + least / 2;
		*ns = now.tv_sec * 1000000000ULL + now.tv_nsec;
	}
}

int main(void)
{
	const struct timespec interval = { .tv_nsec = INTERVAL_NS };
	uint64_t tsc0 = 0, tsc1 = 0, ns0 = 0, ns1 = 0;

	sample(&tsc0, &ns0);
	nanosleep(&interval, NULL);
	sample(&tsc1, &ns1);
	printf("%.0f\n", (double)(tsc1 - tsc0) * 1e6 / (double)(ns1 - ns0));
	return 0;
}
