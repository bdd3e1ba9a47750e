// SPDX-License-Identifier: GPL-2.0
/*
 * Routers, as their advertisements describe them. Nothing here looks at a clock or takes a lock.
 */
#include "router.h"

#include "clock.h"

#include <linux/minmax.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <wire/rules.h>

enum {
	PATIENCE_MIN_MS	= 1000,
	GAP_MIN_MS	= 2000,	/* an answer to a solicitation says little about the interval */
};

void mip6_mn_router_set(struct mip6_mn_router *router, const struct in6_addr *addr,
			const struct mip6_wire_ra *ra, u64 now)
{
	unsigned int i;

	memset(router, 0, sizeof(*router));
	router->valid = true;
	router->addr = *addr;
	router->lladdr_len = ra->lladdr_len;
	memcpy(router->lladdr, ra->lladdr, sizeof(router->lladdr));
	router->lifetime = ra->lifetime;
	router->interval = ra->interval;
	router->since = now;
	router->heard = now;
	router->confirmed = now;
	for (i = 0; i < ra->npio; i++) {
		const struct mip6_wire_pio *pio = &ra->pio[i];

		if (pio->flags & MIP6_PIO_R && mip6_rules_routable(&pio->prefix))
			router->global = pio->prefix;
		if (pio->valid && pio->plen && pio->plen < 128 && pio->flags & (MIP6_PIO_L | MIP6_PIO_A) &&
		    mip6_rules_routable(&pio->prefix))
			router->pio[router->npio++] = *pio;
	}
}

void mip6_mn_router_update(struct mip6_mn_router *router, const struct mip6_mn_router *new)
{
	struct mip6_mn_router old = *router;

	*router = *new;
	router->since = old.since;
	router->gap = max_t(u64, old.gap, min_t(u64, new->heard - old.heard, U32_MAX));
	if (!new->lladdr_len) {
		router->lladdr_len = old.lladdr_len;
		memcpy(router->lladdr, old.lladdr, sizeof(router->lladdr));
	}
	if (!new->npio) {
		router->npio = old.npio;
		memcpy(router->pio, old.pio, sizeof(router->pio));
		router->global = old.global;
	}
}

bool mip6_mn_router_overlap(const struct mip6_mn_router *a, const struct mip6_mn_router *b)
{
	unsigned int i, j;

	for (i = 0; i < a->npio; i++)
		for (j = 0; j < b->npio; j++)
			if (a->pio[i].plen == b->pio[j].plen &&
			    mip6_rules_prefix_equal(&a->pio[i].prefix, &b->pio[j].prefix,
						    a->pio[i].plen))
				return true;
	return false;
}

bool mip6_mn_router_same(const struct mip6_mn_router *a, const struct mip6_mn_router *b,
			 bool moved)
{
	if (!ipv6_addr_equal(&a->addr, &b->addr))
		return false;
	if (!a->npio || !b->npio || mip6_mn_router_overlap(a, b))
		return true;
	/* Prefixes may be spread over several advertisements. */
	return !moved && a->lladdr_len && a->lladdr_len == b->lladdr_len &&
	       !memcmp(a->lladdr, b->lladdr, a->lladdr_len);
}

bool mip6_mn_router_covers(const struct mip6_mn_router *router, const struct in6_addr *addr)
{
	unsigned int i;

	for (i = 0; i < router->npio; i++)
		if (mip6_rules_prefix_equal(&router->pio[i].prefix, addr, router->pio[i].plen))
			return true;
	return false;
}

bool mip6_mn_router_on_link(const struct mip6_mn_router *router, const struct in6_addr *prefix,
			    u8 plen)
{
	unsigned int i;

	for (i = 0; router->valid && i < router->npio; i++)
		if (router->pio[i].flags & MIP6_PIO_L && router->pio[i].plen == plen &&
		    mip6_rules_prefix_equal(&router->pio[i].prefix, prefix, plen))
			return true;
	return false;
}

bool mip6_mn_router_autoconf(const struct mip6_mn_router *router)
{
	unsigned int i;

	for (i = 0; i < router->npio; i++)
		if (router->pio[i].flags & MIP6_PIO_A && router->pio[i].preferred)
			return true;
	return false;
}

u64 mip6_mn_router_patience(const struct mip6_mn_router *router, u32 limit_ms)
{
	u64 ms = MIP6_MN_NEVER;

	if (router->interval)
		ms = (u64)router->interval * 3 / 2;
	else if (router->gap)
		ms = (u64)max_t(u32, router->gap, GAP_MIN_MS) * 3 / 2;
	else if (router->lifetime)
		ms = (u64)router->lifetime * 1000 / 2;
	if (limit_ms && ms > limit_ms)
		ms = limit_ms;
	return max_t(u64, ms, PATIENCE_MIN_MS);
}
