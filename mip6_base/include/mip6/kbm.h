/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The keys of return routability: RFC 6275 5.2.
 */
#ifndef MIP6_KBM_H
#define MIP6_KBM_H

#include <linux/types.h>

struct in6_addr;

enum {
	MIP6_KBM_LEN	= 20,	/* octets of a binding management key */
	MIP6_TOKEN_LEN	= 8,	/* of a keygen token */
	MIP6_AUTH_LEN	= 12,	/* of an authenticator */
};

/**
 * mip6_kbm() - the binding management key
 * @kbm: set to it, a secret: memzero_explicit() when it is done with
 * @home_token: home keygen token
 * @careof_token: care-of keygen token; NULL for a binding update that deletes
 *
 * 5.2.5: SHA1(home keygen token | care-of keygen token), or SHA1(home keygen token).
 *
 * Context: any.
 */
void mip6_kbm(u8 kbm[MIP6_KBM_LEN], const u8 *home_token, const u8 *careof_token);

/**
 * mip6_auth() - the authenticator of a binding update or acknowledgement
 * @auth: set to it
 * @kbm: binding management key
 * @careof: binding care-of address: the alternate one if there is one
 * @cn: the correspondent node's address, its home address if it is mobile
 * @mh: the message; its checksum counts as 0
 * @len: octets up to and with type and length of the binding authorization data
 *
 * 6.2.7: the first 96 bits of HMAC_SHA1(Kbm, care-of address | correspondent | MH data).
 *
 * Context: any.
 */
void mip6_auth(u8 auth[MIP6_AUTH_LEN], const u8 kbm[MIP6_KBM_LEN], const struct in6_addr *careof,
	       const struct in6_addr *cn, const void *mh, size_t len);

#endif
