/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_HASH_H
#define MIP6_HA_HASH_H

#include <linux/in6.h>
#include <linux/net.h>
#include <linux/siphash.h>

/**
 * mip6_ha_hash_addr() - where an address goes in a hash table
 * @key: the address
 * @len: its length
 * @seed: the table's
 *
 * Addresses are the peers' choice: what bucket they go to must not be.
 *
 * Context: any.
 * Return: the hash.
 */
static inline u32 mip6_ha_hash_addr(const void *key, u32 len, u32 seed)
{
	static siphash_aligned_key_t secret __read_mostly;

	net_get_random_once(&secret, sizeof(secret));
	return siphash(key, sizeof(struct in6_addr), &secret) ^ seed;
}

#endif
