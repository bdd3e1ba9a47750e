// SPDX-License-Identifier: GPL-2.0
/*
 * The role of a mobile node: how it starts and stops in a namespace, and the work in which all is
 * decided. Everything else records what happened and has the work run.
 *
 * The work is a kernel thread's, and never runs twice at a time for one mobile node. What it changes
 * it changes by rtnetlink, which takes the rtnl lock; but for telling of groups anew it never takes
 * that itself.
 */
#include "role.h"

#include "clock.h"
#include "direct.h"
#include "dump.h"
#include "home.h"
#include "hook.h"
#include "mh.h"
#include "mn.h"
#include "move.h"
#include "notify.h"
#include "optimize.h"
#include "path.h"
#include "route.h"
#include "tunnel.h"

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include <mip6/role.h>
#include <mip6_tnl.h>

enum {
	SLEEP_MAX_MS	= 3600 * 1000,
};

/**
 * struct mip6_mn_net - what each namespace has
 * @mn: its mobile node; NULL if it is none
 */
struct mip6_mn_net {
	struct mip6_mn __rcu *mn;
};

static unsigned int mn_net_id __read_mostly;
static struct workqueue_struct *queue;

static struct mip6_mn __rcu **mn_slot(const struct net *net)
{
	struct mip6_mn_net *mnet = net_generic(net, mn_net_id);

	return &mnet->mn;
}

struct mip6_mn *mip6_mn_of(const struct net *net)
{
	return rcu_dereference(*mn_slot(net));
}

/* The engine calls start, stop, restart, dump, set_*, path and conf_changed one at a time. */
static struct mip6_mn *locked_mn(const struct net *net)
{
	return rcu_dereference_protected(*mn_slot(net), true);
}

void mip6_mn_kick(struct mip6_mn *mn)
{
	spin_lock_bh(&mn->facts);
	if (!mn->closing)
		mod_delayed_work(queue, &mn->work, 0);
	spin_unlock_bh(&mn->facts);
}

/* Somebody took the tunnel device down and up again, or deleted routes. */
static void reroute(struct mip6_mn *mn)
{
	struct mip6_mn_home *home;
	bool lost;

	spin_lock_bh(&mn->facts);
	lost = mn->reroute;
	mn->reroute = false;
	spin_unlock_bh(&mn->facts);
	list_for_each_entry(home, &mn->homes, list)
		if (lost && home->at == MIP6_AT_AWAY)
			mip6_mn_route_away(mn, home);
}

static u64 step_all(struct mip6_mn *mn)
{
	u64 now = mip6_mn_now(), next = MIP6_MN_NEVER;
	struct mip6_mn_iface *ifc;
	struct mip6_mn_home *home;
	struct mip6_mn_event ev;

	reroute(mn);
	while (mip6_mn_events_pop(mn, &ev))
		mip6_mn_home_event(mn, &ev, now);
	list_for_each_entry(ifc, &mn->ifaces, list) {
		mip6_mn_iface_look(mn, ifc);
		next = min(next, mip6_mn_move_step(mn, ifc, now));
	}
	list_for_each_entry(home, &mn->homes, list)
		next = min(next, mip6_mn_home_step(mn, home, now));
	next = min(next, mip6_mn_optimize_step(mn, now));
	return min(next, mip6_mn_tunnel_update(mn, now));
}

static void sleep_until(struct mip6_mn *mn, u64 next)
{
	u64 now = mip6_mn_now(), ms;

	if (next == MIP6_MN_NEVER)
		return;
	ms = next > now ? min_t(u64, next - now, SLEEP_MAX_MS) : 1;
	spin_lock_bh(&mn->facts);
	/* If it is to run anyway that is soon enough. */
	if (!mn->closing)
		queue_delayed_work(queue, &mn->work, msecs_to_jiffies(ms));
	spin_unlock_bh(&mn->facts);
}

static void work(struct work_struct *work)
{
	struct mip6_mn *mn = container_of(to_delayed_work(work), struct mip6_mn, work);
	u64 next = MIP6_MN_NEVER;

	mutex_lock(&mn->lock);
	if (mn->undo)
		mip6_mn_home_undo_all(mn);
	else
		next = step_all(mn);
	mutex_unlock(&mn->lock);
	sleep_until(mn, next);
}

/* Has the work run once, and waits for that. */
static void run_work(struct mip6_mn *mn)
{
	mip6_mn_kick(mn);
	flush_delayed_work(&mn->work);
}

static bool iface_exists(struct net *net, const char *name)
{
	bool exists;

	rcu_read_lock();
	exists = dev_get_by_name_rcu(net, name);
	rcu_read_unlock();
	return exists;
}

static int restart(struct net *net, const char *home_ifname)
{
	/* Which interface is the home interface is said with the home address. */
	return *home_ifname && !iface_exists(net, home_ifname) ? -ENODEV : 0;
}

static int start(struct net *net, const char *home_ifname)
{
	struct mip6_mn *mn;
	int err;

	err = restart(net, home_ifname);
	if (err)
		return err;
	mn = kvzalloc(sizeof(*mn), GFP_KERNEL);
	if (!mn)
		return -ENOMEM;
	mn->net = net;
	mutex_init(&mn->lock);
	spin_lock_init(&mn->facts);
	INIT_DELAYED_WORK(&mn->work, work);
	INIT_LIST_HEAD(&mn->homes);
	INIT_LIST_HEAD(&mn->ifaces);
	mip6_mn_peers_init(mn);
	mn->tunnel = mip6_tnl_create(net, &mip6_mn_tnl_ops, mn);
	if (IS_ERR(mn->tunnel)) {
		err = PTR_ERR(mn->tunnel);
		goto err_free;
	}
	rcu_assign_pointer(*mn_slot(net), mn);
	err = mip6_mn_hook_register(net);
	if (err)
		goto err_slot;
	err = mip6_mn_notify_routes(mn);
	if (err)
		goto err_hook;
	return 0;

err_hook:
	mip6_mn_hook_unregister(net);
err_slot:
	RCU_INIT_POINTER(*mn_slot(net), NULL);
	synchronize_net();
	spin_lock_bh(&mn->facts);
	mn->closing = true;
	spin_unlock_bh(&mn->facts);
	cancel_delayed_work_sync(&mn->work);
	mip6_mn_tunnel_close(mn);
	mip6_tnl_destroy(mn->tunnel);
err_free:
	kvfree(mn);
	return err;
}

