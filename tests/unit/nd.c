// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbor Discovery messages.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"
#include "wire/nd.h"

#define PIO(plen, flags) 3, 4, plen, flags, 0, 0, 1, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, \
	0x20, 1, 0x0d, 0xb8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
#define RA(flags) 134, 0, 0, 0, 64, flags, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0

static struct mip6_wire_ra ra;
static struct mip6_wire_na na;

static int parse_ra(const u8 *msg, unsigned int len)
{
	u8 *copy = copy_of(msg, len);
	int err = mip6_wire_parse_ra(copy, len, &ra);

	free(copy);
	return err;
}

static int parse_na(const u8 *msg, unsigned int len)
{
	u8 *copy = copy_of(msg, len);
	int err = mip6_wire_parse_na(copy, len, &na);

	free(copy);
	return err;
}

#define PARSE_RA(...) parse_ra((const u8[]){ __VA_ARGS__ }, sizeof((const u8[]){ __VA_ARGS__ }))

/* Octets 2 and 3 of a built message are the checksum, which is the sender's to fill in. */
static bool built_as(const struct mip6_wire_buf *buf, const struct vector *v)
{
	const u8 *msg = v->pkt + IP6_LEN;

	return !buf->full && buf->len == v->len - IP6_LEN && !memcmp(buf->data, msg, 2) &&
	       !buf->data[2] && !buf->data[3] && !memcmp(buf->data + 4, msg + 4, buf->len - 4);
}

static void advertisement_read(void)
{
	const struct vector *v = vector("P30");

	EXPECT(!mip6_wire_parse_ra(v->pkt + IP6_LEN, v->len - IP6_LEN, &ra));
	EXPECT(ra.hop_limit == 64 && ra.flags == MIP6_RA_FLAG_H && ra.lifetime == 1800);
	EXPECT(ra.interval == 4000 && ra.ha_preference == 10 && ra.ha_lifetime == 1800);
	EXPECT(ra.npio == 1 && ra.pio[0].plen == 64 && same_addr(&ra.pio[0].prefix, "2001:db8:1::1"));
	EXPECT(ra.pio[0].flags == (MIP6_PIO_L | MIP6_PIO_A | MIP6_PIO_R));
	EXPECT(ra.pio[0].valid == 2592000 && ra.pio[0].preferred == 604800);
	EXPECT(ra.lladdr_len == 0);
}

static void advertisement_rebuilt(void)
{
	const struct vector *v = vector("P30");
	struct mip6_wire_buf buf;
	u8 msg[256];

	EXPECT(!mip6_wire_parse_ra(v->pkt + IP6_LEN, v->len - IP6_LEN, &ra));
	memset(msg, 0xaa, sizeof(msg));
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_ra(&buf, &ra);
	EXPECT(built_as(&buf, v));
}

static void neighbours_rebuilt(void)
{
	static const char *const ids[] = { "P31", "P32", "P34", "P35" };
	static const u8 flags[] = { 0, MIP6_NA_O, 0, MIP6_NA_O };
	struct mip6_wire_buf buf;
	unsigned int i;
	u8 msg[64];

	for (i = 0; i < COUNT(ids); i++) {
		const struct vector *v = vector(ids[i]);

		EXPECT_IN(!parse_na(v->pkt + IP6_LEN, v->len - IP6_LEN), "%s", v->id);
		EXPECT_IN(na.type == (i ? MIP6_ND_NA : MIP6_ND_NS), "%s", v->id);
		EXPECT_IN(na.flags == flags[i] && same_addr(&na.target, "2001:db8:1::10"), "%s", v->id);
		EXPECT_IN(na.lladdr_len == (i ? 6 : 0), "%s", v->id);
		EXPECT_IN(!i || na.lladdr[0] == 2, "%s", v->id);
		memset(msg, 0xaa, sizeof(msg));
		mip6_wire_buf_init(&buf, msg, sizeof(msg));
		mip6_wire_build_na(&buf, &na);
		EXPECT_IN(built_as(&buf, v), "%s", v->id);
	}
}

