/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Chance that can be had again: the same seed, the same numbers.
 */
#ifndef FUZZ_CHANCE_H
#define FUZZ_CHANCE_H

#include <stddef.h>
#include <stdint.h>

static __thread uint64_t chance_state;

static inline void chance_begin(uint64_t seed)
{
	chance_state = seed * 2654435761u + 88172645463325252u;
}

/* From 0, below that. */
static inline uint32_t chance(uint32_t below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 7;
	chance_state ^= chance_state << 17;
	return (uint32_t)(chance_state >> 32) % below;
}

static inline void fill(void *at, size_t len)
{
	uint8_t *octets = at;

	while (len--)
		*octets++ = chance(256);
}

#endif
