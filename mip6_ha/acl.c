// SPDX-License-Identifier: GPL-2.0
/*
 * The access list: which home addresses may be registered.
 */
#include "acl.h"

#include "role.h"

#include <mip6/acl.h>
#include <mipv6_dev.h>

static u8 action_for(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	return mip6_acl_action(rcu_dereference(ha->acl), hoa);
}

bool mip6_ha_acl_allows(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	return action_for(ha, hoa) != MIP6_ACL_DENY;
}

bool mip6_ha_acl_reserves(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	return action_for(ha, hoa) == MIP6_ACL_RESERVE;
}

int mip6_ha_acl_set(struct mip6_ha *ha, struct mip6_dev_acl *rules, u32 count, bool enabled)
{
	/* The engine lets only one in at a time. */
	return mip6_acl_replace(&ha->acl, rules, count, enabled);
}

int mip6_ha_acl_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_acl *rule)
{
	return mip6_acl_dump(rcu_dereference_protected(ha->acl, true), index, rule);
}

void mip6_ha_acl_exit(struct mip6_ha *ha)
{
	mip6_acl_free(rcu_dereference_protected(ha->acl, true));
}
