// SPDX-License-Identifier: GPL-2.0
/*
 * What every network namespace has, and the order in which it comes and goes.
 */
#include "netns.h"

#include "bcache.h"
#include "conf.h"
#include "ipsec.h"
#include "limit.h"
#include "nonce.h"
#include "relay.h"
#include "role.h"
#include "stats.h"
#include "unwrap.h"
#include "watch.h"
#include "wrap.h"

#include <net/net_namespace.h>
#include <net/netns/generic.h>

static unsigned int mip6_net_id __read_mostly;

struct mip6_net *mip6_net(const struct net *net)
{
	return net_generic(net, mip6_net_id);
}

static int __net_init netns_init(struct net *net)
{
	struct mip6_net *mnet = mip6_net(net);
	int err;

	mnet->net = net;
	INIT_LIST_HEAD(&mnet->role_list);
	mip6_watch_net_init(mnet);
	mip6_limit_net_init(mnet);
	mip6_nonce_net_init(mnet);
	mip6_ipsec_net_init(mnet);

	err = mip6_stats_net_init(mnet);
	if (err)
		goto err_nonce;
	err = mip6_bcache_net_init(mnet);
	if (err)
		goto err_stats;
	err = mip6_conf_net_init(mnet);
	if (err)
		goto err_bcache;
	err = mip6_unwrap_net_init(mnet);
	if (err)
		goto err_conf;
	err = mip6_relay_net_init(mnet);
	if (err)
		goto err_unwrap;
	err = mip6_wrap_net_init(mnet);
	if (err)
		goto err_relay;
	return 0;

err_relay:
	mip6_relay_net_exit(mnet);
err_unwrap:
	mip6_unwrap_net_exit(mnet);
err_conf:
	mip6_conf_net_exit(mnet);
err_bcache:
	mip6_bcache_net_exit(mnet);
err_stats:
	mip6_stats_net_exit(mnet);
err_nonce:
	mip6_nonce_net_exit(mnet);
	return err;
}

static void __net_exit netns_pre_exit(struct net *net)
{
	struct mip6_net *mnet = mip6_net(net);

	WRITE_ONCE(mnet->closing, true);
	mip6_role_net_stop(mnet);
	mip6_ipsec_net_exit(mnet);
	mip6_wrap_net_exit(mnet);
	mip6_relay_net_exit(mnet);
	mip6_unwrap_net_exit(mnet);
	mip6_conf_net_exit(mnet);
}

static void __net_exit netns_exit(struct net *net)
{
	struct mip6_net *mnet = mip6_net(net);

	mip6_bcache_net_exit(mnet);
	mip6_stats_net_exit(mnet);
	mip6_nonce_net_exit(mnet);
}

static struct pernet_operations netns_ops = {
	.init		= netns_init,
	.pre_exit	= netns_pre_exit,
	.exit		= netns_exit,
	.id		= &mip6_net_id,
	.size		= sizeof(struct mip6_net),
};

int mip6_netns_init(void)
{
	return register_pernet_subsys(&netns_ops);
}

void mip6_netns_exit(void)
{
	unregister_pernet_subsys(&netns_ops);
}
