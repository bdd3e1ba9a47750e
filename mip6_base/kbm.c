// SPDX-License-Identifier: GPL-2.0
/*
 * The keys of return routability: RFC 6275 5.2.
 */
#include "kbm.h"

#include "hmac.h"

#include <crypto/sha1.h>
#include <linux/build_bug.h>
#include <linux/export.h>
#include <linux/in6.h>
#include <linux/kernel.h>

void mip6_token(u8 token[MIP6_TOKEN_LEN], const u8 kcn[MIP6_KCN_LEN], const struct in6_addr *addr,
		const u8 nonce[MIP6_NONCE_LEN], enum mip6_token_kind kind)
{
	u8 which = kind;
	const struct mip6_piece pieces[] = {
		{ addr, sizeof(*addr) },
		{ nonce, MIP6_NONCE_LEN },
		{ &which, sizeof(which) },
	};

	mip6_hmac(MIP6_HASH_SHA1, kcn, MIP6_KCN_LEN, pieces, ARRAY_SIZE(pieces), token,
		  MIP6_TOKEN_LEN);
}

void mip6_kbm(u8 kbm[MIP6_KBM_LEN], const u8 *home_token, const u8 *careof_token)
{
	const struct mip6_piece pieces[] = {
		{ home_token, MIP6_TOKEN_LEN },
		{ careof_token, MIP6_TOKEN_LEN },
	};

	BUILD_BUG_ON(MIP6_KBM_LEN != SHA1_DIGEST_SIZE);
	mip6_hash(MIP6_HASH_SHA1, pieces, careof_token ? 2 : 1, kbm);
}
EXPORT_SYMBOL_NS_GPL(mip6_kbm, MIP6);

void mip6_auth(u8 auth[MIP6_AUTH_LEN], const u8 kbm[MIP6_KBM_LEN], const struct in6_addr *careof,
	       const struct in6_addr *cn, const void *mh, size_t len)
{
	mip6_hmac_mh(MIP6_HASH_SHA1, kbm, MIP6_KBM_LEN, careof, cn, mh, len, auth, MIP6_AUTH_LEN);
}
EXPORT_SYMBOL_NS_GPL(mip6_auth, MIP6);
