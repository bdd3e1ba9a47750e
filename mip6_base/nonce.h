/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_NONCE_H
#define MIP6_BASE_NONCE_H

#include "kbm.h"

#include <linux/types.h>

struct in6_addr;
struct mip6_net;

/**
 * mip6_nonce_new_token() - a token made with the nonce of the hour
 * @mnet: the node
 * @kind: which token
 * @addr: address that it is for
 * @index: set to the nonce's index
 * @token: set to the token
 *
 * Leaves nothing behind that depends on @addr (9.4).
 *
 * Context: softirq.
 */
void mip6_nonce_new_token(struct mip6_net *mnet, enum mip6_token_kind kind,
			  const struct in6_addr *addr, u16 *index, u8 token[MIP6_TOKEN_LEN]);

/**
 * mip6_nonce_valid() - whether a nonce is accepted now
 * @mnet: the node
 * @index: its index
 *
 * Context: softirq.
 * Return: true if it is.
 */
bool mip6_nonce_valid(struct mip6_net *mnet, u16 index);

/**
 * mip6_nonce_token() - make a token again
 * @mnet: the node
 * @kind: which token
 * @addr: address that it is for
 * @index: of the nonce that it was made with
 * @token: set to the token, a secret: memzero_explicit() when it is done with
 *
 * Context: softirq.
 * Return: false if the nonce is not accepted any more.
 */
bool mip6_nonce_token(struct mip6_net *mnet, enum mip6_token_kind kind,
		      const struct in6_addr *addr, u16 index, u8 token[MIP6_TOKEN_LEN]);

/**
 * mip6_nonce_reset() - make all tokens worthless
 * @mnet: the node
 *
 * When the sequence numbers of bindings are forgotten, what was signed with old nonces must not be
 * accepted again (5.2.8).
 *
 * Context: process.
 */
void mip6_nonce_reset(struct mip6_net *mnet);

/**
 * mip6_nonce_net_init() - give a node a key of its own
 * @mnet: the node
 */
void mip6_nonce_net_init(struct mip6_net *mnet);

/**
 * mip6_nonce_net_exit() - forget it
 * @mnet: the node
 */
void mip6_nonce_net_exit(struct mip6_net *mnet);

/**
 * mip6_nonce_init() - read the module parameter
 *
 * Return: 0 or -EINVAL.
 */
int mip6_nonce_init(void);

#endif