static void solicitation_built(void)
{
	static const u8 mac[] = { 2, 1, 2, 3, 4, 5, 6, 7 };
	static const u8 bare[8] = { 133 }, with[16] = { 133, [8] = 1, 1, 2, 1, 2, 3, 4, 5 };
	static const u8 eui[24] = { 133, [8] = 1, 2, 2, 1, 2, 3, 4, 5, 6, 7 };
	struct mip6_wire_buf buf;
	u8 msg[24];

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, NULL, 0);
	EXPECT(buf.len == 8 && !memcmp(msg, bare, 8));
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, mac, 6);
	EXPECT(buf.len == 16 && !memcmp(msg, with, 16));
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_rs(&buf, mac, 8);
	EXPECT(buf.len == 24 && !memcmp(msg, eui, 24) && !buf.full);
	mip6_wire_buf_init(&buf, msg, 15);
	mip6_wire_build_rs(&buf, mac, 6);
	EXPECT(buf.full);
}

static void agent_information(void)
{
	EXPECT(!PARSE_RA(RA(0x20), 8, 1, 0, 0, 0xff, 0xff, 0, 9));
	EXPECT(ra.ha_preference == 0xffff && ra.ha_lifetime == 9);
	EXPECT(!PARSE_RA(RA(0x20)) && ra.ha_preference == 0 && ra.ha_lifetime == 0x708);
	EXPECT(!PARSE_RA(RA(0), 8, 1, 0, 0, 0, 5, 0, 9));
	EXPECT(ra.ha_preference == 0 && ra.ha_lifetime == 0x708);
	EXPECT(!PARSE_RA(RA(0x20), 8, 1, 0, 0, 0, 5, 0, 0) && ra.ha_lifetime == 0);
	EXPECT(!PARSE_RA(RA(0x20), 8, 2, 0, 0, 0, 5, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0));
	EXPECT(ra.ha_preference == 0);
}

static u8 ra_size(u8 flags, u16 preference, u16 ha_lifetime)
{
	struct mip6_wire_ra in = { .flags = flags, .lifetime = 1800,
		.ha_preference = preference, .ha_lifetime = ha_lifetime };
	struct mip6_wire_buf buf;
	u8 msg[64];

	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_ra(&buf, &in);
	return buf.len;
}

static void agent_information_built(void)
{
	EXPECT(ra_size(MIP6_RA_FLAG_H, 1, 1800) == 24);
	EXPECT(ra_size(MIP6_RA_FLAG_H, 0, 900) == 24);
	EXPECT(ra_size(MIP6_RA_FLAG_H, 0, 1800) == 16);
	EXPECT(ra_size(MIP6_RA_FLAG_H, 1, 0) == 16);
	EXPECT(ra_size(0, 1, 900) == 16);
}

