// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbor Discovery as Mobile IPv6 reads and changes it: RFC 4861, RFC 6275 section 7.
 */
#include "nd.h"
#include "buf.h"
#include "nd_opt.h"

enum {
	RS_LEN		= 8,
	RA_LEN		= 16,
	NA_LEN		= 24,
	NA_TARGET_OFF	= 8,

	OPT_SLLA	= 1,	/* source link-layer address */
	OPT_TLLA	= 2,	/* target link-layer address */
	OPT_PIO		= 3,
	OPT_INTERVAL	= 7,
	OPT_HA_INFO	= 8,

	PIO_UNITS	= 4,
	PIO_PREFIX_OFF	= 16,
};

int mip6_wire_nd_next(const u8 *msg, unsigned int len, unsigned int *off)
{
	unsigned int octets;

	if (len - *off < 2 || !msg[*off + 1])
		return -EBADMSG;
	octets = msg[*off + 1] * 8;
	if (octets > len - *off)
		return -EBADMSG;
	*off += octets;
	return 0;
}

void mip6_wire_nd_get_pio(const u8 *opt, struct mip6_wire_pio *pio, u8 *npio)
{
	if (opt[0] != OPT_PIO || opt[1] != PIO_UNITS || opt[2] > 128 || *npio >= MIP6_RA_MAX_PIO)
		return;
	pio += (*npio)++;
	pio->plen = opt[2];
	pio->flags = opt[3];
	pio->valid = mip6_wire_get32(opt + 4);
	pio->preferred = mip6_wire_get32(opt + 8);
	memcpy(&pio->prefix, opt + PIO_PREFIX_OFF, sizeof(pio->prefix));
}

void mip6_wire_nd_put_pio(struct mip6_wire_buf *buf, const struct mip6_wire_pio *pio)
{
	u8 *opt = mip6_wire_buf_put(buf, PIO_UNITS * 8);

	if (!opt)
		return;
	opt[0] = OPT_PIO;
	opt[1] = PIO_UNITS;
	opt[2] = pio->plen;
	opt[3] = pio->flags;
	mip6_wire_set32(opt + 4, pio->valid);
	mip6_wire_set32(opt + 8, pio->preferred);
	memcpy(opt + PIO_PREFIX_OFF, &pio->prefix, sizeof(pio->prefix));
}

/*
 * How long the address is only its link knows: one unit is 6 octets (Ethernet), more than that
 * an EUI-64 and padding.
 */
static void get_lladdr(const u8 *opt, u8 *lladdr, u8 *lladdr_len)
{
	*lladdr_len = opt[1] == 1 ? 6 : MIP6_LLADDR_MAX;
	memcpy(lladdr, opt + 2, *lladdr_len);
}

static void put_lladdr(struct mip6_wire_buf *buf, u8 type, const u8 *lladdr, u8 lladdr_len)
{
	u16 units = (2 + lladdr_len + 7) / 8;
	u8 *opt = mip6_wire_buf_put(buf, units * 8);

	if (!opt)
		return;
	opt[0] = type;
	opt[1] = units;
	memcpy(opt + 2, lladdr, lladdr_len);
}

static void get_ra_opt(const u8 *opt, struct mip6_wire_ra *out)
{
	switch (opt[0]) {
	case OPT_SLLA:
		get_lladdr(opt, out->lladdr, &out->lladdr_len);
		break;
	case OPT_PIO:
		mip6_wire_nd_get_pio(opt, out->pio, &out->npio);
		break;
	case OPT_INTERVAL:
		if (opt[1] == 1)
			out->interval = mip6_wire_get32(opt + 4);
		break;
	case OPT_HA_INFO:
		if (opt[1] == 1 && (out->flags & MIP6_RA_FLAG_H)) {
			out->ha_preference = mip6_wire_get16(opt + 4);
			out->ha_lifetime = mip6_wire_get16(opt + 6);
		}
		break;
	}
}

