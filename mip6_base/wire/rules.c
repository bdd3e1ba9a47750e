// SPDX-License-Identifier: GPL-2.0
/*
 * Decisions of RFC 6275 that depend on nothing but their arguments.
 */
#include "rules.h"
#include "mh.h"

enum {
	REQUEST_LEAD_SEC	= 60,	/* binding refresh requests: first that long before the end */
	REQUEST_GAP_SEC		= 10,	/* from one to the next */
	REQUESTS_MAX		= 3,
};

bool mip6_rules_routable(const struct in6_addr *addr)
{
	static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const u8 zero[15];
	const u8 *b = addr->s6_addr;

	if (b[0] == 0xff || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80))
		return false;
	if (!memcmp(b, zero, sizeof(zero)) && b[15] <= 1)
		return false;
	return memcmp(b, mapped, sizeof(mapped)) != 0;
}

bool mip6_rules_seq_newer(u16 new, u16 last)
{
	u16 ahead = new - last;

	return ahead >= 1 && ahead <= 32767;
}

bool mip6_rules_deletes(const struct mip6_wire_bu *bu, const struct in6_addr *hoa,
			const struct in6_addr *coa)
{
	return !bu->lifetime || !memcmp(hoa, coa, sizeof(*hoa));
}

u16 mip6_rules_grant(u16 requested, u32 limit_sec)
{
	u32 limit = limit_sec / MIP6_LIFETIME_UNIT_SEC;

	if (!limit)
		limit = 1;
	return requested > limit ? limit : requested;
}

u32 mip6_rules_remaining(u32 sent_sec, u32 granted_sec, u32 elapsed_sec)
{
	/* The same as the clause's formula, without its negative intermediate values. */
	u32 total = granted_sec < sent_sec ? granted_sec : sent_sec;

	return total > elapsed_sec ? total - elapsed_sec : 0;
}

u32 mip6_rules_refresh(u32 lifetime_sec, u32 advice_sec)
{
	u32 after;

	if (advice_sec && advice_sec < lifetime_sec)
		return advice_sec;
	after = lifetime_sec / 5 * 4 + lifetime_sec % 5 * 4 / 5;
	return after ? after : 1;
}

u32 mip6_rules_refresh_request(u32 lifetime_sec, unsigned int sent)
{
	u32 lead = lifetime_sec / 4;

	if (lead > REQUEST_LEAD_SEC)
		lead = REQUEST_LEAD_SEC;
	if (sent >= REQUESTS_MAX || lead < (sent + 1) * REQUEST_GAP_SEC)
		return 0;
	return lifetime_sec - lead + sent * REQUEST_GAP_SEC;
}

u8 mip6_rules_nonces(bool home_ok, bool careof_ok, bool deletes)
{
	if (deletes || careof_ok)
		return home_ok ? MIP6_BA_ACCEPTED : MIP6_BA_HOME_NONCE;
	return home_ok ? MIP6_BA_CAREOF_NONCE : MIP6_BA_NONCES;
}

int mip6_rules_status(int err)
{
	switch (err) {
	case 0:
		return MIP6_BA_ACCEPTED;
	case -ENOSPC:
	case -ENOMEM:
		return MIP6_BA_RESOURCES;
	case -EEXIST:
		return MIP6_BA_TYPE_CHANGE;
	case -ESTALE:
		return MIP6_BA_SEQUENCE;
	case -ESHUTDOWN:
		return MIP6_RULES_SILENT;
	}
	return MIP6_BA_REJECTED;
}

bool mip6_rules_stamp(u64 stamp, u64 now, u64 last)
{
	u64 window = (u64)MIP6_STAMP_WINDOW << 32;

	/* As far behind as ahead: one end of the window becomes 0. */
	if (stamp - now + window > 2 * window)
		return false;
	return !last || (stamp != last && stamp - last < (u64)1 << 63);
}

u32 mip6_rules_backoff(u32 ms)
{
	return ms < MIP6_MAX_BINDACK_TIMEOUT_MS / 2 ? ms * 2 : MIP6_MAX_BINDACK_TIMEOUT_MS;
}

bool mip6_rules_prefix_equal(const struct in6_addr *a, const struct in6_addr *b, u8 plen)
{
	unsigned int octets, bits;

	if (plen > 128)
		plen = 128;
	octets = plen / 8;
	bits = plen % 8;
	if (memcmp(a, b, octets))
		return false;
	return !bits || !((a->s6_addr[octets] ^ b->s6_addr[octets]) >> (8 - bits));
}
