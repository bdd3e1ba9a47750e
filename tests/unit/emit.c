// SPDX-License-Identifier: GPL-2.0
/*
 * Writes one packet of everything that our builders can make: DIRECTORY/built.pcap, and the
 * packets' names, one a line, DIRECTORY/built.names. Their addresses: home agent 2001:db8:1::1,
 * home address 2001:db8:1::10, care-of address 2001:db8:2::20, correspondent 2001:db8:3::30.
 */
#include <stdio.h>

#include "packet.h"
#include "wire/buf.h"
#include "wire/icmp.h"
#include "wire/nd.h"

#define HA	"2001:db8:1::1"
#define HOA	"2001:db8:1::10"
#define COA	"2001:db8:2::20"
#define CN	"2001:db8:3::30"

/* What stands in front of a message. */
enum shape { PLAIN, WITH_HAO, WITH_RH2, WITH_BOTH };

enum { LINKTYPE_IPV6 = 229 };

static FILE *pcap, *names;
static u8 msg[MIP6_MH_MAX_LEN];
static struct mip6_wire_buf buf;

static void begin(void)
{
	memset(msg, 0xaa, sizeof(msg));
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
}

static void write_record(const char *name, const u8 *pkt, u32 len)
{
	u32 head[4] = { 0, 0, len, len };

	fwrite(head, sizeof(head), 1, pcap);
	fwrite(pkt, len, 1, pcap);
	fprintf(names, "%s\n", name);
}

/* The message in @buf, with checksum and headers. Where an address is hidden, COA goes out. */
static void packet(const char *name, enum shape shape, u8 proto, const char *from, const char *to,
		   u8 hop_limit)
{
	struct in6_addr saddr = addr(from), daddr = addr(to), coa = addr(COA);
	bool hao = shape == WITH_HAO || shape == WITH_BOTH;
	bool rh2 = shape == WITH_RH2 || shape == WITH_BOTH;
	u8 pkt[PACKET_MAX] = { 0x60, [7] = hop_limit };
	unsigned int len = IP6_LEN;

	if (buf.full) {
		fprintf(stderr, "%s does not fit\n", name);
		exit(1);
	}
	if (proto == MIP6_MH_PROTO)
		mip6_wire_set_checksum(msg, buf.len, &saddr, &daddr);
	else
		mip6_wire_set16(msg + 2, checksum(msg, buf.len, proto, &saddr, &daddr));
	memcpy(pkt + 8, hao ? &coa : &saddr, 16);
	memcpy(pkt + 24, rh2 ? &coa : &daddr, 16);
	pkt[6] = rh2 ? 43 : hao ? 60 : proto;
	if (rh2) {
		mip6_wire_build_rh2(pkt + len, hao ? 60 : proto, &daddr);
		len += MIP6_EXT_LEN;
	}
	if (hao) {
		mip6_wire_build_hao(pkt + len, proto, &saddr);
		len += MIP6_EXT_LEN;
	}
	memcpy(pkt + len, msg, buf.len);
	len += buf.len;
	mip6_wire_set16(pkt + 4, len - IP6_LEN);
	write_record(name, pkt, len);
}

static void mh(const char *name, enum shape shape, const char *from, const char *to)
{
	packet(name, shape, MIP6_MH_PROTO, from, to, 64);
}

static void test_messages(void)
{
	struct mip6_wire_test t = { .nonce = 4, .cookie = 0x1122334455667788,
		.token = 0x98a67513cec18470 };

	begin();
	mip6_wire_build_test(&buf, MIP6_MH_HOTI, &t);
	mh("hoti", PLAIN, HOA, CN);
	begin();
	mip6_wire_build_test(&buf, MIP6_MH_COTI, &t);
	mh("coti", PLAIN, COA, CN);
	begin();
	mip6_wire_build_test(&buf, MIP6_MH_HOT, &t);
	mh("hot", PLAIN, CN, HOA);
	begin();
	mip6_wire_build_test(&buf, MIP6_MH_COT, &t);
	mh("cot", PLAIN, CN, COA);
	begin();
	mip6_wire_build_brr(&buf);
	mh("brr", PLAIN, CN, HOA);
}

static void binding_errors(void)
{
	struct mip6_wire_be be = { .status = MIP6_BE_UNKNOWN_BINDING, .hoa = addr(HOA) };

	begin();
	mip6_wire_build_be(&buf, &be);
	mh("be unknown binding", PLAIN, CN, COA);
	be = (struct mip6_wire_be){ .status = MIP6_BE_UNKNOWN_MH_TYPE };
	begin();
	mip6_wire_build_be(&buf, &be);
	mh("be unknown type", PLAIN, CN, HOA);
}