int mip6_wire_parse_ra(const u8 *msg, unsigned int len, struct mip6_wire_ra *out)
{
	unsigned int off = RA_LEN;

	memset(out, 0, sizeof(*out));
	if (len < RA_LEN || msg[0] != MIP6_ND_RA || msg[1])
		return -EBADMSG;
	out->hop_limit = msg[4];
	out->flags = msg[5];
	out->lifetime = mip6_wire_get16(msg + 6);
	out->ha_lifetime = out->lifetime;
	while (off < len) {
		const u8 *opt = msg + off;

		if (mip6_wire_nd_next(msg, len, &off))
			return -EBADMSG;
		get_ra_opt(opt, out);
	}
	return 0;
}

int mip6_wire_parse_na(const u8 *msg, unsigned int len, struct mip6_wire_na *out)
{
	unsigned int off = NA_LEN;
	u8 lladdr_type;

	memset(out, 0, sizeof(*out));
	if (len < NA_LEN || (msg[0] != MIP6_ND_NS && msg[0] != MIP6_ND_NA) || msg[1])
		return -EBADMSG;
	out->type = msg[0];
	if (out->type == MIP6_ND_NA)
		out->flags = msg[4] & (MIP6_NA_R | MIP6_NA_S | MIP6_NA_O);
	lladdr_type = out->type == MIP6_ND_NA ? OPT_TLLA : OPT_SLLA;
	memcpy(&out->target, msg + NA_TARGET_OFF, sizeof(out->target));
	if (out->target.s6_addr[0] == 0xff)
		return -EBADMSG;
	while (off < len) {
		const u8 *opt = msg + off;

		if (mip6_wire_nd_next(msg, len, &off))
			return -EBADMSG;
		if (opt[0] == lladdr_type)
			get_lladdr(opt, out->lladdr, &out->lladdr_len);
	}
	return 0;
}

void mip6_wire_build_rs(struct mip6_wire_buf *buf, const u8 *lladdr, u8 lladdr_len)
{
	u8 *msg = mip6_wire_buf_put(buf, RS_LEN);

	if (!msg)
		return;
	msg[0] = MIP6_ND_RS;
	if (lladdr && lladdr_len)
		put_lladdr(buf, OPT_SLLA, lladdr, lladdr_len);
}

void mip6_wire_build_na(struct mip6_wire_buf *buf, const struct mip6_wire_na *na)
{
	bool advert = na->type == MIP6_ND_NA;
	u8 *msg = mip6_wire_buf_put(buf, NA_LEN);

	if (!msg)
		return;
	msg[0] = na->type;
	if (advert)
		msg[4] = na->flags;
	memcpy(msg + NA_TARGET_OFF, &na->target, sizeof(na->target));
	if (na->lladdr_len)
		put_lladdr(buf, advert ? OPT_TLLA : OPT_SLLA, na->lladdr, na->lladdr_len);
}

static void put_ha_info(struct mip6_wire_buf *buf, const struct mip6_wire_ra *ra)
{
	u8 *opt;

	if (!(ra->flags & MIP6_RA_FLAG_H) || !ra->ha_lifetime)
		return;
	if (!ra->ha_preference && ra->ha_lifetime == ra->lifetime)
		return;
	opt = mip6_wire_buf_put(buf, 8);
	if (!opt)
		return;
	opt[0] = OPT_HA_INFO;
	opt[1] = 1;
	mip6_wire_set16(opt + 4, ra->ha_preference);
	mip6_wire_set16(opt + 6, ra->ha_lifetime);
}

void mip6_wire_build_ra(struct mip6_wire_buf *buf, const struct mip6_wire_ra *ra)
{
	u8 *msg = mip6_wire_buf_put(buf, RA_LEN);
	unsigned int i;
	u8 *opt;

	if (!msg)
		return;
	msg[0] = MIP6_ND_RA;
	msg[4] = ra->hop_limit;
	msg[5] = ra->flags;
	mip6_wire_set16(msg + 6, ra->lifetime);
	if (ra->lladdr_len)
		put_lladdr(buf, OPT_SLLA, ra->lladdr, ra->lladdr_len);
	for (i = 0; i < ra->npio && i < MIP6_RA_MAX_PIO; i++)
		mip6_wire_nd_put_pio(buf, &ra->pio[i]);
	if (ra->interval) {
		opt = mip6_wire_buf_put(buf, 8);
		if (opt) {
			opt[0] = OPT_INTERVAL;
			opt[1] = 1;
			mip6_wire_set32(opt + 4, ra->interval);
		}
	}
	put_ha_info(buf, ra);
}
