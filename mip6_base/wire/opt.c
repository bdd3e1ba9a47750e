// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility options: RFC 6275 section 6.2, RFC 4283, RFC 4285.
 */
#include "opt.h"
#include "buf.h"

enum {
	OPT_HDR_LEN	= 2,	/* type and length octets */
	AUTH_HDR_LEN	= 5,	/* subtype and SPI in front of the authentication data */
	OPT_MAX_LEN	= 255,
	MSG_UNIT_LEN	= 8,	/* a message is a multiple of this */
};

/* Places where an option may start: offset modulo unit, from the start of the Mobility Header. */
struct align {
	u8 unit;
	u8 rest;
};

static int parse_auth(const u8 *data, u8 len, u16 off, struct mip6_wire_opts *out)
{
	bool seen = mip6_wire_has(out, MIP6_OPT_AUTH);
	u8 subtype;

	if (len <= AUTH_HDR_LEN)
		return -EBADMSG;
	subtype = data[0];
	if (subtype != MIP6_AUTH_MN_HA && subtype != MIP6_AUTH_MN_AAA)
		return 0;
	if (seen && out->auth_subtype == subtype)
		return -EBADMSG;
	out->present |= BIT(MIP6_OPT_AUTH);
	out->auth_subtype = subtype;
	out->auth_spi = mip6_wire_get32(data + 1);
	out->auth = data + AUTH_HDR_LEN;
	out->auth_len = len - AUTH_HDR_LEN;
	out->auth_off = off;
	return 0;
}

/* Length that a known option must have; 0 for those that vary. */
static u8 fixed_len(u8 type)
{
	switch (type) {
	case MIP6_OPT_REFRESH:
		return 2;
	case MIP6_OPT_ALT_COA:
		return sizeof(struct in6_addr);
	case MIP6_OPT_NONCES:
		return 4;
	case MIP6_OPT_AUTH_DATA:
		return MIP6_AUTH_DATA_LEN;
	case MIP6_OPT_MESG_ID:
		return 8;
	default:
		return 0;
	}
}

/* An option that is defined for the message; @data holds @len octets, the option starts at @off. */
static int parse_opt(u8 type, const u8 *data, u8 len, u16 off, struct mip6_wire_opts *out)
{
	u8 want = fixed_len(type);

	if (want && len != want)
		return -EBADMSG;
	if (type == MIP6_OPT_AUTH)
		return parse_auth(data, len, off, out);
	if (out->present & BIT(type))
		return -EBADMSG;
	switch (type) {
	case MIP6_OPT_REFRESH:
		out->refresh = mip6_wire_get16(data);
		break;
	case MIP6_OPT_ALT_COA:
		memcpy(&out->alt_coa, data, sizeof(out->alt_coa));
		break;
	case MIP6_OPT_NONCES:
		out->home_nonce = mip6_wire_get16(data);
		out->coa_nonce = mip6_wire_get16(data + 2);
		break;
	case MIP6_OPT_AUTH_DATA:
		memcpy(out->auth_data, data, MIP6_AUTH_DATA_LEN);
		out->auth_data_off = off;
		break;
	case MIP6_OPT_MN_ID:
		if (len < 2)
			return -EBADMSG;
		out->mn_id_subtype = data[0];
		out->mn_id = data + 1;
		out->mn_id_len = len - 1;
		break;
	case MIP6_OPT_MESG_ID:
		out->mesg_id = mip6_wire_get64(data);
		break;
	default:
		return 0;
	}
	out->present |= BIT(type);
	return 0;
}

int mip6_wire_parse_opts(const u8 *mh, unsigned int off, unsigned int len, u32 valid,
			 struct mip6_wire_opts *out)
{
	memset(out, 0, sizeof(*out));
	if (off > len)
		return -EBADMSG;
	while (off < len) {
		unsigned int end;
		u8 type = mh[off];
		int err;

		if (type == MIP6_OPT_PAD1) {
			off++;
			continue;
		}
		if (len - off < OPT_HDR_LEN)
			return -EBADMSG;
		end = off + OPT_HDR_LEN + mh[off + 1];
		if (end > len)
			return -EBADMSG;
		if (type < 32 && (valid & BIT(type))) {
			err = parse_opt(type, mh + off + OPT_HDR_LEN, mh[off + 1], off, out);
			if (err)
				return err;
			if (type == MIP6_OPT_AUTH_DATA && end != len)
				return -EBADMSG;
			if (type == MIP6_OPT_AUTH && out->auth_subtype == MIP6_AUTH_MN_HA)
				valid = 0;
		}
		off = end;
	}
	return 0;
}

