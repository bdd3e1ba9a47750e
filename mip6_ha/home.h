/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_HOME_H
#define MIP6_HA_HOME_H

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_ha;
struct mip6_wire_pio;
struct net_device;

/**
 * struct mip6_ha_home - a prefix of a home link
 * @local: address of ours that has it
 * @valid: what is left of its valid lifetime, seconds; U32_MAX if it never ends
 * @ifindex: home link
 * @plen: its length, bits
 * @is_virtual: no other node can be on that link: there is nobody to ask, to answer or to tell
 */
struct mip6_ha_home {
	struct in6_addr local;
	u32 valid;
	int ifindex;
	u8 plen;
	bool is_virtual;
};

/**
 * mip6_ha_home_find() - find the home prefix of an address
 * @ha: the home agent
 * @addr: home address
 * @home: set to the longest prefix that fits
 *
 * Context: any, RCU read side.
 * Return: true if there is one.
 */
bool mip6_ha_home_find(struct mip6_ha *ha, const struct in6_addr *addr,
		       struct mip6_ha_home *home);

/**
 * mip6_ha_home_link() - find the home link of an address
 * @ha: the home agent
 * @addr: home address
 * @home: set to the longest prefix that fits
 *
 * Other than with mip6_ha_home_find(), the address of ours that has the prefix may be tentative.
 *
 * Context: any, RCU read side.
 * Return: true if there is one.
 */
bool mip6_ha_home_link(struct mip6_ha *ha, const struct in6_addr *addr,
		       struct mip6_ha_home *home);

/**
 * mip6_ha_home_anycast() - find the home prefix whose home agents an address means
 * @ha: the home agent
 * @addr: address that may be a home-agents anycast address (RFC 2526)
 * @home: set to the prefix
 *
 * Context: any, RCU read side.
 * Return: true if there is one.
 */
bool mip6_ha_home_anycast(struct mip6_ha *ha, const struct in6_addr *addr,
			  struct mip6_ha_home *home);

/**
 * mip6_ha_home_usable() - whether an address can be a mobile node's
 * @addr: address with the prefix @home
 * @home: the prefix
 *
 * Context: any.
 * Return: false for the subnet-router and the home-agents anycast address.
 */
bool mip6_ha_home_usable(const struct in6_addr *addr, const struct mip6_ha_home *home);

/**
 * mip6_ha_home_on() - find the home prefix of a link
 * @ha: the home agent
 * @dev: the link
 * @home: set to the longest prefix on it
 *
 * The address of ours that has it may be tentative.
 *
 * Context: any, RCU read side.
 * Return: true if there is one: it is a home link.
 */
bool mip6_ha_home_on(struct mip6_ha *ha, const struct net_device *dev, struct mip6_ha_home *home);

/**
 * mip6_ha_home_links() - list the home links
 * @ha: the home agent
 * @ifindex: set to their numbers
 * @max: room there; links beyond that are left out
 *
 * Context: process.
 * Return: how many.
 */
unsigned int mip6_ha_home_links(struct mip6_ha *ha, int *ifindex, unsigned int max);

/**
 * mip6_ha_home_prefixes() - tell of the prefixes of our addresses on a link
 * @ha: the home agent
 * @ifindex: the link
 * @pio: set to them, with an address of ours that has it each
 * @max: room there; prefixes beyond that are left out
 *
 * Context: any, RCU read side.
 * Return: how many.
 */
unsigned int mip6_ha_home_prefixes(struct mip6_ha *ha, int ifindex, struct mip6_wire_pio *pio,
				   unsigned int max);

/**
 * mip6_ha_home_listed() - whether a link is in a list of mip6_ha_home_links()
 * @links: the list
 * @count: how many are in it
 * @ifindex: the link
 *
 * Return: true if it is.
 */
bool mip6_ha_home_listed(const int *links, unsigned int count, int ifindex);

/**
 * mip6_ha_home_restrict() - limit home links to one
 * @ha: the home agent
 * @ifname: its name; empty: no limit
 *
 * Context: process, under the engine's lock.
 * Return: 1, 0 if it is that already, or -ENOMEM.
 */
int mip6_ha_home_restrict(struct mip6_ha *ha, const char *ifname);

/**
 * mip6_ha_home_exit() - free what mip6_ha_home_restrict() set up
 * @ha: the home agent, not visible any more
 *
 * Context: process.
 */
void mip6_ha_home_exit(struct mip6_ha *ha);

#endif
