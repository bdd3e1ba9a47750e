// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast listener discovery through a tunnel.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"
#include "wire/mld.h"

enum { HOPOPTS_LEN = 8, AT = IP6_LEN + HOPOPTS_LEN };

/* A packet of such a message up to its type; what is behind is 0. */
static void head(u8 *pkt, u8 type)
{
	static const u8 hopopts[HOPOPTS_LEN] = { ICMP6_PROTO, 0, 5, 2, 0, 0, 1, 0 };

	memset(pkt, 0, MIP6_MLD_LOOK_LEN);
	pkt[0] = 0x60;
	pkt[7] = 1;
	memcpy(pkt + IP6_LEN, hopopts, sizeof(hopopts));
	pkt[AT] = type;
}

/* Where the message of the packet with one octet changed begins, in a copy of @len octets. */
static unsigned int at_with(unsigned int off, u8 value, unsigned int len)
{
	u8 pkt[MIP6_MLD_LOOK_LEN], *copy;
	unsigned int at;

	head(pkt, MIP6_MLD2_REPORT);
	pkt[off] = value;
	copy = copy_of(pkt, len);
	at = mip6_wire_mld_at(copy, len);
	free(copy);
	return at;
}

static void recognized(void)
{
	static const u8 types[] = { 130, 131, 132, 143 };
	static const u8 others[] = { 1, 128, 129, 133, 142, 144 };
	unsigned int i;

	for (i = 0; i < COUNT(types); i++)
		EXPECT_IN(at_with(AT, types[i], MIP6_MLD_LOOK_LEN) == AT, "%u", types[i]);
	for (i = 0; i < COUNT(others); i++)
		EXPECT_IN(!at_with(AT, others[i], MIP6_MLD_LOOK_LEN), "%u", others[i]);
	EXPECT(at_with(0, 0x60, AT + 1) == AT);
	for (i = 0; i <= AT; i++)
		EXPECT_IN(!at_with(0, 0x60, i), "%u octets", i);
}

static void not_recognized(void)
{
	EXPECT(!at_with(6, 60, MIP6_MLD_LOOK_LEN));		/* another header */
	EXPECT(!at_with(7, 2, MIP6_MLD_LOOK_LEN));		/* hop limit */
	EXPECT(!at_with(7, 0, MIP6_MLD_LOOK_LEN));
	EXPECT(!at_with(IP6_LEN, 17, MIP6_MLD_LOOK_LEN));	/* no ICMPv6 */
	EXPECT(!at_with(IP6_LEN + 1, 2, MIP6_MLD_LOOK_LEN));	/* 24 octets of options */
	EXPECT(!at_with(IP6_LEN + 2, 6, MIP6_MLD_LOOK_LEN));	/* no router alert */
	EXPECT(!at_with(IP6_LEN + 3, 3, MIP6_MLD_LOOK_LEN));	/* one of another length */
	EXPECT(!at_with(IP6_LEN + 5, 1, MIP6_MLD_LOOK_LEN));	/* one for something else */
	EXPECT(!at_with(IP6_LEN + 3, 200, MIP6_MLD_LOOK_LEN));	/* that ends behind the header */
}

static void options_elsewhere(void)
{
	static const u8 late[] = { ICMP6_PROTO, 1, 0, 1, 4, 0, 0, 0, 0, 5, 2, 0, 0, 1, 1, 0 };
	u8 pkt[MIP6_MLD_LOOK_LEN];

	head(pkt, 0);
	memcpy(pkt + IP6_LEN, late, sizeof(late));
	pkt[IP6_LEN + sizeof(late)] = MIP6_MLD_DONE;
	EXPECT(mip6_wire_mld_at(pkt, sizeof(pkt)) == IP6_LEN + sizeof(late));
}

static void version_1(void)
{
	static const u8 types[] = { MIP6_MLD_REPORT, MIP6_MLD_DONE };
	static const enum mip6_mld_change want[] = { MIP6_MLD_WANTS, MIP6_MLD_LEAVES };
	struct in6_addr group = addr("ff1e::1"), got;
	enum mip6_mld_change change;
	struct mip6_wire_mld it;
	unsigned int i;

	for (i = 0; i < COUNT(types); i++) {
		u8 msg[24] = { types[i] }, *copy;

		memcpy(msg + 8, &group, sizeof(group));
		copy = copy_of(msg, sizeof(msg));
		EXPECT(!mip6_wire_mld_begin(copy, sizeof(msg), &it));
		EXPECT(mip6_wire_mld_next(&it, &got, &change) && same_addr(&got, "ff1e::1") &&
		       change == want[i]);
		EXPECT(!mip6_wire_mld_next(&it, &got, &change));
		EXPECT(mip6_wire_mld_begin(copy, sizeof(msg) - 1, &it) == -EBADMSG);
		copy[8] = 0x20;
		EXPECT(mip6_wire_mld_begin(copy, sizeof(msg), &it) == -EBADMSG);
		copy[8] = 0xff;
		copy[1] = 1;
		EXPECT(mip6_wire_mld_begin(copy, sizeof(msg), &it) == -EBADMSG);
		copy[1] = 0;
		copy[0] = MIP6_MLD_QUERY;
		EXPECT(mip6_wire_mld_begin(copy, sizeof(msg), &it) == -EBADMSG);
		free(copy);
	}
}

