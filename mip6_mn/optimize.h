/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_OPTIMIZE_H
#define MIP6_MN_OPTIMIZE_H

#include <linux/types.h>

struct in6_addr;
struct mip6_dev_acl;
struct mip6_mn;
struct mip6_mn_home;

/**
 * mip6_mn_optimize_step() - decide which correspondent nodes shall know where we are, and tell them
 * @mn: the mobile node; its lock is held
 * @now: time
 *
 * Context: kernel thread.
 * Return: when to come again.
 */
u64 mip6_mn_optimize_step(struct mip6_mn *mn, u64 now);

/**
 * mip6_mn_optimize_undo() - know no correspondent nodes of a home address any more
 * @mn: the mobile node; its lock is held
 * @home: home address
 *
 * They are told, once, if they can be.
 *
 * Context: process.
 */
void mip6_mn_optimize_undo(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_optimize_free_all() - know none at all, without a word
 * @mn: the mobile node, which has stopped
 */
void mip6_mn_optimize_free_all(struct mip6_mn *mn);

/**
 * mip6_mn_optimize_allows() - whether a correspondent node may know where we are
 * @mn: the mobile node; its lock is held
 * @addr: address of the node
 *
 * Return: false if route optimization is switched off, for all or for this one (RFC 6275 8.5).
 */
bool mip6_mn_optimize_allows(struct mip6_mn *mn, const struct in6_addr *addr);

/**
 * mip6_mn_optimize_set_acl() - say which correspondent nodes may know where we are
 * @mn: the mobile node; its lock is held
 * @rules: a list of them, from kvmalloc(); taken over if 0 is returned
 * @count: how many rules
 * @enabled: false: there is no list, all may
 *
 * The next step has the bindings of the others deleted.
 *
 * Context: process.
 * Return: 0; -EINVAL for a rule that means nothing here; -ENOMEM.
 */
int mip6_mn_optimize_set_acl(struct mip6_mn *mn, struct mip6_dev_acl *rules, u32 count, bool enabled);

#endif
