/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HANDOVER_H
#define MIP6_MN_HANDOVER_H

#include <linux/if.h>
#include <linux/in6.h>
#include <linux/types.h>

#include <mipv6_dev.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * struct mip6_mn_trace - what an interface has seen of the last movement; 0: it has not
 * @began: when it began
 * @link: when the link came up
 * @router: when a router became current
 */
struct mip6_mn_trace {
	u64 began;
	u64 link;
	u64 router;
};

/**
 * struct mip6_mn_handover - a handover; times are 0 if that has not been
 * @hoa: home address
 * @from: care-of address before
 * @to: care-of address after
 * @ifname: interface of @to
 * @began: when it began
 * @link: when the link came up
 * @router: when the router was known
 * @address: when @to could be used
 * @update: when the first binding update was sent
 * @answer: when it was acknowledged
 * @packet: when the first packet came by the tunnel
 * @awaits: it waits for that
 * @result: MIP6_HANDOVER_*
 * @status: of the last acknowledgement
 */
struct mip6_mn_handover {
	struct in6_addr hoa;
	struct in6_addr from;
	struct in6_addr to;
	char ifname[IFNAMSIZ];
	u64 began;
	u64 link;
	u64 router;
	u64 address;
	u64 update;
	u64 answer;
	u64 packet;
	bool awaits;
	u8 result;
	u8 status;
};

/**
 * struct mip6_mn_handovers - the last handovers; under the facts lock
 * @ring: room for them
 * @made: how many there have been
 * @awaits: one of them waits for its first packet; packets glance at it without the lock
 */
struct mip6_mn_handovers {
	struct mip6_mn_handover ring[MIP6_HANDOVERS_MAX];
	u32 made;
	bool awaits;
};

/**
 * mip6_mn_trace_link() - a link came up, or went
 * @trace: what is known of its interface
 * @up: it came
 * @now: time
 */
void mip6_mn_trace_link(struct mip6_mn_trace *trace, bool up, u64 now);

/**
 * mip6_mn_trace_router() - a router became current, or was lost
 * @trace: what is known of its interface
 * @current_now: it became current
 * @now: time
 */
void mip6_mn_trace_router(struct mip6_mn_trace *trace, bool current_now, u64 now);

/**
 * mip6_mn_handover_since() - how long ago a time was, as events tell it
 * @began: the time; 0: never
 * @now: time
 *
 * Return: milliseconds, or MIP6_NO_TIME if it is too long.
 */
u32 mip6_mn_handover_since(u64 began, u64 now);

/**
 * mip6_mn_handover_moving() - when the movement began that goes on
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Return: the time, or 0 if there is none.
 */
u64 mip6_mn_handover_moving(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_handover_began() - when the last handover of a home address began
 * @mn: the mobile node
 * @hoa: home address
 *
 * Return: the time, or 0 if there was none.
 */
u64 mip6_mn_handover_began(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_handover_begin() - there is a care-of address to move to
 * @mn: the mobile node; its lock is held
 * @home: home address; what it says of its registration is from before
 * @to: the care-of address, or the home address
 * @ifname: its interface
 * @now: time
 */
void mip6_mn_handover_begin(struct mip6_mn *mn, struct mip6_mn_home *home,
			    const struct in6_addr *to, const char *ifname, u64 now);

/**
 * mip6_mn_handover_update() - a binding update was sent
 * @mn: the mobile node
 * @hoa: home address
 * @now: time
 */
void mip6_mn_handover_update(struct mip6_mn *mn, const struct in6_addr *hoa, u64 now);

/**
 * mip6_mn_handover_answer() - a binding acknowledgement came
 * @mn: the mobile node
 * @hoa: home address
 * @status: what it says
 * @at: when it came
 */
void mip6_mn_handover_answer(struct mip6_mn *mn, const struct in6_addr *hoa, u8 status, u64 at);

/**
 * mip6_mn_handover_end() - the home address is at home
 * @mn: the mobile node
 * @hoa: home address
 */
void mip6_mn_handover_end(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_handover_packet() - a packet came by the tunnel, while one is waited for
 * @mn: the mobile node
 * @coa: care-of address that it came to
 *
 * Context: softirq.
 */
void mip6_mn_handover_packet(struct mip6_mn *mn, const struct in6_addr *coa);

/**
 * mip6_mn_handover_dump() - read an entry of MIP6_TABLE_HANDOVERS
 * @mn: the mobile node
 * @index: which, the newest is 0
 * @out: zeroed room for it
 *
 * Return: 0, or -ENOENT past the last.
 */
int mip6_mn_handover_dump(struct mip6_mn *mn, u32 index, struct mip6_dev_handover *out);

#endif
