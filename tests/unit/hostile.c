// SPDX-License-Identifier: GPL-2.0
/*
 * Whatever comes: parsers neither crash nor read past the end, and what they let through is sound.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"
#include "wire/icmp.h"
#include "wire/mld.h"
#include "wire/nd.h"

enum { ROUNDS = 400000 };

static unsigned long accepted;

/* What was accepted must build into a message that says the same. */
static void again_bu(const struct mip6_wire_bu *bu)
{
	static u8 room[2 * MIP6_MH_MAX_LEN];
	struct mip6_wire_bu back;
	struct mip6_wire_buf buf;

	mip6_wire_buf_init(&buf, room, sizeof(room));
	mip6_wire_build_bu(&buf, bu);
	if (buf.full)
		return;
	EXPECT(!mip6_wire_parse_bu(room, buf.len, &back));
	EXPECT(back.seq == bu->seq && back.flags == bu->flags && back.lifetime == bu->lifetime);
	EXPECT(back.opts.present == bu->opts.present);
	EXPECT(!memcmp(&back.opts.alt_coa, &bu->opts.alt_coa, 16));
	EXPECT(back.opts.mn_id_len == bu->opts.mn_id_len &&
	       back.opts.auth_len == bu->opts.auth_len);
}

static void feed_mh(const u8 *mh, unsigned int len)
{
	struct mip6_wire_test test;
	struct mip6_wire_bu bu;
	struct mip6_wire_ba ba;
	struct mip6_wire_be be;
	unsigned int mh_len;

	if (mip6_wire_mh_check(mh, len, &mh_len) == MIP6_MH_OK) {
		accepted++;
		EXPECT(mh_len == len && len % 8 == 0 && len >= 8);
	}
	/* Parsers are on their own here: without the check that a caller would have made. */
	if (len < 3)
		return;
	mip6_wire_parse_brr(mh, len);
	mip6_wire_parse_be(mh, len, &be);
	mip6_wire_parse_test(mh, len, &test);
	mip6_wire_parse_ba(mh, len, &ba);
	if (!mip6_wire_parse_bu(mh, len, &bu)) {
		const struct mip6_wire_opts *o = &bu.opts;

		if (mip6_wire_has(o, MIP6_OPT_MN_ID))
			EXPECT(o->mn_id > mh && o->mn_id + o->mn_id_len <= mh + len);
		if (mip6_wire_has(o, MIP6_OPT_AUTH))
			EXPECT(o->auth > mh && o->auth + o->auth_len <= mh + len);
		if (mip6_wire_has(o, MIP6_OPT_AUTH_DATA))
			EXPECT(o->auth_data_off + 14u == len);
		again_bu(&bu);
	}
}

static void feed_mld(const u8 *msg, unsigned int len)
{
	enum mip6_mld_change change;
	struct mip6_wire_mld it;
	struct in6_addr group;

	if (mip6_wire_mld_begin(msg, len, &it))
		return;
	while (mip6_wire_mld_next(&it, &group, &change))
		EXPECT(group.s6_addr[0] == 0xff && it.at <= msg + len);
}

static void feed_icmp(const u8 *msg, unsigned int len)
{
	struct in6_addr agents[4];
	struct mip6_wire_mpa mpa;
	struct mip6_wire_ra ra;
	struct mip6_wire_na na;
	u16 id;
	int n;

	if (!mip6_wire_parse_ra(msg, len, &ra))
		EXPECT(ra.npio <= MIP6_RA_MAX_PIO && ra.lladdr_len <= MIP6_LLADDR_MAX);
	if (!mip6_wire_parse_na(msg, len, &na))
		EXPECT(na.lladdr_len <= MIP6_LLADDR_MAX);
	if (!mip6_wire_parse_mpa(msg, len, &mpa))
		EXPECT(mpa.npio <= MIP6_RA_MAX_PIO);
	n = mip6_wire_parse_dhaad(msg, len, &id, agents, COUNT(agents));
	EXPECT(n <= (int)COUNT(agents));
	mip6_wire_parse_id(msg, len, &id);
	feed_mld(msg, len);
}

