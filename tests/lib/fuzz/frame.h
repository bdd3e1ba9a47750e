/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames with IPv6 in them, made from the front to the end, and where they go.
 */
#ifndef FUZZ_FRAME_H
#define FUZZ_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include <netinet/in.h>

enum {
	IP_LEN		= 40,
	FRAME_MAX	= 1400,
	BATCH		= 32,

	HOPOPTS		= 0,
	TCP		= 6,
	UDP		= 17,
	IPV6		= 41,
	ROUTING		= 43,
	FRAGMENT	= 44,
	ESP		= 50,
	ICMP6		= 58,
	NONE		= 59,
	DSTOPTS		= 60,
	MH		= 135,
};

struct packet {
	uint8_t at[FRAME_MAX + 512];
	unsigned int len;
	struct in6_addr src, dst;	/* as a checksum has them */
};

/* More of it: zeros. */
uint8_t *room(struct packet *pkt, unsigned int len);

void put16(uint8_t *at, unsigned int value);

/* Begins a frame with its link-layer header; @from is the last octet of the source. */
void frame_begin(struct packet *pkt, const uint8_t *mac, unsigned int from);

/* Puts the checksum into what begins at @start: ICMPv6 or a mobility message. */
void put_checksum(struct packet *pkt, unsigned int start, unsigned int proto);

/* A link-layer address; ends with a message if it is none. */
void read_mac(const char *text, uint8_t *mac);

/* An address; ends with a message if it is none. */
void read_address(const char *text, struct in6_addr *addr);

/* A socket for an interface; ends with a message if there is none. */
int opened(const char *interface);

/* Sends BATCH frames. Returns how many of them went. */
unsigned int send_all(int fd, struct packet *pkts);

#endif
