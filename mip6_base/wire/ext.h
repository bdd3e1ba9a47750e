/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The two extension headers of Mobile IPv6: home address option (RFC 6275 6.3) and type 2
 * routing header (6.4).
 */
#ifndef MIP6_WIRE_EXT_H
#define MIP6_WIRE_EXT_H

#include "types.h"

enum {
	MIP6_EXT_LEN		= 24,	/* octets of either header as we build it */
	MIP6_EXT_ADDR_OFF	= 8,	/* where the address lies in either of them */
	MIP6_EXT_OPT_OFF	= 6,	/* where the option lies in the former */
	MIP6_OPT_HAO		= 0xc9,	/* home address option */
	/*
	 * Destination options of ours that never leave the node: the on-wire source behind a home
	 * address option, the on-wire destination behind a type 2 routing header, while signalling
	 * passes through the stack. Action bits 00, so that the stack skips them.
	 */
	MIP6_OPT_WIRE_ADDR	= 0x1e,
	MIP6_OPT_WIRE_DADDR	= 0x3e,
	MIP6_RH2_TYPE		= 2,
};

/**
 * struct mip6_wire_chain - where things lie in a packet's chain of headers
 * @hao_hdr: offset of the destination options header with a home address option, 0 if none
 * @hao_opt: offset of that option itself
 * @hao_prev: offset of the next header octet that names @hao_hdr
 * @rh2_hdr: offset of a type 2 routing header, 0 if none
 * @rh2_prev: offset of the next header octet that names @rh2_hdr
 * @last: offset of the first header that is none of hop-by-hop options, destination options in
 *	front of @last, or routing header
 * @last_proto: what that header is
 * @wire_opt: offset of the first MIP6_OPT_WIRE_ADDR option, 0 if none. What comes from a link may
 *	carry one too: whoever trusts it must have made it
 * @in_transit: another type of routing header has segments left: the packet's destination is not
 *	its final one yet
 * @other_dstopt: there is a destination options header without home address option in front of
 *	@last, or other options than padding beside the home address option
 * @bad_hao: a home address option made the walk end in -EBADMSG
 * @bad_rh2: a type 2 routing header did
 */
struct mip6_wire_chain {
	u16 hao_hdr;
	u16 hao_opt;
	u16 hao_prev;
	u16 rh2_hdr;
	u16 rh2_prev;
	u16 last;
	u16 wire_opt;
	u8 last_proto;
	bool in_transit;
	bool other_dstopt;
	bool bad_hao;
	bool bad_rh2;
};

/**
 * mip6_wire_walk() - find home address option and type 2 routing header in a packet
 * @pkt: packet from the IPv6 header on
 * @len: octets of it that can be read
 * @out: what was found
 *
 * The walk ends at the first header that is not an extension header which may stand in front of
 * the fragment header, at the fragment header, ESP, AH or no next header at all.
 *
 * A packet whose payload length is 0 and which starts with hop-by-hop options (a jumbogram) has
 * no known end. Hop-by-hop options elsewhere end the walk.
 *
 * Return: 0; -EBADMSG for a packet to discard silently: a header that runs past the packet's
 * end or an option that runs past its header's, a second home address option, one of a length
 * other than 16, one in front of a routing header, a second type 2 routing header, one of a
 * length other than 2 or segments left other than 1 (6.3, 6.4); -EMSGSIZE if the chain goes on
 * past @len. Of @out nothing but @bad_hao and @bad_rh2 may be used then.
 */
int mip6_wire_walk(const u8 *pkt, unsigned int len, struct mip6_wire_chain *out);

/**
 * mip6_wire_build_hao() - write a destination options header with a home address option
 * @hdr: room for MIP6_EXT_LEN octets
 * @nexthdr: of what follows
 * @hoa: home address
 */
void mip6_wire_build_hao(u8 *hdr, u8 nexthdr, const struct in6_addr *hoa);

/**
 * mip6_wire_build_rh2() - write a type 2 routing header
 * @hdr: room for MIP6_EXT_LEN octets
 * @nexthdr: of what follows
 * @hoa: home address
 */
void mip6_wire_build_rh2(u8 *hdr, u8 nexthdr, const struct in6_addr *hoa);

/**
 * mip6_wire_build_wire_addr() - write a destination options header with a MIP6_OPT_WIRE_ADDR
 * @hdr: room for MIP6_EXT_LEN octets
 * @nexthdr: of what follows
 * @addr: care-of address
 */
void mip6_wire_build_wire_addr(u8 *hdr, u8 nexthdr, const struct in6_addr *addr);

#endif
