/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_CONF_H
#define MIP6_BASE_CONF_H

#include <linux/types.h>

#include <mipv6_dev.h>

struct mip6_net;

/**
 * mip6_conf_get() - read a value by its number
 * @mnet: the node
 * @param: enum mip6_param
 * @value: set to it
 *
 * Return: 0 or -EINVAL.
 */
int mip6_conf_get(struct mip6_net *mnet, u32 param, u32 *value);

/**
 * mip6_conf_set() - set a value by its number
 * @mnet: the node
 * @param: enum mip6_param
 * @value: its value
 *
 * Return: 0 or -EINVAL (no such number, value out of range).
 */
int mip6_conf_set(struct mip6_net *mnet, u32 param, u32 value);

/**
 * mip6_conf_net_init() - default values and /proc/sys/net/ipv6/mobility of a node
 * @mnet: the node
 *
 * Return: 0 or -ENOMEM.
 */
int mip6_conf_net_init(struct mip6_net *mnet);

/**
 * mip6_conf_net_exit() - the reverse
 * @mnet: the node
 */
void mip6_conf_net_exit(struct mip6_net *mnet);

#endif
