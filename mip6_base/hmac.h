/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_HMAC_H
#define MIP6_BASE_HMAC_H

#include <linux/types.h>

struct in6_addr;

enum mip6_hash {
	MIP6_HASH_SHA1,
	MIP6_HASH_SHA256,
	MIP6_HASHES,
};

/**
 * struct mip6_piece - a part of what is hashed
 * @data: its octets
 * @len: how many
 */
struct mip6_piece {
	const void *data;
	unsigned int len;
};

/**
 * mip6_hash() - a hash
 * @which: the function
 * @pieces: what is hashed, one behind the other
 * @count: how many
 * @digest: set to as many octets as the function makes; random ones if it fails
 *
 * Context: any.
 */
void mip6_hash(enum mip6_hash which, const struct mip6_piece *pieces, unsigned int count,
	       u8 *digest);

/**
 * mip6_hmac() - a keyed hash, RFC 2104
 * @which: the function
 * @key: the key
 * @key_len: its octets, not more than a block (64)
 * @pieces: what is hashed, one behind the other
 * @count: how many
 * @mac: set to the first octets of it
 * @mac_len: how many are wanted
 *
 * Nothing of the key, or of what was made from it, stays on the stack. If a function fails @mac is
 * random: it is not the right one for anybody.
 *
 * Context: any.
 */
void mip6_hmac(enum mip6_hash which, const u8 *key, unsigned int key_len,
	       const struct mip6_piece *pieces, unsigned int count, u8 *mac, unsigned int mac_len);

/**
 * mip6_hmac_mh() - the keyed hash of a Mobility Header and two addresses
 * @which: the function
 * @key: the key
 * @key_len: its octets, not more than a block
 * @careof: care-of address
 * @other: the address behind it
 * @mh: the message; its checksum counts as 0
 * @len: octets of it that are covered
 * @mac: set to the first octets of it
 * @mac_len: how many are wanted
 *
 * What RFC 6275 6.2.7 and RFC 4285 5.1 have in common.
 *
 * Context: any.
 */
void mip6_hmac_mh(enum mip6_hash which, const u8 *key, unsigned int key_len,
		  const struct in6_addr *careof, const struct in6_addr *other, const u8 *mh,
		  unsigned int len, u8 *mac, unsigned int mac_len);

/**
 * mip6_hmac_init() - get the hash functions
 *
 * Context: process.
 * Return: 0, or a negative errno.
 */
int mip6_hmac_init(void);

/**
 * mip6_hmac_exit() - let go of them
 *
 * Context: process.
 */
void mip6_hmac_exit(void);

#endif
