// SPDX-License-Identifier: GPL-2.0
/*
 * packets INTERFACE MAC SECONDS SEED ADDRESS...
 *
 * Sends frames to a link-layer address for that long, as many as go: IPv6 packets made of what Mobile
 * IPv6 consists of (extension headers, mobility messages and their options, ICMPv6, tunnels), from and to
 * some of the addresses, nearly right or not at all. Prints how many there were.
 */
#include "chance.h"
#include "frame.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <linux/if_ether.h>

enum {
	ROOM		= 200,	/* that what has no end by itself leaves */
	DEPTH_MAX	= 2,	/* packets in packets */
};

static const struct in6_addr *pool;
static unsigned int pool_len;

static void noise(struct packet *pkt, unsigned int len)
{
	uint8_t *at = room(pkt, len);

	while (len--)
		*at++ = chance(2) ? chance(256) : 0;
}

/* One of those that are somebody's, usually. */
static struct in6_addr address(void)
{
	struct in6_addr addr = pool[chance(pool_len)];

	if (chance(12))
		return addr;
	switch (chance(5)) {
	case 0:	/* a neighbour */
		addr.s6_addr[15] = chance(256);
		break;
	case 1:	/* nobody */
		fill(&addr, sizeof(addr));
		break;
	case 2:
		memset(&addr, 0, sizeof(addr));
		break;
	case 3:
		memset(&addr, 0, 8);
		put16(addr.s6_addr, 0xfe80);
		break;
	case 4:
		memset(&addr, 0, sizeof(addr));
		put16(addr.s6_addr, 0xff02);
		addr.s6_addr[15] = 1 + chance(2);
		break;
	}
	return addr;
}

static struct in6_addr put_address(struct packet *pkt)
{
	struct in6_addr addr = address();

	memcpy(room(pkt, 16), &addr, 16);
	return addr;
}

/* What is left of a number that should be this one. */
static unsigned int nearly(unsigned int right)
{
	switch (chance(24)) {
	case 0:
		return right + 1;
	case 1:
		return right - 1;
	case 2:
		return chance(256);
	}
	return right;
}

static void seal(struct packet *pkt, unsigned int start, unsigned int proto)
{
	if (chance(16) && pkt->len - start >= 8)
		put_checksum(pkt, start, proto);
}

/* --- extension headers ------------------------------------------------------------------ */

static void home_address(struct packet *pkt)
{
	uint8_t *at = room(pkt, 2);
	struct in6_addr home;

	at[0] = 201;
	at[1] = nearly(16);
	home = put_address(pkt);
	if (chance(8))
		pkt->src = home;
}

static void option(struct packet *pkt, bool may_be_home)
{
	unsigned int type = chance(4), len;
	uint8_t *at;

	if (type == 0) {
		room(pkt, 1);
	} else if (type == 1 && may_be_home) {
		home_address(pkt);
	} else {
		len = chance(chance(8) ? 10 : 40);
		at = room(pkt, 2);
		at[0] = chance(3) ? 1 : chance(256);
		at[1] = nearly(len);
		noise(pkt, len);
	}
}

static void options(struct packet *pkt, bool may_be_home)
{
	unsigned int start = pkt->len, n;

	room(pkt, 2);
	/* Where a home address option belongs: 8n + 6. */
	if (may_be_home && chance(4)) {
		memcpy(room(pkt, 4), "\1\2\0\0", 4);
		home_address(pkt);
	}
	for (n = chance(3); n; n--)
		option(pkt, may_be_home);
	while ((pkt->len - start) % 8)
		room(pkt, 1);
	pkt->at[start + 1] = nearly((pkt->len - start) / 8 - 1);
}

static void routing(struct packet *pkt)
{
	uint8_t *at = room(pkt, 8);
	unsigned int n, count = chance(8) ? 1 : chance(4);
	struct in6_addr last = pkt->dst;

	at[1] = nearly(2 * count);
	at[2] = chance(8) ? 2 : chance(5);
	at[3] = nearly(1);
	for (n = 0; n < count; n++)
		last = put_address(pkt);
	if (chance(8))
		pkt->dst = last;
}

static void fragment(struct packet *pkt)
{
	uint8_t *at = room(pkt, 8);

	put16(at + 2, chance(2) ? chance(2) : chance(65536));
	at[7] = chance(4);
}

