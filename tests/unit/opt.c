// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility options: alignment and padding when built, strictness when read.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"
#include "wire/opt.h"

enum {
	OFF	= 12,	/* where the options of binding update and acknowledgement start */
	ALL	= 0x73c,	/* the options that we know */
};

static const u8 octets[256] = "0123456789abcdef0123456789abcdef";

/* Reads options behind 12 octets of message, in memory of just that size. */
static int parse(const u8 *opts, unsigned int len, u32 valid, struct mip6_wire_opts *out)
{
	u8 msg[OFF + 300] = { 0 };
	u8 *copy;
	int err;

	memcpy(msg + OFF, opts, len);
	copy = copy_of(msg, OFF + len);
	err = mip6_wire_parse_opts(copy, OFF, OFF + len, valid, out);
	/* They point into the copy. */
	out->mn_id = NULL;
	out->auth = NULL;
	free(copy);
	return err;
}

#define PARSE(valid, out, ...) \
	parse((const u8[]){ __VA_ARGS__ }, sizeof((const u8[]){ __VA_ARGS__ }), valid, out)

/* Where an option may start, by its type: RFC 6275 6.2, RFC 4283 3, RFC 4285 5. */
static bool aligned(u8 type, unsigned int off)
{
	switch (type) {
	case MIP6_OPT_REFRESH:
	case MIP6_OPT_NONCES:
		return off % 2 == 0;
	case MIP6_OPT_ALT_COA:
		return off % 8 == 6;
	case MIP6_OPT_AUTH_DATA:
	case MIP6_OPT_MESG_ID:
		return off % 8 == 2;
	case MIP6_OPT_AUTH:
		return off % 4 == 1;
	default:
		return true;
	}
}

/* Looks through built options: alignment, padding of zeros and less than 8 octets at a time. */
static u32 look_through(const u8 *msg, unsigned int len)
{
	unsigned int off = OFF, i, padding = 0;
	u32 seen = 0;

	EXPECT(len % 8 == 0);
	while (off < len) {
		unsigned int size = msg[off] == MIP6_OPT_PAD1 ? 1 : 2 + msg[off + 1];

		if (!EXPECT(off + size <= len))
			break;
		if (msg[off] <= MIP6_OPT_PADN) {
			padding += size;
			for (i = 2; i < size; i++)
				EXPECT(!msg[off + i]);
			EXPECT(padding < 8);
			EXPECT(!(seen & BIT(MIP6_OPT_AUTH_DATA)));
		} else {
			padding = 0;
			EXPECT_IN(aligned(msg[off], off), "option %u at %u", msg[off], off);
			EXPECT(!(seen & BIT(msg[off])));
			seen |= BIT(msg[off]);
		}
		off += size;
	}
	return seen;
}

static struct mip6_wire_opts sample(u32 present, u8 id_len, u8 auth_len)
{
	struct mip6_wire_opts opts = {
		.present = present, .refresh = 0x1234, .home_nonce = 4, .coa_nonce = 0xfff8,
		.alt_coa = addr("2001:db8:4::40"), .auth_data = "authenticat",
		.mn_id_subtype = MIP6_MN_ID_NAI, .mn_id_len = id_len, .mn_id = octets,
		.auth_subtype = MIP6_AUTH_MN_HA, .auth_len = auth_len, .auth_spi = 0x89abcdef,
		.auth = octets, .mesg_id = 0xe8d4a51080000001,
	};

	return opts;
}

static bool same(const struct mip6_wire_opts *a, const struct mip6_wire_opts *b)
{
	u32 present = a->present;

#define IF(type, cond) (!(present & BIT(MIP6_OPT_##type)) || (cond))
	return present == b->present && IF(REFRESH, a->refresh == b->refresh) &&
	       IF(NONCES, a->home_nonce == b->home_nonce && a->coa_nonce == b->coa_nonce) &&
	       IF(ALT_COA, !memcmp(&a->alt_coa, &b->alt_coa, 16)) &&
	       IF(AUTH_DATA, !memcmp(a->auth_data, b->auth_data, MIP6_AUTH_DATA_LEN)) &&
	       IF(MN_ID, a->mn_id_subtype == b->mn_id_subtype && a->mn_id_len == b->mn_id_len &&
		  !memcmp(a->mn_id, b->mn_id, a->mn_id_len)) &&
	       IF(AUTH, a->auth_subtype == b->auth_subtype && a->auth_len == b->auth_len &&
		  a->auth_spi == b->auth_spi && !memcmp(a->auth, b->auth, a->auth_len)) &&
	       IF(MESG_ID, a->mesg_id == b->mesg_id);
#undef IF
}

