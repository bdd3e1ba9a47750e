// SPDX-License-Identifier: GPL-2.0
/*
 * Access lists. A list is replaced as a whole.
 */
#include "wire/rules.h"

#include <mipv6_dev.h>

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <mip6/acl.h>

/**
 * struct mip6_acl - an access list
 * @rules: its rules; the first that matches decides
 * @count: how many
 */
struct mip6_acl {
	struct mip6_dev_acl *rules;
	u32 count;
};

u8 mip6_acl_action(const struct mip6_acl *acl, const struct in6_addr *addr)
{
	u32 i;

	if (!acl)
		return MIP6_ACL_ALLOW;
	for (i = 0; i < acl->count; i++) {
		const struct mip6_dev_acl *rule = &acl->rules[i];

		if (mip6_rules_prefix_equal(addr, &rule->prefix, rule->plen))
			return rule->action;
	}
	return MIP6_ACL_DENY;
}
EXPORT_SYMBOL_NS_GPL(mip6_acl_action, MIP6);

int mip6_acl_replace(struct mip6_acl __rcu **slot, struct mip6_dev_acl *rules, u32 count,
		     bool enabled)
{
	struct mip6_acl *old, *new = NULL;

	if (enabled) {
		new = kzalloc(sizeof(*new), GFP_KERNEL);
		if (!new)
			return -ENOMEM;
		new->rules = rules;
		new->count = count;
	} else {
		kvfree(rules);
	}
	/* The caller lets only one in at a time. */
	old = rcu_replace_pointer(*slot, new, true);
	synchronize_rcu();
	mip6_acl_free(old);
	return 0;
}
EXPORT_SYMBOL_NS_GPL(mip6_acl_replace, MIP6);

int mip6_acl_dump(const struct mip6_acl *acl, u32 index, struct mip6_dev_acl *rule)
{
	if (acl && index < acl->count) {
		*rule = acl->rules[index];
		return 0;
	}
	if (index)
		return -ENOENT;
	*rule = (struct mip6_dev_acl){ .action = acl ? MIP6_ACL_DENY : MIP6_ACL_ALLOW };
	return 0;
}
EXPORT_SYMBOL_NS_GPL(mip6_acl_dump, MIP6);

void mip6_acl_free(struct mip6_acl *acl)
{
	if (!acl)
		return;
	kvfree(acl->rules);
	kfree(acl);
}
EXPORT_SYMBOL_NS_GPL(mip6_acl_free, MIP6);
