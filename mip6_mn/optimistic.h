/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_OPTIMISTIC_H
#define MIP6_MN_OPTIMISTIC_H

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mn;
struct mip6_mn_addr;
struct mip6_mn_iface;

enum {
	MIP6_MN_DUPLICATES_MAX	= 4,
};

/**
 * struct mip6_mn_optimistic - care-of addresses of an interface that others may have as well
 * @ifindex: the interface as it was allowed to use them, 0: it is not
 * @dad: we have switched its optimistic_dad on
 * @use: likewise, use_optimistic
 * @trying: @addr is used, and duplicate address detection for it was not over when last seen
 * @formed: @addr was formed from an advertisement, and so can be another one
 * @addr: the last one that was taken before duplicate address detection was over
 * @count: addresses that were found to be duplicates on this link, more than are kept maybe
 * @duplicates: the last of them
 */
struct mip6_mn_optimistic {
	int ifindex;
	bool dad;
	bool use;
	bool trying;
	bool formed;
	struct in6_addr addr;
	u8 count;
	struct in6_addr duplicates[MIP6_MN_DUPLICATES_MAX];
};

/**
 * mip6_mn_optimistic_step() - have the stack form optimistic addresses, and see what becomes of ours
 * @mn: the mobile node; its lock is held
 * @ifc: the interface
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_optimistic_step(struct mip6_mn *mn, struct mip6_mn_iface *ifc, u64 now);

/**
 * mip6_mn_optimistic_take() - an address is going to be the care-of address
 * @ifc: its interface
 * @addr: the address
 */
void mip6_mn_optimistic_take(struct mip6_mn_iface *ifc, const struct mip6_mn_addr *addr);

/**
 * mip6_mn_optimistic_duplicate() - whether an address was found to be somebody else's on this link
 * @ifc: the interface
 * @addr: the address
 *
 * Return: true if it was.
 */
bool mip6_mn_optimistic_duplicate(const struct mip6_mn_iface *ifc, const struct in6_addr *addr);

/**
 * mip6_mn_optimistic_left() - forget what was found out on a link
 * @ifc: the interface, which is on another one or on none
 */
void mip6_mn_optimistic_left(struct mip6_mn_iface *ifc);

/**
 * mip6_mn_optimistic_end() - put back what was switched on
 * @mn: the mobile node
 * @ifc: the interface
 *
 * Context: process.
 */
void mip6_mn_optimistic_end(struct mip6_mn *mn, struct mip6_mn_iface *ifc);

#endif
