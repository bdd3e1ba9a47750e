/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_LIMIT_H
#define MIP6_BASE_LIMIT_H

#include <linux/types.h>

struct in6_addr;
struct mip6_limit;
struct mip6_net;

/**
 * mip6_limit_test() - whether a home test or care-of test may be sent
 * @mnet: the node
 * @peer: who asked for it
 *
 * Consumes a token if so. An honest mobile node asks three times a second at most (11.8).
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_test(struct mip6_net *mnet, const struct in6_addr *peer);

/**
 * mip6_limit_error() - whether a binding error may be sent
 * @mnet: the node
 * @peer: to whom
 *
 * As mip6_limit_test(): to be asked last, when all else speaks for sending.
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_limit_error(struct mip6_net *mnet, const struct in6_addr *peer);

/**
 * mip6_limit_net_init() - nothing has been sent yet
 * @mnet: the node
 */
void mip6_limit_net_init(struct mip6_net *mnet);

#endif
