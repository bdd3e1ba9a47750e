// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast listener discovery as it goes through a tunnel: RFC 2710, RFC 3810.
 */
#include "mld.h"
#include "buf.h"

enum {
	IP6_LEN		= 40,
	NEXTHDR_OFF	= 6,
	HOP_LIMIT_OFF	= 7,
	HOPOPTS_PROTO	= 0,
	HOPOPTS_MAX	= 16,
	ICMP6_PROTO	= 58,
	OPT_PAD1	= 0,
	OPT_PADN	= 1,
	OPT_ALERT	= 5,	/* router alert, RFC 2711: what follows is 0 for this */

	V1_LEN		= 24,
	V1_GROUP_OFF	= 8,
	V2_LEN		= 8,
	V2_COUNT_OFF	= 6,
	RECORD_LEN	= 20,
	RECORD_GROUP	= 4,
	ADDR_LEN	= 16,

	/* Types of records, RFC 3810 5.2.12. */
	MODE_IS_INCLUDE	= 1,
	MODE_IS_EXCLUDE	= 2,
	TO_INCLUDE	= 3,
	TO_EXCLUDE	= 4,
	ALLOW_NEW	= 5,
	BLOCK_OLD	= 6,

	QUERY_DELAY_OFF	= 4,
	QUERY_QRV_OFF	= 24,
	QUERY_QQIC_OFF	= 25,
	ROBUSTNESS	= 2,
};

static bool has_alert(const u8 *opt, unsigned int len)
{
	unsigned int off = 0;

	while (off < len) {
		if (opt[off] == OPT_PAD1) {
			off++;
			continue;
		}
		if (len - off < 2 || len - off - 2 < opt[off + 1])
			return false;
		if (opt[off] == OPT_ALERT && opt[off + 1] == 2)
			return !mip6_wire_get16(opt + off + 2);
		off += 2 + opt[off + 1];
	}
	return false;
}

unsigned int mip6_wire_mld_at(const u8 *pkt, unsigned int len)
{
	unsigned int hopopts;

	if (len < IP6_LEN + 2 || pkt[NEXTHDR_OFF] != HOPOPTS_PROTO || pkt[HOP_LIMIT_OFF] != 1 ||
	    pkt[IP6_LEN] != ICMP6_PROTO)
		return 0;
	hopopts = (pkt[IP6_LEN + 1] + 1) * 8;
	if (hopopts > HOPOPTS_MAX || len <= IP6_LEN + hopopts ||
	    !has_alert(pkt + IP6_LEN + 2, hopopts - 2))
		return 0;
	switch (pkt[IP6_LEN + hopopts]) {
	case MIP6_MLD_QUERY:
	case MIP6_MLD_REPORT:
	case MIP6_MLD_DONE:
	case MIP6_MLD2_REPORT:
		return IP6_LEN + hopopts;
	}
	return 0;
}

static unsigned int record_len(const u8 *record)
{
	return RECORD_LEN + mip6_wire_get16(record + 2) * ADDR_LEN + record[1] * 4;
}

static bool is_group(const u8 *addr)
{
	return addr[0] == 0xff;
}

static bool records_fit(const u8 *at, unsigned int len, unsigned int count)
{
	while (count--) {
		if (len < RECORD_LEN || len < record_len(at) || !is_group(at + RECORD_GROUP))
			return false;
		len -= record_len(at);
		at += record_len(at);
	}
	return true;
}

int mip6_wire_mld_begin(const u8 *msg, unsigned int len, struct mip6_wire_mld *it)
{
	if (len < V2_LEN || msg[1])
		return -EBADMSG;
	it->type = msg[0];
	switch (it->type) {
	case MIP6_MLD_REPORT:
	case MIP6_MLD_DONE:
		it->at = msg + V1_GROUP_OFF;
		it->count = 1;
		return len >= V1_LEN && is_group(it->at) ? 0 : -EBADMSG;
	case MIP6_MLD2_REPORT:
		it->at = msg + V2_LEN;
		it->count = mip6_wire_get16(msg + V2_COUNT_OFF);
		return records_fit(it->at, len - V2_LEN, it->count) ? 0 : -EBADMSG;
	}
	return -EBADMSG;
}

static enum mip6_mld_change change_of(const u8 *record)
{
	bool sources = mip6_wire_get16(record + 2);

	switch (record[0]) {
	case MODE_IS_EXCLUDE:
	case TO_EXCLUDE:
		return MIP6_MLD_WANTS;
	case MODE_IS_INCLUDE:
	case TO_INCLUDE:
		return sources ? MIP6_MLD_WANTS : MIP6_MLD_LEAVES;
	case ALLOW_NEW:
		return sources ? MIP6_MLD_WANTS : MIP6_MLD_KEEPS;
	case BLOCK_OLD:
		return sources ? MIP6_MLD_BLOCKS : MIP6_MLD_KEEPS;
	}
	/* RFC 3810 5.2.12: unknown types are ignored. */
	return MIP6_MLD_KEEPS;
}

bool mip6_wire_mld_next(struct mip6_wire_mld *it, struct in6_addr *group,
			enum mip6_mld_change *change)
{
	if (!it->count)
		return false;
	it->count--;
	if (it->type != MIP6_MLD2_REPORT) {
		memcpy(group, it->at, ADDR_LEN);
		*change = it->type == MIP6_MLD_REPORT ? MIP6_MLD_WANTS : MIP6_MLD_LEAVES;
		return true;
	}
	memcpy(group, it->at + RECORD_GROUP, ADDR_LEN);
	*change = change_of(it->at);
	it->at += record_len(it->at);
	return true;
}

/* RFC 3810 5.1.9: what is above 127 s is told by mantissa and exponent, rounded down. */
static u8 interval_code(u16 sec)
{
	unsigned int exp = 0;

	if (sec < 128)
		return sec;
	while (exp < 7 && sec >> (exp + 3) > 31)
		exp++;
	return 0x80 | exp << 4 | (sec >> (exp + 3) & 15);
}

void mip6_wire_build_mld_query(struct mip6_wire_buf *buf, u16 response_ms, u16 interval_sec)
{
	static const u8 hopopts[] = { ICMP6_PROTO, 0, OPT_ALERT, 2, 0, 0, OPT_PADN, 0 };
	u8 *pkt = mip6_wire_buf_put(buf, MIP6_MLD_QUERY_LEN), *msg;

	if (!pkt)
		return;
	memcpy(pkt, hopopts, sizeof(hopopts));
	msg = pkt + MIP6_MLD_QUERY_AT;
	msg[0] = MIP6_MLD_QUERY;
	mip6_wire_set16(msg + QUERY_DELAY_OFF, response_ms);
	msg[QUERY_QRV_OFF] = ROBUSTNESS;
	msg[QUERY_QQIC_OFF] = interval_code(interval_sec);
}
