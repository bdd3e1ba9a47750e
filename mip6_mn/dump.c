// SPDX-License-Identifier: GPL-2.0
/*
 * What mipdiag shows of a mobile node.
 */
#include "dump.h"

#include "clock.h"
#include "handover.h"
#include "home.h"
#include "mn.h"
#include "peer.h"

#include <linux/netdevice.h>
#include <net/ipv6.h>

#include <mip6/acl.h>
#include <wire/rules.h>

static u32 left(u64 until, u64 now)
{
	/* Rounded up: what has not expired shows. */
	return until > now ? mip6_mn_seconds(until - now + 999) : 0;
}

static u32 age(const struct mip6_mn_test *test, u64 now)
{
	return test->have ? mip6_mn_seconds(now - test->token_at) : MIP6_NO_TOKEN;
}

static u8 state_of(const struct mip6_mn_peer *peer, bool direct, u64 now)
{
	if (peer->update.waiting || peer->home_test.running || peer->careof_test.running)
		return MIP6_BUL_RESENDING;
	if (now < peer->mute_until)
		return MIP6_BUL_REFUSED;
	return direct ? MIP6_BUL_ACKNOWLEDGED : MIP6_BUL_RESENDING;
}

/* When something is sent next, and after how long it is sent again. */
static void show_times(const struct mip6_mn_peer *peer, u64 now, struct mip6_dev_bul *out)
{
	const struct mip6_mn_test *home = &peer->home_test, *careof = &peer->careof_test;
	const struct mip6_mn_update *update = &peer->update;
	u64 next = peer->refresh_at;

	out->delay = MIP6_INITIAL_BINDACK_TIMEOUT_MS;
	out->max_delay = MIP6_MAX_BINDACK_TIMEOUT_MS;
	if (home->running) {
		next = home->retry.next;
		out->delay = home->retry.delay_ms;
	}
	if (careof->running) {
		next = home->running ? min(next, careof->retry.next) : careof->retry.next;
		out->delay = careof->retry.delay_ms;
	}
	if (update->waiting && !home->running && !careof->running) {
		next = update->retry.next;
		out->delay = update->retry.delay_ms;
	}
	if (now < peer->mute_until)
		next = peer->mute_until;
	if (next != MIP6_MN_NEVER && next > now)
		out->callback = min_t(u64, next - now, U32_MAX);
}

void mip6_mn_dump_peer(struct mip6_mn *mn, const struct mip6_mn_peer *peer, u64 now,
		       struct mip6_dev_bul *out)
{
	const struct mip6_mn_update *update = &peer->update;
	const struct mip6_mn_direct *direct;

	direct = rcu_dereference_protected(peer->direct, lockdep_is_held(&mn->lock));
	out->peer = peer->addr;
	out->hoa = peer->hoa;
	out->coa = direct ? direct->coa : update->coa;
	if (direct)
		out->expires = left(direct->until, now);
	out->sequence = update->seq;
	out->flags = update->flags;
	out->status = update->status;
	out->state = state_of(peer, direct, now);
	out->why = peer->why;
	out->home_token_age = age(&peer->home_test, now);
	out->careof_token_age = age(&peer->careof_test, now);
	show_times(peer, now, out);
}

static int dump_bul(struct mip6_mn *mn, u32 index, struct mip6_dev_bul *out)
{
	const struct mip6_mn_home *home;
	const struct mip6_mn_peer *peer;
	u64 now = mip6_mn_now();
	u32 i = 0;

	list_for_each_entry(home, &mn->homes, list) {
		if (home->bul.phase == MIP6_MN_BUL_IDLE || i++ != index)
			continue;
		return mip6_mn_bul_dump(home, now, out) ? 0 : -ENOENT;
	}
	list_for_each_entry(peer, &mn->peers.all, list) {
		if (i++ != index)
			continue;
		mip6_mn_dump_peer(mn, peer, now, out);
		return 0;
	}
	return -ENOENT;
}

static const struct mip6_mn_iface *iface_of(struct mip6_mn *mn, int ifindex)
{
	const struct mip6_mn_iface *ifc;

	spin_lock_bh(&mn->facts);
	ifc = mip6_mn_iface_by_index(mn, ifindex);
	spin_unlock_bh(&mn->facts);
	/* Interfaces stay as long as the lock is held. */
	return ifc;
}

static bool is_offline(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	if (home->at == MIP6_AT_AWAY && !home->returning)
		return home->stranded;
	return !ifc || !ifc->up;
}

