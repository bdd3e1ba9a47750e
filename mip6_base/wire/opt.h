/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Mobility options: RFC 6275 section 6.2, RFC 4283, RFC 4285.
 */
#ifndef MIP6_WIRE_OPT_H
#define MIP6_WIRE_OPT_H

#include "types.h"

struct mip6_wire_buf;

enum mip6_opt_type {
	MIP6_OPT_PAD1		= 0,
	MIP6_OPT_PADN		= 1,
	MIP6_OPT_REFRESH	= 2,	/* binding refresh advice */
	MIP6_OPT_ALT_COA	= 3,	/* alternate care-of address */
	MIP6_OPT_NONCES		= 4,	/* nonce indices */
	MIP6_OPT_AUTH_DATA	= 5,	/* binding authorization data */
	MIP6_OPT_MN_ID		= 8,	/* mobile node identifier, RFC 4283 */
	MIP6_OPT_AUTH		= 9,	/* mobility message authentication, RFC 4285 */
	MIP6_OPT_MESG_ID	= 10,	/* mobility message replay protection, RFC 4285 */
};

enum {
	MIP6_AUTH_DATA_LEN	= 12,	/* octets of a 96 bit authenticator */
	MIP6_AUTH_MN_HA		= 1,	/* subtypes of MIP6_OPT_AUTH */
	MIP6_AUTH_MN_AAA	= 2,
	MIP6_MN_ID_NAI		= 1,	/* subtype of MIP6_OPT_MN_ID */
};

/**
 * struct mip6_wire_opts - the options of one message
 * @present: BIT(MIP6_OPT_*) of each that is there
 * @refresh: binding refresh advice, units of 4 s
 * @home_nonce: home nonce index
 * @coa_nonce: care-of nonce index
 * @alt_coa: alternate care-of address
 * @auth_data: authenticator of the binding authorization data
 * @auth_data_off: offset of that option from the start of the Mobility Header
 * @mn_id_subtype: MIP6_MN_ID_*
 * @mn_id_len: octets of the identifier
 * @mn_id: the identifier; for a parser a pointer into the message
 * @auth_subtype: MIP6_AUTH_*
 * @auth_len: octets of the authentication data, at least 1; compare with something as long only
 * @auth_spi: security parameter index
 * @auth: authentication data; for a parser a pointer into the message, for a builder NULL to
 *	leave zeros in its place
 * @auth_off: offset of that option from the start of the Mobility Header
 * @mesg_id: NTP time stamp
 */
struct mip6_wire_opts {
	u32 present;
	u16 refresh;
	u16 home_nonce;
	u16 coa_nonce;
	struct in6_addr alt_coa;
	u8 auth_data[MIP6_AUTH_DATA_LEN];
	u16 auth_data_off;
	u8 mn_id_subtype;
	u8 mn_id_len;
	const u8 *mn_id;
	u8 auth_subtype;
	u8 auth_len;
	u32 auth_spi;
	const u8 *auth;
	u16 auth_off;
	u64 mesg_id;
};

/**
 * mip6_wire_has() - whether a message has an option
 * @opts: its options
 * @type: MIP6_OPT_*
 *
 * Return: true if it has.
 */
static inline bool mip6_wire_has(const struct mip6_wire_opts *opts, enum mip6_opt_type type)
{
	return opts->present & BIT(type);
}

/**
 * mip6_wire_parse_opts() - read the options of a message
 * @mh: Mobility Header
 * @off: offset of the first option
 * @len: length of the whole message, octets
 * @valid: BIT(MIP6_OPT_*) of those defined for this message; others are ignored (6.2)
 * @out: what they say
 *
 * Unknown options are skipped. Alignment is not insisted on, save that binding authorization
 * data must be the last thing in the message (6.2.7).
 *
 * Options behind an MN-HA authentication option are not protected by it and ignored (RFC 4285 5);
 * in front of one, an MN-AAA authentication option is forgotten as soon as it comes.
 *
 * Return: 0, or -EBADMSG if an option runs past the end, has a wrong length or comes twice.
 */
int mip6_wire_parse_opts(const u8 *mh, unsigned int off, unsigned int len, u32 valid,
			 struct mip6_wire_opts *out);

/**
 * mip6_wire_build_opts() - write the options of a message and pad it to a multiple of 8 octets
 * @buf: message so far, from the first octet of the Mobility Header on
 * @opts: the options; binding authorization data and authentication data come last
 *
 * An identifier or authentication data that is empty, or too long for an option, counts as
 * something that does not fit.
 */
void mip6_wire_build_opts(struct mip6_wire_buf *buf, const struct mip6_wire_opts *opts);

#endif
