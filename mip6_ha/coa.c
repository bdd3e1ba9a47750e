// SPDX-License-Identifier: GPL-2.0
/*
 * Care-of addresses in use: what comes from one of them in a tunnel is a mobile node's, or made up
 * as one (RFC 6275 10.4.5). Many home addresses may share one.
 */
#include "coa.h"

#include "hash.h"
#include "role.h"

#include <linux/rhashtable.h>
#include <linux/slab.h>

static const struct rhashtable_params params = {
	.head_offset		= offsetof(struct mip6_ha_coa, node),
	.key_offset		= offsetof(struct mip6_ha_coa, addr),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= mip6_ha_hash_addr,
	.automatic_shrinking	= true,
};

bool mip6_ha_coa_known(struct mip6_ha *ha, const struct in6_addr *addr)
{
	return rhashtable_lookup(&ha->coas, addr, params);
}

struct mip6_ha_coa *mip6_ha_coa_get(struct mip6_ha *ha, const struct in6_addr *addr)
{
	struct mip6_ha_coa *coa;

	lockdep_assert_held(&ha->guards.lock);
	coa = rhashtable_lookup(&ha->coas, addr, params);
	if (!coa) {
		coa = kzalloc(sizeof(*coa), GFP_ATOMIC);
		if (!coa)
			return NULL;
		coa->addr = *addr;
		if (rhashtable_insert_fast(&ha->coas, &coa->node, params)) {
			kfree(coa);
			return NULL;
		}
	}
	coa->users++;
	return coa;
}

void mip6_ha_coa_put(struct mip6_ha *ha, struct mip6_ha_coa *coa)
{
	lockdep_assert_held(&ha->guards.lock);
	if (!coa || --coa->users)
		return;
	rhashtable_remove_fast(&ha->coas, &coa->node, params);
	kfree_rcu(coa, rcu);
}

int mip6_ha_coas_init(struct mip6_ha *ha)
{
	return rhashtable_init(&ha->coas, &params);
}

void mip6_ha_coas_exit(struct mip6_ha *ha)
{
	rhashtable_destroy(&ha->coas);
}
