/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_PLACE_H
#define MIP6_MN_PLACE_H

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_home;

/**
 * struct mip6_mn_place - where we are, as a correspondent node shall know it
 * @home: at home
 * @coa: care-of address, at home the home address
 * @oif: its interface
 * @home_oif: interface by which packets leave that have the home address as their source: the
 *	tunnel, at home the home interface
 * @lifetime: longest that a binding may last from now, seconds
 */
struct mip6_mn_place {
	bool home;
	struct in6_addr coa;
	int oif;
	int home_oif;
	u32 lifetime;
};

/**
 * mip6_mn_place_find() - where a home address can be spoken for now
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @now: time
 * @place: set to where
 *
 * Return: false while that is not settled.
 */
bool mip6_mn_place_find(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now,
			struct mip6_mn_place *place);

/**
 * mip6_mn_place_tunnel() - the place to say from that there is to be no binding, while away
 * @hoa: home address
 * @place: where we are
 *
 * RFC 6275 5.2.6, 9.5.1: it takes no care-of address, and the home token is enough.
 *
 * Return: the home address, by the tunnel.
 */
struct mip6_mn_place mip6_mn_place_tunnel(const struct in6_addr *hoa,
					  const struct mip6_mn_place *place);

#endif
