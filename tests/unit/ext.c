// SPDX-License-Identifier: GPL-2.0
/*
 * Home address option and type 2 routing header, and the way to them.
 */
#include "tap.h"
#include "packet.h"

enum { HBH = 0, TCP = 6, ROUTING = 43, FRAGMENT = 44, ESP = 50, AH = 51, DSTOPTS = 60 };

#define HOA 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10
#define HAO_HDR(next) next, 2, 1, 2, 0, 0, 0xc9, 16, HOA
#define RH2_HDR(next) next, 2, 2, 1, 0, 0, 0, 0, HOA
#define PAD_HDR(next) next, 0, 1, 4, 0, 0, 0, 0
#define OPT_HDR(next) next, 0, 0x1f, 4, 1, 2, 3, 4
#define RH0_HDR(next, left) next, 2, 0, left, 0, 0, 0, 0, HOA
#define DATA 0, 80, 0, 80, 0, 0, 0, 0

static struct mip6_wire_chain chain;

/* Walks a packet of that payload, in memory of just its size. */
static int walk(u8 first, const u8 *payload, unsigned int len)
{
	u8 pkt[512] = { 0x60, [4] = len >> 8, [5] = len, [6] = first };
	u8 *copy;
	int err;

	if (len)
		memcpy(pkt + IP6_LEN, payload, len);
	copy = copy_of(pkt, IP6_LEN + len);
	err = mip6_wire_walk(copy, IP6_LEN + len, &chain);
	free(copy);
	return err;
}

#define WALK(first, ...) \
	walk(first, (const u8[]){ __VA_ARGS__ }, sizeof((const u8[]){ __VA_ARGS__ }))

static void nothing_there(void)
{
	EXPECT(!WALK(TCP, DATA));
	EXPECT(chain.last == 40 && chain.last_proto == TCP);
	EXPECT(!chain.hao_hdr && !chain.rh2_hdr && !chain.other_dstopt && !chain.in_transit);
	EXPECT(!walk(59, NULL, 0) && chain.last == 40 && chain.last_proto == 59);
}

static void vectors_walked(void)
{
	static const struct {
		const char *id;
		u16 hao, rh2, last;
		u8 proto;
	} want[] = {
		{ "P01", 0, 0, 40, 135 }, { "P02", 0, 0, 40, 41 }, { "P06", 40, 0, 64, 135 },
		{ "P07", 0, 40, 64, 135 }, { "P24", 0, 40, 64, 58 }, { "P25", 40, 0, 64, 58 },
		{ "P30", 0, 0, 40, 58 }, { "P36", 0, 40, 64, 135 }, { "P37", 0, 0, 40, 58 },
	};
	unsigned int i;

	for (i = 0; i < COUNT(want); i++) {
		const struct vector *v = vector(want[i].id);

		EXPECT_IN(!mip6_wire_walk(v->pkt, v->len, &chain), "%s", v->id);
		EXPECT_IN(chain.hao_hdr == want[i].hao && chain.rh2_hdr == want[i].rh2 &&
			  chain.last == want[i].last && chain.last_proto == want[i].proto,
			  "%s", v->id);
		EXPECT_IN(!chain.other_dstopt && !chain.in_transit && !chain.wire_opt, "%s", v->id);
		if (chain.hao_hdr)
			EXPECT_IN(chain.hao_opt == 46 && chain.hao_prev == 6, "%s", v->id);
		if (chain.rh2_hdr)
			EXPECT_IN(chain.rh2_prev == 6, "%s", v->id);
	}
}

static void headers_built(void)
{
	struct in6_addr hoa = addr("2001:db8:1::10");
	static const u8 hao[] = { HAO_HDR(135) }, rh2[] = { RH2_HDR(135) };
	u8 hdr[MIP6_EXT_LEN];

	memset(hdr, 0xaa, sizeof(hdr));
	mip6_wire_build_hao(hdr, 135, &hoa);
	EXPECT(!memcmp(hdr, hao, sizeof(hdr)) && !memcmp(hdr, vector("P06")->pkt + 40, sizeof(hdr)));
	memset(hdr, 0xaa, sizeof(hdr));
	mip6_wire_build_rh2(hdr, 135, &hoa);
	EXPECT(!memcmp(hdr, rh2, sizeof(hdr)) && !memcmp(hdr, vector("P07")->pkt + 40, sizeof(hdr)));
	memset(hdr, 0xaa, sizeof(hdr));
	mip6_wire_build_wire_addr(hdr, 135, &hoa);
	EXPECT(hdr[MIP6_EXT_OPT_OFF] == 0x1e);
	hdr[MIP6_EXT_OPT_OFF] = 0xc9;
	EXPECT(!memcmp(hdr, hao, sizeof(hdr)));
}