static void stop(struct net *net)
{
	struct mip6_mn *mn = locked_mn(net);

	mip6_mn_notify_routes_end(mn);
	mip6_mn_hook_unregister(net);
	RCU_INIT_POINTER(*mn_slot(net), NULL);
	/* No hook, notifier or function of the role's has it any more. */
	synchronize_net();
	mutex_lock(&mn->lock);
	mn->undo = true;
	mutex_unlock(&mn->lock);
	/* A namespace that is on its way out takes its addresses and routes with it. */
	if (check_net(net))
		run_work(mn);
	spin_lock_bh(&mn->facts);
	mn->closing = true;
	spin_unlock_bh(&mn->facts);
	cancel_delayed_work_sync(&mn->work);
	mip6_mn_tunnel_close(mn);
	mip6_tnl_destroy(mn->tunnel);
	mip6_mn_optimize_free_all(mn);
	mip6_mn_home_free_all(mn);
	mip6_mn_iface_free_all(mn);
	kvfree(mn);
}

static int dump(struct net *net, enum mip6_table table, u32 index, void *entry)
{
	struct mip6_mn *mn = locked_mn(net);
	int err;

	mutex_lock(&mn->lock);
	err = mip6_mn_dump(mn, table, index, entry);
	mutex_unlock(&mn->lock);
	return err;
}

static int set_home(struct net *net, const struct mip6_dev_home *req)
{
	struct mip6_mn *mn = locked_mn(net);
	int err;

	mutex_lock(&mn->lock);
	err = mip6_mn_home_set(mn, req);
	mutex_unlock(&mn->lock);
	if (err)
		return err;
	run_work(mn);
	mutex_lock(&mn->lock);
	err = mip6_mn_home_error(mn, &req->hoa);
	mutex_unlock(&mn->lock);
	return err;
}

static int set_iface(struct net *net, const struct mip6_dev_iface *req)
{
	struct mip6_mn *mn = locked_mn(net);
	struct mip6_mn_iface *ifc;
	int err = 0;

	mutex_lock(&mn->lock);
	ifc = mip6_mn_iface_add(mn, req->ifname, req->preference);
	if (IS_ERR(ifc))
		err = PTR_ERR(ifc);
	else
		ifc->preference = req->preference;
	mutex_unlock(&mn->lock);
	mip6_mn_kick(mn);
	return err;
}

static int conf_changed(struct net *net)
{
	mip6_mn_kick(locked_mn(net));
	return 0;
}

/*
 * What was refused or ignored so far may have been so for the keys, and a key that the home agent does
 * not have is better known now than at the next move. Where the key is the same the answer may be on
 * its way.
 */
static void keys_changed(struct net *net)
{
	struct mip6_mn *mn = locked_mn(net);
	struct mip6_mn_home *home;
	u64 now = mip6_mn_now();

	mutex_lock(&mn->lock);
	list_for_each_entry(home, &mn->homes, list)
		if (mip6_mn_sign_differs(net, &home->hoa, &home->stamps))
			mip6_mn_bul_retry(mn, home, now);
	mutex_unlock(&mn->lock);
	mip6_mn_kick(mn);
}

static int path(struct net *net, struct mip6_dev_path *path)
{
	struct mip6_mn *mn = locked_mn(net);

	mutex_lock(&mn->lock);
	mip6_mn_path(mn, path);
	mutex_unlock(&mn->lock);
	return 0;
}

static const struct mip6_role_ops ops = {
	.role		= MIP6_ROLE_MN,
	.name		= KBUILD_MODNAME,
	.start		= start,
	.stop		= stop,
	.restart	= restart,
	.mh_rcv		= mip6_mn_mh_rcv,
	.is_home	= mip6_mn_mh_is_home,
	.careof		= mip6_mn_direct_careof,
	.used		= mip6_mn_direct_used,
	.conf_changed	= conf_changed,
	.keys_changed	= keys_changed,
	.dump		= dump,
	.set_home	= set_home,
	.set_iface	= set_iface,
	.path		= path,
};

/* The engine ends the role before a namespace goes. */
static struct pernet_operations net_ops = {
	.id	= &mn_net_id,
	.size	= sizeof(struct mip6_mn_net),
};

int mip6_mn_role_init(void)
{
	int err;

	/* Unbound: it waits for the rtnl lock. */
	queue = alloc_workqueue("mip6_mn", WQ_UNBOUND, 0);
	if (!queue)
		return -ENOMEM;
	err = register_pernet_subsys(&net_ops);
	if (err)
		destroy_workqueue(queue);
	return err;
}

void mip6_mn_role_exit(void)
{
	unregister_pernet_subsys(&net_ops);
	destroy_workqueue(queue);
	/* Views and correspondent nodes are freed by RCU. */
	rcu_barrier();
}

int mip6_mn_role_register(void)
{
	return mip6_role_register(&ops);
}

void mip6_mn_role_unregister(void)
{
	mip6_role_unregister(&ops);
}