/* Every set of options with identifiers and authenticators of several lengths. */
static void built_sets(void)
{
	u32 present;
	u8 n;

	for (present = 0; present <= ALL; present++) {
		if (present & ~ALL)
			continue;
		/* What follows MN-HA authentication data would be ignored. */
		if (present & BIT(MIP6_OPT_AUTH) && present & BIT(MIP6_OPT_AUTH_DATA))
			continue;
		for (n = 1; n < 18; n++) {
			struct mip6_wire_opts in = sample(present, n, 18 - n), out;
			u8 msg[512] = { 0 };
			struct mip6_wire_buf buf;

			mip6_wire_buf_init(&buf, msg, sizeof(msg));
			mip6_wire_buf_put(&buf, OFF);
			mip6_wire_build_opts(&buf, &in);
			EXPECT(!buf.full);
			EXPECT_IN(look_through(msg, buf.len) == present, "%#x %u", present, n);
			EXPECT_IN(!mip6_wire_parse_opts(msg, OFF, buf.len, ALL, &out) &&
				  same(&in, &out), "%#x %u", present, n);
		}
	}
}

/* 12 octets and an option of 3 + n: what is missing to a multiple of 8 takes every value. */
static void padding(void)
{
	u8 n;

	for (n = 1; n <= 8; n++) {
		struct mip6_wire_opts opts = sample(BIT(MIP6_OPT_MN_ID), n, 0);
		unsigned int off = OFF + 3 + n, len = (off + 7) / 8 * 8 - off;
		u8 msg[64], want[8] = { MIP6_OPT_PADN, len - 2 };
		struct mip6_wire_buf buf;

		if (len < 2)
			memset(want, 0, sizeof(want));
		memset(msg, 0xaa, sizeof(msg));
		mip6_wire_buf_init(&buf, msg, sizeof(msg));
		mip6_wire_buf_put(&buf, OFF);
		mip6_wire_build_opts(&buf, &opts);
		EXPECT_IN(buf.len == off + len && !memcmp(msg + off, want, len), "%u", len);
		EXPECT_IN(msg[buf.len] == 0xaa, "%u", len);
	}
}

static void padding_read(void)
{
	struct mip6_wire_opts out;

	EXPECT(!PARSE(ALL, &out, 0, 0, 0, 0) && !out.present);
	EXPECT(!PARSE(ALL, &out, 1, 2, 0xff, 0xff) && !out.present);
	EXPECT(!PARSE(ALL, &out, 1, 0, 1, 0) && !out.present);
	EXPECT(!PARSE(ALL, &out, 1, 0, 0, 4, 4, 0, 7, 0, 9) && out.home_nonce == 7);
}

static void unknown_skipped(void)
{
	struct mip6_wire_opts out;

	EXPECT(!PARSE(ALL, &out, 200, 0, 200, 2, 3, 3, 4, 4, 0, 1, 0, 2));
	EXPECT(out.present == BIT(MIP6_OPT_NONCES) && out.coa_nonce == 2);
	EXPECT(!PARSE(~0u, &out, 32, 0, 34, 0, 36, 1, 4, 255, 0) && !out.present);
	EXPECT(!PARSE(~0u, &out, 6, 0, 7, 0, 31, 0) && !out.present);
	EXPECT(!PARSE(ALL, &out, 200, 0, 200, 0));
}

static void invalid_ignored(void)
{
	u32 no_nonces = ALL & ~BIT(MIP6_OPT_NONCES);
	struct mip6_wire_opts out;

	EXPECT(!PARSE(no_nonces, &out, 4, 4, 0, 1, 0, 2) && !out.present);
	EXPECT(!PARSE(no_nonces, &out, 4, 1, 0, 4, 0) && !out.present);
	EXPECT(!PARSE(ALL & ~BIT(MIP6_OPT_AUTH_DATA), &out, 5, 0, 2, 2, 0, 1));
	EXPECT(out.present == BIT(MIP6_OPT_REFRESH) && out.refresh == 1);
}