static void options_odd(void)
{
	EXPECT(!PARSE_RA(RA(0), 200, 1, 0, 0, 0, 0, 0, 0, 1, 1, 2, 0, 0, 0, 0, 7));
	EXPECT(ra.lladdr_len == 6 && ra.lladdr[5] == 7);
	EXPECT(!PARSE_RA(RA(0), PIO(129, 0xc0)) && ra.npio == 0);
	EXPECT(!PARSE_RA(RA(0), PIO(128, 0xc0), PIO(0, 0)) && ra.npio == 2);
	EXPECT(!PARSE_RA(RA(0), 3, 1, 64, 0xc0, 0, 0, 0, 0) && ra.npio == 0);
	EXPECT(!PARSE_RA(RA(0), 7, 2, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0) && !ra.interval);
	EXPECT(!PARSE_RA(RA(0), 7, 1, 0xff, 0xff, 0, 0, 1, 1) && ra.interval == 257);
	EXPECT(!PARSE_RA(RA(0), 1, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
	EXPECT(ra.lladdr_len == 8 && ra.lladdr[7] == 8);
}

static void too_many_prefixes(void)
{
	EXPECT(!PARSE_RA(RA(0), PIO(1, 0), PIO(2, 0), PIO(3, 0), PIO(4, 0), PIO(5, 0), PIO(6, 0),
			 PIO(7, 0), PIO(8, 0), PIO(9, 0), 7, 1, 0, 0, 0, 0, 0, 9));
	EXPECT(ra.npio == MIP6_RA_MAX_PIO && ra.pio[7].plen == 8 && ra.interval == 9);
}

static void malformed(void)
{
	u8 msg[32] = { MIP6_ND_NA };

	EXPECT(PARSE_RA(RA(0), 200, 0, 0, 0, 0, 0, 0, 0) == -EBADMSG);
	EXPECT(PARSE_RA(RA(0), 200, 2, 0, 0, 0, 0, 0, 0) == -EBADMSG);
	EXPECT(PARSE_RA(RA(0), 200) == -EBADMSG);
	EXPECT(PARSE_RA(RA(0), 200, 1, 0) == -EBADMSG);
	EXPECT(PARSE_RA(134, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) == -EBADMSG);
	EXPECT(PARSE_RA(133, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) == -EBADMSG);
	EXPECT(PARSE_RA(134, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) == -EBADMSG);
	EXPECT(parse_na(msg, 24) == 0 && parse_na(msg, 23) == -EBADMSG);
	EXPECT(parse_na(msg, 32) == -EBADMSG && parse_na(msg, 25) == -EBADMSG);
	msg[1] = 1;
	EXPECT(parse_na(msg, 24) == -EBADMSG);
	msg[1] = 0;
	msg[8] = 0xff;
	EXPECT(parse_na(msg, 24) == -EBADMSG);
	msg[0] = 137;
	msg[8] = 0;
	EXPECT(parse_na(msg, 24) == -EBADMSG);
}

static void neighbour_options(void)
{
	u8 msg[40] = { MIP6_ND_NS, [4] = 0xff, [24] = 2, 1, 9, [32] = 1, 1, 7 };

	EXPECT(!parse_na(msg, 40) && na.flags == 0 && na.lladdr_len == 6 && na.lladdr[0] == 7);
	msg[0] = MIP6_ND_NA;
	EXPECT(!parse_na(msg, 40) && na.flags == 0xe0 && na.lladdr[0] == 9);
}

static void full(void)
{
	struct mip6_wire_ra in = { .flags = MIP6_RA_FLAG_H, .lifetime = 1800, .interval = 1000,
		.ha_preference = 1, .ha_lifetime = 900, .lladdr_len = 6, .npio = 8 };
	unsigned int size, whole = 16 + 8 + 8 * 32 + 8 + 8;
	struct mip6_wire_buf buf;
	u8 msg[512];

	for (size = 0; size <= whole; size++) {
		u8 *data = copy_of(NULL, 0);

		data = realloc(data, size ? size : 1);
		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_ra(&buf, &in);
		EXPECT_IN(buf.full == (size < whole), "%u octets", size);
		mip6_wire_buf_init(&buf, data, size);
		mip6_wire_build_na(&buf, &(struct mip6_wire_na){ .type = MIP6_ND_NA, .lladdr_len = 6 });
		EXPECT_IN(buf.full == (size < 32), "%u octets", size);
		free(data);
	}
	in.npio = 255;
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_ra(&buf, &in);
	EXPECT(!buf.full && buf.len == whole);
}

static const struct test tests[] = {
	{ "a home agent's router advertisement is read", advertisement_read },
	{ "a router advertisement is built as it was read", advertisement_rebuilt },
	{ "neighbor solicitation and advertisements are read and built again", neighbours_rebuilt },
	{ "a router solicitation is built with and without link-layer address", solicitation_built },
	{ "home agent information counts only with the H flag, preferences are unsigned",
	  agent_information },
	{ "home agent information is sent only where it says something", agent_information_built },
	{ "options unknown or of odd length do not hide the others", options_odd },
	{ "prefixes beyond what has room are left out", too_many_prefixes },
	{ "messages with a wrong code, type, length, target or option length are refused",
	  malformed },
	{ "only the link-layer address option of the message's own kind counts", neighbour_options },
	{ "a builder says when a message does not fit", full },
};

int main(void)
{
	return TAP_RUN(tests);
}
