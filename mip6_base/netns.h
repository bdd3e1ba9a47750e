/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_NETNS_H
#define MIP6_NETNS_H

#include <linux/list.h>
#include <linux/netfilter.h>
#include <linux/ratelimit_types.h>
#include <linux/rhashtable-types.h>
#include <linux/spinlock_types.h>

#include <mip6/conf.h>
#include <mip6/stats.h>

struct ctl_table;
struct ctl_table_header;
struct mip6_role_ops;
struct net;

/**
 * struct mip6_bcache - a binding cache
 * @table: entries by home address; read under RCU
 * @lock: taken to change the table and to arm or stop an entry's timer
 * @count: live entries, under @lock
 */
struct mip6_bcache {
	struct rhashtable table;
	spinlock_t lock;
	unsigned int count;
};

/**
 * struct mip6_counters - counters of one CPU
 * @value: by enum mip6_stat
 */
struct mip6_counters {
	unsigned long value[MIP6_STATS];
};

/**
 * struct mip6_net - a node: what one network namespace has
 * @net: the namespace, which outlives this
 * @closing: it is on its way out: no new state
 * @conf: sysctl values
 * @ctl: their registration
 * @ctl_table: their table
 * @counters: per CPU
 * @bcache: binding cache
 * @role: what kind of node it is; NULL for a plain correspondent. Changed under role.c's lock
 * @role_list: in role.c's list of nodes with a role, under its lock
 * @unwrap_ops: hook of unwrap.c
 * @wrap_ops: hook of wrap.c
 * @error_limit: rate of binding errors and of other answers that an outsider can provoke
 */
struct mip6_net {
	struct net *net;
	bool closing;
	struct mip6_conf conf;
	struct ctl_table_header *ctl;
	struct ctl_table *ctl_table;
	struct mip6_counters __percpu *counters;
	struct mip6_bcache bcache;
	const struct mip6_role_ops __rcu *role;
	struct list_head role_list;
	struct nf_hook_ops unwrap_ops;
	struct nf_hook_ops wrap_ops;
	struct ratelimit_state error_limit;
};

/**
 * mip6_net() - the node of a namespace
 * @net: network namespace
 *
 * Context: any.
 * Return: never NULL.
 */
struct mip6_net *mip6_net(const struct net *net);

/**
 * mip6_netns_init() - give every namespace its node
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int mip6_netns_init(void);

/**
 * mip6_netns_exit() - take the nodes of all namespaces away
 *
 * Context: process.
 */
void mip6_netns_exit(void);

#endif