static void overlong(void)
{
	struct mip6_wire_opts out;

	EXPECT(PARSE(ALL, &out, 4, 200, 0, 1, 0, 2) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 4, 4, 0, 1, 0) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 1, 1) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 1) == -EBADMSG);
	EXPECT(PARSE(0, &out, 200, 255, 1) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 0, 0, 200) == -EBADMSG);
	EXPECT(mip6_wire_parse_opts(octets, 13, 12, ALL, &out) == -EBADMSG);
	EXPECT(mip6_wire_parse_opts(octets, 12, 12, ALL, &out) == 0);
}

static void lengths(void)
{
	static const struct {
		u8 type, len;
	} fixed[] = { { 2, 2 }, { 3, 16 }, { 4, 4 }, { 5, 12 }, { 10, 8 } };
	unsigned int i, len;

	for (i = 0; i < COUNT(fixed); i++) {
		for (len = 0; len < 256; len++) {
			u8 opt[258] = { fixed[i].type, len };
			struct mip6_wire_opts out;

			EXPECT_IN(parse(opt, 2 + len, ALL, &out) ==
				  (len == fixed[i].len ? 0 : -EBADMSG),
				  "option %u of length %u", fixed[i].type, len);
		}
	}
}

static void variable_lengths(void)
{
	struct mip6_wire_opts out;
	u8 opt[257] = { MIP6_OPT_MN_ID, 255, 1 };

	EXPECT(PARSE(ALL, &out, 8, 0) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 8, 1, 1) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 8, 2, 1, 'x') == 0 && out.mn_id_len == 1);
	EXPECT(parse(opt, sizeof(opt), ALL, &out) == 0 && out.mn_id_len == 254);
	EXPECT(PARSE(ALL, &out, 9, 0) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 9, 5, 1, 0, 0, 1, 0) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 9, 6, 1, 0, 0, 1, 0, 9) == 0 && out.auth_len == 1);
	opt[0] = MIP6_OPT_AUTH;
	EXPECT(parse(opt, sizeof(opt), ALL, &out) == 0 && out.auth_len == 250);
}

static void doubled(void)
{
	struct mip6_wire_opts out;

	EXPECT(PARSE(ALL, &out, 2, 2, 0, 1, 2, 2, 0, 1) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 4, 4, 0, 1, 0, 2, 4, 4, 0, 1, 0, 2) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 8, 2, 1, 1, 8, 2, 1, 1) == -EBADMSG);
	EXPECT(PARSE(ALL, &out, 10, 8, 0, 0, 0, 0, 0, 0, 0, 0, 10, 8, 0, 0, 0, 0, 0, 0, 0, 0) ==
	       -EBADMSG);
	EXPECT(PARSE(ALL, &out, 9, 6, 2, 0, 0, 0, 1, 9, 9, 6, 2, 0, 0, 0, 1, 9) == -EBADMSG);
	EXPECT(PARSE(0, &out, 2, 2, 0, 1, 2, 2, 0, 1) == 0);
}

