// SPDX-License-Identifier: GPL-2.0
/*
 * The access list: which home addresses may be registered. It is replaced as a whole.
 */
#include "acl.h"

#include "role.h"

#include <mipv6_dev.h>

#include <linux/mm.h>
#include <linux/slab.h>

#include <wire/rules.h>

/**
 * struct mip6_ha_acl - an access list
 * @rules: its rules; the first that matches decides
 * @count: how many
 */
struct mip6_ha_acl {
	struct mip6_dev_acl *rules;
	u32 count;
};

static void free_acl(struct mip6_ha_acl *acl)
{
	if (!acl)
		return;
	kvfree(acl->rules);
	kfree(acl);
}

static u8 action_for(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	const struct mip6_ha_acl *acl = rcu_dereference(ha->acl);
	u32 i;

	if (!acl)
		return MIP6_ACL_ALLOW;
	for (i = 0; i < acl->count; i++) {
		const struct mip6_dev_acl *rule = &acl->rules[i];

		if (mip6_rules_prefix_equal(hoa, &rule->prefix, rule->plen))
			return rule->action;
	}
	return MIP6_ACL_DENY;
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
	struct mip6_ha_acl *old, *new = NULL;

	if (enabled) {
		new = kzalloc(sizeof(*new), GFP_KERNEL);
		if (!new)
			return -ENOMEM;
		new->rules = rules;
		new->count = count;
	} else {
		kvfree(rules);
	}
	/* The engine lets only one in at a time. */
	old = rcu_replace_pointer(ha->acl, new, true);
	synchronize_rcu();
	free_acl(old);
	return 0;
}

int mip6_ha_acl_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_acl *rule)
{
	const struct mip6_ha_acl *acl = rcu_dereference_protected(ha->acl, true);

	if (acl && index < acl->count) {
		*rule = acl->rules[index];
		return 0;
	}
	if (index)
		return -ENOENT;
	*rule = (struct mip6_dev_acl){ .action = acl ? MIP6_ACL_DENY : MIP6_ACL_ALLOW };
	return 0;
}

void mip6_ha_acl_exit(struct mip6_ha *ha)
{
	free_acl(rcu_dereference_protected(ha->acl, true));
}
