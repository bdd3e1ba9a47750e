/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Multicast listener discovery as it goes through a tunnel: RFC 2710, RFC 3810.
 */
#ifndef MIP6_WIRE_MLD_H
#define MIP6_WIRE_MLD_H

#include "types.h"

struct mip6_wire_buf;

enum {
	MIP6_MLD_QUERY		= 130,
	MIP6_MLD_REPORT		= 131,	/* version 1 */
	MIP6_MLD_DONE		= 132,	/* version 1 */
	MIP6_MLD2_REPORT	= 143,

	MIP6_MLD_LOOK_LEN	= 64,	/* octets of a packet that tell whether it is such a message */
	MIP6_MLD_QUERY_LEN	= 36,	/* octets of a query with its hop-by-hop options */
	MIP6_MLD_QUERY_AT	= 8,	/* where in these the message begins */
};

/**
 * enum mip6_mld_change - what a report says about a group
 * @MIP6_MLD_KEEPS: nothing that matters to who keeps no sources
 * @MIP6_MLD_WANTS: it is wanted, from whatever source
 * @MIP6_MLD_LEAVES: it is wanted no more
 * @MIP6_MLD_BLOCKS: some sources are not wanted any more, which may be all that were
 */
enum mip6_mld_change {
	MIP6_MLD_KEEPS,
	MIP6_MLD_WANTS,
	MIP6_MLD_LEAVES,
	MIP6_MLD_BLOCKS,
};

/**
 * struct mip6_wire_mld - what is left to read of a report
 * @at: next record, or the group of a message of version 1
 * @count: how many are left
 * @type: of the message
 */
struct mip6_wire_mld {
	const u8 *at;
	u16 count;
	u8 type;
};

/**
 * mip6_wire_mld_at() - whether a packet is a message of multicast listener discovery
 * @pkt: packet, from its IPv6 header on
 * @len: octets that are there, of which MIP6_MLD_LOOK_LEN are enough
 *
 * One has hop limit 1 and, behind hop-by-hop options with the router alert of its own, ICMPv6
 * (RFC 3810 5). What lacks any of that, or has more than two octets of eight of options, is none.
 *
 * Return: where the message begins, or 0. The octets of the packet up to there, and the type, are
 * within @len.
 */
unsigned int mip6_wire_mld_at(const u8 *pkt, unsigned int len);

/**
 * mip6_wire_mld_begin() - check a report or a done message
 * @msg: ICMPv6 message
 * @len: its length, octets
 * @it: set to read it by mip6_wire_mld_next()
 *
 * What is behind the last record is ignored (RFC 3810 5.2.11). The checksum is for the caller.
 *
 * Return: 0; -EBADMSG (another type, length, records that do not fit, a group that is none).
 */
int mip6_wire_mld_begin(const u8 *msg, unsigned int len, struct mip6_wire_mld *it);

/**
 * mip6_wire_mld_next() - read what a checked report says about the next group
 * @it: what is left to read
 * @group: set to the group
 * @change: set to what is said
 *
 * Return: false if nothing is left.
 */
bool mip6_wire_mld_next(struct mip6_wire_mld *it, struct in6_addr *group,
			enum mip6_mld_change *change);

/**
 * mip6_wire_build_mld_query() - write a general query with checksum 0, behind its options
 * @buf: empty buffer
 * @response_ms: how long answers may take, below 32768
 * @interval_sec: time between queries, at most 31744
 */
void mip6_wire_build_mld_query(struct mip6_wire_buf *buf, u16 response_ms, u16 interval_sec);

#endif
