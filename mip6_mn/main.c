// SPDX-License-Identifier: GPL-2.0
/*
 * Mobile node of Mobile IPv6 (RFC 6275).
 */
#include "notify.h"
#include "role.h"

#include <linux/module.h>

static int __init mip6_mn_init(void)
{
	int err;

	err = mip6_mn_role_init();
	if (err)
		return err;
	err = mip6_mn_notify_init();
	if (err)
		goto err_role;
	err = mip6_mn_role_register();
	if (err)
		goto err_notify;
	return 0;

err_notify:
	mip6_mn_notify_exit();
err_role:
	mip6_mn_role_exit();
	return err;
}

static void __exit mip6_mn_exit(void)
{
	/* Before the notifiers go: what stops must not miss anything while it runs. */
	mip6_mn_role_unregister();
	mip6_mn_notify_exit();
	mip6_mn_role_exit();
}

module_init(mip6_mn_init);
module_exit(mip6_mn_exit);

MODULE_DESCRIPTION("Mobile IPv6 mobile node (RFC 6275)");
MODULE_LICENSE("GPL");
MODULE_VERSION(MIP6_VERSION);
MODULE_IMPORT_NS(MIP6);
