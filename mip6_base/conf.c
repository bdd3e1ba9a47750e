// SPDX-License-Identifier: GPL-2.0
/*
 * Values that an administrator can change: /proc/sys/net/ipv6/mobility.
 */
#include "conf.h"

#include "bcache.h"
#include "netns.h"
#include "nonce.h"
#include "role.h"

#include <linux/export.h>
#include <linux/slab.h>
#include <linux/sysctl.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/compat.h>
#include <mip6/conf.h>
#include <mip6/ipsec.h>

enum {
	LIFETIME_MAX_SEC	= 65535 * 4,
	BINDINGS_MAX		= 1 << 24,
	MEMBERS_MAX		= 1 << 14,
	TIMEOUT_MIN_MS		= 100,
	TIMEOUT_MAX_MS		= 32000,
};

static int number[] = {
	0, 1, 2, 4, 7, 255, TIMEOUT_MIN_MS, TIMEOUT_MAX_MS, 3600000, LIFETIME_MAX_SEC, BINDINGS_MAX,
	MEMBERS_MAX, 3600,
};

/* Where a limit stands in number[]; sysctl tables want pointers. */
enum {
	ZERO, ONE, TWO, FOUR, SEVEN, DEVICES, MS_MIN, MS_MAX, MS_HOUR, LIFETIME, BINDINGS, MEMBERS, HOUR,
};

#define VALUE(name, min, max)	HANDLED(name, min, max, proc_dointvec_minmax)
#define HANDLED(name, min, max, handler) {					\
	.procname	= #name,						\
	.data		= (void *)offsetof(struct mip6_conf, name),		\
	.maxlen		= sizeof(int),						\
	.mode		= 0644,							\
	.proc_handler	= handler,						\
	.extra1		= &number[min],						\
	.extra2		= &number[max],						\
}

/* The role is told, and the value put to use by it. */
static int set_and_tell(struct mip6_net *mnet, mip6_ctl_table *table, int write, void *buffer,
			size_t *len, loff_t *pos)
{
	int err = proc_dointvec_minmax(table, write, buffer, len, pos);

	if (!err && write)
		mip6_role_conf_changed(mnet);
	return err;
}

/*
 * A node that is told to be no correspondent any more forgets what it has bound, and with the
 * sequence numbers what it signed.
 */
static int set_routability(mip6_ctl_table *table, int write, void *buffer, size_t *len,
			   loff_t *pos)
{
	struct mip6_net *mnet = container_of(table->data, struct mip6_net,
					     conf.accept_return_routability);
	int err = set_and_tell(mnet, table, write, buffer, len, pos);

	if (!err && write && !READ_ONCE(mnet->conf.accept_return_routability)) {
		mip6_bcache_flush(mnet->net, MIP6_BINDING_CACHED);
		mip6_nonce_reset(mnet);
	}
	return err;
}

/* The home agent measures by it what is over already. */
static int set_query_interval(mip6_ctl_table *table, int write, void *buffer, size_t *len,
			      loff_t *pos)
{
	struct mip6_net *mnet = container_of(table->data, struct mip6_net,
					     conf.group_query_interval);

	return set_and_tell(mnet, table, write, buffer, len, pos);
}

/* With 0 those that there are end. */
static int set_group_members(mip6_ctl_table *table, int write, void *buffer, size_t *len,
			     loff_t *pos)
{
	struct mip6_net *mnet = container_of(table->data, struct mip6_net, conf.max_group_members);

	return set_and_tell(mnet, table, write, buffer, len, pos);
}

