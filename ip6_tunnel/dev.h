/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tunnel devices of each network namespace.
 */
#ifndef MIP6_TNL_DEV_H
#define MIP6_TNL_DEV_H

#include <linux/list.h>
#include <net/gro_cells.h>

struct ipv6hdr;
struct mip6_tnl_ops;
struct net;
struct net_device;

/**
 * struct mip6_tnl - private part of a tunnel device
 * @list: entry of the namespace's list, read under RCU, written under rtnl; empty before the device
 *	is ready
 * @dev: the device
 * @ops: its owner's functions, valid as long as the device is on the list or up
 * @priv: what they are passed
 * @oif: interface by which the last packet had to leave, 0: any. Only a hint for finding the path
 *	that an error is about, so lockless
 * @gro_cells: receive queues
 */
struct mip6_tnl {
	struct list_head list;
	struct net_device *dev;
	const struct mip6_tnl_ops *ops;
	void *priv;
	int oif;
	struct gro_cells gro_cells;
};

/**
 * mip6_tnl_list() - the tunnels of a namespace
 * @net: namespace
 *
 * Context: any; the list is to be walked under RCU.
 * Return: head of the list of &struct mip6_tnl.
 */
struct list_head *mip6_tnl_list(const struct net *net);

/**
 * mip6_tnl_dev_init() - make tunnel devices possible
 *
 * Context: process, at module load.
 * Return: 0 or a negative errno.
 */
int mip6_tnl_dev_init(void);

/**
 * mip6_tnl_dev_exit() - reverse of mip6_tnl_dev_init()
 *
 * All devices must have been destroyed.
 *
 * Context: process, at module unload.
 */
void mip6_tnl_dev_exit(void);

#endif
