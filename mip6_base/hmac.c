// SPDX-License-Identifier: GPL-2.0
/*
 * Hashes with and without a key.
 *
 * Every message to or from a correspondent has a key of its own, every mobile node another, and a
 * transform that has a key can serve one at a time. So all share one for each function, which has
 * none, and HMAC is made of it here.
 */
#include "hmac.h"

#include <crypto/hash.h>
#include <crypto/sha1.h>
#include <crypto/sha2.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/in6.h>
#include <linux/random.h>
#include <linux/string.h>

enum {
	BLOCK_LEN	= 64,	/* of either function */
	DIGEST_MAX_LEN	= SHA256_DIGEST_SIZE,
	CSUM_OFF	= 4,	/* checksum in a Mobility Header */
	CSUM_LEN	= 2,
};

static struct crypto_shash *functions[MIP6_HASHES];

static int add_pieces(struct shash_desc *h, const struct mip6_piece *pieces, unsigned int count)
{
	unsigned int i;
	int err = 0;

	for (i = 0; !err && i < count; i++)
		err = crypto_shash_update(h, pieces[i].data, pieces[i].len);
	return err;
}

/* RFC 2104, with a key that is not longer than a block. */
static int start_with_key(struct shash_desc *h, const u8 *key, unsigned int len, u8 mask)
{
	u8 block[BLOCK_LEN];
	unsigned int i;
	int err;

	for (i = 0; i < sizeof(block); i++)
		block[i] = (i < len ? key[i] : 0) ^ mask;
	err = crypto_shash_init(h) ?: crypto_shash_update(h, block, sizeof(block));
	memzero_explicit(block, sizeof(block));
	return err;
}

/*
 * No function of the kernel's fails today. If one does, what nobody can know is in the place of what
 * it would have made: nothing that is compared with it is accepted, here or by the other end.
 */
static void finish(struct shash_desc *h, int err, u8 *digest)
{
	if (WARN_ON_ONCE(err))
		get_random_bytes(digest, crypto_shash_digestsize(h->tfm));
	shash_desc_zero(h);
}

void mip6_hash(enum mip6_hash which, const struct mip6_piece *pieces, unsigned int count,
	       u8 *digest)
{
	SHASH_DESC_ON_STACK(h, functions[which]);
	int err;

	h->tfm = functions[which];
	err = crypto_shash_init(h) ?: add_pieces(h, pieces, count) ?: crypto_shash_final(h, digest);
	finish(h, err, digest);
}

void mip6_hmac(enum mip6_hash which, const u8 *key, unsigned int key_len,
	       const struct mip6_piece *pieces, unsigned int count, u8 *mac, unsigned int mac_len)
{
	SHASH_DESC_ON_STACK(h, functions[which]);
	u8 digest[DIGEST_MAX_LEN];
	int err;

	BUILD_BUG_ON(BLOCK_LEN != SHA1_BLOCK_SIZE || BLOCK_LEN != SHA256_BLOCK_SIZE);
	h->tfm = functions[which];
	err = start_with_key(h, key, key_len, 0x36) ?: add_pieces(h, pieces, count) ?:
	      crypto_shash_final(h, digest) ?: start_with_key(h, key, key_len, 0x5c) ?:
	      crypto_shash_finup(h, digest, crypto_shash_digestsize(h->tfm), digest);
	finish(h, err, digest);
	memcpy(mac, digest, mac_len);
	memzero_explicit(digest, sizeof(digest));
}

void mip6_hmac_mh(enum mip6_hash which, const u8 *key, unsigned int key_len,
		  const struct in6_addr *careof, const struct in6_addr *other, const u8 *mh,
		  unsigned int len, u8 *mac, unsigned int mac_len)
{
	static const u8 no_checksum[CSUM_LEN];
	const struct mip6_piece pieces[] = {
		{ careof, sizeof(*careof) },
		{ other, sizeof(*other) },
		{ mh, CSUM_OFF },
		{ no_checksum, CSUM_LEN },
		{ mh + CSUM_OFF + CSUM_LEN, len - CSUM_OFF - CSUM_LEN },
	};

	mip6_hmac(which, key, key_len, pieces, ARRAY_SIZE(pieces), mac, mac_len);
}

int mip6_hmac_init(void)
{
	static const char *const names[MIP6_HASHES] = {
		[MIP6_HASH_SHA1]	= "sha1",
		[MIP6_HASH_SHA256]	= "sha256",
	};
	unsigned int i;
	int err;

	for (i = 0; i < MIP6_HASHES; i++) {
		functions[i] = crypto_alloc_shash(names[i], 0, 0);
		if (!IS_ERR(functions[i]))
			continue;
		err = PTR_ERR(functions[i]);
		while (i--)
			crypto_free_shash(functions[i]);
		return err;
	}
	return 0;
}

void mip6_hmac_exit(void)
{
	unsigned int i;

	for (i = 0; i < MIP6_HASHES; i++)
		crypto_free_shash(functions[i]);
}