/* --- messages ------------------------------------------------------------------------------ */

static void mobility_option(struct packet *pkt)
{
	static const struct { uint8_t type, len; } known[] = {
		{ 0, 0 }, { 1, 2 }, { 2, 2 }, { 3, 16 }, { 4, 4 }, { 5, 12 }, { 6, 18 }, { 8, 9 }, { 9, 17 },
		{ 10, 8 }, { 16, 16 },
	};
	unsigned int which = chance(16), type, len;
	uint8_t *at;

	type = which < 11 ? known[which].type : chance(40);
	len = which < 11 ? known[which].len : chance(24);
	at = room(pkt, type ? 2 : 1);
	at[0] = type;
	if (!type)
		return;
	at[1] = nearly(len);
	if (type == 3)
		put_address(pkt);
	else
		noise(pkt, len);
	/* An option's end is where the next one begins. */
	while (!chance(3) && pkt->len % 8)
		room(pkt, 1);
}

static void mobility(struct packet *pkt)
{
	static const uint8_t bodies[] = { 0, 8, 8, 16, 16, 4, 4, 16 };	/* behind 8 octets less 2 */
	unsigned int start = pkt->len, type = chance(16) ? chance(8) : chance(256), n;
	uint8_t *at = room(pkt, 8);

	at[0] = chance(24) ? NONE : chance(256);
	at[2] = type;
	at[3] = chance(16) ? 0 : chance(256);
	put16(at + 6, chance(65536));
	if (type == 7) {
		put_address(pkt);
	} else if (type == 5 || type == 6) {
		noise(pkt, 4);
		if (chance(2))
			pkt->at[pkt->len - 4] |= 0xc0;
		if (chance(2))
			put16(pkt->at + pkt->len - 2, chance(200));
	} else {
		noise(pkt, type < 8 ? bodies[type] : chance(40));
	}
	for (n = chance(5); n; n--)
		mobility_option(pkt);
	while ((pkt->len - start) % 8)
		room(pkt, 1);
	pkt->at[start + 1] = nearly((pkt->len - start) / 8 - 1);
	seal(pkt, start, MH);
}

static void whole(struct packet *pkt, unsigned int depth);

static void neighbour_option(struct packet *pkt)
{
	static const struct { uint8_t type, units; } known[] = {
		{ 1, 1 }, { 2, 1 }, { 3, 4 }, { 5, 1 }, { 7, 1 }, { 8, 1 }, { 9, 1 }, { 24, 2 }, { 25, 3 },
	};
	unsigned int which = chance(10);
	unsigned int units = which < 9 ? known[which].units : 1 + chance(3), start = pkt->len;
	struct in6_addr prefix = address();
	uint8_t *at;

	noise(pkt, units * 8);
	at = pkt->at + start;
	at[0] = which < 9 ? known[which].type : chance(256);
	at[1] = nearly(units);
	if (at[0] != 3)
		return;
	at[2] = chance(4) ? 64 : chance(140);
	memcpy(at + 16, &prefix, 16);
}

static void icmp(struct packet *pkt, unsigned int depth)
{
	static const uint8_t types[] = {
		1, 2, 3, 4, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 143, 144, 145, 146, 147, 148,
	};
	unsigned int start = pkt->len, n;
	uint8_t type = chance(24) ? types[chance(sizeof(types))] : chance(256);
	uint8_t *at = room(pkt, 8);

	at[0] = type;
	at[1] = chance(4) ? 0 : chance(8);
	fill(at + 4, 4);
	if (type < 5) {
		/* The Packet Too Big of a link that is one. */
		if (type == 2 && chance(4))
			put16(at + 4, 0);
		if (depth < DEPTH_MAX)
			whole(pkt, depth + 1);
	} else if (type == 135 || type == 136 || type == 137) {
		put_address(pkt);
		if (type == 137)
			put_address(pkt);
	} else if (type == 134) {
		noise(pkt, 8);
	} else if (type == 145) {
		for (n = chance(6); n; n--)
			put_address(pkt);
	} else if (type >= 130 && type != 133 && type != 144 && type != 146 && type != 147) {
		noise(pkt, chance(60));
	}
	for (n = type >= 133 && type <= 147 ? chance(4) : 0; n; n--)
		neighbour_option(pkt);
	seal(pkt, start, ICMP6);
}

