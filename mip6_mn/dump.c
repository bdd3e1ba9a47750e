// SPDX-License-Identifier: GPL-2.0
/*
 * What mipdiag shows of a mobile node.
 */
#include "dump.h"

#include "clock.h"
#include "home.h"
#include "mn.h"
#include "path.h"

#include <linux/netdevice.h>
#include <net/ipv6.h>

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
		mip6_mn_peer_dump(mn, peer, now, out);
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
		if (mip6_mn_iface_offer(mn, ifc, home, mip6_mn_now(), &coa)) {
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
	default:
		return -ENOENT;
	}
}
