/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_COA_H
#define MIP6_HA_COA_H

#include <linux/in6.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>

struct mip6_ha;

/**
 * struct mip6_ha_coa - a care-of address in use
 * @node: in the table of them
 * @addr: the address
 * @users: home addresses that are registered there
 * @rcu: frees it
 */
struct mip6_ha_coa {
	struct rhash_head node;
	struct in6_addr addr;
	unsigned int users;
	struct rcu_head rcu;
};

/**
 * mip6_ha_coa_known() - whether a mobile node is registered at a care-of address
 * @ha: the home agent
 * @addr: care-of address
 *
 * Context: any, RCU read side.
 * Return: true if there is one.
 */
bool mip6_ha_coa_known(struct mip6_ha *ha, const struct in6_addr *addr);

/**
 * mip6_ha_coa_get() - a home address is registered at a care-of address
 * @ha: the home agent
 * @addr: care-of address
 *
 * Context: softirq, RCU read side, under the lock of the guards.
 * Return: its entry, for mip6_ha_coa_put(); NULL without memory.
 */
struct mip6_ha_coa *mip6_ha_coa_get(struct mip6_ha *ha, const struct in6_addr *addr);

/**
 * mip6_ha_coa_put() - a home address is not registered there any more
 * @ha: the home agent
 * @coa: from mip6_ha_coa_get(), or NULL
 *
 * Context: any with bottom halves off, under the lock of the guards.
 */
void mip6_ha_coa_put(struct mip6_ha *ha, struct mip6_ha_coa *coa);

/**
 * mip6_ha_coas_init() - start without any
 * @ha: the home agent
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int mip6_ha_coas_init(struct mip6_ha *ha);

/**
 * mip6_ha_coas_exit() - the reverse
 * @ha: the home agent; all entries have been put
 *
 * Context: process.
 */
void mip6_ha_coas_exit(struct mip6_ha *ha);

#endif
