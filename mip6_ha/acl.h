/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_ACL_H
#define MIP6_HA_ACL_H

#include <linux/types.h>

struct in6_addr;
struct mip6_dev_acl;
struct mip6_ha;

/**
 * mip6_ha_acl_allows() - whether a home address may be registered
 * @ha: the home agent
 * @hoa: home address
 *
 * Context: any, RCU read side.
 * Return: what the first rule says that matches; without a list true, past its end false.
 */
bool mip6_ha_acl_allows(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_acl_reserves() - whether a home address is kept free for a mobile node
 * @ha: the home agent
 * @hoa: home address
 *
 * Context: any, RCU read side.
 * Return: true if the first rule that matches says so.
 */
bool mip6_ha_acl_reserves(struct mip6_ha *ha, const struct in6_addr *hoa);

/**
 * mip6_ha_acl_set() - replace the access list
 * @ha: the home agent
 * @rules: its rules, from kvmalloc(); taken over if 0 is returned
 * @count: how many
 * @enabled: false: there is no list, everybody is let in
 *
 * What is registered stays registered until it expires.
 *
 * Context: process, under the engine's lock.
 * Return: 0 or -ENOMEM.
 */
int mip6_ha_acl_set(struct mip6_ha *ha, struct mip6_dev_acl *rules, u32 count, bool enabled);

/**
 * mip6_ha_acl_dump() - read a rule
 * @ha: the home agent
 * @index: its number
 * @rule: set to it
 *
 * Without a list there is one that allows all addresses, in a list without rules one that denies
 * them: what that means.
 *
 * Context: process, under the engine's lock.
 * Return: 0, or -ENOENT past the last.
 */
int mip6_ha_acl_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_acl *rule);

/**
 * mip6_ha_acl_exit() - free the list
 * @ha: the home agent, not visible any more
 *
 * Context: process.
 */
void mip6_ha_acl_exit(struct mip6_ha *ha);

#endif
