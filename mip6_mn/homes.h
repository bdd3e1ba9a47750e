/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_HOMES_H
#define MIP6_MN_HOMES_H

struct in6_addr;
struct mip6_dev_home;
struct mip6_mn;
struct mip6_mn_home;

/**
 * mip6_mn_home_set() - have a home address, or change its home agent
 * @mn: the mobile node; its lock is held
 * @req: what was asked for
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_mn_home_set(struct mip6_mn *mn, const struct mip6_dev_home *req);

/**
 * mip6_mn_home_error() - what became of a home address that was set
 * @mn: the mobile node; its lock is held
 * @hoa: the home address; if there is an error, the next work deletes it
 *
 * One that has been in use stays in use.
 *
 * Return: 0, or why it could not be put on its interface.
 */
int mip6_mn_home_error(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_home_del() - have a home address no more: the next work deletes it
 * @mn: the mobile node; its lock is held
 * @hoa: the address
 *
 * Return: 0, or -ENOENT if there is no such home address.
 */
int mip6_mn_home_del(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_home_find() - find a home address
 * @mn: the mobile node; its lock is held
 * @hoa: the address
 *
 * Return: the home address, or NULL.
 */
struct mip6_mn_home *mip6_mn_home_find(struct mip6_mn *mn, const struct in6_addr *hoa);

/**
 * mip6_mn_home_first() - the home address that is the source of what does not choose another
 * @mn: the mobile node; its lock is held
 *
 * Return: the one that was set first, of those that stay, and are preferred if any is; NULL if there
 * is none.
 */
struct mip6_mn_home *mip6_mn_home_first(struct mip6_mn *mn);

/**
 * mip6_mn_home_sweep() - put back what home addresses changed that are to go, and forget them
 * @mn: the mobile node; its lock is held
 *
 * Context: kernel thread.
 */
void mip6_mn_home_sweep(struct mip6_mn *mn);

/**
 * mip6_mn_home_undo_all() - put everything back and forget all home addresses
 * @mn: the mobile node; its lock is held
 *
 * Context: kernel thread.
 */
void mip6_mn_home_undo_all(struct mip6_mn *mn);

/**
 * mip6_mn_home_free_all() - forget all home addresses
 * @mn: the mobile node, which has stopped
 */
void mip6_mn_home_free_all(struct mip6_mn *mn);

#endif
