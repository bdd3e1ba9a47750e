// SPDX-License-Identifier: GPL-2.0
/*
 * What who watches is told of bindings.
 */
#include "bcache.h"
#include "netns.h"

#include <mipv6_dev.h>

#include <linux/container_of.h>
#include <linux/export.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/event.h>

void mip6_event_binding(struct net *net, u8 type, const struct mip6_binding *b, u8 status)
{
	struct mip6_dev_event ev;

	if (!mip6_event_wanted(net))
		return;
	ev = (struct mip6_dev_event) {
		.hoa = b->hoa, .coa = b->coa, .peer = b->local, .since = MIP6_NO_TIME,
		.sequence = b->seq, .flags = b->flags, .type = type, .status = status,
	};
	if (type != MIP6_EVENT_ENDED && type != MIP6_EVENT_EXPIRED)
		ev.lifetime = b->lifetime;
	mip6_event(net, &ev);
}
EXPORT_SYMBOL_NS_GPL(mip6_event_binding, MIP6);

void mip6_bcache_tell(struct mip6_bcache *bc, u8 type, const struct mip6_bce *bce)
{
	lockdep_assert_held(&bc->lock);
	/* What may yet be refused has not been. */
	if (!bce->b.tentative)
		mip6_event_binding(container_of(bc, struct mip6_net, bcache)->net, type, &bce->b, 0);
}

void mip6_bcache_tell_placed(struct mip6_bcache *bc, const struct mip6_bce *old,
			     const struct mip6_bce *new)
{
	bool bound = old && !old->b.tentative && mip6_bcache_live(old);

	if (!new->gone && !bound)
		mip6_bcache_tell(bc, MIP6_EVENT_BOUND, new);
	else if (!new->gone)
		mip6_bcache_tell(bc, ipv6_addr_equal(&old->b.coa, &new->b.coa) ?
				     MIP6_EVENT_REFRESHED : MIP6_EVENT_MOVED, new);
	else if (bound)
		mip6_bcache_tell(bc, MIP6_EVENT_ENDED, old);
}