/* .data is an offset until a namespace's copy is made. */
static const struct ctl_table values[] = {
	VALUE(debuglevel, ZERO, SEVEN),
	HANDLED(accept_return_routability, ZERO, ONE, set_routability),
	VALUE(tunnel_sitelocal, ZERO, ONE),
	VALUE(binding_refresh_advice, ZERO, LIFETIME),
	VALUE(min_tnls, ONE, DEVICES),
	VALUE(max_tnls, ONE, DEVICES),
	VALUE(bu_flag_lladdr, ZERO, TWO),
	VALUE(bu_flag_keymgm, ZERO, ONE),
	VALUE(bu_flag_cn_ack, ZERO, ONE),
	VALUE(max_router_reachable_time, ZERO, MS_HOUR),
	VALUE(eager_cell_switching, ZERO, ONE),
	VALUE(allow_unprotected, ZERO, ONE),
	VALUE(max_bindings, ONE, BINDINGS),
	VALUE(max_cached_bindings, ONE, BINDINGS),
	VALUE(max_binding_lifetime, FOUR, LIFETIME),
	VALUE(min_mob_pfx_adv_interval, ONE, LIFETIME),
	VALUE(max_mob_pfx_adv_interval, ONE, LIFETIME),
	HANDLED(max_group_members, ZERO, MEMBERS, set_group_members),
	HANDLED(group_query_interval, TWO, HOUR, set_query_interval),
	VALUE(binding_lifetime, FOUR, LIFETIME),
	VALUE(first_bindack_timeout, MS_MIN, MS_MAX),
};

static const struct mip6_conf defaults = {
	.debuglevel			= 1,
	.accept_return_routability	= 1,
	.tunnel_sitelocal		= 1,
	.min_tnls			= 1,
	.max_tnls			= 5,
	.bu_flag_lladdr			= 2,
	.bu_flag_cn_ack			= 1,
	.max_bindings			= 65536,
	.max_cached_bindings		= 1024,
	.max_binding_lifetime		= LIFETIME_MAX_SEC,
	.min_mob_pfx_adv_interval	= 600,
	.max_mob_pfx_adv_interval	= 86400,
	.max_group_members		= 1024,
	.group_query_interval		= 125,
	.binding_lifetime		= 1000,
	.first_bindack_timeout		= 1500,
};

const struct mip6_conf *mip6_conf(struct net *net)
{
	return &mip6_net(net)->conf;
}
EXPORT_SYMBOL_NS_GPL(mip6_conf, MIP6);

static int *param_value(struct mip6_net *mnet, u32 param, int *max)
{
	switch (param) {
	case MIP6_PARAM_DEBUGLEVEL:
		*max = 7;
		return &mnet->conf.debuglevel;
	case MIP6_PARAM_TUNNEL_SITELOCAL:
		*max = 1;
		return &mnet->conf.tunnel_sitelocal;
	case MIP6_PARAM_ALLOW_UNPROTECTED:
		*max = 1;
		return &mnet->conf.allow_unprotected;
	}
	return NULL;
}

int mip6_conf_get(struct mip6_net *mnet, u32 param, u32 *value)
{
	int max, *p = param_value(mnet, param, &max);

	if (param == MIP6_PARAM_IPSEC) {
		*value = mip6_ipsec_used(mnet->net);
		return 0;
	}
	if (!p)
		return -EINVAL;
	*value = READ_ONCE(*p);
	return 0;
}

int mip6_conf_set(struct mip6_net *mnet, u32 param, u32 value)
{
	int max, *p = param_value(mnet, param, &max);

	if (!p || value > max)
		return -EINVAL;
	WRITE_ONCE(*p, value);
	return 0;
}

int mip6_conf_net_init(struct mip6_net *mnet)
{
	size_t n = ARRAY_SIZE(values), i;

	mnet->conf = defaults;
	/* One more, zeroed: kernels before 6.11 want an end mark. */
	mnet->ctl_table = kcalloc(n + 1, sizeof(*mnet->ctl_table), GFP_KERNEL);
	if (!mnet->ctl_table)
		return -ENOMEM;
	memcpy(mnet->ctl_table, values, sizeof(values));
	for (i = 0; i < n; i++)
		mnet->ctl_table[i].data = (char *)&mnet->conf + (unsigned long)values[i].data;
	mnet->ctl = register_net_sysctl_sz(mnet->net, "net/ipv6/mobility", mnet->ctl_table, n);
	if (!mnet->ctl) {
		kfree(mnet->ctl_table);
		return -ENOMEM;
	}
	return 0;
}

void mip6_conf_net_exit(struct mip6_net *mnet)
{
	unregister_net_sysctl_table(mnet->ctl);
	kfree(mnet->ctl_table);
}
