// SPDX-License-Identifier: GPL-2.0
/*
 * Decisions that depend on nothing but their arguments.
 */
#include "tap.h"
#include "packet.h"
#include "rate.h"
#include "wire/mh.h"
#include "wire/rules.h"

static void routable(void)
{
	static const char *const yes[] = { "2001:db8::1", "fec0:106:2700::4", "fd00::1", "fe00::1",
		"::2", "::1:0", "::ffff:0:0:1", "::fffe:1.2.3.4", "64:ff9b::1.2.3.4" };
	static const char *const no[] = { "::", "::1", "fe80::1", "febf::1", "ff02::1", "ff0e::1",
		"::ffff:1.2.3.4", "::ffff:0.0.0.0" };
	struct in6_addr a;
	unsigned int i;

	for (i = 0; i < COUNT(yes); i++) {
		a = addr(yes[i]);
		EXPECT_IN(mip6_rules_routable(&a), "%s", yes[i]);
	}
	for (i = 0; i < COUNT(no); i++) {
		a = addr(no[i]);
		EXPECT_IN(!mip6_rules_routable(&a), "%s", no[i]);
	}
}

static void sequence_table(void)
{
	static const struct {
		u16 last, new;
		bool newer;
	} rows[] = {
		{ 10000, 10001, true }, { 10000, 42767, true }, { 10000, 10000, false },
		{ 10000, 9999, false }, { 10000, 42768, false }, { 10000, 0, false },
		{ 42768, 0, true }, { 42768, 9999, true }, { 15, 16, true }, { 15, 32782, true },
		{ 15, 14, false }, { 15, 15, false }, { 15, 32783, false }, { 32783, 32784, true },
		{ 32783, 14, true }, { 32783, 32782, false }, { 32783, 32783, false },
		{ 32783, 15, false }, { 65535, 0, true }, { 0, 65535, false }, { 0, 32767, true },
		{ 0, 32768, false },
	};
	unsigned int i;

	for (i = 0; i < COUNT(rows); i++)
		EXPECT_IN(mip6_rules_seq_newer(rows[i].new, rows[i].last) == rows[i].newer,
			  "%u after %u", rows[i].new, rows[i].last);
}

static void sequence_halves(void)
{
	unsigned int new, count = 0;

	for (new = 0; new < 65536; new++) {
		bool ahead = mip6_rules_seq_newer(new, 12345);

		count += ahead;
		EXPECT(!ahead || !mip6_rules_seq_newer(12345, new));
	}
	EXPECT(count == 32767);
}

static void deletion(void)
{
	struct in6_addr hoa = addr("2001:db8:1::10"), coa = addr("2001:db8:2::20");
	struct mip6_wire_bu bu = { .lifetime = 0 };

	EXPECT(mip6_rules_deletes(&bu, &hoa, &coa));
	EXPECT(mip6_rules_deletes(&bu, &hoa, &hoa));
	bu.lifetime = 1;
	EXPECT(!mip6_rules_deletes(&bu, &hoa, &coa));
	EXPECT(mip6_rules_deletes(&bu, &hoa, &hoa));
}

static void granted(void)
{
	EXPECT(mip6_rules_grant(105, 420) == 105);
	EXPECT(mip6_rules_grant(106, 420) == 105);
	EXPECT(mip6_rules_grant(0xffff, 420) == 105);
	EXPECT(mip6_rules_grant(10, 420) == 10);
	EXPECT(mip6_rules_grant(1, 420) == 1);
	EXPECT(mip6_rules_grant(900, 423) == 105);
	EXPECT(mip6_rules_grant(900, 3) == 1);
	EXPECT(mip6_rules_grant(900, 0) == 1);
	EXPECT(mip6_rules_grant(0xffff, 0xffffffff) == 0xffff);
	EXPECT(mip6_rules_grant(0xffff, 262140) == 0xffff);
	EXPECT(mip6_rules_grant(0xffff, 262136) == 0xfffe);
}

