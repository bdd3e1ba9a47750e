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
	BU_LEN		= 12,	/* without options */
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

struct in6_addr frame_address(const struct in6_addr *prefix, uint32_t who)
{
	struct in6_addr address = *prefix;

	address.s6_addr32[3] = htonl(ntohl(prefix->s6_addr32[3]) + who + 1);
	return address;
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
static uint16_t checksum(const struct in6_addr *home, const struct in6_addr *dst, const uint8_t *mh,
			 unsigned int len)
{
	uint32_t total = sum(home->s6_addr, 16) + sum(dst->s6_addr, 16) + len + PROTO_MH +
			 sum(mh, len);

	while (total >> 16)
		total = (total & 0xffff) + (total >> 16);
	return ~total;
}

/* The message, where there are zeros. Returns its length. */
static unsigned int put_message(const struct form *form, const struct update *update,
				const struct in6_addr *care_of, const struct in6_addr *home,
				uint8_t *mh)
{
	unsigned int len = BU_LEN;

	mh[0] = PROTO_NONE;
	mh[2] = TYPE_BU;
	put16(mh + 6, update->sequence);
	mh[8] = FLAGS_AH;
	put16(mh + 10, form->units);
	if (update->key) {
		len = sign_update(&form->signing, update->key, care_of, home, update->stamp, mh, len);
	} else {
		mh[12] = 1;		/* PadN of 4 */
		mh[13] = 2;
		len += 4;
		mh[1] = len / 8 - 1;
	}
	put16(mh + 4, checksum(home, &form->agent, mh, len));
	return len;
}

unsigned int frame_update(const struct form *form, const struct update *update, uint8_t *out)
{
	struct in6_addr care_of = frame_address(&form->care_of, update->who);
	struct in6_addr home = frame_address(&form->home, update->who);
	uint8_t *ip = out + ETHER_LEN, *dstopts = ip + IP_LEN, *mh = dstopts + DSTOPTS_LEN;
	unsigned int len;

	memset(out, 0, UPDATE_MAX);
	memcpy(out, form->to, 6);
	memcpy(out + 6, form->from, 6);
	put16(out + 12, 0x86dd);
	ip[0] = 0x60;
	ip[6] = PROTO_DSTOPTS;
	ip[7] = 64;
	memcpy(ip + 8, &care_of, 16);
	memcpy(ip + 24, &form->agent, 16);
	dstopts[0] = PROTO_MH;
	dstopts[1] = DSTOPTS_LEN / 8 - 1;
	dstopts[2] = 1;			/* PadN of 4, so that the option is at 8n + 6 */
	dstopts[3] = 2;
	dstopts[6] = OPT_HOME;
	dstopts[7] = 16;
	memcpy(dstopts + 8, &home, 16);
	len = put_message(form, update, &care_of, &home, mh);
	put16(ip + 4, DSTOPTS_LEN + len);
	return mh + len - out;
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
	memcpy(&out->care_of, ip + 24, 16);
	memcpy(&out->home, rh2 + 8, 16);
	out->mh = mh;
	out->mh_len = 8 * (mh[1] + 1);
	return out->mh_len >= BA_LEN && mh + out->mh_len <= frame + len;
}
