/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets for the tests: the vectors, addresses, and what a receiver makes of a packet.
 */
#ifndef UNIT_PACKET_H
#define UNIT_PACKET_H

#include <arpa/inet.h>
#include <stdlib.h>

#include "wire/ext.h"
#include "wire/mh.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
	IP6_LEN		= 40,
	ICMP6_PROTO	= 58,
	PACKET_MAX	= IP6_LEN + 2 * MIP6_EXT_LEN + MIP6_MH_MAX_LEN,
};

/**
 * struct vector - a packet that somebody else made
 * @id: P01 and so on
 * @name: what it is
 * @len: its length, octets
 * @pkt: from the IPv6 header on
 */
struct vector {
	const char *id;
	const char *name;
	u16 len;
	const u8 *pkt;
};

#include "vectors.h"

static inline const struct vector *vector(const char *id)
{
	unsigned int i;

	for (i = 0; i < COUNT(vectors); i++)
		if (!strcmp(vectors[i].id, id))
			return &vectors[i];
	fprintf(stderr, "there is no vector %s\n", id);
	exit(1);
}

static inline struct in6_addr addr(const char *text)
{
	struct in6_addr a;

	if (inet_pton(AF_INET6, text, &a) != 1) {
		fprintf(stderr, "not an address: %s\n", text);
		exit(1);
	}
	return a;
}

static inline bool same_addr(const struct in6_addr *a, const char *text)
{
	struct in6_addr b = addr(text);

	return !memcmp(a, &b, sizeof(b));
}

/* A copy of exactly that size, so that a read past its end does not go unnoticed. */
static inline u8 *copy_of(const u8 *data, unsigned int len)
{
	u8 *copy = malloc(len ? len : 1);

	if (!copy)
		exit(1);
	if (len)
		memcpy(copy, data, len);
	return copy;
}

/**
 * struct upper - the last header of a packet and the addresses that it sees
 * @msg: where it starts
 * @len: octets up to the packet's end
 * @proto: what it is
 * @saddr: home address behind a home address option, else the packet's source
 * @daddr: home address of a type 2 routing header, else the packet's destination
 * @chain: what stands in front of it
 */
struct upper {
	const u8 *msg;
	unsigned int len;
	u8 proto;
	struct in6_addr saddr;
	struct in6_addr daddr;
	struct mip6_wire_chain chain;
};

static inline int upper_of(const u8 *pkt, unsigned int len, struct upper *up)
{
	const u8 *src = pkt + 8, *dst = pkt + 24;
	int err = mip6_wire_walk(pkt, len, &up->chain);

	if (err)
		return err;
	if (up->chain.hao_hdr)
		src = pkt + up->chain.hao_opt + 2;
	if (up->chain.rh2_hdr)
		dst = pkt + up->chain.rh2_hdr + MIP6_EXT_ADDR_OFF;
	memcpy(&up->saddr, src, sizeof(up->saddr));
	memcpy(&up->daddr, dst, sizeof(up->daddr));
	up->proto = up->chain.last_proto;
	up->msg = pkt + up->chain.last;
	up->len = len - up->chain.last;
	return 0;
}

/* The checksum of a packet's last header, by other means than the code under test. */
static inline u16 checksum(const u8 *msg, unsigned int len, u8 proto,
			   const struct in6_addr *saddr, const struct in6_addr *daddr)
{
	unsigned long sum = len + proto;
	unsigned int i;

	for (i = 0; i < 16; i++)
		sum += (saddr->s6_addr[i] + daddr->s6_addr[i]) << (i % 2 ? 0 : 8);
	for (i = 0; i < len; i++)
		sum += msg[i] << (i % 2 ? 0 : 8);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

#endif