static void pad(struct mip6_wire_buf *buf, unsigned int len)
{
	u8 *p = mip6_wire_buf_put(buf, len);

	/* A single octet of padding is Pad1, which the zeroed room is already. */
	if (!p || len < OPT_HDR_LEN)
		return;
	p[0] = MIP6_OPT_PADN;
	p[1] = len - OPT_HDR_LEN;
}

/* Pads to where the option may start, writes its type and length. Returns room for its data. */
static u8 *put_opt(struct mip6_wire_buf *buf, u8 type, unsigned int len, struct align at)
{
	u8 *p;

	if (len > OPT_MAX_LEN) {
		buf->full = true;
		return NULL;
	}
	pad(buf, (at.unit + at.rest - buf->len % at.unit) % at.unit);
	p = mip6_wire_buf_put(buf, OPT_HDR_LEN + len);
	if (!p)
		return NULL;
	p[0] = type;
	p[1] = len;
	return p + OPT_HDR_LEN;
}

static void put_mn_id(struct mip6_wire_buf *buf, const struct mip6_wire_opts *opts)
{
	u8 *p;

	if (!opts->mn_id_len) {
		buf->full = true;
		return;
	}
	p = put_opt(buf, MIP6_OPT_MN_ID, 1 + opts->mn_id_len, (struct align){ 1, 0 });
	if (!p)
		return;
	p[0] = opts->mn_id_subtype;
	memcpy(p + 1, opts->mn_id, opts->mn_id_len);
}

static void put_auth(struct mip6_wire_buf *buf, const struct mip6_wire_opts *opts)
{
	u8 *p;

	if (!opts->auth_len) {
		buf->full = true;
		return;
	}
	p = put_opt(buf, MIP6_OPT_AUTH, AUTH_HDR_LEN + opts->auth_len, (struct align){ 4, 1 });
	if (!p)
		return;
	p[0] = opts->auth_subtype;
	mip6_wire_set32(p + 1, opts->auth_spi);
	if (opts->auth)
		memcpy(p + AUTH_HDR_LEN, opts->auth, opts->auth_len);
}

void mip6_wire_build_opts(struct mip6_wire_buf *buf, const struct mip6_wire_opts *opts)
{
	u8 *p;

	if (mip6_wire_has(opts, MIP6_OPT_REFRESH)) {
		p = put_opt(buf, MIP6_OPT_REFRESH, 2, (struct align){ 2, 0 });
		if (p)
			mip6_wire_set16(p, opts->refresh);
	}
	if (mip6_wire_has(opts, MIP6_OPT_ALT_COA)) {
		p = put_opt(buf, MIP6_OPT_ALT_COA, sizeof(opts->alt_coa), (struct align){ 8, 6 });
		if (p)
			memcpy(p, &opts->alt_coa, sizeof(opts->alt_coa));
	}
	if (mip6_wire_has(opts, MIP6_OPT_NONCES)) {
		p = put_opt(buf, MIP6_OPT_NONCES, 4, (struct align){ 2, 0 });
		if (p) {
			mip6_wire_set16(p, opts->home_nonce);
			mip6_wire_set16(p + 2, opts->coa_nonce);
		}
	}
	/* RFC 4285 5 and 6: identifier and time stamp come where the authentication covers them. */
	if (mip6_wire_has(opts, MIP6_OPT_MN_ID))
		put_mn_id(buf, opts);
	if (mip6_wire_has(opts, MIP6_OPT_MESG_ID)) {
		p = put_opt(buf, MIP6_OPT_MESG_ID, 8, (struct align){ 8, 2 });
		if (p)
			mip6_wire_set64(p, opts->mesg_id);
	}
	if (mip6_wire_has(opts, MIP6_OPT_AUTH))
		put_auth(buf, opts);
	/* 6.2.7: aligned at 8n+2 and 14 octets long, it ends the message without padding. */
	if (mip6_wire_has(opts, MIP6_OPT_AUTH_DATA)) {
		p = put_opt(buf, MIP6_OPT_AUTH_DATA, MIP6_AUTH_DATA_LEN, (struct align){ 8, 2 });
		if (p)
			memcpy(p, opts->auth_data, MIP6_AUTH_DATA_LEN);
	}
	pad(buf, (MSG_UNIT_LEN - buf->len % MSG_UNIT_LEN) % MSG_UNIT_LEN);
}
