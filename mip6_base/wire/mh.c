// SPDX-License-Identifier: GPL-2.0
/*
 * Mobility Header messages: RFC 6275 section 6.1.
 */
#include "mh.h"
#include "buf.h"

enum {
	MH_MIN_LEN	= 8,	/* octets of the smallest message */
	MH_CSUM_OFF	= 4,
	BIND_FIXED_LEN	= 12,	/* binding update and acknowledgement: where options start */
	INIT_FIXED_LEN	= 16,	/* home and care-of test init */
	TEST_FIXED_LEN	= 24,	/* home and care-of test */
	BE_FIXED_LEN	= 24,
	BE_HOA_OFF	= 8,
};

/* Options that are defined for a message, RFC 6275 6.2, RFC 4283 3, RFC 4285 5 and 6. */
static const u32 bu_opts = BIT(MIP6_OPT_ALT_COA) | BIT(MIP6_OPT_NONCES) |
	BIT(MIP6_OPT_AUTH_DATA) | BIT(MIP6_OPT_MN_ID) | BIT(MIP6_OPT_AUTH) | BIT(MIP6_OPT_MESG_ID);
static const u32 ba_opts = BIT(MIP6_OPT_REFRESH) | BIT(MIP6_OPT_AUTH_DATA) |
	BIT(MIP6_OPT_MN_ID) | BIT(MIP6_OPT_AUTH) | BIT(MIP6_OPT_MESG_ID);

/* The least Header Len of each type, units of 8 octets without the first. */
static const u8 min_units[MIP6_MH_TYPES] = {
	[MIP6_MH_BRR]	= 0,
	[MIP6_MH_HOTI]	= 1,
	[MIP6_MH_COTI]	= 1,
	[MIP6_MH_HOT]	= 2,
	[MIP6_MH_COT]	= 2,
	[MIP6_MH_BU]	= 1,
	[MIP6_MH_BA]	= 1,
	[MIP6_MH_BE]	= 2,
};

enum mip6_mh_verdict mip6_wire_mh_check(const u8 *mh, unsigned int len, unsigned int *mh_len)
{
	unsigned int told;

	*mh_len = 0;
	if (len < MH_MIN_LEN)
		return MIP6_MH_TRUNCATED;
	if (mh[2] >= MIP6_MH_TYPES)
		return MIP6_MH_UNKNOWN_TYPE;
	if (mh[0] != MIP6_MH_NO_NEXT)
		return MIP6_MH_BAD_PROTO;
	if (mh[1] < min_units[mh[2]])
		return MIP6_MH_TOO_SHORT;
	told = (mh[1] + 1) * 8;
	if (told != len)
		return MIP6_MH_TRUNCATED;
	*mh_len = told;
	return MIP6_MH_OK;
}

int mip6_wire_parse_bu(const u8 *mh, unsigned int len, struct mip6_wire_bu *out)
{
	memset(out, 0, sizeof(*out));
	if (len < BIND_FIXED_LEN)
		return -EBADMSG;
	out->seq = mip6_wire_get16(mh + 6);
	out->flags = mip6_wire_get16(mh + 8);
	out->lifetime = mip6_wire_get16(mh + 10);
	return mip6_wire_parse_opts(mh, BIND_FIXED_LEN, len, bu_opts, &out->opts);
}

int mip6_wire_parse_ba(const u8 *mh, unsigned int len, struct mip6_wire_ba *out)
{
	memset(out, 0, sizeof(*out));
	if (len < BIND_FIXED_LEN)
		return -EBADMSG;
	out->status = mh[6];
	out->flags = mh[7];
	out->seq = mip6_wire_get16(mh + 8);
	out->lifetime = mip6_wire_get16(mh + 10);
	return mip6_wire_parse_opts(mh, BIND_FIXED_LEN, len, ba_opts, &out->opts);
}

/* Options of a message that has none: they are looked at for their form only. */
static int skip_opts(const u8 *mh, unsigned int off, unsigned int len)
{
	struct mip6_wire_opts none;

	return mip6_wire_parse_opts(mh, off, len, 0, &none);
}

