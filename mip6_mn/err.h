/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_ERR_H
#define MIP6_MN_ERR_H

#include <linux/types.h>

struct in6_addr;
struct mip6_mn;

/**
 * mip6_mn_err_take() - take an ICMPv6 error about what was sent to a correspondent node
 * @mn: the mobile node
 * @from: who sent the error
 * @msg: the error, from its type octet on, its checksum verified
 * @len: octets of it
 *
 * One about something that was not sent is ignored (RFC 6275 11.3.5).
 *
 * Context: softirq, RCU read side.
 */
void mip6_mn_err_take(struct mip6_mn *mn, const struct in6_addr *from, const u8 *msg,
		      unsigned int len);

#endif
