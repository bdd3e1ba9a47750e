// SPDX-License-Identifier: GPL-2.0
/*
 * Home agent discovery and mobile prefix messages.
 */
#include "tap.h"
#include "packet.h"
#include "wire/buf.h"
#include "wire/icmp.h"

static u8 room[2048];

static struct mip6_wire_buf start(void)
{
	struct mip6_wire_buf buf;

	memset(room, 0xaa, sizeof(room));
	mip6_wire_buf_init(&buf, room, sizeof(room));
	return buf;
}

/* The message of a vector, its checksum checked and then cleared: builders leave it to others. */
static u8 *message(const char *id, unsigned int *len)
{
	const struct vector *v = vector(id);
	struct upper up;
	u8 *msg;

	EXPECT_IN(!upper_of(v->pkt, v->len, &up) && up.proto == ICMP6_PROTO, "%s", id);
	EXPECT_IN(checksum(up.msg, up.len, ICMP6_PROTO, &up.saddr, &up.daddr) == 0, "%s", id);
	msg = copy_of(up.msg, up.len);
	msg[2] = msg[3] = 0;
	*len = up.len;
	return msg;
}

static void identifiers(void)
{
	static const char *const ids[] = { "P26", "P28" };
	static const u16 want[] = { 0x102, 0x203 };
	unsigned int i, len;

	for (i = 0; i < COUNT(ids); i++) {
		u8 *msg = message(ids[i], &len);
		struct mip6_wire_buf buf = start();
		u16 id = 0;

		EXPECT_IN(!mip6_wire_parse_id(msg, len, &id) && id == want[i], "%s", ids[i]);
		mip6_wire_build_id(&buf, msg[0], id);
		EXPECT_IN(buf.len == len && !memcmp(room, msg, len), "%s", ids[i]);
		msg[6] = msg[7] = 0xff;
		EXPECT_IN(!mip6_wire_parse_id(msg, len, &id) && id == want[i], "%s", ids[i]);
		msg[1] = 1;
		EXPECT_IN(mip6_wire_parse_id(msg, len, &id) == -EBADMSG, "%s", ids[i]);
		msg[1] = 0;
		EXPECT_IN(mip6_wire_parse_id(msg, 7, &id) == -EBADMSG, "%s", ids[i]);
		msg[0] = MIP6_ICMP_DHAAD_REPLY;
		EXPECT_IN(mip6_wire_parse_id(msg, len, &id) == -EBADMSG, "%s", ids[i]);
		free(msg);
	}
}

static void discovery_reply(void)
{
	struct mip6_wire_buf buf = start();
	struct in6_addr agents[3];
	unsigned int len;
	u8 *msg = message("P27", &len);
	u16 id = 0;

	EXPECT(mip6_wire_parse_dhaad(msg, len, &id, agents, 3) == 2 && id == 0x102);
	EXPECT(same_addr(&agents[0], "2001:db8:1::2") && same_addr(&agents[1], "2001:db8:1::1"));
	mip6_wire_build_dhaad(&buf, id, agents, 2);
	EXPECT(buf.len == len && !memcmp(room, msg, len));
	msg[6] = msg[7] = 0xff;
	EXPECT(mip6_wire_parse_dhaad(msg, len, &id, agents, 1) == 1);
	EXPECT(mip6_wire_parse_dhaad(msg, len, &id, agents, 0) == 0);
	EXPECT(mip6_wire_parse_dhaad(msg, 8, &id, agents, 3) == 0);
	EXPECT(mip6_wire_parse_dhaad(msg, 7, &id, agents, 3) == -EBADMSG);
	EXPECT(mip6_wire_parse_dhaad(msg, len - 1, &id, agents, 3) == -EBADMSG);
	msg[0] = MIP6_ICMP_MPA;
	EXPECT(mip6_wire_parse_dhaad(msg, len, &id, agents, 3) == -EBADMSG);
	free(msg);
}

static void discovery_many(void)
{
	struct in6_addr agents[MIP6_DHAAD_MAX + 1] = { 0 };
	struct mip6_wire_buf buf = start();

	mip6_wire_build_dhaad(&buf, 1, agents, MIP6_DHAAD_MAX + 1);
	EXPECT(!buf.full && buf.len == 8 + 16 * MIP6_DHAAD_MAX && IP6_LEN + buf.len <= 1280);
	buf = start();
	mip6_wire_build_dhaad(&buf, 1, agents, 0);
	EXPECT(!buf.full && buf.len == 8);
	mip6_wire_buf_init(&buf, room, 23);
	mip6_wire_build_dhaad(&buf, 1, agents, 1);
	EXPECT(buf.full);
}

static void prefix_advertisement(void)
{
	struct mip6_wire_buf buf = start();
	struct mip6_wire_mpa mpa;
	unsigned int len;
	u8 *msg = message("P29", &len);

	EXPECT(!mip6_wire_parse_mpa(msg, len, &mpa) && mpa.id == 0x203 && mpa.flags == 0);
	EXPECT(mpa.npio == 1 && mpa.pio[0].flags == (MIP6_PIO_L | MIP6_PIO_A | MIP6_PIO_R));
	EXPECT(mpa.pio[0].valid == 2592000 && same_addr(&mpa.pio[0].prefix, "2001:db8:1::1"));
	mip6_wire_build_mpa(&buf, &mpa);
	EXPECT(buf.len == len && !memcmp(room, msg, len));
	msg[6] = 0xff;
	EXPECT(!mip6_wire_parse_mpa(msg, len, &mpa) && mpa.flags == (MIP6_MPA_M | MIP6_MPA_O));
	msg[8] = 200;
	EXPECT(!mip6_wire_parse_mpa(msg, len, &mpa) && mpa.npio == 0);
	EXPECT(mip6_wire_parse_mpa(msg, len - 1, &mpa) == -EBADMSG);
	msg[9] = 0;
	EXPECT(mip6_wire_parse_mpa(msg, len, &mpa) == -EBADMSG);
	EXPECT(mip6_wire_parse_mpa(msg, 7, &mpa) == -EBADMSG);
	free(msg);
}

static void prefix_advertisement_full(void)
{
	static const u8 head[8] = { 147, 0, 0, 0, 2, 3, 0xc0, 0 };
	struct mip6_wire_mpa mpa = { .id = 0x203, .flags = MIP6_MPA_M | MIP6_MPA_O };
	struct mip6_wire_buf buf = start();

	mpa.npio = 255;
	mip6_wire_build_mpa(&buf, &mpa);
	EXPECT(!buf.full && buf.len == 8 + 32 * MIP6_RA_MAX_PIO && !memcmp(room, head, 8));
	EXPECT(!mip6_wire_parse_mpa(room, buf.len, &mpa) && mpa.npio == MIP6_RA_MAX_PIO);
	mip6_wire_buf_init(&buf, room, 8 + 31);
	mip6_wire_build_mpa(&buf, &mpa);
	EXPECT(buf.full);
}

static const struct test tests[] = {
	{ "discovery requests and prefix solicitations are read and built again", identifiers },
	{ "discovery replies are read and built again, best agent first", discovery_reply },
	{ "a discovery reply never exceeds 1280 octets", discovery_many },
	{ "prefix advertisements are read and built again, unknown options ignored",
	  prefix_advertisement },
	{ "a prefix advertisement has flags and as many prefixes as there is room for",
	  prefix_advertisement_full },
};

int main(void)
{
	return TAP_RUN(tests);
}