int mip6_wire_parse_be(const u8 *mh, unsigned int len, struct mip6_wire_be *out)
{
	memset(out, 0, sizeof(*out));
	if (len < BE_FIXED_LEN)
		return -EBADMSG;
	out->status = mh[6];
	memcpy(&out->hoa, mh + BE_HOA_OFF, sizeof(out->hoa));
	return skip_opts(mh, BE_FIXED_LEN, len);
}

int mip6_wire_parse_brr(const u8 *mh, unsigned int len)
{
	return skip_opts(mh, MH_MIN_LEN, len);
}

int mip6_wire_parse_test(const u8 *mh, unsigned int len, struct mip6_wire_test *out)
{
	memset(out, 0, sizeof(*out));
	if (len < INIT_FIXED_LEN)
		return -EBADMSG;
	out->cookie = mip6_wire_get64(mh + 8);
	switch (mip6_wire_mh_type(mh)) {
	case MIP6_MH_HOTI:
	case MIP6_MH_COTI:
		return skip_opts(mh, INIT_FIXED_LEN, len);
	case MIP6_MH_HOT:
	case MIP6_MH_COT:
		if (len < TEST_FIXED_LEN)
			return -EBADMSG;
		out->nonce = mip6_wire_get16(mh + 6);
		out->token = mip6_wire_get64(mh + 16);
		return skip_opts(mh, TEST_FIXED_LEN, len);
	default:
		return -EBADMSG;
	}
}

static u8 *start(struct mip6_wire_buf *buf, enum mip6_mh_type type, u16 fixed_len)
{
	u8 *mh = mip6_wire_buf_put(buf, fixed_len);

	if (!mh)
		return NULL;
	mh[0] = MIP6_MH_NO_NEXT;
	mh[2] = type;
	return mh;
}

/* The Header Len of a message that is complete and a multiple of 8 octets long. */
static void finish(struct mip6_wire_buf *buf)
{
	if (buf->len > MIP6_MH_MAX_LEN)
		buf->full = true;
	if (!buf->full)
		buf->data[1] = buf->len / 8 - 1;
}

void mip6_wire_build_bu(struct mip6_wire_buf *buf, const struct mip6_wire_bu *bu)
{
	u8 *mh = start(buf, MIP6_MH_BU, BIND_FIXED_LEN);

	if (!mh)
		return;
	mip6_wire_set16(mh + 6, bu->seq);
	mip6_wire_set16(mh + 8, bu->flags);
	mip6_wire_set16(mh + 10, bu->lifetime);
	mip6_wire_build_opts(buf, &bu->opts);
	finish(buf);
}

void mip6_wire_build_ba(struct mip6_wire_buf *buf, const struct mip6_wire_ba *ba)
{
	u8 *mh = start(buf, MIP6_MH_BA, BIND_FIXED_LEN);

	if (!mh)
		return;
	mh[6] = ba->status;
	mh[7] = ba->flags;
	mip6_wire_set16(mh + 8, ba->seq);
	mip6_wire_set16(mh + 10, ba->lifetime);
	mip6_wire_build_opts(buf, &ba->opts);
	finish(buf);
}

void mip6_wire_build_be(struct mip6_wire_buf *buf, const struct mip6_wire_be *be)
{
	u8 *mh = start(buf, MIP6_MH_BE, BE_FIXED_LEN);

	if (!mh)
		return;
	mh[6] = be->status;
	memcpy(mh + BE_HOA_OFF, &be->hoa, sizeof(be->hoa));
	finish(buf);
}

void mip6_wire_build_brr(struct mip6_wire_buf *buf)
{
	if (start(buf, MIP6_MH_BRR, MH_MIN_LEN))
		finish(buf);
}

