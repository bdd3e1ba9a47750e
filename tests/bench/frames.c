// SPDX-License-Identifier: GPL-2.0
/*
 * Binding updates and acknowledgements as frames: RFC 6275 6.1.7, 6.1.8, 6.3, 6.4.
 */
#include "frames.h"

#include <string.h>

#include <arpa/inet.h>

enum {
	ETHER_LEN	= 14,
	IP_LEN		= 40,
	DSTOPTS_LEN	= 24,
	BU_LEN		= 16,
	RH2_LEN		= 24,
	BA_LEN		= 12,	/* at least */
	PROTO_DSTOPTS	= 60,
	PROTO_ROUTING	= 43,
	PROTO_MH	= 135,
	PROTO_NONE	= 59,
	TYPE_BU		= 5,
	TYPE_BA		= 6,
	FLAGS_AH	= 0xc0,
	OPT_HOME	= 201,
};

static void put16(uint8_t *at, uint16_t value)
{
	at[0] = value >> 8;
	at[1] = value;
}

static uint16_t get16(const uint8_t *at)
{
	return at[0] << 8 | at[1];
}

static void put_address(uint8_t *at, const struct in6_addr *prefix, uint32_t who)
{
	uint32_t low = htonl(ntohl(prefix->s6_addr32[3]) + who + 1);

	memcpy(at, prefix, 12);
	memcpy(at + 12, &low, 4);
}

/* Who has an address, from 0; false if it is not behind the prefix. */
static bool read_address(const uint8_t *at, const struct in6_addr *prefix, uint32_t *who)
{
	uint32_t low;

	memcpy(&low, at + 12, 4);
	*who = ntohl(low) - ntohl(prefix->s6_addr32[3]) - 1;
	return !memcmp(at, prefix, 12);
}

static uint32_t sum(const uint8_t *at, unsigned int len)
{
	uint32_t total = 0;
	unsigned int i;

	for (i = 0; i < len; i += 2)
		total += get16(at + i);
	return total;
}

/* The home address takes the place of the source: RFC 6275 6.1.1. */
static uint16_t checksum(const uint8_t *home, const uint8_t *dst, const uint8_t *mh)
{
	uint32_t total = sum(home, 16) + sum(dst, 16) + BU_LEN + PROTO_MH + sum(mh, BU_LEN);

	while (total >> 16)
		total = (total & 0xffff) + (total >> 16);
	return ~total;
}

void frame_update(const struct form *form, uint32_t who, uint16_t sequence, uint8_t *out)
{
	uint8_t *ip = out + ETHER_LEN, *dstopts = ip + IP_LEN, *mh = dstopts + DSTOPTS_LEN;

	memset(out, 0, UPDATE_LEN);
	memcpy(out, form->to, 6);
	memcpy(out + 6, form->from, 6);
	put16(out + 12, 0x86dd);
	ip[0] = 0x60;
	put16(ip + 4, DSTOPTS_LEN + BU_LEN);
	ip[6] = PROTO_DSTOPTS;
	ip[7] = 64;
	put_address(ip + 8, &form->care_of, who);
	memcpy(ip + 24, &form->agent, 16);
	dstopts[0] = PROTO_MH;
	dstopts[1] = DSTOPTS_LEN / 8 - 1;
	dstopts[2] = 1;			/* PadN of 4, so that the option is at 8n + 6 */
	dstopts[3] = 2;
	dstopts[6] = OPT_HOME;
	dstopts[7] = 16;
	put_address(dstopts + 8, &form->home, who);
	mh[0] = PROTO_NONE;
	mh[1] = BU_LEN / 8 - 1;
	mh[2] = TYPE_BU;
	put16(mh + 6, sequence);
	mh[8] = FLAGS_AH;
	put16(mh + 10, form->units);
	mh[12] = 1;			/* PadN of 4 */
	mh[13] = 2;
	put16(mh + 4, checksum(dstopts + 8, ip + 24, mh));
}

bool frame_answer(const struct form *form, uint32_t count, const uint8_t *frame, unsigned int len,
		  struct answer *out)
{
	const uint8_t *ip = frame + ETHER_LEN, *rh2 = ip + IP_LEN, *mh = rh2 + RH2_LEN;

	if (len < ETHER_LEN + IP_LEN + RH2_LEN + BA_LEN || get16(frame + 12) != 0x86dd ||
	    ip[6] != PROTO_ROUTING || rh2[0] != PROTO_MH || rh2[1] != RH2_LEN / 8 - 1 ||
	    rh2[2] != 2 || mh[2] != TYPE_BA || !read_address(rh2 + 8, &form->home, &out->who) ||
	    out->who >= count)
		return false;
	out->status = mh[6];
	out->sequence = get16(mh + 8);
	out->units = get16(mh + 10);
	return true;
}