/* A record at the end of a report; returns its end. */
static unsigned int put_record(u8 *msg, unsigned int at, u8 type, u8 sources, u8 aux)
{
	struct in6_addr group = addr("ff1e::1");

	memset(msg + at, 0, 20 + 16 * sources + 4 * aux);
	msg[at] = type;
	msg[at + 1] = aux;
	msg[at + 3] = sources;
	memcpy(msg + at + 4, &group, sizeof(group));
	msg[at + 19] = ++msg[7];
	return at + 20 + 16 * sources + 4 * aux;
}

static void version_2(void)
{
	static const struct {
		u8 type, sources, aux;
		enum mip6_mld_change change;
	} records[] = {
		{ 1, 0, 0, MIP6_MLD_LEAVES }, { 1, 2, 0, MIP6_MLD_WANTS },
		{ 2, 0, 1, MIP6_MLD_WANTS }, { 2, 1, 0, MIP6_MLD_WANTS },
		{ 3, 0, 0, MIP6_MLD_LEAVES }, { 3, 1, 3, MIP6_MLD_WANTS },
		{ 4, 0, 0, MIP6_MLD_WANTS }, { 4, 3, 0, MIP6_MLD_WANTS },
		{ 5, 1, 0, MIP6_MLD_WANTS }, { 5, 0, 0, MIP6_MLD_KEEPS },
		{ 6, 1, 0, MIP6_MLD_BLOCKS }, { 6, 0, 0, MIP6_MLD_KEEPS }, { 7, 1, 0, MIP6_MLD_KEEPS },
		{ 0, 0, 0, MIP6_MLD_KEEPS },
	};
	u8 msg[1000] = { MIP6_MLD2_REPORT }, *copy;
	unsigned int i, len = 8;
	enum mip6_mld_change change;
	struct mip6_wire_mld it;
	struct in6_addr group;

	for (i = 0; i < COUNT(records); i++)
		len = put_record(msg, len, records[i].type, records[i].sources, records[i].aux);
	copy = copy_of(msg, len);
	EXPECT(!mip6_wire_mld_begin(copy, len, &it));
	for (i = 0; i < COUNT(records); i++) {
		EXPECT_IN(mip6_wire_mld_next(&it, &group, &change), "record %u", i);
		EXPECT_IN(change == records[i].change && group.s6_addr[15] == i + 1, "record %u", i);
	}
	EXPECT(!mip6_wire_mld_next(&it, &group, &change));
	for (i = 0; i < len; i++)
		EXPECT_IN(mip6_wire_mld_begin(copy, i, &it) == -EBADMSG, "%u octets", i);
	copy[8 + 4] = 0xfe;
	EXPECT(mip6_wire_mld_begin(copy, len, &it) == -EBADMSG);
	free(copy);
}

static void odd_reports(void)
{
	u8 msg[100] = { MIP6_MLD2_REPORT };
	enum mip6_mld_change change;
	struct mip6_wire_mld it;
	struct in6_addr group;
	unsigned int len;

	EXPECT(!mip6_wire_mld_begin(msg, 8, &it) && !mip6_wire_mld_next(&it, &group, &change));
	/* RFC 3810 5.2.11: what is behind the last record. */
	len = put_record(msg, 8, 4, 0, 0);
	EXPECT(!mip6_wire_mld_begin(msg, len + 5, &it) && it.count == 1);
	msg[6] = 0xff;
	EXPECT(mip6_wire_mld_begin(msg, len, &it) == -EBADMSG);
	msg[6] = 0;
	msg[8 + 2] = 0xff;
	EXPECT(mip6_wire_mld_begin(msg, len, &it) == -EBADMSG);
}

static void query(void)
{
	static const struct {
		u16 interval;
		u8 code;
	} codes[] = {
		{ 2, 2 }, { 125, 125 }, { 127, 127 }, { 128, 0x80 }, { 135, 0x80 }, { 136, 0x81 },
		{ 255, 0x8f }, { 256, 0x90 }, { 3600, 0xcc }, { 31744, 0xff },
	};
	static const u8 want[MIP6_MLD_QUERY_LEN] = {
		58, 0, 5, 2, 0, 0, 1, 0, 130, 0, 0, 0, 0x27, 0x10, [32] = 2, 125,
	};
	u8 room[MIP6_MLD_QUERY_LEN + 1];
	struct mip6_wire_buf buf;
	unsigned int i;

	for (i = 0; i < COUNT(codes); i++) {
		memset(room, 0xaa, sizeof(room));
		mip6_wire_buf_init(&buf, room, sizeof(room));
		mip6_wire_build_mld_query(&buf, 10000, codes[i].interval);
		EXPECT_IN(buf.len == sizeof(want) && !buf.full, "%u", codes[i].interval);
		EXPECT_IN(room[33] == codes[i].code, "%u: %#x", codes[i].interval, room[33]);
		EXPECT_IN(!memcmp(room, want, 33), "%u", codes[i].interval);
	}
	mip6_wire_buf_init(&buf, room, sizeof(want) - 1);
	mip6_wire_build_mld_query(&buf, 10000, 125);
	EXPECT(buf.full);
}

static const struct test tests[] = {
	{ "queries, reports and done messages are told from other packets", recognized },
	{ "one that has another hop limit, or no router alert of its own, is none", not_recognized },
	{ "the router alert may be anywhere among the options", options_elsewhere },
	{ "reports and done messages of version 1 are read", version_1 },
	{ "reports of version 2 are read: each kind of record, with sources and auxiliary data",
	  version_2 },
	{ "reports without records, with something behind them, with more than there is", odd_reports },
	{ "a general query is written, and the interval above 127 s as RFC 3810 has it", query },
};

int main(void)
{
	return TAP_RUN(tests);
}
