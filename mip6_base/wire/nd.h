/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Neighbor Discovery as Mobile IPv6 reads and changes it: RFC 4861, RFC 6275 section 7.
 * Messages start at the ICMPv6 type octet.
 */
#ifndef MIP6_WIRE_ND_H
#define MIP6_WIRE_ND_H

#include "types.h"

struct mip6_wire_buf;

enum {
	MIP6_ND_RS		= 133,
	MIP6_ND_RA		= 134,
	MIP6_ND_NS		= 135,
	MIP6_ND_NA		= 136,
	MIP6_ND_REDIRECT	= 137,
	MIP6_ND_HOP_LIMIT	= 255,

	MIP6_RA_FLAG_H		= 0x20,	/* home agent */

	MIP6_PIO_L		= 0x80,	/* on-link */
	MIP6_PIO_A		= 0x40,	/* address configuration */
	MIP6_PIO_R		= 0x20,	/* the prefix field is the router's address */

	MIP6_NA_R		= 0x80,
	MIP6_NA_S		= 0x40,
	MIP6_NA_O		= 0x20,

	MIP6_RA_MAX_PIO		= 8,	/* prefixes that are looked at in one advertisement */
	MIP6_LLADDR_MAX		= 8,	/* octets of a link-layer address that are kept */
};

/**
 * struct mip6_wire_pio - prefix information option
 * @prefix: prefix, or with MIP6_PIO_R the router's address
 * @plen: its length, bits
 * @flags: MIP6_PIO_*
 * @valid: lifetime, seconds
 * @preferred: lifetime, seconds
 */
struct mip6_wire_pio {
	struct in6_addr prefix;
	u8 plen;
	u8 flags;
	u32 valid;
	u32 preferred;
};

/**
 * struct mip6_wire_ra - router advertisement
 * @hop_limit: what hosts shall use, 0 if not told
 * @flags: flags octet
 * @lifetime: as a default router, seconds
 * @interval: advertisement interval, milliseconds; 0 if not told
 * @ha_preference: of the home agent, if MIP6_RA_FLAG_H is set
 * @ha_lifetime: of the home agent, seconds; @lifetime unless told otherwise
 * @lladdr_len: octets of @lladdr; 0 if not told
 * @lladdr: source link-layer address
 * @npio: prefixes in @pio
 * @pio: prefix information options
 */
struct mip6_wire_ra {
	u8 hop_limit;
	u8 flags;
	u16 lifetime;
	u32 interval;
	u16 ha_preference;
	u16 ha_lifetime;
	u8 lladdr_len;
	u8 lladdr[MIP6_LLADDR_MAX];
	u8 npio;
	struct mip6_wire_pio pio[MIP6_RA_MAX_PIO];
};

/**
 * struct mip6_wire_na - neighbor solicitation or advertisement
 * @type: MIP6_ND_NS or MIP6_ND_NA
 * @flags: MIP6_NA_* of an advertisement
 * @target: whom it is about
 * @lladdr_len: octets of @lladdr; 0 if not told
 * @lladdr: source (solicitation) or target (advertisement) link-layer address
 */
struct mip6_wire_na {
	u8 type;
	u8 flags;
	struct in6_addr target;
	u8 lladdr_len;
	u8 lladdr[MIP6_LLADDR_MAX];
};

/**
 * mip6_wire_parse_ra() - read a router advertisement
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @out: what it says
 *
 * Code, length and option lengths are checked (RFC 4861 6.1.2); hop limit, source and checksum
 * are for the caller. A home agent information option without the H flag is ignored (7.4); one
 * with lifetime 0 is not: it takes the home agent off the list (10.5.1). Other options of a wrong
 * length, and prefixes beyond MIP6_RA_MAX_PIO, are ignored.
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_ra(const u8 *msg, unsigned int len, struct mip6_wire_ra *out);

/**
 * mip6_wire_parse_na() - read a neighbor solicitation or advertisement
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @out: what it says
 *
 * Return: 0 or -EBADMSG (code, length, option lengths, multicast target).
 */
int mip6_wire_parse_na(const u8 *msg, unsigned int len, struct mip6_wire_na *out);

/**
 * mip6_wire_build_rs() - write a router solicitation with checksum 0
 * @buf: empty buffer
 * @lladdr: own link-layer address, or NULL (a source of :: must not tell it)
 * @lladdr_len: its length, octets
 */
void mip6_wire_build_rs(struct mip6_wire_buf *buf, const u8 *lladdr, u8 lladdr_len);

/**
 * mip6_wire_build_na() - write a neighbor solicitation or advertisement with checksum 0
 * @buf: empty buffer
 * @na: what it shall say
 */
void mip6_wire_build_na(struct mip6_wire_buf *buf, const struct mip6_wire_na *na);

/**
 * mip6_wire_build_ra() - write a router advertisement with checksum 0
 * @buf: empty buffer
 * @ra: what it shall say
 *
 * The home agent information option is left out where it would say nothing new, and with a
 * lifetime of 0, which must not be sent (7.4).
 */
void mip6_wire_build_ra(struct mip6_wire_buf *buf, const struct mip6_wire_ra *ra);

#endif
