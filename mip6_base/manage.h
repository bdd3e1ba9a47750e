/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MANAGE_H
#define MIP6_MANAGE_H

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

#endif
