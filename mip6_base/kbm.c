// SPDX-License-Identifier: GPL-2.0
/*
 * The keys of return routability: RFC 6275 5.2.
 *
 * Messages come in softirq and by the thousand: the hash is the kernel's plain function, which
 * needs neither memory nor a transform that somebody has set a key in. Nothing of a key or of what
 * was made from one stays on the stack.
 */
#include "kbm.h"

#include "wire/types.h"

#include <crypto/sha1.h>
#include <linux/build_bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/in6.h>
#include <linux/minmax.h>
#include <linux/string.h>

enum {
	LENGTH_LEN	= 8,	/* octets of the length that ends a hashed message */
	CSUM_OFF	= 4,	/* checksum in a Mobility Header */
	CSUM_LEN	= 2,
};

/**
 * struct hash - a message that is being hashed
 * @state: digest so far
 * @work: for sha1_transform()
 * @block: what is not yet part of @state
 * @len: octets of the message so far
 */
struct hash {
	u32 state[SHA1_DIGEST_SIZE / 4];
	u32 work[SHA1_WORKSPACE_WORDS];
	u8 block[SHA1_BLOCK_SIZE];
	unsigned int len;
};

static void hash_start(struct hash *h)
{
	sha1_init(h->state);
	h->len = 0;
}

static void hash_add(struct hash *h, const void *data, size_t len)
{
	const u8 *from = data;

	while (len) {
		unsigned int have = h->len % SHA1_BLOCK_SIZE;
		size_t n = min_t(size_t, len, SHA1_BLOCK_SIZE - have);

		memcpy(h->block + have, from, n);
		h->len += n;
		from += n;
		len -= n;
		if (have + n == SHA1_BLOCK_SIZE)
			sha1_transform(h->state, (const char *)h->block, h->work);
	}
}

static void hash_end(struct hash *h, u8 digest[SHA1_DIGEST_SIZE])
{
	static const u8 padding[SHA1_BLOCK_SIZE] = { 0x80 };
	unsigned int have = (h->len + LENGTH_LEN) % SHA1_BLOCK_SIZE, i;
	u8 bits[LENGTH_LEN];

	mip6_wire_set64(bits, (u64)h->len * 8);
	hash_add(h, padding, SHA1_BLOCK_SIZE - have);
	hash_add(h, bits, sizeof(bits));
	for (i = 0; i < ARRAY_SIZE(h->state); i++)
		mip6_wire_set32(digest + 4 * i, h->state[i]);
	memzero_explicit(h, sizeof(*h));
}

/* RFC 2104, with a key that is shorter than a block. */
static void add_key(struct hash *h, const u8 *key, unsigned int len, u8 mask)
{
	u8 block[SHA1_BLOCK_SIZE];
	unsigned int i;

	for (i = 0; i < sizeof(block); i++)
		block[i] = (i < len ? key[i] : 0) ^ mask;
	hash_add(h, block, sizeof(block));
	memzero_explicit(block, sizeof(block));
}

static void hmac_start(struct hash *h, const u8 *key, unsigned int len)
{
	hash_start(h);
	add_key(h, key, len, 0x36);
}

static void hmac_end(struct hash *h, const u8 *key, unsigned int len, u8 *mac, unsigned int mac_len)
{
	u8 digest[SHA1_DIGEST_SIZE];

	hash_end(h, digest);
	hash_start(h);
	add_key(h, key, len, 0x5c);
	hash_add(h, digest, sizeof(digest));
	hash_end(h, digest);
	memcpy(mac, digest, mac_len);
	memzero_explicit(digest, sizeof(digest));
}

void mip6_token(u8 token[MIP6_TOKEN_LEN], const u8 kcn[MIP6_KCN_LEN], const struct in6_addr *addr,
		const u8 nonce[MIP6_NONCE_LEN], enum mip6_token_kind kind)
{
	u8 which = kind;
	struct hash h;

	hmac_start(&h, kcn, MIP6_KCN_LEN);
	hash_add(&h, addr, sizeof(*addr));
	hash_add(&h, nonce, MIP6_NONCE_LEN);
	hash_add(&h, &which, sizeof(which));
	hmac_end(&h, kcn, MIP6_KCN_LEN, token, MIP6_TOKEN_LEN);
}

void mip6_kbm(u8 kbm[MIP6_KBM_LEN], const u8 *home_token, const u8 *careof_token)
{
	struct hash h;

	BUILD_BUG_ON(MIP6_KBM_LEN != SHA1_DIGEST_SIZE);
	hash_start(&h);
	hash_add(&h, home_token, MIP6_TOKEN_LEN);
	if (careof_token)
		hash_add(&h, careof_token, MIP6_TOKEN_LEN);
	hash_end(&h, kbm);
}
EXPORT_SYMBOL_NS_GPL(mip6_kbm, MIP6);

void mip6_auth(u8 auth[MIP6_AUTH_LEN], const u8 kbm[MIP6_KBM_LEN], const struct in6_addr *careof,
	       const struct in6_addr *cn, const void *mh, size_t len)
{
	static const u8 no_checksum[CSUM_LEN];
	const u8 *octets = mh;
	struct hash h;

	hmac_start(&h, kbm, MIP6_KBM_LEN);
	hash_add(&h, careof, sizeof(*careof));
	hash_add(&h, cn, sizeof(*cn));
	hash_add(&h, octets, CSUM_OFF);
	hash_add(&h, no_checksum, CSUM_LEN);
	hash_add(&h, octets + CSUM_OFF + CSUM_LEN, len - CSUM_OFF - CSUM_LEN);
	hmac_end(&h, kbm, MIP6_KBM_LEN, auth, MIP6_AUTH_LEN);
}
EXPORT_SYMBOL_NS_GPL(mip6_auth, MIP6);
