/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_PREFIX_H
#define MIP6_MN_PREFIX_H

#include "events.h"

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * struct mip6_mn_prefix - a home prefix, as the home agent told of it
 * @prefix: the prefix; with MIP6_PIO_R in @flags the home agent's address in it
 * @plen: its length, bits
 * @flags: MIP6_PIO_*
 * @valid: when it ends, on the clock of mip6_mn_now(); MIP6_MN_NEVER
 * @preferred: until when new connections may begin with addresses in it
 */
struct mip6_mn_prefix {
	struct in6_addr prefix;
	u8 plen;
	u8 flags;
	u64 valid;
	u64 preferred;
};

/**
 * struct mip6_mn_prefixes - what the home agent told of the home network
 * @coa: care-of address at which it was told last, or ended
 * @ended: the home address is not valid any more, and that was seen to
 * @ask_left: to be asked for again when the home address is valid for so many seconds only
 * @count: entries of @prefix
 * @prefix: the prefixes
 */
struct mip6_mn_prefixes {
	struct in6_addr coa;
	bool ended;
	u32 ask_left;
	u8 count;
	struct mip6_mn_prefix prefix[MIP6_RA_MAX_PIO];
};

/**
 * mip6_mn_prefix_forget() - know nothing of the home network
 * @home: home address
 */
void mip6_mn_prefix_forget(struct mip6_mn_home *home);

/**
 * mip6_mn_prefix_rcv() - receive a mobile prefix advertisement
 * @mn: the mobile node
 * @saddr: its source
 * @daddr: its destination, without the routing header that it had
 * @coa: where it came on the wire with a type 2 routing header; NULL if it had none
 * @msg: the ICMPv6 message, its checksum good; NULL if it is not
 * @len: its length, octets
 *
 * Context: softirq, RCU read side.
 * Return: false if it is to be dropped.
 */
bool mip6_mn_prefix_rcv(struct mip6_mn *mn, const struct in6_addr *saddr,
			const struct in6_addr *daddr, const struct in6_addr *coa, const u8 *msg,
			unsigned int len);

/**
 * mip6_mn_prefix_take() - take what an advertisement says
 * @mn: the mobile node; its lock is held
 * @home: home address that it came to
 * @told: the advertisement
 * @now: time
 *
 * Context: process.
 */
void mip6_mn_prefix_take(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct mip6_mn_told_prefixes *told, u64 now);

/**
 * mip6_mn_prefix_of() - what was told of the prefix of a home address
 * @home: home address
 *
 * Return: the prefix, or NULL if nothing was.
 */
const struct mip6_mn_prefix *mip6_mn_prefix_of(const struct mip6_mn_home *home);

/**
 * mip6_mn_prefix_left() - what is left of a lifetime
 * @until: its end
 * @now: time
 *
 * Return: seconds, rounded down; U32_MAX: it does not end.
 */
u32 mip6_mn_prefix_left(u64 until, u64 now);

/**
 * mip6_mn_prefix_end() - until when a home address can be registered
 * @prefix: its prefix
 *
 * Return: the time at which less than the shortest lifetime is left; MIP6_MN_NEVER.
 */
u64 mip6_mn_prefix_end(const struct mip6_mn_prefix *prefix);

/**
 * mip6_mn_prefix_over() - whether a home address is not valid any more
 * @home: home address
 * @now: time
 *
 * Return: true if the home agent has told when its prefix ends, and it has ended.
 */
bool mip6_mn_prefix_over(const struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_prefix_ask_at() - when the home agent is to be asked again
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 *
 * Return: the time, MIP6_MN_NEVER if the home address does not end.
 */
u64 mip6_mn_prefix_ask_at(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now);

/**
 * mip6_mn_prefix_untold() - the home agent was asked in vain: ask later
 * @mn: the mobile node; its lock is held
 * @home: home address
 */
void mip6_mn_prefix_untold(struct mip6_mn *mn, struct mip6_mn_home *home);

#endif
