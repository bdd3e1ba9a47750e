// SPDX-License-Identifier: GPL-2.0
/*
 * The time lines of the last handovers.
 *
 * One begins with the first sign of movement on the interface that it leads to: the link came up, the
 * router was missed, another one was heard. But that is known to have been its beginning only when
 * there is a care-of address to move to.
 */
#include "handover.h"

#include "clock.h"
#include "home.h"
#include "mn.h"

#include <linux/minmax.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <wire/mh.h>

enum {
	FRESH_MS	= 10000, /* an address comes so soon after its router, or for other reasons */
	SINCE_MAX_MS	= 60000,
};

void mip6_mn_trace_link(struct mip6_mn_trace *trace, bool up, u64 now)
{
	*trace = (struct mip6_mn_trace) { .began = now, .link = up ? now : 0 };
}

void mip6_mn_trace_router(struct mip6_mn_trace *trace, bool current_now, u64 now)
{
	/* The router that became current was the end of the movement before. */
	if (trace->router || !trace->began)
		*trace = (struct mip6_mn_trace) { .began = now };
	if (current_now)
		trace->router = now;
}

u32 mip6_mn_handover_since(u64 began, u64 now)
{
	return began && now < began + SINCE_MAX_MS ? now - min(began, now) : MIP6_NO_TIME;
}

/* When what an interface has seen began, 0 if it is of the past, or came to nothing. */
static u64 fresh(struct mip6_mn *mn, const struct mip6_mn_iface *ifc, u64 now)
{
	const struct mip6_mn_trace *trace = &ifc->trace;
	u64 last = trace->router ?: trace->began;
	bool goes_on;

	spin_lock_bh(&mn->facts);
	goes_on = !ifc->cur.valid || now < last + FRESH_MS;
	spin_unlock_bh(&mn->facts);
	return goes_on ? trace->began : 0;
}

u64 mip6_mn_handover_moving(struct mip6_mn *mn, u64 now)
{
	const struct mip6_mn_iface *ifc;
	u64 began = 0;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(ifc, &mn->ifaces, list)
		began = max(began, fresh(mn, ifc, now));
	return began;
}

/* The last handover of a home address, or NULL. Facts lock held. */
static struct mip6_mn_handover *last(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	struct mip6_mn_handovers *all = &mn->handovers;
	u32 i, count = min_t(u32, all->made, MIP6_HANDOVERS_MAX);

	lockdep_assert_held(&mn->facts);
	for (i = 1; i <= count; i++) {
		struct mip6_mn_handover *ho = &all->ring[(all->made - i) % MIP6_HANDOVERS_MAX];

		if (ipv6_addr_equal(&ho->hoa, hoa))
			return ho;
	}
	return NULL;
}

u64 mip6_mn_handover_began(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	const struct mip6_mn_handover *ho;
	u64 began;

	spin_lock_bh(&mn->facts);
	ho = last(mn, hoa);
	began = ho ? ho->began : 0;
	spin_unlock_bh(&mn->facts);
	return began;
}

/* What the interfaces have seen of it. The one that was left may have been the first to notice. */
static void recall(struct mip6_mn *mn, const struct mip6_mn_home *home, struct mip6_mn_handover *ho,
		   u64 now)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, ho->ifname), *old;
	struct mip6_mn_trace trace = {};

	if (ifc && fresh(mn, ifc, now))
		trace = ifc->trace;
	ho->began = trace.began;
	list_for_each_entry(old, &mn->ifaces, list)
		if (old != ifc && old->ifindex == home->bul.oif && !old->trace.router)
			ho->began = max(ho->began, fresh(mn, old, now));
	if (!ho->began)
		ho->began = now;
	if (trace.link >= ho->began)
		ho->link = trace.link;
	if (trace.router >= ho->began)
		ho->router = trace.router;
}

