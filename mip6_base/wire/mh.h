/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Mobility Header messages: RFC 6275 section 6.1.
 */
#ifndef MIP6_WIRE_MH_H
#define MIP6_WIRE_MH_H

#include "opt.h"
#include "types.h"

struct mip6_wire_buf;

enum {
	MIP6_MH_PROTO		= 135,	/* next header value of the Mobility Header */
	MIP6_MH_NO_NEXT		= 59,	/* the only payload proto there is */
	MIP6_MH_MAX_LEN		= 2048,	/* octets: (255 + 1) * 8 */
	MIP6_LIFETIME_UNIT_SEC	= 4,
};

enum mip6_mh_type {
	MIP6_MH_BRR		= 0,
	MIP6_MH_HOTI		= 1,
	MIP6_MH_COTI		= 2,
	MIP6_MH_HOT		= 3,
	MIP6_MH_COT		= 4,
	MIP6_MH_BU		= 5,
	MIP6_MH_BA		= 6,
	MIP6_MH_BE		= 7,
	MIP6_MH_TYPES,		/* types from here on are not known */
};

/* Flags of a binding update, 6.1.7. */
enum {
	MIP6_BU_A		= 0x8000,	/* acknowledge */
	MIP6_BU_H		= 0x4000,	/* home registration */
	MIP6_BU_L		= 0x2000,	/* link-local address compatibility */
	MIP6_BU_K		= 0x1000,	/* key management mobility */
};

/* Flags of a binding acknowledgement, 6.1.8. */
enum {
	MIP6_BA_K		= 0x80,
};

/* Status of a binding acknowledgement, 6.1.8; 128 and above refuse. */
enum mip6_ba_status {
	MIP6_BA_ACCEPTED		= 0,
	MIP6_BA_PREFIX_DISCOVERY	= 1,
	MIP6_BA_REJECTED		= 128,	/* the first that refuses: reason unspecified */
	MIP6_BA_PROHIBITED		= 129,
	MIP6_BA_RESOURCES		= 130,
	MIP6_BA_NO_HOME_REG		= 131,
	MIP6_BA_NOT_HOME_SUBNET		= 132,
	MIP6_BA_NOT_HOME_AGENT		= 133,
	MIP6_BA_DAD_FAILED		= 134,
	MIP6_BA_SEQUENCE		= 135,
	MIP6_BA_HOME_NONCE		= 136,
	MIP6_BA_CAREOF_NONCE		= 137,
	MIP6_BA_NONCES			= 138,
	MIP6_BA_TYPE_CHANGE		= 139,
	MIP6_BA_ID_MISMATCH		= 144,
	MIP6_BA_MESG_ID_REQUIRED	= 145,
	MIP6_BA_AUTH_FAILED		= 146,
	MIP6_BA_INVALID_COA		= 174,
};

/* Status of a binding error, 6.1.9. */
enum mip6_be_status {
	MIP6_BE_UNKNOWN_BINDING		= 1,
	MIP6_BE_UNKNOWN_MH_TYPE		= 2,
};

/**
 * enum mip6_mh_verdict - what comes of the checks of section 9.2 that every message must pass
 * @MIP6_MH_OK: go on
 * @MIP6_MH_TRUNCATED: more or less announced than received: discard silently
 * @MIP6_MH_UNKNOWN_TYPE: answer with a binding error, status 2
 * @MIP6_MH_BAD_PROTO: parameter problem, code 0, pointing at octet 0 of the header
 * @MIP6_MH_TOO_SHORT: parameter problem, code 0, pointing at octet 1 of the header
 */
enum mip6_mh_verdict {
	MIP6_MH_OK,
	MIP6_MH_TRUNCATED,
	MIP6_MH_UNKNOWN_TYPE,
	MIP6_MH_BAD_PROTO,
	MIP6_MH_TOO_SHORT,
};

/**
 * mip6_wire_mh_check() - the checks of section 9.2 behind the checksum
 * @mh: Mobility Header
 * @len: octets received from there on
 * @mh_len: set to the length that the header announces, octets, if the verdict is MIP6_MH_OK,
 *	else to 0
 *
 * In this order: 8 octets are there, type known, payload proto, minimum length of the type,
 * announced length received, nothing behind the header.
 *
 * Return: the verdict.
 */
enum mip6_mh_verdict mip6_wire_mh_check(const u8 *mh, unsigned int len, unsigned int *mh_len);

/**
 * mip6_wire_mh_type() - the type of a message
 * @mh: Mobility Header, at least 8 octets
 *
 * Return: the type octet.
 */
static inline u8 mip6_wire_mh_type(const u8 *mh)
{
	return mh[2];
}

/**
 * struct mip6_wire_bu - binding update
 * @seq: sequence number
 * @flags: MIP6_BU_*
 * @lifetime: units of 4 s; 0 asks for deletion
 * @opts: its options
 */
struct mip6_wire_bu {
	u16 seq;
	u16 flags;
	u16 lifetime;
	struct mip6_wire_opts opts;
};

