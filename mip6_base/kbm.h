/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_KBM_H
#define MIP6_BASE_KBM_H

#include <linux/types.h>

#include <mip6/kbm.h>

struct in6_addr;

enum {
	MIP6_KCN_LEN	= 20,	/* octets of a correspondent node's key */
	MIP6_NONCE_LEN	= 8,
};

/* The octet by which a home keygen token differs from a care-of keygen token. */
enum mip6_token_kind {
	MIP6_TOKEN_HOME		= 0,
	MIP6_TOKEN_CAREOF	= 1,
};

/**
 * mip6_token() - a keygen token
 * @token: set to it
 * @kcn: the node's key
 * @addr: home address or care-of address
 * @nonce: the nonce that it is made with
 * @kind: which token
 *
 * 5.2.5: the first 64 bits of HMAC_SHA1(Kcn, address | nonce | 0 or 1).
 *
 * Context: any.
 */
void mip6_token(u8 token[MIP6_TOKEN_LEN], const u8 kcn[MIP6_KCN_LEN], const struct in6_addr *addr,
		const u8 nonce[MIP6_NONCE_LEN], enum mip6_token_kind kind);

#endif
