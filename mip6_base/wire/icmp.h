/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The four ICMPv6 messages of Mobile IPv6: RFC 6275 sections 6.5 to 6.8.
 */
#ifndef MIP6_WIRE_ICMP_H
#define MIP6_WIRE_ICMP_H

#include "nd.h"
#include "types.h"

struct mip6_wire_buf;

enum {
	MIP6_ICMP_DHAAD_REQUEST	= 144,
	MIP6_ICMP_DHAAD_REPLY	= 145,
	MIP6_ICMP_MPS		= 146,	/* mobile prefix solicitation */
	MIP6_ICMP_MPA		= 147,	/* mobile prefix advertisement */

	MIP6_MPA_M		= 0x8000,
	MIP6_MPA_O		= 0x4000,
	MIP6_DHAAD_MAX		= 77,	/* addresses in a reply of 1280 octets */
};

/**
 * struct mip6_wire_mpa - mobile prefix advertisement
 * @id: identifier
 * @flags: MIP6_MPA_*
 * @npio: prefixes in @pio
 * @pio: prefix information options
 */
struct mip6_wire_mpa {
	u16 id;
	u16 flags;
	u8 npio;
	struct mip6_wire_pio pio[MIP6_RA_MAX_PIO];
};

/**
 * mip6_wire_parse_id() - read a discovery request or a prefix solicitation
 * @msg: ICMPv6 message of type MIP6_ICMP_DHAAD_REQUEST or MIP6_ICMP_MPS
 * @len: its length, octets
 * @id: set to its identifier
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_id(const u8 *msg, unsigned int len, u16 *id);

/**
 * mip6_wire_parse_dhaad() - read a discovery reply
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @id: set to its identifier
 * @agents: set to the home agents' addresses, best first
 * @max: room in @agents
 *
 * Return: number of addresses, or -EBADMSG.
 */
int mip6_wire_parse_dhaad(const u8 *msg, unsigned int len, u16 *id, struct in6_addr *agents,
			  unsigned int max);

/**
 * mip6_wire_parse_mpa() - read a prefix advertisement
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @out: what it says
 *
 * Return: 0 or -EBADMSG. Unknown options are ignored.
 */
int mip6_wire_parse_mpa(const u8 *msg, unsigned int len, struct mip6_wire_mpa *out);

/**
 * mip6_wire_build_id() - write a discovery request or a prefix solicitation with checksum 0
 * @buf: empty buffer
 * @type: MIP6_ICMP_DHAAD_REQUEST or MIP6_ICMP_MPS
 * @id: identifier
 */
void mip6_wire_build_id(struct mip6_wire_buf *buf, u8 type, u16 id);

/**
 * mip6_wire_build_dhaad() - write a discovery reply with checksum 0
 * @buf: empty buffer
 * @id: identifier
 * @agents: home agents' addresses, best first
 * @count: how many; those above MIP6_DHAAD_MAX are left out
 */
void mip6_wire_build_dhaad(struct mip6_wire_buf *buf, u16 id, const struct in6_addr *agents,
			   unsigned int count);

/**
 * mip6_wire_build_mpa() - write a prefix advertisement with checksum 0
 * @buf: empty buffer
 * @mpa: what it shall say
 */
void mip6_wire_build_mpa(struct mip6_wire_buf *buf, const struct mip6_wire_mpa *mpa);

#endif
