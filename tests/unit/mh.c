// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility Header messages: checks, parsers, builders, checksum.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"

static u8 room[MIP6_MH_MAX_LEN];

/* What a message says, whatever its type. */
union said {
	struct mip6_wire_bu bu;
	struct mip6_wire_ba ba;
	struct mip6_wire_be be;
	struct mip6_wire_test test;
};

static int parse(const u8 *mh, unsigned int len, union said *out)
{
	switch (mh[2]) {
	case MIP6_MH_BRR:
		return mip6_wire_parse_brr(mh, len);
	case MIP6_MH_BU:
		return mip6_wire_parse_bu(mh, len, &out->bu);
	case MIP6_MH_BA:
		return mip6_wire_parse_ba(mh, len, &out->ba);
	case MIP6_MH_BE:
		return mip6_wire_parse_be(mh, len, &out->be);
	default:
		return mip6_wire_parse_test(mh, len, &out->test);
	}
}

static void build(struct mip6_wire_buf *buf, u8 type, const union said *said)
{
	switch (type) {
	case MIP6_MH_BRR:
		mip6_wire_build_brr(buf);
		break;
	case MIP6_MH_BU:
		mip6_wire_build_bu(buf, &said->bu);
		break;
	case MIP6_MH_BA:
		mip6_wire_build_ba(buf, &said->ba);
		break;
	case MIP6_MH_BE:
		mip6_wire_build_be(buf, &said->be);
		break;
	default:
		mip6_wire_build_test(buf, type, &said->test);
	}
}

/* The Mobility Header of a vector. */
static struct upper mh_of(const char *id)
{
	const struct vector *v = vector(id);
	struct upper up;

	if (upper_of(v->pkt, v->len, &up) || up.proto != MIP6_MH_PROTO) {
		fprintf(stderr, "%s is no Mobility Header\n", id);
		exit(1);
	}
	return up;
}

static struct mip6_wire_bu bu_of(const char *id)
{
	struct upper up = mh_of(id);
	struct mip6_wire_bu bu;

	EXPECT(mip6_wire_parse_bu(up.msg, up.len, &bu) == 0);
	return bu;
}

static struct mip6_wire_ba ba_of(const char *id)
{
	struct upper up = mh_of(id);
	struct mip6_wire_ba ba;

	EXPECT(mip6_wire_parse_ba(up.msg, up.len, &ba) == 0);
	return ba;
}

static void vectors_accepted(void)
{
	unsigned int i, mh_len, count = 0;

	for (i = 0; i < COUNT(vectors); i++) {
		const struct vector *v = &vectors[i];
		union said said;
		struct upper up;

		EXPECT_IN(upper_of(v->pkt, v->len, &up) == 0, "%s", v->id);
		if (up.proto != MIP6_MH_PROTO || up.msg[2] >= MIP6_MH_TYPES)
			continue;
		count++;
		EXPECT_IN(mip6_wire_checksum_ok(up.msg, up.len, &up.saddr, &up.daddr), "%s", v->id);
		EXPECT_IN(mip6_wire_mh_check(up.msg, up.len, &mh_len) == MIP6_MH_OK, "%s", v->id);
		EXPECT_IN(mh_len == up.len, "%s", v->id);
		EXPECT_IN(parse(up.msg, up.len, &said) == 0, "%s", v->id);
	}
	EXPECT(count == 22);
}

/* P23 is left out: it has options that we do not build. */
static void vectors_rebuilt(void)
{
	unsigned int i;

	for (i = 0; i < COUNT(vectors); i++) {
		const struct vector *v = &vectors[i];
		struct mip6_wire_buf buf;
		union said said;
		struct upper up;

		upper_of(v->pkt, v->len, &up);
		if (up.proto != MIP6_MH_PROTO || up.msg[2] >= MIP6_MH_TYPES ||
		    !strcmp(v->id, "P23"))
			continue;
		parse(up.msg, up.len, &said);
		memset(room, 0xaa, sizeof(room));
		mip6_wire_buf_init(&buf, room, sizeof(room));
		build(&buf, up.msg[2], &said);
		mip6_wire_set_checksum(room, buf.len, &up.saddr, &up.daddr);
		EXPECT_IN(!buf.full && buf.len == up.len && !memcmp(room, up.msg, up.len),
			  "%s", v->id);
	}
}