static u8 trouble_of(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_bul *bul = &home->bul;
	bool untrusted;

	if (home->dad.phase == MIP6_MN_DAD_DUPLICATE)
		return MIP6_TROUBLE_DUPLICATE;
	if (home->prefixes.ended)
		return MIP6_TROUBLE_EXPIRED;
	if (is_offline(mn, home))
		return MIP6_TROUBLE_OFFLINE;
	if (home->at == MIP6_AT_AWAY && !home->returning && ipv6_addr_any(&home->agent))
		return MIP6_TROUBLE_AGENTLESS;
	if (bul->phase == MIP6_MN_BUL_REFUSED)
		return MIP6_TROUBLE_REFUSED;
	if (bul->phase != MIP6_MN_BUL_WAITING)
		return MIP6_TROUBLE_NONE;
	if (bul->unkeyed)
		return MIP6_TROUBLE_UNKEYED;
	spin_lock_bh(&mn->facts);
	untrusted = home->untrusted && home->untrusted >= bul->since;
	spin_unlock_bh(&mn->facts);
	if (untrusted)
		return MIP6_TROUBLE_UNTRUSTED;
	if (!bul->silent)
		return MIP6_TROUBLE_NONE;
	return home->stamps.key ? MIP6_TROUBLE_SILENT : MIP6_TROUBLE_UNSIGNED;
}

static void show_home(struct mip6_mn *mn, const struct mip6_mn_home *home,
		      struct mip6_dev_home *out)
{
	const struct mip6_mn_bul *bul = &home->bul;
	const struct mip6_mn_iface *ifc;
	struct mip6_dev_bul entry = {};

	out->hoa = home->hoa;
	out->agent = home->agent;
	out->plen = home->plen;
	out->at = home->at;
	strscpy(out->ifname, home->ifname, sizeof(out->ifname));
	strscpy(out->tunnel, mn->tunnel->name, sizeof(out->tunnel));
	if (mip6_mn_bul_dump(home, mip6_mn_now(), &entry))
		out->state = entry.state;
	out->trouble = trouble_of(mn, home);
	out->formed = home->formed;
	if (bul->deregister || ipv6_addr_any(&bul->coa))
		return;
	out->coa = bul->coa;
	out->registered = bul->registered && ipv6_addr_equal(&bul->coa, &bul->reg_coa);
	ifc = iface_of(mn, bul->oif);
	if (ifc)
		strscpy(out->coa_ifname, ifc->name, sizeof(out->coa_ifname));
}

static int dump_home(struct mip6_mn *mn, u32 index, struct mip6_dev_home *out)
{
	const struct mip6_mn_home *home;

	list_for_each_entry(home, &mn->homes, list) {
		if (index--)
			continue;
		show_home(mn, home, out);
		return 0;
	}
	return -ENOENT;
}

static void show_iface(struct mip6_mn *mn, const struct mip6_mn_iface *ifc,
		       struct mip6_dev_iface *out)
{
	const struct mip6_mn_home *home;
	struct mip6_mn_coa coa;

	strscpy(out->ifname, ifc->name, sizeof(out->ifname));
	out->preference = ifc->preference;
	spin_lock_bh(&mn->facts);
	out->ifindex = ifc->ifindex;
	if (ifc->cur.valid)
		out->router = ifc->cur.addr;
	spin_unlock_bh(&mn->facts);
	list_for_each_entry(home, &mn->homes, list) {
		/* It is the same for all of them, but for one whose home link this is. */
		if (!out->usable && mip6_mn_iface_offer(mn, ifc, home, mip6_mn_now(), &coa)) {
			out->coa = coa.addr;
			out->usable = 1;
		}
		if (home->at == MIP6_AT_AWAY && !home->bul.deregister && ifc->ifindex &&
		    home->bul.oif == ifc->ifindex)
			out->current_coa = 1;
	}
}

static int dump_iface(struct mip6_mn *mn, u32 index, struct mip6_dev_iface *out)
{
	const struct mip6_mn_iface *ifc;

	list_for_each_entry(ifc, &mn->ifaces, list) {
		if (index--)
			continue;
		show_iface(mn, ifc, out);
		return 0;
	}
	return -ENOENT;
}

int mip6_mn_dump(struct mip6_mn *mn, enum mip6_table table, u32 index, void *entry)
{
	lockdep_assert_held(&mn->lock);
	switch (table) {
	case MIP6_TABLE_BULIST:
		return dump_bul(mn, index, entry);
	case MIP6_TABLE_HOMES:
		return dump_home(mn, index, entry);
	case MIP6_TABLE_IFACES:
		return dump_iface(mn, index, entry);
	case MIP6_TABLE_ACL:
		return mip6_acl_dump(rcu_dereference_protected(mn->acl, lockdep_is_held(&mn->lock)),
				     index, entry);
	case MIP6_TABLE_HANDOVERS:
		return mip6_mn_handover_dump(mn, index, entry);
	default:
		return -ENOENT;
	}
}
