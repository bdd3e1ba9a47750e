/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MANAGE_H
#define MIP6_MANAGE_H

#include <linux/types.h>

struct mip6_dev_bindings;
struct mip6_net;

/**
 * mip6_manage_restore() - put home registrations back that were saved
 * @mnet: the node
 * @req: argument of MIP6_IOC_RESTORE
 *
 * Context: process.
 * Return: 0; -EINVAL if one of them cannot be: then none is put back; -EOPNOTSUPP if the node is no
 * home agent; -EFAULT; -ENOMEM.
 */
long mip6_manage_restore(struct mip6_net *mnet, const struct mip6_dev_bindings *req);

/**
 * mip6_manage_delete() - end bindings, and tell their mobile nodes
 * @mnet: the node
 * @req: argument of MIP6_IOC_DELETE
 *
 * Context: process.
 * Return: 0; -EINVAL if one of them cannot be: then none is deleted; -EFAULT; -ENOMEM.
 */
long mip6_manage_delete(struct mip6_net *mnet, const struct mip6_dev_bindings *req);

/**
 * mip6_manage_hold() - let the node accept no home registrations, or do again
 * @mnet: the node
 * @on: begin; false: end what was begun. It is over when all who have begun have ended it
 *
 * Updates that come meanwhile are dropped, and so are those that wait for duplicate address
 * detection when that ends: mobile nodes send them again.
 *
 * Context: process; waits until nothing that came before is being decided on.
 */
void mip6_manage_hold(struct mip6_net *mnet, bool on);

#endif