static void orders_accepted(void)
{
	EXPECT(!WALK(ROUTING, RH2_HDR(DSTOPTS), HAO_HDR(TCP), DATA));
	EXPECT(chain.rh2_hdr == 40 && chain.rh2_prev == 6);
	EXPECT(chain.hao_hdr == 64 && chain.hao_opt == 70 && chain.hao_prev == 40);
	EXPECT(chain.last == 88 && chain.last_proto == TCP && !chain.other_dstopt);
	EXPECT(!WALK(HBH, PAD_HDR(DSTOPTS), PAD_HDR(ROUTING), RH2_HDR(DSTOPTS), HAO_HDR(ESP), DATA));
	EXPECT(chain.rh2_hdr == 56 && chain.rh2_prev == 48);
	EXPECT(chain.hao_hdr == 80 && chain.hao_prev == 56);
	EXPECT(chain.last == 104 && chain.last_proto == ESP && chain.other_dstopt);
	EXPECT(!WALK(DSTOPTS, HAO_HDR(DSTOPTS), OPT_HDR(TCP), DATA));
	EXPECT(chain.hao_hdr == 40 && chain.last == 72 && chain.other_dstopt);
	EXPECT(!WALK(DSTOPTS, PAD_HDR(DSTOPTS), HAO_HDR(TCP), DATA));
	EXPECT(chain.hao_hdr == 48 && chain.hao_prev == 40 && chain.other_dstopt);
}

static void walk_ends(void)
{
	static const u8 ends[] = { FRAGMENT, ESP, AH, 59, 41, 58, 135, 17, 139, 140, 255 };
	unsigned int i;

	for (i = 0; i < COUNT(ends); i++) {
		EXPECT_IN(!WALK(DSTOPTS, HAO_HDR(ends[i]), HAO_HDR(TCP), DATA), "%u", ends[i]);
		EXPECT_IN(chain.last == 64 && chain.last_proto == ends[i], "%u", ends[i]);
	}
	EXPECT(!WALK(DSTOPTS, PAD_HDR(HBH), PAD_HDR(TCP), DATA));
	EXPECT(chain.last == 48 && chain.last_proto == HBH);
	EXPECT(!WALK(HBH, PAD_HDR(HBH), PAD_HDR(TCP), DATA) && chain.last == 48);
}

static void in_front_of_routing(void)
{
	EXPECT(WALK(DSTOPTS, HAO_HDR(ROUTING), RH2_HDR(TCP), DATA) == -EBADMSG);
	EXPECT(WALK(DSTOPTS, HAO_HDR(ROUTING), RH0_HDR(TCP, 0), DATA) == -EBADMSG);
	EXPECT(!WALK(DSTOPTS, PAD_HDR(ROUTING), RH2_HDR(TCP), DATA));
}

static void two_options(void)
{
	EXPECT(WALK(DSTOPTS, HAO_HDR(DSTOPTS), HAO_HDR(TCP), DATA) == -EBADMSG);
	EXPECT(WALK(DSTOPTS, TCP, 4, 0xc9, 16, HOA, 0xc9, 16, HOA, 1, 0, DATA) == -EBADMSG);
}

static void option_lengths(void)
{
	unsigned int len;

	for (len = 0; len <= 34; len++) {
		u8 hdr[48] = { TCP, 4, 1, 2, 0, 0, 0xc9, len };
		int want = len == 16 ? 0 : -EBADMSG;

		/* The rest is Pad1. */
		EXPECT_IN(walk(DSTOPTS, hdr, sizeof(hdr)) == want, "%u", len);
	}
	EXPECT(WALK(DSTOPTS, TCP, 0, 0xc9, 16, 0, 0, 0, 0, DATA, DATA) == -EBADMSG);
}

static void option_places(void)
{
	EXPECT(!WALK(DSTOPTS, TCP, 2, 0xc9, 16, HOA, 0, 0, 0, 0, DATA));
	EXPECT(chain.hao_opt == 42 && !chain.other_dstopt);
	EXPECT(!WALK(DSTOPTS, TCP, 2, 0, 0, 0, 0, 0xc9, 16, HOA, DATA) && chain.hao_opt == 46);
	EXPECT(!WALK(DSTOPTS, TCP, 2, 1, 2, 0xff, 0xff, 0xc9, 16, HOA, DATA));
	EXPECT(chain.hao_opt == 46 && !chain.other_dstopt);
	EXPECT(!WALK(DSTOPTS, TCP, 2, 0x1f, 2, 1, 2, 0xc9, 16, HOA, DATA));
	EXPECT(chain.hao_opt == 46 && chain.other_dstopt);
	EXPECT(!WALK(DSTOPTS, TCP, 2, 0x1f, 0, 0x1f, 0, 0xc9, 16, HOA, DATA));
	EXPECT(chain.hao_opt == 46 && chain.other_dstopt);
}

