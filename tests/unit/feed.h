/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What no octets may do to parsers and decisions, and what must hold of what these make of them.
 */
#ifndef UNIT_FEED_H
#define UNIT_FEED_H

#include "packet.h"
#include "wire/buf.h"
#include "wire/icmp.h"
#include "wire/mld.h"
#include "wire/nd.h"
#include "wire/rules.h"

#include <netinet/in.h>

static unsigned long accepted;

/* What was accepted must build into a message that says the same. */
static inline void again_bu(const struct mip6_wire_bu *bu)
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

static inline void feed_mh(const u8 *mh, unsigned int len)
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

static inline void feed_mld(const u8 *msg, unsigned int len)
{
	enum mip6_mld_change change;
	struct mip6_wire_mld it;
	struct in6_addr group;

	if (mip6_wire_mld_begin(msg, len, &it))
		return;
	while (mip6_wire_mld_next(&it, &group, &change))
		EXPECT(group.s6_addr[0] == 0xff && it.at <= msg + len);
}

static inline void feed_icmp(const u8 *msg, unsigned int len)
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

static inline void feed_packet(const u8 *pkt, unsigned int len)
{
	struct upper up;

	EXPECT(mip6_wire_mld_at(pkt, len) < (len ? len : 1));
	if (!upper_of(pkt, len, &up)) {
		const struct mip6_wire_chain *c = &up.chain;

		EXPECT(c->last >= IP6_LEN && c->last <= len);
		if (c->hao_hdr)
			EXPECT(c->hao_hdr < c->hao_opt && c->hao_opt + 18 <= c->last &&
			       pkt[c->hao_prev] == 60 && pkt[c->hao_opt] == MIP6_OPT_HAO);
		if (c->rh2_hdr)
			EXPECT(c->rh2_hdr + 24 <= c->last && pkt[c->rh2_prev] == 43);
		feed_mh(up.msg, up.len);
		feed_icmp(up.msg, up.len);
	}
}

/* Arguments of decisions, as an input has them; nothing is lost between them. */
struct arguments {
	u64 stamp, now, last;
	struct in6_addr addr, other;
	u32 sent, granted, elapsed;
	u16 seq, last_seq;
	u8 plen, error;
};

static inline bool is_routable(const struct in6_addr *addr)
{
	return !IN6_IS_ADDR_MULTICAST(addr) && !IN6_IS_ADDR_LINKLOCAL(addr) &&
	       !IN6_IS_ADDR_UNSPECIFIED(addr) && !IN6_IS_ADDR_LOOPBACK(addr) &&
	       !IN6_IS_ADDR_V4MAPPED(addr);
}

static inline unsigned int equal_bits(const struct in6_addr *a, const struct in6_addr *b)
{
	unsigned int n = 0;

	while (n < 128 && !((a->s6_addr[n / 8] ^ b->s6_addr[n / 8]) >> (7 - n % 8) & 1))
		n++;
	return n;
}

static inline void lifetimes(const struct arguments *args)
{
	u32 left = mip6_rules_remaining(args->sent, args->granted, args->elapsed);
	u32 after = mip6_rules_refresh(args->granted, args->sent);
	u16 units = mip6_rules_grant(args->seq, args->granted);
	u32 earlier = 0, at, sent;

	EXPECT(left <= args->sent && left <= args->granted);
	EXPECT(!left || left + args->elapsed == args->sent || left + args->elapsed == args->granted);
	EXPECT(after && (after < args->granted || after == 1));
	EXPECT(units <= args->seq && (units <= 1 || units * 4ull <= args->granted));
	EXPECT(units == args->seq || units == 1 || args->granted - units * 4ull < 4);
	for (sent = 0; sent < 4; sent++) {
		at = mip6_rules_refresh_request(args->granted, sent);
		EXPECT(!at || (at > earlier && at <= args->granted - 10 && args->granted >= 40));
		if (!at)
			break;
		earlier = at;
	}
	EXPECT(sent <= 3);
	after = mip6_rules_backoff(args->elapsed);
	EXPECT(after <= MIP6_MAX_BINDACK_TIMEOUT_MS &&
	       (after == MIP6_MAX_BINDACK_TIMEOUT_MS || after == 2 * args->elapsed));
}

static inline void feed_rules(const u8 *data, unsigned int len)
{
	struct arguments args;
	bool ahead, behind;
	int64_t off;

	if (len < sizeof(args))
		return;
	memcpy(&args, data, sizeof(args));
	lifetimes(&args);
	ahead = mip6_rules_seq_newer(args.seq, args.last_seq);
	behind = mip6_rules_seq_newer(args.last_seq, args.seq);
	EXPECT(!(ahead && behind));
	EXPECT(ahead || behind || !((args.seq - args.last_seq) & 0x7fff));
	off = args.stamp - args.now;
	if (mip6_rules_stamp(args.stamp, args.now, args.last)) {
		EXPECT(off >= -(7ll << 32) && off <= 7ll << 32);
		EXPECT(!args.last || args.stamp - args.last - 1 < INT64_MAX);
	} else if (!args.last) {
		EXPECT(off < -(7ll << 32) || off > 7ll << 32);
	}
	EXPECT(mip6_rules_routable(&args.addr) == is_routable(&args.addr));
	EXPECT(mip6_rules_prefix_equal(&args.addr, &args.other, args.plen) ==
	       (equal_bits(&args.addr, &args.other) >= (args.plen < 128 ? args.plen : 128)));
	EXPECT(mip6_rules_status(-args.error) >= MIP6_RULES_SILENT && mip6_rules_status(-args.error) < 256);
}

#endif
