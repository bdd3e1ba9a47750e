// SPDX-License-Identifier: GPL-2.0
/*
 * Whatever comes: parsers neither crash nor read past the end, and what they let through is sound.
 */
#include "tap.h"
#include "feed.h"

enum { ROUNDS = 400000 };

/* A packet as a receiver would take it, from memory of just its size. */
static void feed(const u8 *pkt, unsigned int len)
{
	u8 *copy = copy_of(pkt, len);

	feed_packet(copy, len);
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