static void upper(struct packet *pkt, unsigned int proto, unsigned int depth)
{
	if (proto == MH)
		mobility(pkt);
	else if (proto == ICMP6)
		icmp(pkt, depth);
	else if (proto == IPV6 && depth < DEPTH_MAX)
		whole(pkt, depth + 1);
	else
		noise(pkt, chance(64));
}

/* --- packets --------------------------------------------------------------------------------- */

static unsigned int last_proto(void)
{
	static const uint8_t protos[] = { TCP, UDP, ESP, NONE, 4, 47 };
	unsigned int which = chance(16);

	if (which < 8)
		return MH;
	if (which < 11)
		return ICMP6;
	if (which < 14)
		return IPV6;
	return protos[chance(sizeof(protos))];
}

static void extension(struct packet *pkt, unsigned int proto)
{
	if (proto == ROUTING)
		routing(pkt);
	else if (proto == FRAGMENT)
		fragment(pkt);
	else
		options(pkt, proto == DSTOPTS);
}

static void whole(struct packet *pkt, unsigned int depth)
{
	static const uint8_t extensions[] = { DSTOPTS, DSTOPTS, DSTOPTS, ROUTING, ROUTING, FRAGMENT, HOPOPTS };
	static const uint8_t hop_limits[] = { 255, 64, 2, 1 };
	struct in6_addr src = pkt->src, dst = pkt->dst;
	unsigned int start = pkt->len, n, proto;
	uint8_t *next, *at;

	if (start > FRAME_MAX - IP_LEN - ROOM)
		return;
	at = room(pkt, IP_LEN);
	pkt->src = address();
	pkt->dst = address();
	at[0] = 0x60 | (chance(64) ? 0 : chance(256));
	at[7] = hop_limits[chance(4)];
	memcpy(at + 8, &pkt->src, 16);
	memcpy(at + 24, &pkt->dst, 16);
	next = at + 6;
	for (n = chance(2) ? 0 : chance(4); n && pkt->len < FRAME_MAX - ROOM; n--) {
		proto = extensions[chance(sizeof(extensions))];
		*next = proto;
		next = pkt->at + pkt->len;
		extension(pkt, proto);
	}
	proto = last_proto();
	*next = proto;
	upper(pkt, proto, depth);
	put16(pkt->at + start + 4, chance(32) ? pkt->len - start - IP_LEN : chance(1500));
	pkt->src = src;
	pkt->dst = dst;
}

static void spoil(struct packet *pkt, unsigned int from)
{
	unsigned int n;

	if (!chance(6))
		for (n = 1 + chance(4); n; n--)
			pkt->at[from + chance(pkt->len - from)] = chance(2) ? chance(256) : chance(20);
	if (!chance(12))
		pkt->len = from + chance(pkt->len - from);
}

static void frame(struct packet *pkt, const uint8_t *mac)
{
	frame_begin(pkt, mac, chance(4));
	whole(pkt, 0);
	spoil(pkt, pkt->len > ETH_HLEN + IP_LEN ? ETH_HLEN + IP_LEN : ETH_HLEN);
	if (pkt->len > FRAME_MAX)
		pkt->len = FRAME_MAX;
}

int main(int argc, char **argv)
{
	static struct packet pkts[BATCH];
	static struct in6_addr addresses[64];
	unsigned long sent = 0;
	uint8_t mac[ETH_ALEN];
	time_t end;
	int fd, i;

	if (argc < 6 || argc - 5 > 64)
		errx(2, "usage: packets INTERFACE MAC SECONDS SEED ADDRESS...");
	read_mac(argv[2], mac);
	for (i = 5; i < argc; i++)
		read_address(argv[i], &addresses[pool_len++]);
	pool = addresses;
	chance_begin(strtoul(argv[4], NULL, 0));
	fd = opened(argv[1]);
	end = time(NULL) + atoi(argv[3]);
	while (time(NULL) < end) {
		for (i = 0; i < BATCH; i++)
			frame(&pkts[i], mac);
		sent += send_all(fd, pkts);
	}
	printf("%lu\n", sent);
	return 0;
}