static void tests_read(void)
{
	struct mip6_wire_test t;
	struct upper up;

	up = mh_of("P01");
	EXPECT(!mip6_wire_parse_test(up.msg, up.len, &t));
	EXPECT(t.cookie == 0x1122334455667788 && !t.nonce && !t.token);
	up = mh_of("P03");
	EXPECT(!mip6_wire_parse_test(up.msg, up.len, &t));
	EXPECT(t.cookie == 0x99aabbccddeeff00 && !t.nonce && !t.token);
	up = mh_of("P04");
	EXPECT(!mip6_wire_parse_test(up.msg, up.len, &t));
	EXPECT(t.cookie == 0x1122334455667788 && t.nonce == 4 && t.token == 0x98a67513cec18470);
	up = mh_of("P05");
	EXPECT(!mip6_wire_parse_test(up.msg, up.len, &t));
	EXPECT(t.cookie == 0x99aabbccddeeff00 && t.nonce == 8 && t.token == 0x1e70bf470823015d);
	up = mh_of("P06");
	EXPECT(mip6_wire_parse_test(up.msg, up.len, &t) == -EBADMSG);
}

static void peer_update_read(void)
{
	static const u8 mac[] = { 0x66, 0xb8, 0x30, 0x7a, 0xa5, 0xcf, 0x11, 0x5d, 0xc8, 0x90, 8, 0x70 };
	struct mip6_wire_bu bu = bu_of("P06");

	EXPECT(bu.seq == 10 && bu.flags == MIP6_BU_A && bu.lifetime == 105);
	EXPECT(bu.opts.present == (BIT(MIP6_OPT_NONCES) | BIT(MIP6_OPT_AUTH_DATA)));
	EXPECT(bu.opts.home_nonce == 4 && bu.opts.coa_nonce == 8);
	EXPECT(!memcmp(bu.opts.auth_data, mac, sizeof(mac)) && bu.opts.auth_data_off == 18);
	bu = bu_of("P10");
	EXPECT(bu.seq == 0xffff && bu.lifetime == 30);
	EXPECT(same_addr(&bu.opts.alt_coa, "2001:db8:4::40"));
	EXPECT(mip6_wire_has(&bu.opts, MIP6_OPT_ALT_COA) && bu.opts.auth_data_off == 42);
	bu = bu_of("P14");
	EXPECT(bu.seq == 12 && bu.lifetime == 0 && bu.opts.coa_nonce == 0);
}

static void home_update_read(void)
{
	struct mip6_wire_bu bu = bu_of("P15");

	EXPECT(bu.seq == 1 && bu.lifetime == 900);
	EXPECT(bu.flags == (MIP6_BU_A | MIP6_BU_H | MIP6_BU_L | MIP6_BU_K));
	EXPECT(bu.opts.present == BIT(MIP6_OPT_ALT_COA));
	EXPECT(same_addr(&bu.opts.alt_coa, "2001:db8:2::20"));
	bu = bu_of("P23");
	EXPECT(bu.seq == 2 && bu.flags == 0xc400 && bu.opts.present == BIT(MIP6_OPT_ALT_COA));
}

static void authenticated_update_read(void)
{
	static const u8 mac[] = { 9, 0xc2, 0x7e, 0x31, 0x71, 0xb9, 0x11, 0x3b, 0xfc, 0x7d, 0xcd, 0x13 };
	struct mip6_wire_bu bu = bu_of("P18");
	struct mip6_wire_opts *o = &bu.opts;

	EXPECT(o->mn_id_subtype == MIP6_MN_ID_NAI && o->mn_id_len == 15);
	EXPECT(!memcmp(o->mn_id, "mn1@example.net", 15));
	EXPECT(o->mesg_id == 0xe8d4a51080000000);
	EXPECT(o->auth_subtype == MIP6_AUTH_MN_HA && o->auth_spi == 0x101 && o->auth_off == 61);
	EXPECT(o->auth_len == sizeof(mac) && !memcmp(o->auth, mac, sizeof(mac)));
}

static void acknowledgements_read(void)
{
	struct mip6_wire_ba ba = ba_of("P16");

	EXPECT(ba.status == 0 && ba.flags == MIP6_BA_K && ba.seq == 1 && ba.lifetime == 900);
	EXPECT(ba.opts.present == BIT(MIP6_OPT_REFRESH) && ba.opts.refresh == 450);
	ba = ba_of("P17");
	EXPECT(ba.status == 0 && ba.opts.present == 0);
	ba = ba_of("P12");
	EXPECT(ba.status == MIP6_BA_SEQUENCE && ba.seq == 10 && ba.lifetime == 0);
	EXPECT(ba.opts.present == BIT(MIP6_OPT_AUTH_DATA));
	ba = ba_of("P13");
	EXPECT(ba.status == MIP6_BA_HOME_NONCE && ba.seq == 13 && ba.opts.present == 0);
}

static void errors_read(void)
{
	struct mip6_wire_be be;
	struct upper up;

	up = mh_of("P21");
	EXPECT(!mip6_wire_parse_be(up.msg, up.len, &be));
	EXPECT(be.status == MIP6_BE_UNKNOWN_BINDING && same_addr(&be.hoa, "2001:db8:1::10"));
	up = mh_of("P22");
	EXPECT(!mip6_wire_parse_be(up.msg, up.len, &be));
	EXPECT(be.status == MIP6_BE_UNKNOWN_MH_TYPE && same_addr(&be.hoa, "::"));
}

