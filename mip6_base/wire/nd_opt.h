/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Neighbor Discovery options, for the two kinds of message that carry prefixes.
 */
#ifndef MIP6_WIRE_ND_OPT_H
#define MIP6_WIRE_ND_OPT_H

#include "types.h"

struct mip6_wire_buf;
struct mip6_wire_pio;

/**
 * mip6_wire_nd_next() - step over an option
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @off: offset of an option, less than @len; set to that of what follows it
 *
 * Return: 0 if the whole option is there, or -EBADMSG (RFC 4861 4.6: length 0 too).
 */
int mip6_wire_nd_next(const u8 *msg, unsigned int len, unsigned int *off);

/**
 * mip6_wire_nd_get_pio() - read an option, if it is a prefix information option
 * @opt: any whole option
 * @pio: room for MIP6_RA_MAX_PIO of them
 * @npio: those that are there already; counted up. What has no room is left out
 */
void mip6_wire_nd_get_pio(const u8 *opt, struct mip6_wire_pio *pio, u8 *npio);

/**
 * mip6_wire_nd_put_pio() - write a prefix information option
 * @buf: message so far
 * @pio: what it shall say
 */
void mip6_wire_nd_put_pio(struct mip6_wire_buf *buf, const struct mip6_wire_pio *pio);

#endif