static void options_beyond(void)
{
	EXPECT(WALK(DSTOPTS, TCP, 0, 0x1f, 5, 0, 0, 0, 0, DATA) == -EBADMSG);
	EXPECT(WALK(DSTOPTS, TCP, 0, 1, 255, 0, 0, 0, 0, DATA) == -EBADMSG);
	EXPECT(WALK(DSTOPTS, TCP, 0, 1, 3, 0, 0, 0, 1, DATA) == -EBADMSG);
	EXPECT(!WALK(DSTOPTS, TCP, 0, 1, 3, 0, 0, 0, 0, DATA));
}

static void hop_by_hop(void)
{
	EXPECT(!WALK(HBH, TCP, 2, 1, 2, 0, 0, 0xc9, 16, HOA, DATA));
	EXPECT(!chain.hao_hdr && chain.last == 64);
}

static void routing_wrong(void)
{
	EXPECT(WALK(ROUTING, TCP, 4, 2, 1, 0, 0, 0, 0, HOA, HOA, DATA) == -EBADMSG);
	EXPECT(WALK(ROUTING, TCP, 0, 2, 1, 0, 0, 0, 0, DATA) == -EBADMSG);
	EXPECT(WALK(ROUTING, TCP, 2, 2, 2, 0, 0, 0, 0, HOA, DATA) == -EBADMSG);
	EXPECT(WALK(ROUTING, TCP, 2, 2, 0, 0, 0, 0, 0, HOA, DATA) == -EBADMSG);
	EXPECT(WALK(ROUTING, RH2_HDR(ROUTING), RH2_HDR(TCP), DATA) == -EBADMSG);
	EXPECT(!WALK(ROUTING, TCP, 2, 2, 1, 0xff, 0xff, 0xff, 0xff, HOA, DATA) && chain.rh2_hdr);
}

static void blame(void)
{
	EXPECT(WALK(DSTOPTS, HAO_HDR(DSTOPTS), HAO_HDR(TCP), DATA) && chain.bad_hao);
	EXPECT(WALK(DSTOPTS, HAO_HDR(ROUTING), RH2_HDR(TCP), DATA) && chain.bad_hao);
	EXPECT(WALK(DSTOPTS, TCP, 0, 0xc9, 4, 0, 0, 0, 0, DATA) && chain.bad_hao && !chain.bad_rh2);
	EXPECT(WALK(ROUTING, TCP, 2, 2, 2, 0, 0, 0, 0, HOA, DATA) && chain.bad_rh2);
	EXPECT(WALK(ROUTING, RH2_HDR(ROUTING), RH2_HDR(TCP), DATA) && chain.bad_rh2 && !chain.bad_hao);
	EXPECT(WALK(DSTOPTS, TCP, 0, 0x1f, 5, 0, 0, 0, 0, DATA) && !chain.bad_hao && !chain.bad_rh2);
	EXPECT(!WALK(ROUTING, RH2_HDR(DSTOPTS), HAO_HDR(TCP), DATA));
	EXPECT(!chain.bad_hao && !chain.bad_rh2);
}

static void routing_others(void)
{
	EXPECT(!WALK(ROUTING, RH0_HDR(DSTOPTS, 0), HAO_HDR(TCP), DATA));
	EXPECT(chain.hao_hdr == 64 && !chain.rh2_hdr && !chain.in_transit);
	EXPECT(!WALK(ROUTING, RH0_HDR(ROUTING, 1), RH2_HDR(TCP), DATA));
	EXPECT(chain.rh2_hdr == 64 && chain.rh2_prev == 40 && chain.in_transit);
	EXPECT(!WALK(ROUTING, TCP, 0, 4, 0, 0, 0, 0, 0, DATA) && chain.last == 48);
}

