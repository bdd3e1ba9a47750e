// SPDX-License-Identifier: GPL-2.0
/*
 * Where we are, as correspondent nodes shall know it: RFC 6275 11.7.2.
 */
#include "place.h"

#include "bul.h"
#include "hoa.h"
#include "home.h"
#include "mn.h"

#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <linux/string.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include <mipv6_dev.h>
#include <wire/mh.h>
#include <wire/rules.h>

bool mip6_mn_place_find(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now,
			struct mip6_mn_place *place)
{
	const struct mip6_mn_bul *bul = &home->bul;

	lockdep_assert_held(&mn->lock);
	memset(place, 0, sizeof(*place));
	if (home->at == MIP6_AT_HOME) {
		place->home = true;
		place->coa = home->hoa;
		place->oif = mip6_mn_home_ifindex(mn, home);
		place->home_oif = place->oif;
		return place->oif;
	}
	if (home->at != MIP6_AT_AWAY || home->returning || !mip6_mn_bul_settled(bul) ||
	    now >= bul->expires)
		return false;
	place->coa = bul->coa;
	place->oif = bul->oif;
	place->home_oif = mn->tunnel->ifindex;
	/* 11.7.2: no longer than the home agent has one, or than either address lasts. */
	place->lifetime = div_u64(bul->expires - now, MSEC_PER_SEC);
	place->lifetime = min(place->lifetime, mip6_mn_iface_valid(mn, bul->oif, &bul->coa));
	place->lifetime = min(place->lifetime, mip6_mn_hoa_valid(mn, home));
	return place->lifetime >= MIP6_LIFETIME_UNIT_SEC;
}

struct mip6_mn_place mip6_mn_place_tunnel(const struct in6_addr *hoa,
					  const struct mip6_mn_place *place)
{
	return (struct mip6_mn_place){
		.coa = *hoa, .oif = place->home_oif, .home_oif = place->home_oif,
	};
}
