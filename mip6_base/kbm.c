// SPDX-License-Identifier: GPL-2.0
/*
 * The keys of return routability: RFC 6275 5.2.
 *
 * Every message has a key of its own, and a transform that has a key can serve one at a time. So
 * all share one for SHA-1, which has none and nothing that could fail, and HMAC is made of it here.
 * Nothing of a key or of what was made from one stays on the stack.
 */
#include "kbm.h"

#include <crypto/hash.h>
#include <crypto/sha1.h>
#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/in6.h>
#include <linux/string.h>

enum {
	CSUM_OFF	= 4,	/* checksum in a Mobility Header */
	CSUM_LEN	= 2,
};

static struct crypto_shash *sha1;

/* RFC 2104, with a key that is shorter than a block. */
static void add_key(struct shash_desc *h, const u8 *key, unsigned int len, u8 mask)
{
	u8 block[SHA1_BLOCK_SIZE];
	unsigned int i;

	for (i = 0; i < sizeof(block); i++)
		block[i] = (i < len ? key[i] : 0) ^ mask;
	crypto_shash_update(h, block, sizeof(block));
	memzero_explicit(block, sizeof(block));
}

static void hmac_start(struct shash_desc *h, const u8 *key, unsigned int len)
{
	h->tfm = sha1;
	crypto_shash_init(h);
	add_key(h, key, len, 0x36);
}

static void hmac_end(struct shash_desc *h, const u8 *key, unsigned int len, u8 *mac,
		     unsigned int mac_len)
{
	u8 digest[SHA1_DIGEST_SIZE];

	crypto_shash_final(h, digest);
	crypto_shash_init(h);
	add_key(h, key, len, 0x5c);
	crypto_shash_finup(h, digest, sizeof(digest), digest);
	memcpy(mac, digest, mac_len);
	memzero_explicit(digest, sizeof(digest));
	shash_desc_zero(h);
}

void mip6_token(u8 token[MIP6_TOKEN_LEN], const u8 kcn[MIP6_KCN_LEN], const struct in6_addr *addr,
		const u8 nonce[MIP6_NONCE_LEN], enum mip6_token_kind kind)
{
	SHASH_DESC_ON_STACK(h, sha1);
	u8 which = kind;

	hmac_start(h, kcn, MIP6_KCN_LEN);
	crypto_shash_update(h, addr->s6_addr, sizeof(*addr));
	crypto_shash_update(h, nonce, MIP6_NONCE_LEN);
	crypto_shash_update(h, &which, sizeof(which));
	hmac_end(h, kcn, MIP6_KCN_LEN, token, MIP6_TOKEN_LEN);
}

void mip6_kbm(u8 kbm[MIP6_KBM_LEN], const u8 *home_token, const u8 *careof_token)
{
	SHASH_DESC_ON_STACK(h, sha1);

	BUILD_BUG_ON(MIP6_KBM_LEN != SHA1_DIGEST_SIZE);
	h->tfm = sha1;
	crypto_shash_init(h);
	crypto_shash_update(h, home_token, MIP6_TOKEN_LEN);
	if (careof_token)
		crypto_shash_update(h, careof_token, MIP6_TOKEN_LEN);
	crypto_shash_final(h, kbm);
	shash_desc_zero(h);
}
EXPORT_SYMBOL_NS_GPL(mip6_kbm, MIP6);

void mip6_auth(u8 auth[MIP6_AUTH_LEN], const u8 kbm[MIP6_KBM_LEN], const struct in6_addr *careof,
	       const struct in6_addr *cn, const void *mh, size_t len)
{
	static const u8 no_checksum[CSUM_LEN];
	SHASH_DESC_ON_STACK(h, sha1);
	const u8 *octets = mh;

	hmac_start(h, kbm, MIP6_KBM_LEN);
	crypto_shash_update(h, careof->s6_addr, sizeof(*careof));
	crypto_shash_update(h, cn->s6_addr, sizeof(*cn));
	crypto_shash_update(h, octets, CSUM_OFF);
	crypto_shash_update(h, no_checksum, CSUM_LEN);
	crypto_shash_update(h, octets + CSUM_OFF + CSUM_LEN, len - CSUM_OFF - CSUM_LEN);
	hmac_end(h, kbm, MIP6_KBM_LEN, auth, MIP6_AUTH_LEN);
}
EXPORT_SYMBOL_NS_GPL(mip6_auth, MIP6);

int mip6_kbm_init(void)
{
	sha1 = crypto_alloc_shash("sha1", 0, 0);
	return PTR_ERR_OR_ZERO(sha1);
}

void mip6_kbm_exit(void)
{
	crypto_free_shash(sha1);
}