void mip6_wire_build_test(struct mip6_wire_buf *buf, enum mip6_mh_type type,
			  const struct mip6_wire_test *test)
{
	bool answer = type == MIP6_MH_HOT || type == MIP6_MH_COT;
	u8 *mh = start(buf, type, answer ? TEST_FIXED_LEN : INIT_FIXED_LEN);

	if (!mh)
		return;
	mip6_wire_set64(mh + 8, test->cookie);
	if (answer) {
		mip6_wire_set16(mh + 6, test->nonce);
		mip6_wire_set64(mh + 16, test->token);
	}
	finish(buf);
}

/* Sum of big endian 16 bit words; an odd last octet counts as if 0 followed. */
static u32 sum_words(const u8 *p, unsigned int len, u32 sum)
{
	for (; len >= 2; p += 2, len -= 2) {
		sum += mip6_wire_get16(p);
		sum = (sum & 0xffff) + (sum >> 16);
	}
	if (len) {
		sum += p[0] << 8;
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return sum;
}

static u16 sum_all(const u8 *mh, unsigned int len, const struct in6_addr *saddr,
		   const struct in6_addr *daddr)
{
	u8 pseudo[8] = { [7] = MIP6_MH_PROTO };
	u32 sum;

	mip6_wire_set32(pseudo, len);
	sum = sum_words(saddr->s6_addr, sizeof(*saddr), 0);
	sum = sum_words(daddr->s6_addr, sizeof(*daddr), sum);
	sum = sum_words(pseudo, sizeof(pseudo), sum);
	return sum_words(mh, len, sum);
}

void mip6_wire_set_checksum(u8 *mh, unsigned int len, const struct in6_addr *saddr,
			    const struct in6_addr *daddr)
{
	if (len < MH_MIN_LEN)
		return;
	mip6_wire_set16(mh + MH_CSUM_OFF, 0);
	mip6_wire_set16(mh + MH_CSUM_OFF, ~sum_all(mh, len, saddr, daddr) & 0xffff);
}

bool mip6_wire_checksum_ok(const u8 *mh, unsigned int len, const struct in6_addr *saddr,
			   const struct in6_addr *daddr)
{
	return len >= MH_MIN_LEN && sum_all(mh, len, saddr, daddr) == 0xffff;
}

static const struct {
	u8 status;
	const char *text;
} ba_texts[] = {
	{ MIP6_BA_ACCEPTED, "accepted" },
	{ MIP6_BA_PREFIX_DISCOVERY, "accepted, prefix discovery necessary" },
	{ MIP6_BA_REJECTED, "reason unspecified" },
	{ MIP6_BA_PROHIBITED, "administratively prohibited" },
	{ MIP6_BA_RESOURCES, "insufficient resources" },
	{ MIP6_BA_NO_HOME_REG, "home registration not supported" },
	{ MIP6_BA_NOT_HOME_SUBNET, "not home subnet" },
	{ MIP6_BA_NOT_HOME_AGENT, "not home agent for this mobile node" },
	{ MIP6_BA_DAD_FAILED, "duplicate address detection failed" },
	{ MIP6_BA_SEQUENCE, "sequence number out of window" },
	{ MIP6_BA_HOME_NONCE, "expired home nonce index" },
	{ MIP6_BA_CAREOF_NONCE, "expired care-of nonce index" },
	{ MIP6_BA_NONCES, "expired nonces" },
	{ MIP6_BA_TYPE_CHANGE, "registration type change disallowed" },
	{ 140, "mobile router operation not permitted" },
	{ 141, "invalid prefix" },
	{ 142, "not authorized for prefix" },
	{ 143, "forwarding setup failed" },
	{ MIP6_BA_ID_MISMATCH, "time stamp mismatch" },
	{ MIP6_BA_MESG_ID_REQUIRED, "time stamp required" },
	{ MIP6_BA_AUTH_FAILED, "authentication failed" },
	{ MIP6_BA_INVALID_COA, "invalid care-of address" },
};

const char *mip6_wire_ba_status_text(u8 status)
{
	unsigned int i;

	for (i = 0; i < sizeof(ba_texts) / sizeof(ba_texts[0]); i++)
		if (ba_texts[i].status == status)
			return ba_texts[i].text;
	return "unknown";
}