static void wire_addr(void)
{
	u8 payload[2 * MIP6_EXT_LEN];
	struct in6_addr a = addr("2001:db8:2::20");

	mip6_wire_build_wire_addr(payload, 135, &a);
	EXPECT(!walk(DSTOPTS, payload, MIP6_EXT_LEN));
	EXPECT(chain.wire_opt == 46 && chain.other_dstopt && !chain.hao_hdr);
	mip6_wire_build_wire_addr(payload + MIP6_EXT_LEN, 135, &a);
	payload[0] = DSTOPTS;
	EXPECT(!walk(DSTOPTS, payload, sizeof(payload)) && chain.wire_opt == 46);
	EXPECT(!WALK(DSTOPTS, TCP, 0, 0x1e, 4, 0, 0, 0, 0, DATA) && !chain.wire_opt);
}

/* Octets that can be read end anywhere: up to the last header the chain goes on past them. */
static void cut_short(void)
{
	static const u8 payload[] = { PAD_HDR(ROUTING), RH2_HDR(DSTOPTS), HAO_HDR(TCP), DATA };
	unsigned int len, last = IP6_LEN + sizeof(payload) - 8;
	u8 pkt[IP6_LEN + sizeof(payload)] = { 0x60, [5] = sizeof(payload), [6] = HBH };

	memcpy(pkt + IP6_LEN, payload, sizeof(payload));
	for (len = 0; len <= sizeof(pkt); len++) {
		u8 *copy = copy_of(pkt, len);

		EXPECT_IN(mip6_wire_walk(copy, len, &chain) == (len < last ? -EMSGSIZE : 0),
			  "%u octets", len);
		free(copy);
	}
}

/* The packet itself ends anywhere, whatever lies behind it. */
static void packet_ends(void)
{
	u8 pkt[IP6_LEN + 56] = { 0x60, [6] = ROUTING };
	static const u8 payload[] = { RH2_HDR(DSTOPTS), HAO_HDR(TCP), DATA };
	unsigned int plen;

	memcpy(pkt + IP6_LEN, payload, sizeof(payload));
	for (plen = 0; plen <= 56; plen++) {
		pkt[5] = plen;
		EXPECT_IN(mip6_wire_walk(pkt, sizeof(pkt), &chain) == (plen < 48 ? -EBADMSG : 0),
			  "payload length %u", plen);
	}
}

static void jumbogram(void)
{
	static const u8 payload[] = { TCP, 0, 0xc2, 4, 0, 1, 0, 0 };
	u8 pkt[IP6_LEN + 8] = { 0x60 };

	memcpy(pkt + IP6_LEN, payload, sizeof(payload));
	EXPECT(!mip6_wire_walk(pkt, sizeof(pkt), &chain));
	EXPECT(chain.last == 48 && chain.last_proto == TCP);
}

/* The longest chain there can be: its offsets must not wrap. */
static void longest_chain(void)
{
	unsigned int len = IP6_LEN + 0xffff;
	u8 *pkt = calloc(1, len + 8), *p;

	if (!pkt)
		exit(1);
	pkt[4] = pkt[5] = 0xff;
	pkt[6] = DSTOPTS;
	for (p = pkt + IP6_LEN; p < pkt + len; p += 8)
		p[0] = DSTOPTS;
	EXPECT(mip6_wire_walk(pkt, len, &chain) == -EBADMSG);
	pkt[IP6_LEN + 8 * 8185] = TCP;
	EXPECT(!mip6_wire_walk(pkt, len, &chain) && chain.last == IP6_LEN + 8 * 8186);
	free(pkt);
}

static const struct test tests[] = {
	{ "a packet without extension headers", nothing_there },
	{ "both headers are found in the vectors", vectors_walked },
	{ "both headers are built as in the vectors", headers_built },
	{ "hop-by-hop, other destination options, routing header, option: in this order",
	  orders_accepted },
	{ "the walk ends at fragment, AH, ESP, upper layers, and misplaced hop-by-hop options",
	  walk_ends },
	{ "a home address option in front of a routing header is refused", in_front_of_routing },
	{ "a second home address option is refused", two_options },
	{ "a home address option of another length than 16 is refused", option_lengths },
	{ "the option is found at any place, between padding and other options", option_places },
	{ "an option that runs past its header is refused", options_beyond },
	{ "options of the hop-by-hop header are left to the stack", hop_by_hop },
	{ "a type 2 routing header of wrong length, segments left or number is refused",
	  routing_wrong },
	{ "it is told whether the option or the routing header made a packet refused", blame },
	{ "other routing headers are skipped, those with segments left told", routing_others },
	{ "the option for the on-wire address is found", wire_addr },
	{ "a chain that goes on past what can be read is told", cut_short },
	{ "a header that runs past the packet's end is refused", packet_ends },
	{ "a jumbogram's headers are walked", jumbogram },
	{ "a chain of 64 KiB is walked to its end", longest_chain },
};

int main(void)
{
	return TAP_RUN(tests);
}
