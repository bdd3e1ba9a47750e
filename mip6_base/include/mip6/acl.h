/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Access lists: a home agent's of home addresses, a mobile node's of correspondent nodes.
 */
#ifndef MIP6_ACL_H
#define MIP6_ACL_H

#include <linux/rcupdate.h>
#include <linux/types.h>

struct in6_addr;
struct mip6_acl;
struct mip6_dev_acl;

/**
 * mip6_acl_action() - what a list says of an address
 * @acl: the list, or NULL if there is none
 * @addr: the address
 *
 * Context: any; the list must not go meanwhile.
 * Return: MIP6_ACL_* of the first rule that matches; without a list MIP6_ACL_ALLOW, past its end
 * MIP6_ACL_DENY.
 */
u8 mip6_acl_action(const struct mip6_acl *acl, const struct in6_addr *addr);

/**
 * mip6_acl_replace() - replace a list
 * @slot: where it is; read under RCU, changed by one at a time
 * @rules: rules of the new one, from kvmalloc(); taken over if 0 is returned
 * @count: how many
 * @enabled: false: there is to be no list, and everybody is let in
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int mip6_acl_replace(struct mip6_acl __rcu **slot, struct mip6_dev_acl *rules, u32 count,
		     bool enabled);

/**
 * mip6_acl_dump() - read a rule
 * @acl: the list, or NULL if there is none
 * @index: number of the rule
 * @rule: set to it; without a list, or a rule in it, the first is what that means
 *
 * Context: process.
 * Return: 0, or -ENOENT past the last.
 */
int mip6_acl_dump(const struct mip6_acl *acl, u32 index, struct mip6_dev_acl *rule);

/**
 * mip6_acl_free() - free a list that nobody reads any more
 * @acl: the list, or NULL
 *
 * Context: process.
 */
void mip6_acl_free(struct mip6_acl *acl);

#endif