static enum mip6_mh_verdict verdict(u8 proto, u8 units, u8 type, unsigned int len)
{
	u8 head[8] = { proto, units, type };
	unsigned int mh_len = 99;
	enum mip6_mh_verdict v;
	u8 *mh = copy_of(NULL, 0);

	mh = realloc(mh, len ? len : 1);
	memset(mh, 0, len);
	memcpy(mh, head, len < 8 ? len : 8);
	v = mip6_wire_mh_check(mh, len, &mh_len);
	EXPECT(mh_len == (v == MIP6_MH_OK ? len : 0));
	free(mh);
	return v;
}

static void checks_in_order(void)
{
	EXPECT(verdict(59, 0, 0, 0) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(59, 0, 0, 7) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(58, 0, 255, 8) == MIP6_MH_UNKNOWN_TYPE);
	EXPECT(verdict(59, 0, 8, 8) == MIP6_MH_UNKNOWN_TYPE);
	EXPECT(verdict(58, 0, 5, 8) == MIP6_MH_BAD_PROTO);
	EXPECT(verdict(59, 0, 5, 8) == MIP6_MH_TOO_SHORT);
	EXPECT(verdict(59, 0, 5, 16) == MIP6_MH_TOO_SHORT);
	EXPECT(verdict(59, 255, 5, 16) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(59, 1, 5, 15) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(59, 1, 5, 24) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(59, 1, 5, 17) == MIP6_MH_TRUNCATED);
	EXPECT(verdict(59, 1, 5, 16) == MIP6_MH_OK);
	EXPECT(verdict(59, 255, 5, 2048) == MIP6_MH_OK);
}

static void least_lengths(void)
{
	static const u8 least[MIP6_MH_TYPES] = { 0, 1, 1, 2, 2, 1, 1, 2 };
	unsigned int type, units;

	for (type = 0; type < MIP6_MH_TYPES; type++)
		for (units = 0; units < 4; units++)
			EXPECT_IN(verdict(59, units, type, 8 * units + 8) ==
				  (units < least[type] ? MIP6_MH_TOO_SHORT : MIP6_MH_OK),
				  "type %u, Header Len %u", type, units);
}

static void types_unknown(void)
{
	unsigned int type, mh_len;
	struct upper up = mh_of("P36");

	for (type = 8; type < 256; type++)
		EXPECT_IN(verdict(59, 1, type, 16) == MIP6_MH_UNKNOWN_TYPE, "type %u", type);
	EXPECT(mip6_wire_mh_check(up.msg, up.len, &mh_len) == MIP6_MH_UNKNOWN_TYPE);
}

static void parsers_short(void)
{
	unsigned int type, len;
	u8 mh[24] = { 59 };
	union said said;

	for (type = 0; type < 8; type++) {
		static const u8 fixed[] = { 8, 16, 16, 24, 24, 12, 12, 24 };

		for (len = 3; len < 24; len++) {
			u8 *copy;

			mh[2] = type;
			copy = copy_of(mh, len);
			EXPECT_IN(parse(copy, len, &said) == (len < fixed[type] ? -EBADMSG : 0),
				  "type %u, %u octets", type, len);
			free(copy);
		}
	}
}

static void reserved_ignored(void)
{
	struct upper up = mh_of("P04");
	struct mip6_wire_test t;
	struct mip6_wire_be be;
	u8 mh[24];

	memcpy(mh, up.msg, sizeof(mh));
	mh[3] = 0xff;
	EXPECT(!mip6_wire_parse_test(mh, sizeof(mh), &t) && t.nonce == 4);
	up = mh_of("P01");
	memcpy(mh, up.msg, 16);
	mh[3] = mh[6] = mh[7] = 0xff;
	EXPECT(!mip6_wire_parse_test(mh, 16, &t) && !t.nonce);
	up = mh_of("P21");
	memcpy(mh, up.msg, sizeof(mh));
	mh[3] = mh[7] = 0xff;
	EXPECT(!mip6_wire_parse_be(mh, sizeof(mh), &be) && be.status == 1);
}

