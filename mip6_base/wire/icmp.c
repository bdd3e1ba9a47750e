// SPDX-License-Identifier: GPL-2.0
/*
 * The four ICMPv6 messages of Mobile IPv6: RFC 6275 sections 6.5 to 6.8.
 */
#include "icmp.h"
#include "buf.h"
#include "nd_opt.h"

enum {
	MSG_LEN		= 8,	/* what all four start with */
	ID_OFF		= 4,
	FLAGS_OFF	= 6,
	ADDR_LEN	= 16,
};

static bool starts_as(const u8 *msg, unsigned int len, u8 type)
{
	return len >= MSG_LEN && msg[0] == type && !msg[1];
}

int mip6_wire_parse_id(const u8 *msg, unsigned int len, u16 *id)
{
	if (!starts_as(msg, len, MIP6_ICMP_DHAAD_REQUEST) && !starts_as(msg, len, MIP6_ICMP_MPS))
		return -EBADMSG;
	*id = mip6_wire_get16(msg + ID_OFF);
	return 0;
}

int mip6_wire_parse_dhaad(const u8 *msg, unsigned int len, u16 *id, struct in6_addr *agents,
			  unsigned int max)
{
	unsigned int i, count;

	if (!starts_as(msg, len, MIP6_ICMP_DHAAD_REPLY) || (len - MSG_LEN) % ADDR_LEN)
		return -EBADMSG;
	*id = mip6_wire_get16(msg + ID_OFF);
	count = (len - MSG_LEN) / ADDR_LEN;
	if (count > max)
		count = max;
	for (i = 0; i < count; i++)
		memcpy(&agents[i], msg + MSG_LEN + i * ADDR_LEN, ADDR_LEN);
	return count;
}

int mip6_wire_parse_mpa(const u8 *msg, unsigned int len, struct mip6_wire_mpa *out)
{
	unsigned int off = MSG_LEN;

	memset(out, 0, sizeof(*out));
	if (!starts_as(msg, len, MIP6_ICMP_MPA))
		return -EBADMSG;
	out->id = mip6_wire_get16(msg + ID_OFF);
	out->flags = mip6_wire_get16(msg + FLAGS_OFF) & (MIP6_MPA_M | MIP6_MPA_O);
	while (off < len) {
		const u8 *opt = msg + off;

		if (mip6_wire_nd_next(msg, len, &off))
			return -EBADMSG;
		mip6_wire_nd_get_pio(opt, out->pio, &out->npio);
	}
	return 0;
}

static u8 *start(struct mip6_wire_buf *buf, u8 type, u16 id)
{
	u8 *msg = mip6_wire_buf_put(buf, MSG_LEN);

	if (!msg)
		return NULL;
	msg[0] = type;
	mip6_wire_set16(msg + ID_OFF, id);
	return msg;
}

void mip6_wire_build_id(struct mip6_wire_buf *buf, u8 type, u16 id)
{
	start(buf, type, id);
}

void mip6_wire_build_dhaad(struct mip6_wire_buf *buf, u16 id, const struct in6_addr *agents,
			   unsigned int count)
{
	u8 *p;

	if (count > MIP6_DHAAD_MAX)
		count = MIP6_DHAAD_MAX;
	if (!start(buf, MIP6_ICMP_DHAAD_REPLY, id) || !count)
		return;
	p = mip6_wire_buf_put(buf, count * ADDR_LEN);
	if (p)
		memcpy(p, agents, count * ADDR_LEN);
}

void mip6_wire_build_mpa(struct mip6_wire_buf *buf, const struct mip6_wire_mpa *mpa)
{
	u8 *msg = start(buf, MIP6_ICMP_MPA, mpa->id);
	unsigned int i;

	if (!msg)
		return;
	mip6_wire_set16(msg + FLAGS_OFF, mpa->flags);
	for (i = 0; i < mpa->npio && i < MIP6_RA_MAX_PIO; i++)
		mip6_wire_nd_put_pio(buf, &mpa->pio[i]);
}
