// SPDX-License-Identifier: GPL-2.0
/*
 * Home agent of Mobile IPv6 (RFC 6275).
 */
#include "notify.h"
#include "role.h"

#include <linux/module.h>

static int __init mip6_ha_init(void)
{
	int err = mip6_ha_role_init();

	if (err)
		return err;
	err = mip6_ha_notify_init();
	if (err)
		mip6_ha_role_exit();
	return err;
}

static void __exit mip6_ha_exit(void)
{
	mip6_ha_notify_exit();
	mip6_ha_role_exit();
}

module_init(mip6_ha_init);
module_exit(mip6_ha_exit);

MODULE_DESCRIPTION("Mobile IPv6 home agent (RFC 6275)");
MODULE_LICENSE("GPL");
MODULE_VERSION(MIP6_VERSION);
MODULE_IMPORT_NS(MIP6);
