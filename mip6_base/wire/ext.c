// SPDX-License-Identifier: GPL-2.0
/*
 * Home address option and type 2 routing header: RFC 6275 sections 6.3 and 6.4.
 */
#include "ext.h"

enum {
	IP6_HDR_LEN	= 40,
	IP6_PLEN_OFF	= 4,
	IP6_NEXT_OFF	= 6,

	PROTO_HOPOPTS	= 0,
	PROTO_ROUTING	= 43,
	PROTO_DSTOPTS	= 60,

	OPT_PAD1	= 0,
	OPT_PADN	= 1,
	OPT_HDR_LEN	= 2,
	ADDR_LEN	= 16,
	RH2_UNITS	= 2,	/* its Hdr Ext Len */
	OFF_MAX		= 0xffff,
};

/* What the walk knows besides its result. */
struct walk {
	const u8 *pkt;
	unsigned int len;	/* octets that can be read */
	unsigned int end;	/* where the packet ends */
	u16 prev;		/* offset of the octet that names the header at hand */
};

/* The options of a destination options header; all of it can be read. */
static int walk_dstopts(const struct walk *w, unsigned int off, unsigned int end,
			struct mip6_wire_chain *out)
{
	unsigned int opt = off + 2;
	bool hao = false;

	while (opt < end) {
		unsigned int next;

		if (w->pkt[opt] == OPT_PAD1) {
			opt++;
			continue;
		}
		if (end - opt < OPT_HDR_LEN)
			return -EBADMSG;
		next = opt + OPT_HDR_LEN + w->pkt[opt + 1];
		if (next > end)
			return -EBADMSG;
		switch (w->pkt[opt]) {
		case OPT_PADN:
			break;
		case MIP6_OPT_HAO:
			if (out->hao_hdr || w->pkt[opt + 1] != ADDR_LEN) {
				out->bad_hao = true;
				return -EBADMSG;
			}
			hao = true;
			out->hao_hdr = off;
			out->hao_opt = opt;
			out->hao_prev = w->prev;
			break;
		case MIP6_OPT_WIRE_ADDR:
			if (!out->wire_opt && w->pkt[opt + 1] == ADDR_LEN)
				out->wire_opt = opt;
			out->other_dstopt = true;
			break;
		default:
			out->other_dstopt = true;
		}
		opt = next;
	}
	if (!hao)
		out->other_dstopt = true;
	return 0;
}

/* A routing header of which at least 8 octets can be read. */
static int walk_routing(const struct walk *w, unsigned int off, struct mip6_wire_chain *out)
{
	const u8 *hdr = w->pkt + off;

	/* 6.3: the home address option comes behind routing headers. */
	if (out->hao_hdr) {
		out->bad_hao = true;
		return -EBADMSG;
	}
	if (hdr[2] != MIP6_RH2_TYPE) {
		if (hdr[3])
			out->in_transit = true;
		return 0;
	}
	if (out->rh2_hdr || hdr[1] != RH2_UNITS || hdr[3] != 1) {
		out->bad_rh2 = true;
		return -EBADMSG;
	}
	out->rh2_hdr = off;
	out->rh2_prev = w->prev;
	return 0;
}

/* Whether what ends at @to lies within the packet and can be read. */
static int within(const struct walk *w, unsigned int to)
{
	if (to > w->end)
		return -EBADMSG;
	return to > w->len ? -EMSGSIZE : 0;
}

static unsigned int packet_end(const u8 *pkt)
{
	unsigned int plen = mip6_wire_get16(pkt + IP6_PLEN_OFF);

	if (!plen && pkt[IP6_NEXT_OFF] == PROTO_HOPOPTS)
		return OFF_MAX;
	return plen > OFF_MAX - IP6_HDR_LEN ? OFF_MAX : IP6_HDR_LEN + plen;
}

int mip6_wire_walk(const u8 *pkt, unsigned int len, struct mip6_wire_chain *out)
{
	struct walk w = { .pkt = pkt, .len = len, .prev = IP6_NEXT_OFF };
	unsigned int off = IP6_HDR_LEN;

	memset(out, 0, sizeof(*out));
	if (len < IP6_HDR_LEN)
		return -EMSGSIZE;
	w.end = packet_end(pkt);

	/* Every round takes at least 8 octets of at most 64 KiB. */
	for (;;) {
		u8 proto = pkt[w.prev];
		unsigned int next;
		int err;

		if (proto != PROTO_DSTOPTS && proto != PROTO_ROUTING &&
		    !(proto == PROTO_HOPOPTS && off == IP6_HDR_LEN)) {
			out->last = off;
			out->last_proto = proto;
			return 0;
		}
		err = within(&w, off + 8);
		if (err)
			return err;
		next = off + (pkt[off + 1] + 1) * 8;
		err = within(&w, next);
		if (!err && proto == PROTO_DSTOPTS)
			err = walk_dstopts(&w, off, next, out);
		if (!err && proto == PROTO_ROUTING)
			err = walk_routing(&w, off, out);
		if (err)
			return err;
		w.prev = off;
		off = next;
	}
}

static void build_dstopts(u8 *hdr, u8 nexthdr, u8 type, const struct in6_addr *addr)
{
	memset(hdr, 0, MIP6_EXT_LEN);
	hdr[0] = nexthdr;
	hdr[1] = MIP6_EXT_LEN / 8 - 1;
	hdr[2] = OPT_PADN;
	hdr[3] = MIP6_EXT_OPT_OFF - 2 - OPT_HDR_LEN;
	hdr[MIP6_EXT_OPT_OFF] = type;
	hdr[MIP6_EXT_OPT_OFF + 1] = ADDR_LEN;
	memcpy(hdr + MIP6_EXT_ADDR_OFF, addr, ADDR_LEN);
}

void mip6_wire_build_hao(u8 *hdr, u8 nexthdr, const struct in6_addr *hoa)
{
	build_dstopts(hdr, nexthdr, MIP6_OPT_HAO, hoa);
}

void mip6_wire_build_rh2(u8 *hdr, u8 nexthdr, const struct in6_addr *hoa)
{
	memset(hdr, 0, MIP6_EXT_LEN);
	hdr[0] = nexthdr;
	hdr[1] = RH2_UNITS;
	hdr[2] = MIP6_RH2_TYPE;
	hdr[3] = 1;
	memcpy(hdr + MIP6_EXT_ADDR_OFF, hoa, ADDR_LEN);
}

void mip6_wire_build_wire_addr(u8 *hdr, u8 nexthdr, const struct in6_addr *addr)
{
	build_dstopts(hdr, nexthdr, MIP6_OPT_WIRE_ADDR, addr);
}
