// SPDX-License-Identifier: GPL-2.0
/*
 * mip6_base: correspondent node and the engine of the other roles.
 */
#include "bcache.h"
#include "dev.h"
#include "hmac.h"
#include "mh_in.h"
#include "netns.h"
#include "nonce.h"

#include <linux/init.h>
#include <linux/module.h>

static int __init mip6_base_init(void)
{
	int err;

	err = mip6_nonce_init();
	if (err)
		return err;
	err = mip6_hmac_init();
	if (err)
		return err;
	err = mip6_bcache_init();
	if (err)
		goto err_hmac;
	err = mip6_netns_init();
	if (err)
		goto err_bcache;
	err = mip6_mh_in_init();
	if (err)
		goto err_netns;
	err = mip6_dev_init();
	if (err)
		goto err_mh_in;
	return 0;

err_mh_in:
	mip6_mh_in_exit();
err_netns:
	mip6_netns_exit();
err_bcache:
	mip6_bcache_exit();
err_hmac:
	mip6_hmac_exit();
	return err;
}

static void __exit mip6_base_exit(void)
{
	mip6_dev_exit();
	mip6_mh_in_exit();
	mip6_netns_exit();
	mip6_bcache_exit();
	mip6_hmac_exit();
}

module_init(mip6_base_init);
module_exit(mip6_base_exit);
MODULE_DESCRIPTION("Mobile IPv6: correspondent node and engine");
MODULE_VERSION(MIP6_VERSION);
MODULE_LICENSE("GPL");
