// SPDX-License-Identifier: GPL-2.0
/*
 * ipv6_tunnel: IPv6 in IPv6 (RFC 2473) for Mobile IPv6, outer addresses looked up per packet.
 */

#include "dev.h"
#include "rx.h"
#include "way.h"

#include <linux/module.h>

static int __init tnl_init(void)
{
	int err;

	err = mip6_tnl_dev_init();
	if (err)
		return err;
	err = mip6_tnl_rx_init();
	if (err)
		goto err_dev;
	return 0;

err_dev:
	mip6_tnl_dev_exit();
	return err;
}

static void __exit tnl_exit(void)
{
	mip6_tnl_rx_exit();
	mip6_tnl_dev_exit();
	mip6_tnl_way_exit();
}

module_init(tnl_init);
module_exit(tnl_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mobile IPv6: tunnel devices");
MODULE_VERSION(MIP6_VERSION);