static struct mip6_wire_opts authenticated(void)
{
	static const u8 nai[] = "mn1@example.net";
	static const u8 mac[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	struct mip6_wire_opts opts = {
		.present = BIT(MIP6_OPT_MN_ID) | BIT(MIP6_OPT_MESG_ID) | BIT(MIP6_OPT_AUTH),
		.mn_id_subtype = MIP6_MN_ID_NAI, .mn_id_len = sizeof(nai) - 1, .mn_id = nai,
		.mesg_id = 0xe8d4a51080000000, .auth_subtype = MIP6_AUTH_MN_HA,
		.auth_spi = 0x101, .auth_len = sizeof(mac), .auth = mac,
	};

	return opts;
}

static void bu(const char *name, enum shape shape, const char *to, const struct mip6_wire_bu *bu)
{
	begin();
	mip6_wire_build_bu(&buf, bu);
	mh(name, shape, HOA, to);
}

static void binding_updates(void)
{
	struct mip6_wire_bu home = { .seq = 1, .lifetime = 900,
		.flags = MIP6_BU_A | MIP6_BU_H | MIP6_BU_L | MIP6_BU_K };
	struct mip6_wire_bu peer = { .seq = 0xffff, .flags = MIP6_BU_A, .lifetime = 105,
		.opts = { .home_nonce = 4, .coa_nonce = 8, .auth_data = "authenticat" } };

	bu("bu bare", WITH_HAO, HA, &home);
	home.opts.present = BIT(MIP6_OPT_ALT_COA);
	home.opts.alt_coa = addr(COA);
	bu("bu home", WITH_HAO, HA, &home);
	home.opts = authenticated();
	home.opts.present |= BIT(MIP6_OPT_ALT_COA);
	home.opts.alt_coa = addr(COA);
	bu("bu home authenticated", WITH_HAO, HA, &home);
	bu("bu deletion", PLAIN, HA, &(struct mip6_wire_bu){ .seq = 2, .flags = 0xc000 });
	peer.opts.present = BIT(MIP6_OPT_NONCES) | BIT(MIP6_OPT_AUTH_DATA);
	bu("bu peer", WITH_HAO, CN, &peer);
	peer.opts.present |= BIT(MIP6_OPT_ALT_COA);
	peer.opts.alt_coa = addr("2001:db8:4::40");
	bu("bu peer alternate", WITH_HAO, CN, &peer);
}

static void ba(const char *name, enum shape shape, const char *from, const struct mip6_wire_ba *ba)
{
	begin();
	mip6_wire_build_ba(&buf, ba);
	mh(name, shape, from, HOA);
}

static void binding_acks(void)
{
	struct mip6_wire_ba home = { .seq = 1, .lifetime = 900, .flags = MIP6_BA_K };
	struct mip6_wire_ba peer = { .seq = 10, .status = MIP6_BA_SEQUENCE,
		.opts = { .present = BIT(MIP6_OPT_AUTH_DATA), .auth_data = "authenticat" } };

	ba("ba bare", WITH_RH2, HA, &home);
	home.opts.present = BIT(MIP6_OPT_REFRESH);
	home.opts.refresh = 450;
	ba("ba refresh", WITH_RH2, HA, &home);
	home.opts = authenticated();
	ba("ba authenticated", WITH_RH2, HA, &home);
	ba("ba refused", WITH_RH2, HA, &(struct mip6_wire_ba){ .seq = 3, .status = 134 });
	ba("ba at home", PLAIN, HA, &(struct mip6_wire_ba){ .seq = 2 });
	ba("ba peer", WITH_RH2, CN, &peer);
}

static void icmp(const char *name, enum shape shape, const char *from, const char *to)
{
	packet(name, shape, ICMP6_PROTO, from, to, 64);
}

static void icmp_messages(void)
{
	static struct mip6_wire_mpa mpa = { .id = 0x203, .flags = MIP6_MPA_O, .npio = 2 };
	struct in6_addr agents[2] = { addr("2001:db8:1::2"), addr(HA) };

	begin();
	mip6_wire_build_id(&buf, MIP6_ICMP_DHAAD_REQUEST, 0x102);
	icmp("dhaad request", PLAIN, COA, "2001:db8:1:0:fdff:ffff:ffff:fffe");
	begin();
	mip6_wire_build_dhaad(&buf, 0x102, agents, 2);
	icmp("dhaad reply", PLAIN, HA, COA);
	begin();
	mip6_wire_build_id(&buf, MIP6_ICMP_MPS, 0x203);
	icmp("mps", WITH_HAO, HOA, HA);
	mpa.pio[0] = (struct mip6_wire_pio){ .prefix = addr(HA), .plen = 64, .valid = 2592000,
		.preferred = 604800, .flags = MIP6_PIO_L | MIP6_PIO_A | MIP6_PIO_R };
	mpa.pio[1] = (struct mip6_wire_pio){ .prefix = addr("fec0:106:2700::"), .plen = 48,
		.valid = 7200, .preferred = 0, .flags = MIP6_PIO_A };
	begin();
	mip6_wire_build_mpa(&buf, &mpa);
	icmp("mpa", WITH_RH2, HA, HOA);
}

static void nd(const char *name, const char *from, const char *to)
{
	packet(name, PLAIN, ICMP6_PROTO, from, to, MIP6_ND_HOP_LIMIT);
}

static void nd_messages(void)
{
	static const u8 mac[] = { 2, 1, 2, 0, 0, 1 };
	static struct mip6_wire_ra ra = { .hop_limit = 64, .flags = MIP6_RA_FLAG_H,
		.lifetime = 1800, .interval = 4000, .ha_preference = 10, .ha_lifetime = 900,
		.lladdr_len = 6, .lladdr = { 2, 1, 2, 0, 0, 1 }, .npio = 1 };
	struct mip6_wire_na na = { .type = MIP6_ND_NS, .target = addr(HOA) };

	begin();
	mip6_wire_build_rs(&buf, NULL, 0);
	nd("rs", "::", "ff02::2");
	begin();
	mip6_wire_build_rs(&buf, mac, sizeof(mac));
	nd("rs told", "fe80::1", "ff02::2");
	ra.pio[0] = (struct mip6_wire_pio){ .prefix = addr(HA), .plen = 64, .valid = 2592000,
		.preferred = 604800, .flags = MIP6_PIO_L | MIP6_PIO_A | MIP6_PIO_R };
	begin();
	mip6_wire_build_ra(&buf, &ra);
	nd("ra", "fe80::1", "ff02::1");
	begin();
	mip6_wire_build_na(&buf, &na);
	nd("ns probe", "::", "ff02::1:ff00:10");
	na.lladdr_len = sizeof(mac);
	memcpy(na.lladdr, mac, sizeof(mac));
	begin();
	mip6_wire_build_na(&buf, &na);
	nd("ns", HA, "ff02::1:ff00:10");
	na.type = MIP6_ND_NA;
	na.flags = MIP6_NA_O;
	begin();
	mip6_wire_build_na(&buf, &na);
	nd("na", HA, "ff02::1");
	na.flags = MIP6_NA_S;
	na.lladdr_len = 0;
	begin();
	mip6_wire_build_na(&buf, &na);
	nd("na solicited", HA, CN);
}

static void payload(const char *name, enum shape shape, const char *from, const char *to)
{
	static const u8 echo[12] = { 128, 0, 0, 0, 0x12, 0x34, 0, 1, 'a', 'b', 'c', 'd' };

	begin();
	memcpy(mip6_wire_buf_put(&buf, sizeof(echo)), echo, sizeof(echo));
	icmp(name, shape, from, to);
}

/* The option that never leaves a node: unknown to others, but well-formed. */
static void wire_addr(void)
{
	struct in6_addr coa = addr(COA);
	u8 pkt[IP6_LEN + MIP6_EXT_LEN] = { 0x60, [5] = MIP6_EXT_LEN, [6] = 60, [7] = 64,
		[8] = 0x20, 1, 0xd, 0xb8, [24] = 0x20, 1, 0xd, 0xb8 };

	mip6_wire_build_wire_addr(pkt + IP6_LEN, MIP6_MH_NO_NEXT, &coa);
	write_record("wire address", pkt, sizeof(pkt));
}

static FILE *create(const char *dir, const char *file)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

int main(int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : ".";
	u32 head[6] = { 0xa1b2c3d4, 2 | 4 << 16, 0, 0, 65535, LINKTYPE_IPV6 };

	pcap = create(dir, "built.pcap");
	names = create(dir, "built.names");
	fwrite(head, sizeof(head), 1, pcap);
	test_messages();
	binding_errors();
	binding_updates();
	binding_acks();
	icmp_messages();
	nd_messages();
	payload("payload to home address", WITH_RH2, CN, HOA);
	payload("payload from home address", WITH_HAO, HOA, CN);
	payload("payload between mobile nodes", WITH_BOTH, HOA, "2001:db8:5::50");
	wire_addr();
	return fclose(pcap) || fclose(names);
}