/* A packet as a receiver would take it, from memory of just its size. */
static void feed(const u8 *pkt, unsigned int len)
{
	u8 *copy = copy_of(pkt, len);
	struct upper up;

	EXPECT(mip6_wire_mld_at(copy, len) < (len ? len : 1));
	if (!upper_of(copy, len, &up)) {
		const struct mip6_wire_chain *c = &up.chain;

		EXPECT(c->last >= IP6_LEN && c->last <= len);
		if (c->hao_hdr)
			EXPECT(c->hao_hdr < c->hao_opt && c->hao_opt + 18 <= c->last &&
			       copy[c->hao_prev] == 60 && copy[c->hao_opt] == MIP6_OPT_HAO);
		if (c->rh2_hdr)
			EXPECT(c->rh2_hdr + 24 <= c->last && copy[c->rh2_prev] == 43);
		feed_mh(up.msg, up.len);
		feed_icmp(up.msg, up.len);
	}
	free(copy);
}

/* Cuts every vector anywhere; nothing but the whole one passes. */
static void cut(void)
{
	unsigned int i, len;

	for (i = 0; i < COUNT(vectors); i++) {
		const struct vector *v = &vectors[i];
		struct upper up;

		upper_of(v->pkt, v->len, &up);
		for (len = 0; len <= v->len; len++) {
			accepted = 0;
			feed(v->pkt, len);
			EXPECT_IN(!accepted || len == v->len, "%s, %u octets", v->id, len);
			/* Parsers alone, on what remains of the message. */
			if (len >= up.chain.last) {
				u8 *copy = copy_of(up.msg, len - up.chain.last);

				feed_mh(copy, len - up.chain.last);
				feed_icmp(copy, len - up.chain.last);
				free(copy);
			}
		}
	}
}

static void flip(void)
{
	static const u8 values[] = { 0, 1, 2, 4, 5, 9, 16, 43, 60, 0x7f, 0x80, 135, 0xc9, 0xff };
	unsigned int i, at, n;
	u8 pkt[256];

	for (i = 0; i < COUNT(vectors); i++) {
		const struct vector *v = &vectors[i];

		for (at = 0; at < v->len; at++) {
			memcpy(pkt, v->pkt, v->len);
			for (n = 0; n < COUNT(values); n++) {
				pkt[at] = values[n];
				feed(pkt, v->len);
			}
			for (n = 0; n < 8; n++) {
				pkt[at] = v->pkt[at] ^ 1 << n;
				feed(pkt, v->len);
			}
			pkt[at] = v->pkt[at] + 1;
			feed(pkt, v->len);
			pkt[at] = v->pkt[at] - 1;
			feed(pkt, v->len);
		}
	}
}

static u32 state;

static u32 chance(u32 below)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* Vectors with several octets changed, cut or longer than announced; the same ones every time. */
static void mix(void)
{
	unsigned int round, n;
	u8 pkt[256];

	state = 6275;
	for (round = 0; round < ROUNDS; round++) {
		const struct vector *v = &vectors[chance(COUNT(vectors))];
		unsigned int len = v->len + chance(9) - 4;

		memset(pkt, chance(3), sizeof(pkt));
		memcpy(pkt, v->pkt, v->len);
		for (n = chance(6); n; n--)
			pkt[4 + chance(len - 4)] = chance(2) ? chance(256) : chance(20);
		feed(pkt, len);
	}
}

/* Option areas of any content behind a sound start, and any content at all. */
static void noise(void)
{
	unsigned int round, i, len;
	u8 msg[64];

	state = 3775;
	for (round = 0; round < ROUNDS; round++) {
		u8 *copy;

		len = chance(sizeof(msg) + 1);
		for (i = 0; i < len; i++)
			msg[i] = chance(3) ? chance(20) : chance(256);
		if (len >= 8 && chance(4)) {
			msg[0] = MIP6_MH_NO_NEXT;
			msg[1] = len / 8 - 1;
			msg[2] = chance(MIP6_MH_TYPES);
		}
		copy = copy_of(msg, len);
		feed_mh(copy, len);
		if (len) {
			copy[0] = chance(2) ? 133 + chance(4) : 144 + chance(4);
			feed_icmp(copy, len);
		}
		free(copy);
	}
}

static const struct test tests[] = {
	{ "packets cut at any octet are taken without reading past the end", cut },
	{ "packets with any octet changed are taken without harm", flip },
	{ "packets with several octets changed are taken without harm", mix },
	{ "messages of any content are taken without harm", noise },
};

int main(void)
{
	return TAP_RUN(tests);
}