static void misaligned(void)
{
	struct mip6_wire_opts out;

	EXPECT(!PARSE(ALL, &out, 0, 4, 4, 0, 5, 0, 6) && out.home_nonce == 5 && out.coa_nonce == 6);
	EXPECT(!PARSE(ALL, &out, 3, 16, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
	EXPECT(same_addr(&out.alt_coa, "2001:db8::1"));
}

static void auth_data_last(void)
{
	u8 opt[14 + 8] = { MIP6_OPT_AUTH_DATA, MIP6_AUTH_DATA_LEN };
	struct mip6_wire_opts out;

	EXPECT(!parse(opt, 14, ALL, &out) && out.auth_data_off == OFF);
	EXPECT(parse(opt, 15, ALL, &out) == -EBADMSG);
	opt[14] = MIP6_OPT_PADN;
	opt[15] = 6;
	EXPECT(parse(opt, 22, ALL, &out) == -EBADMSG);
	opt[14] = 200;
	EXPECT(parse(opt, 22, ALL, &out) == -EBADMSG);
	EXPECT(!parse(opt, 22, ALL & ~BIT(MIP6_OPT_AUTH_DATA), &out) && !out.present);
}

static void behind_auth(void)
{
	struct mip6_wire_opts out;
	u32 auth = BIT(MIP6_OPT_AUTH);

	EXPECT(!PARSE(ALL, &out, 9, 6, 1, 0, 0, 0, 1, 9, 0, 1, 2, 0, 0) && out.present == auth);
	EXPECT(!PARSE(ALL, &out, 9, 6, 1, 0, 0, 0, 1, 9, 4, 4, 0, 1, 0, 2) && out.present == auth);
	EXPECT(!PARSE(ALL, &out, 9, 6, 1, 0, 0, 0, 1, 9, 4, 1, 0) && out.present == auth);
	EXPECT(!PARSE(ALL, &out, 9, 6, 1, 0, 0, 0, 1, 9, 9, 6, 2, 0, 0, 0, 1, 9));
	EXPECT(out.present == auth && out.auth_subtype == MIP6_AUTH_MN_HA);
	EXPECT(PARSE(ALL, &out, 9, 6, 1, 0, 0, 0, 1, 9, 4, 9, 0) == -EBADMSG);
}

static void auth_subtypes(void)
{
	struct mip6_wire_opts out;

	EXPECT(!PARSE(ALL, &out, 9, 6, 2, 0, 0, 0, 3, 9, 4, 4, 0, 1, 0, 2));
	EXPECT(out.present == (BIT(MIP6_OPT_AUTH) | BIT(MIP6_OPT_NONCES)));
	EXPECT(out.auth_subtype == MIP6_AUTH_MN_AAA && out.auth_spi == 3);
	EXPECT(!PARSE(ALL, &out, 9, 6, 2, 0, 0, 0, 3, 9, 9, 6, 1, 0, 0, 0, 4, 9));
	EXPECT(out.auth_subtype == MIP6_AUTH_MN_HA && out.auth_spi == 4 && out.auth_off == OFF + 8);
	EXPECT(!PARSE(ALL, &out, 9, 6, 77, 0, 0, 0, 3, 9) && !out.present);
}

static void build_one(const struct mip6_wire_opts *opts, struct mip6_wire_buf *buf)
{
	static u8 msg[1024];

	memset(msg, 0xaa, sizeof(msg));
	mip6_wire_buf_init(buf, msg, sizeof(msg));
	mip6_wire_buf_put(buf, OFF);
	mip6_wire_build_opts(buf, opts);
}

static void extreme_sizes(void)
{
	struct mip6_wire_opts opts = sample(BIT(MIP6_OPT_MN_ID), 0, 0);
	struct mip6_wire_buf buf;

	build_one(&opts, &buf);
	EXPECT(buf.full);
	opts.mn_id_len = 255;
	build_one(&opts, &buf);
	EXPECT(buf.full);
	opts.mn_id_len = 254;
	build_one(&opts, &buf);
	EXPECT(!buf.full && buf.data[OFF + 1] == 255);
	opts = sample(BIT(MIP6_OPT_AUTH), 0, 0);
	build_one(&opts, &buf);
	EXPECT(buf.full);
	opts.auth_len = 251;
	build_one(&opts, &buf);
	EXPECT(buf.full);
	opts.auth_len = 250;
	build_one(&opts, &buf);
	EXPECT(!buf.full && buf.data[OFF + 2] == 255);
}

static void auth_to_fill_in(void)
{
	struct mip6_wire_opts opts = sample(BIT(MIP6_OPT_AUTH), 0, 12), out;
	static const u8 zeros[12];
	struct mip6_wire_buf buf;

	opts.auth = NULL;
	build_one(&opts, &buf);
	EXPECT(!buf.full && !mip6_wire_parse_opts(buf.data, OFF, buf.len, ALL, &out));
	EXPECT(out.auth_len == 12 && !memcmp(out.auth, zeros, 12) && out.auth_off == 13);
}

static const struct test tests[] = {
	{ "every set of options is built aligned, padded with zeros, and read back", built_sets },
	{ "0 to 7 octets of padding are nothing, Pad1 or PadN", padding },
	{ "padding of any content is skipped", padding_read },
	{ "unknown options are skipped", unknown_skipped },
	{ "options that are not defined for the message are ignored, whatever their length",
	  invalid_ignored },
	{ "an option that runs past the end is refused", overlong },
	{ "an option of any wrong length is refused", lengths },
	{ "identifier and authentication option have room for their fields", variable_lengths },
	{ "a second copy of an option is refused", doubled },
	{ "misaligned options are accepted", misaligned },
	{ "nothing may follow binding authorization data", auth_data_last },
	{ "options behind MN-HA authentication are ignored", behind_auth },
	{ "MN-HA authentication counts, MN-AAA only without it, others not", auth_subtypes },
	{ "an option without content or above 255 octets is not built", extreme_sizes },
	{ "room for authentication data can be left empty", auth_to_fill_in },
};

int main(void)
{
	return TAP_RUN(tests);
}
