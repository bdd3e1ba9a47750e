// SPDX-License-Identifier: GPL-2.0
/*
 * How packets between this node and another one travel, for whoever asks.
 */
#include "path.h"

#include "bcache.h"
#include "netns.h"
#include "role.h"

#include <linux/jiffies.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mipv6_dev.h>

/* The address of ours that the stack would choose. */
static void choose_source(struct mip6_net *mnet, struct mip6_dev_path *path)
{
	struct flowi6 fl6 = { .daddr = path->dst };
	struct dst_entry *dst;

	if (ip6_dst_lookup(mnet->net, NULL, &dst, &fl6))
		return;
	path->src = fl6.saddr;
	dst_release(dst);
}

void mip6_path_get(struct mip6_net *mnet, struct mip6_dev_path *path)
{
	struct mip6_bce *bce;

	mip6_role_path(mnet, path);
	if (ipv6_addr_any(&path->src))
		choose_source(mnet, path);
	rcu_read_lock();
	bce = mip6_bcache_find(mnet->net, &path->dst, &path->src);
	if (bce) {
		path->peer_coa = bce->b.coa;
		path->peer_expires = mip6_bcache_left(bce);
	}
	if (bce && path->how == MIP6_PATH_PLAIN) {
		path->how = MIP6_PATH_DIRECT;
		path->why = MIP6_WHY_CACHED;
		path->since = (jiffies - bce->made) / HZ;
	}
	rcu_read_unlock();
}