static void checksum_bits(void)
{
	struct upper up = mh_of("P06");
	u8 mh[32];
	unsigned int bit;

	memcpy(mh, up.msg, sizeof(mh));
	for (bit = 0; bit < 8 * sizeof(mh); bit++) {
		mh[bit / 8] ^= 1 << bit % 8;
		EXPECT_IN(!mip6_wire_checksum_ok(mh, sizeof(mh), &up.saddr, &up.daddr),
			  "bit %u", bit);
		mh[bit / 8] ^= 1 << bit % 8;
	}
	for (bit = 0; bit < 128; bit++) {
		up.saddr.s6_addr[bit / 8] ^= 1 << bit % 8;
		EXPECT_IN(!mip6_wire_checksum_ok(mh, sizeof(mh), &up.saddr, &up.daddr),
			  "source bit %u", bit);
		up.saddr.s6_addr[bit / 8] ^= 1 << bit % 8;
	}
	mh[4] = mh[5] = 0;
	EXPECT(!mip6_wire_checksum_ok(mh, sizeof(mh), &up.saddr, &up.daddr));
	EXPECT(!mip6_wire_checksum_ok(mh, 0, &up.saddr, &up.daddr));
}

static void checksum_addresses(void)
{
	const struct vector *v = vector("P06");
	struct upper up = mh_of("P06");
	struct in6_addr wire_src;

	memcpy(&wire_src, v->pkt + 8, sizeof(wire_src));
	EXPECT(same_addr(&wire_src, "2001:db8:2::20"));
	EXPECT(same_addr(&up.saddr, "2001:db8:1::10"));
	EXPECT(!mip6_wire_checksum_ok(up.msg, up.len, &wire_src, &up.daddr));
}

/* Against another way to sum up, over all lengths and contents that make carries. */
static void checksum_computed(void)
{
	struct in6_addr a = addr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), b = addr("ff02::1");
	unsigned int len, i;

	for (len = 8; len <= sizeof(room); len += len < 64 ? 1 : 8) {
		for (i = 0; i < len; i++)
			room[i] = len % 16 ? 0xff : i * 7 + len;
		mip6_wire_set_checksum(room, len, &a, &b);
		EXPECT_IN(mip6_wire_checksum_ok(room, len, &a, &b), "%u octets", len);
		i = mip6_wire_get16(room + 4);
		room[4] = room[5] = 0;
		EXPECT_IN(i == checksum(room, len, MIP6_MH_PROTO, &a, &b), "%u octets", len);
	}
}

static void too_small(void)
{
	struct mip6_wire_bu bu = bu_of("P18");
	struct mip6_wire_buf buf;
	unsigned int size;

	for (size = 0; size <= 80; size++) {
		u8 *data = copy_of(room, size);

		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_bu(&buf, &bu);
		EXPECT_IN(buf.full == (size < 80), "%u octets", size);
		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_brr(&buf);
		EXPECT_IN(buf.full == (size < 8), "%u octets", size);
		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_test(&buf, MIP6_MH_HOT, &(struct mip6_wire_test){ 0 });
		EXPECT_IN(buf.full == (size < 24), "%u octets", size);
		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_be(&buf, &(struct mip6_wire_be){ 0 });
		EXPECT_IN(buf.full == (size < 24), "%u octets", size);
		free(data);
	}
}

static void status_texts(void)
{
	unsigned int i;

	EXPECT(!strcmp(mip6_wire_ba_status_text(0), "accepted"));
	EXPECT(!strcmp(mip6_wire_ba_status_text(134), "duplicate address detection failed"));
	EXPECT(!strcmp(mip6_wire_ba_status_text(174), "invalid care-of address"));
	EXPECT(!strcmp(mip6_wire_ba_status_text(200), "unknown"));
	for (i = 0; i < 256; i++)
		EXPECT(strlen(mip6_wire_ba_status_text(i)) > 0);
}

static const struct test tests[] = {
	{ "every Mobility Header of the vectors is accepted, its checksum right", vectors_accepted },
	{ "what is read of a vector builds the same octets again", vectors_rebuilt },
	{ "home and care-of test messages are read", tests_read },
	{ "a binding update to a correspondent is read", peer_update_read },
	{ "a home registration is read, unknown options in it skipped", home_update_read },
	{ "identifier, time stamp and authentication of RFC 4283 and 4285 are read",
	  authenticated_update_read },
	{ "binding acknowledgements are read", acknowledgements_read },
	{ "binding errors are read", errors_read },
	{ "header checks come in order: size, type, payload proto, least length, length",
	  checks_in_order },
	{ "each type has its least Header Len", least_lengths },
	{ "types above 7 are unknown", types_unknown },
	{ "no parser reads a message that is shorter than its fixed part", parsers_short },
	{ "reserved fields are ignored", reserved_ignored },
	{ "a checksum with any bit wrong, or 0, is refused", checksum_bits },
	{ "the checksum covers home addresses, not care-of addresses", checksum_addresses },
	{ "checksums are right at every length", checksum_computed },
	{ "a builder says when a message does not fit and writes nothing past the end", too_small },
	{ "every status has a text", status_texts },
};

int main(void)
{
	return TAP_RUN(tests);
}