static void remaining(void)
{
	EXPECT(mip6_rules_remaining(3600, 3600, 0) == 3600);
	EXPECT(mip6_rules_remaining(3600, 3600, 2) == 3598);
	EXPECT(mip6_rules_remaining(3600, 420, 2) == 418);
	EXPECT(mip6_rules_remaining(3600, 420, 420) == 0);
	EXPECT(mip6_rules_remaining(3600, 420, 5000) == 0);
	EXPECT(mip6_rules_remaining(420, 3600, 20) == 400);
	EXPECT(mip6_rules_remaining(0, 0, 0) == 0);
	EXPECT(mip6_rules_remaining(262140, 262140, 0xffffffff) == 0);
}

static void refresh(void)
{
	EXPECT(mip6_rules_refresh(1000, 0) == 800);
	EXPECT(mip6_rules_refresh(1000, 100) == 100);
	EXPECT(mip6_rules_refresh(1000, 999) == 999);
	EXPECT(mip6_rules_refresh(1000, 1000) == 800);
	EXPECT(mip6_rules_refresh(1000, 5000) == 800);
	EXPECT(mip6_rules_refresh(4, 0) == 3);
	EXPECT(mip6_rules_refresh(1, 0) == 1);
	EXPECT(mip6_rules_refresh(0, 0) == 1);
	EXPECT(mip6_rules_refresh(262140, 0) == 209712);
	EXPECT(mip6_rules_refresh(0xffffffff, 0) == 3435973836u);
}

static void schedule(u32 ms, const u32 *want, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		EXPECT_IN(ms == want[i], "interval %u: %u ms", i, ms);
		ms = mip6_rules_backoff(ms);
	}
}

static void backoff(void)
{
	static const u32 first[] = { 1500, 3000, 6000, 12000, 24000, 32000, 32000 };
	static const u32 later[] = { 1000, 2000, 4000, 8000, 16000, 32000, 32000 };

	schedule(MIP6_FIRST_REG_TIMEOUT_MS, first, COUNT(first));
	schedule(MIP6_INITIAL_BINDACK_TIMEOUT_MS, later, COUNT(later));
	EXPECT(mip6_rules_backoff(0xffffffff) == MIP6_MAX_BINDACK_TIMEOUT_MS);
}

/* 9.5.5: at most three, 10 s apart, the last before the end. */
static void refresh_requests(void)
{
	static const struct {
		u32 lifetime, at[4];
	} rows[] = {
		{ 420, { 360, 370, 380, 0 } }, { 240, { 180, 190, 200, 0 } }, { 80, { 60, 70, 0, 0 } },
		{ 40, { 30, 0, 0, 0 } }, { 39, { 0 } }, { 4, { 0 } }, { 0, { 0 } },
		{ 0xffffffff, { 0xffffffff - 60, 0xffffffff - 50, 0xffffffff - 40, 0 } },
	};
	unsigned int i, sent;

	for (i = 0; i < COUNT(rows); i++)
		for (sent = 0; sent < 4; sent++)
			EXPECT_IN(mip6_rules_refresh_request(rows[i].lifetime, sent) ==
				  rows[i].at[sent], "lifetime %u, request %u", rows[i].lifetime, sent);
}

static void nonces(void)
{
	EXPECT(mip6_rules_nonces(true, true, false) == MIP6_BA_ACCEPTED);
	EXPECT(mip6_rules_nonces(false, true, false) == MIP6_BA_HOME_NONCE);
	EXPECT(mip6_rules_nonces(true, false, false) == MIP6_BA_CAREOF_NONCE);
	EXPECT(mip6_rules_nonces(false, false, false) == MIP6_BA_NONCES);
	EXPECT(mip6_rules_nonces(true, false, true) == MIP6_BA_ACCEPTED);
	EXPECT(mip6_rules_nonces(false, false, true) == MIP6_BA_HOME_NONCE);
	EXPECT(mip6_rules_nonces(false, true, true) == MIP6_BA_HOME_NONCE);
}

static void statuses(void)
{
	EXPECT(mip6_rules_status(0) == MIP6_BA_ACCEPTED);
	EXPECT(mip6_rules_status(-ENOSPC) == MIP6_BA_RESOURCES);
	EXPECT(mip6_rules_status(-ENOMEM) == MIP6_BA_RESOURCES);
	EXPECT(mip6_rules_status(-EEXIST) == MIP6_BA_TYPE_CHANGE);
	EXPECT(mip6_rules_status(-ESTALE) == MIP6_BA_SEQUENCE);
	EXPECT(mip6_rules_status(-ESHUTDOWN) < 0);
	EXPECT(mip6_rules_status(-E2BIG) == MIP6_BA_REJECTED);
}

