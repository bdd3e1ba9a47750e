// SPDX-License-Identifier: GPL-2.0
/*
 * What mipdiag -p tells of the way to a node.
 */
#include "path.h"

#include "clock.h"
#include "dump.h"
#include "home.h"
#include "mn.h"
#include "peer.h"

#include <linux/minmax.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mipv6_dev.h>
#include <wire/rules.h>

static struct mip6_mn_peer *find_peer(struct mip6_mn *mn, const struct mip6_dev_path *path)
{
	struct mip6_mn_peer *peer;

	list_for_each_entry(peer, &mn->peers.all, list)
		if (ipv6_addr_equal(&peer->addr, &path->dst) &&
		    (ipv6_addr_any(&path->src) || ipv6_addr_equal(&peer->hoa, &path->src)))
			return peer;
	return NULL;
}

/* The home address that such a packet has as its source if nobody says otherwise. */
static struct mip6_mn_home *find_home(struct mip6_mn *mn, const struct mip6_dev_path *path,
				      const struct mip6_mn_peer *peer)
{
	struct mip6_mn_home *home, *first = NULL;

	if (peer)
		return mip6_mn_home_find(mn, &peer->hoa);
	if (!ipv6_addr_any(&path->src))
		return mip6_mn_home_find(mn, &path->src);
	list_for_each_entry(home, &mn->homes, list)
		if (!first || (first->at != MIP6_AT_AWAY && home->at == MIP6_AT_AWAY))
			first = home;
	return first;
}

/* Why an address is spoken to neither by the tunnel nor directly, wherever we are. */
static u8 why_not(struct mip6_mn *mn, const struct in6_addr *dst)
{
	int type = ipv6_addr_type(dst);

	if (type & (IPV6_ADDR_LOOPBACK | IPV6_ADDR_LINKLOCAL) || ipv6_chk_addr(mn->net, dst, NULL, 0))
		return MIP6_WHY_LOCAL;
	return mip6_rules_routable(dst) ? MIP6_WHY_NOTHING : MIP6_WHY_NEVER;
}

/*
 * Of a node that has not been told yet that we are at home or switched off, too: it may use its
 * binding.
 */
static void show_binding(struct mip6_mn *mn, const struct mip6_mn_peer *peer, u64 now,
			 struct mip6_dev_path *path)
{
	const struct mip6_mn_update *update = &peer->update;
	struct mip6_dev_bul entry = {};

	mip6_mn_dump_peer(mn, peer, now, &entry);
	path->status = entry.status;
	path->state = entry.state;
	if (rcu_access_pointer(peer->direct)) {
		path->bound_coa = entry.coa;
		path->expires = entry.expires;
	} else if (update->bound && now < update->bound_until) {
		path->bound_coa = update->bound_coa;
		path->expires = mip6_mn_seconds(update->bound_until - now);
	}
}

static void show_peer(struct mip6_mn *mn, const struct mip6_mn_home *home,
		      const struct mip6_mn_peer *peer, u64 now, struct mip6_dev_path *path)
{
	const struct mip6_mn_direct *direct;

	path->why = peer->why;
	path->since = mip6_mn_seconds(now - peer->since);
	direct = rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock));
	if (direct && mip6_mn_bul_settled(&home->bul) && now < direct->until &&
	    ipv6_addr_equal(&direct->coa, &home->bul.reg_coa))
		path->how = MIP6_PATH_DIRECT;
	else if (direct)
		path->why = MIP6_WHY_MOVED;
}

/* Away, route optimization can be switched off, and on again, after the home address left home. */
static void show_away(struct mip6_mn *mn, const struct mip6_mn_home *home,
		      const struct mip6_mn_peer *peer, u64 now, struct mip6_dev_path *path)
{
	bool off = !READ_ONCE(mip6_conf(mn->net)->accept_return_routability);
	u64 switched_at = mn->peers.off == off ? mn->peers.switched_at : now;

	path->how = MIP6_PATH_TUNNEL;
	path->coa = home->bul.coa;
	path->since = mip6_mn_seconds(now - home->at_since);
	if (ipv6_addr_equal(&path->dst, &home->agent)) {
		path->why = MIP6_WHY_AGENT;
	} else if (!home->bul.registered) {
		path->why = MIP6_WHY_UNREGISTERED;
	} else if (peer && !off) {
		show_peer(mn, home, peer, now, path);
	} else {
		path->why = off ? MIP6_WHY_OFF : MIP6_WHY_IDLE;
		path->since = mip6_mn_seconds(now - max(home->at_since, switched_at));
	}
}

void mip6_mn_path(struct mip6_mn *mn, struct mip6_dev_path *path)
{
	struct mip6_mn_peer *peer;
	struct mip6_mn_home *home;
	u64 now = mip6_mn_now();

	lockdep_assert_held(&mn->lock);
	path->why = why_not(mn, &path->dst);
	peer = find_peer(mn, path);
	home = find_home(mn, path, peer);
	if (!home || path->why != MIP6_WHY_NOTHING)
		return;
	path->src = home->hoa;
	if (peer)
		show_binding(mn, peer, now, path);
	if (home->at == MIP6_AT_AWAY) {
		show_away(mn, home, peer, now, path);
		return;
	}
	path->why = MIP6_WHY_HOME;
	path->since = home->at == MIP6_AT_HOME ? mip6_mn_seconds(now - home->at_since) : 0;
}