static void add(struct mip6_mn *mn, const struct mip6_mn_handover *ho)
{
	struct mip6_mn_handovers *all = &mn->handovers;
	struct mip6_mn_handover *before;

	spin_lock_bh(&mn->facts);
	before = last(mn, &ho->hoa);
	if (before && before->result != MIP6_HANDOVER_DONE)
		before->result = MIP6_HANDOVER_OVERTAKEN;
	if (before)
		before->awaits = false;
	all->ring[all->made++ % MIP6_HANDOVERS_MAX] = *ho;
	/* The ring's place is by this number: it must not jump when that overflows. */
	BUILD_BUG_ON_NOT_POWER_OF_2(MIP6_HANDOVERS_MAX);
	WRITE_ONCE(all->awaits, all->awaits || ho->awaits);
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_handover_begin(struct mip6_mn *mn, struct mip6_mn_home *home,
			    const struct in6_addr *to, const char *ifname, u64 now)
{
	const struct mip6_mn_bul *bul = &home->bul;
	struct mip6_mn_handover ho = {
		.hoa = home->hoa, .to = *to, .address = now,
		.awaits = !ipv6_addr_equal(to, &home->hoa),
	};
	const struct mip6_mn_handover *before;
	bool goes_on;

	lockdep_assert_held(&mn->lock);
	spin_lock_bh(&mn->facts);
	before = last(mn, &home->hoa);
	/* With another home agent. */
	goes_on = before && before->result != MIP6_HANDOVER_DONE &&
		  before->result != MIP6_HANDOVER_OVERTAKEN &&
		  ipv6_addr_equal(&before->to, to) && !strcmp(before->ifname, ifname);
	spin_unlock_bh(&mn->facts);
	if (goes_on)
		return;
	strscpy(ho.ifname, ifname, sizeof(ho.ifname));
	if (home->was_home)
		ho.from = home->hoa;
	else
		ho.from = bul->registered ? bul->reg_coa : bul->coa;
	home->was_home = false;
	recall(mn, home, &ho, now);
	add(mn, &ho);
}

void mip6_mn_handover_update(struct mip6_mn *mn, const struct in6_addr *hoa, u64 now)
{
	struct mip6_mn_handover *ho;

	spin_lock_bh(&mn->facts);
	ho = last(mn, hoa);
	if (ho && ho->result == MIP6_HANDOVER_OPEN && !ho->update)
		ho->update = now;
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_handover_answer(struct mip6_mn *mn, const struct in6_addr *hoa, u8 status, u64 at)
{
	struct mip6_mn_handover *ho;

	spin_lock_bh(&mn->facts);
	ho = last(mn, hoa);
	/* What was refused may be accepted yet. */
	if (ho && (ho->result == MIP6_HANDOVER_OPEN || ho->result == MIP6_HANDOVER_REFUSED)) {
		ho->status = status;
		ho->answer = at;
		ho->result = status < MIP6_BA_REJECTED ? MIP6_HANDOVER_DONE : MIP6_HANDOVER_REFUSED;
	}
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_handover_end(struct mip6_mn *mn, const struct in6_addr *hoa)
{
	struct mip6_mn_handover *ho;

	spin_lock_bh(&mn->facts);
	ho = last(mn, hoa);
	if (ho && ipv6_addr_equal(&ho->to, hoa))
		ho->result = MIP6_HANDOVER_DONE;
	spin_unlock_bh(&mn->facts);
}

void mip6_mn_handover_packet(struct mip6_mn *mn, const struct in6_addr *coa)
{
	struct mip6_mn_handovers *all = &mn->handovers;
	struct mip6_mn_handover *ho;
	u64 now = mip6_mn_now();
	bool awaits = false;

	spin_lock_bh(&mn->facts);
	for (ho = all->ring; ho < all->ring + MIP6_HANDOVERS_MAX; ho++) {
		if (ho->awaits && ipv6_addr_equal(&ho->to, coa)) {
			ho->packet = now;
			ho->awaits = false;
		}
		/* One that has nothing to receive shall not cost the others a lock for each packet. */
		ho->awaits = ho->awaits && now < ho->began + SINCE_MAX_MS;
		awaits |= ho->awaits;
	}
	WRITE_ONCE(all->awaits, awaits);
	spin_unlock_bh(&mn->facts);
}

static u32 after(u64 at, u64 began)
{
	return at ? min_t(u64, at - min(at, began), MIP6_NO_TIME - 1) : MIP6_NO_TIME;
}

int mip6_mn_handover_dump(struct mip6_mn *mn, u32 index, struct mip6_dev_handover *out)
{
	const struct mip6_mn_handovers *all = &mn->handovers;
	struct mip6_mn_handover ho;
	u32 count;
	bool any;

	spin_lock_bh(&mn->facts);
	count = min_t(u32, all->made, MIP6_HANDOVERS_MAX);
	any = index < count;
	/* What begins while somebody lists them comes last. */
	if (any)
		ho = all->ring[(all->made - count + index) % MIP6_HANDOVERS_MAX];
	spin_unlock_bh(&mn->facts);
	if (!any)
		return -ENOENT;
	out->hoa = ho.hoa;
	out->from = ho.from;
	out->to = ho.to;
	strscpy(out->ifname, ho.ifname, sizeof(out->ifname));
	out->began = ho.began;
	out->link = after(ho.link, ho.began);
	out->router = after(ho.router, ho.began);
	out->address = after(ho.address, ho.began);
	out->update = after(ho.update, ho.began);
	out->answer = after(ho.answer, ho.began);
	out->packet = after(ho.packet, ho.began);
	out->result = ho.result;
	out->status = ho.status;
	return 0;
}