/* RFC 4285 6: 7 s either way, later than the last; the time begins anew in 2036. */
static void stamps(void)
{
	static const u64 times[] = { 0xe8d4a51080000000, 0xffffffff80000000, 0, 0x0000000180000000,
				     0x7fffffff00000000 };
	const u64 window = (u64)7 << 32;
	unsigned int i;

	for (i = 0; i < COUNT(times); i++) {
		u64 now = times[i];

		EXPECT_IN(mip6_rules_stamp(now, now, 0), "now %u", i);
		EXPECT_IN(mip6_rules_stamp(now + window, now, 0), "ahead %u", i);
		EXPECT_IN(!mip6_rules_stamp(now + window + 1, now, 0), "too far ahead %u", i);
		EXPECT_IN(mip6_rules_stamp(now - window, now, 0), "behind %u", i);
		EXPECT_IN(!mip6_rules_stamp(now - window - 1, now, 0), "too far behind %u", i);
		EXPECT_IN(!mip6_rules_stamp(now + ((u64)1 << 63), now, 0), "as far as can be %u", i);
		EXPECT_IN(mip6_rules_stamp(now, now, now - 1), "later %u", i);
		EXPECT_IN(!mip6_rules_stamp(now - 1, now, now + 7), "earlier %u", i);
		EXPECT_IN(mip6_rules_stamp(now, now, now - ((u64)0x70000000 << 32)), "much later %u", i);
		if (now)
			EXPECT_IN(!mip6_rules_stamp(now, now, now), "the same %u", i);
	}
}

/* Clocks are read in whole milliseconds; what leaves does so somewhere within them. */
static void rate(void)
{
	struct mip6_mn_rate kept = {};
	u64 us = 12345678, left_us[100];
	unsigned int i;

	for (i = 0; i < COUNT(left_us); i++) {
		us += i * 37 % 1000;
		while (us / 1000 < mip6_mn_rate_next(&kept))
			us += 1 + i;
		mip6_mn_rate_count(&kept, us / 1000);
		left_us[i] = us;
		if (i >= MIP6_MAX_UPDATE_RATE)
			EXPECT_IN(us - left_us[i - MIP6_MAX_UPDATE_RATE] >= 1000000, "message %u", i);
	}
}

static void prefixes(void)
{
	struct in6_addr a = addr("2001:db8:1:2:3:4:5:6"), b;
	unsigned int bit, plen;

	for (bit = 0; bit < 128; bit++) {
		b = a;
		b.s6_addr[bit / 8] ^= 0x80 >> bit % 8;
		for (plen = 0; plen <= 128; plen++)
			EXPECT_IN(mip6_rules_prefix_equal(&a, &b, plen) == (plen <= bit),
				  "bit %u, prefix length %u", bit, plen);
	}
	EXPECT(mip6_rules_prefix_equal(&a, &a, 255));
	EXPECT(!mip6_rules_prefix_equal(&a, &b, 255));
}

static const struct test tests[] = {
	{ "unicast addresses are routable, special ones not", routable },
	{ "sequence numbers compare as in the table of RFC 6275 9.5.1's tests", sequence_table },
	{ "half of all sequence numbers but one is newer", sequence_halves },
	{ "lifetime 0 or the home address as care-of address deletes", deletion },
	{ "a granted lifetime is at most what was asked for and allowed, at least 1", granted },
	{ "the remaining lifetime counts from the update on", remaining },
	{ "a refresh comes when advised, or after four fifths of the lifetime", refresh },
	{ "a correspondent asks for a refresh three times, 10 s apart", refresh_requests },
	{ "nonce indices that are not known have a status each", nonces },
	{ "what the binding cache says has a status each", statuses },
	{ "time stamps are good within 7 s, each later than the one before", stamps },
	{ "retransmission backs off up to 32 s", backoff },
	{ "three messages leave within a second, however it is cut", rate },
	{ "prefixes compare at every length", prefixes },
};

int main(void)
{
	return TAP_RUN(tests);
}