/**
 * struct mip6_wire_ba - binding acknowledgement
 * @seq: sequence number
 * @lifetime: granted, units of 4 s
 * @status: enum mip6_ba_status
 * @flags: MIP6_BA_*
 * @opts: its options
 */
struct mip6_wire_ba {
	u16 seq;
	u16 lifetime;
	u8 status;
	u8 flags;
	struct mip6_wire_opts opts;
};

/**
 * struct mip6_wire_be - binding error
 * @status: enum mip6_be_status
 * @hoa: home address that caused it, or the unspecified one
 */
struct mip6_wire_be {
	u8 status;
	struct in6_addr hoa;
};

/**
 * struct mip6_wire_test - the four messages of return routability
 * @nonce: nonce index (home test, care-of test)
 * @cookie: init cookie
 * @token: keygen token (home test, care-of test)
 */
struct mip6_wire_test {
	u16 nonce;
	u64 cookie;
	u64 token;
};

/*
 * Parsers. @mh has passed mip6_wire_mh_check(), which set @len. They return 0, or -EBADMSG for
 * a message that must be discarded silently (malformed or doubled options).
 */

/**
 * mip6_wire_parse_bu() - read a binding update
 * @mh: checked Mobility Header of that type
 * @len: its length, octets
 * @out: what it says
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_bu(const u8 *mh, unsigned int len, struct mip6_wire_bu *out);

/**
 * mip6_wire_parse_ba() - read a binding acknowledgement
 * @mh: checked Mobility Header of that type
 * @len: its length, octets
 * @out: what it says
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_ba(const u8 *mh, unsigned int len, struct mip6_wire_ba *out);

/**
 * mip6_wire_parse_be() - read a binding error
 * @mh: checked Mobility Header of that type
 * @len: its length, octets
 * @out: what it says
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_be(const u8 *mh, unsigned int len, struct mip6_wire_be *out);

/**
 * mip6_wire_parse_brr() - read a binding refresh request, which says nothing
 * @mh: checked Mobility Header of that type
 * @len: its length, octets
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_brr(const u8 *mh, unsigned int len);

/**
 * mip6_wire_parse_test() - read a home test init, care-of test init, home test or care-of test
 * @mh: checked Mobility Header of one of these types
 * @len: its length, octets
 * @out: what it says; members that the type lacks are 0
 *
 * Return: 0 or -EBADMSG.
 */
int mip6_wire_parse_test(const u8 *mh, unsigned int len, struct mip6_wire_test *out);

/*
 * Builders write a whole message with checksum 0, its options aligned and the whole padded to a
 * multiple of 8 octets. Options are those whose bit is set in opts.present. @buf->full tells
 * when the message did not fit.
 */

/**
 * mip6_wire_build_bu() - write a binding update
 * @buf: empty buffer
 * @bu: what it shall say
 */
void mip6_wire_build_bu(struct mip6_wire_buf *buf, const struct mip6_wire_bu *bu);

/**
 * mip6_wire_build_ba() - write a binding acknowledgement
 * @buf: empty buffer
 * @ba: what it shall say
 */
void mip6_wire_build_ba(struct mip6_wire_buf *buf, const struct mip6_wire_ba *ba);

/**
 * mip6_wire_build_be() - write a binding error
 * @buf: empty buffer
 * @be: what it shall say
 */
void mip6_wire_build_be(struct mip6_wire_buf *buf, const struct mip6_wire_be *be);

/**
 * mip6_wire_build_brr() - write a binding refresh request
 * @buf: empty buffer
 */
void mip6_wire_build_brr(struct mip6_wire_buf *buf);

/**
 * mip6_wire_build_test() - write a home test init, care-of test init, home test or care-of test
 * @buf: empty buffer
 * @type: which of them
 * @test: what it shall say
 */
void mip6_wire_build_test(struct mip6_wire_buf *buf, enum mip6_mh_type type,
			  const struct mip6_wire_test *test);

/**
 * mip6_wire_set_checksum() - write the checksum of a message
 * @mh: whole message, its checksum field any value
 * @len: its length, octets
 * @saddr: source as the upper layer sees it: the home address behind a home address option
 * @daddr: destination as the upper layer sees it: the home address of a type 2 routing header
 *
 * RFC 6275 6.1.1: pseudo-header with next header 135.
 */
void mip6_wire_set_checksum(u8 *mh, unsigned int len, const struct in6_addr *saddr,
			    const struct in6_addr *daddr);

/**
 * mip6_wire_checksum_ok() - verify the checksum of a message
 * @mh: message
 * @len: its length, octets
 * @saddr: source as the upper layer sees it
 * @daddr: destination as the upper layer sees it
 *
 * Return: true if it is right. A checksum of 0 is not "none".
 */
bool mip6_wire_checksum_ok(const u8 *mh, unsigned int len, const struct in6_addr *saddr,
			   const struct in6_addr *daddr);

/**
 * mip6_wire_ba_status_text() - a status in words
 * @status: of a binding acknowledgement
 *
 * Return: constant string; "unknown" for one that has no name.
 */
const char *mip6_wire_ba_status_text(u8 status);

#endif
