/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only place that knows kernel versions. Code is written for the newest kernel supported;
 * what older ones spell otherwise is put in terms of that here.
 */
#ifndef MIP6_COMPAT_H
#define MIP6_COMPAT_H

#include <linux/version.h>

struct ctl_table;

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
/* Older kernels find the end of a table by an empty entry, which must therefore be there. */
#define register_net_sysctl_sz(net, path, table, size)	\
	({ (void)(size); register_net_sysctl(net, path, table); })
#endif

/* Handlers of sysctls may not change the table. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
typedef struct ctl_table mip6_ctl_table;
#else
typedef const struct ctl_table mip6_ctl_table;
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
#define mip6_class_create(name)	class_create(THIS_MODULE, name)
#else
#define mip6_class_create(name)	class_create(name)
#endif

/* Segmentation offload got a header of its own; before, it was part of linux/skbuff.h. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
#include <net/gso.h>
#endif

/* Devices: lockless transmission and the ban on moves were feature bits. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
#define mip6_dev_set_lltx(dev)			((dev)->features |= NETIF_F_LLTX)
#define mip6_dev_set_netns_immutable(dev)	((dev)->features |= NETIF_F_NETNS_LOCAL)
#else
#define mip6_dev_set_lltx(dev)			((dev)->lltx = true)
#define mip6_dev_set_netns_immutable(dev)	((dev)->netns_immutable = true)
#endif

/*
 * The core allocates and frees per-CPU counters by pcpu_stat_type since 6.7. Some 6.1 have the
 * member too, but not all: there the driver does it.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define mip6_dev_want_tstats(dev)	((void)(dev))
#define mip6_dev_alloc_tstats(dev)	\
	(((dev)->tstats = netdev_alloc_pcpu_stats(struct pcpu_sw_netstats)) ? 0 : -ENOMEM)
#define mip6_dev_free_tstats(dev)	\
	do { free_percpu((dev)->tstats); (dev)->tstats = NULL; } while (0)
#else
#define mip6_dev_want_tstats(dev)	((dev)->pcpu_stat_type = NETDEV_PCPU_STAT_TSTATS)
#define mip6_dev_alloc_tstats(dev)	({ (void)(dev); 0; })
#define mip6_dev_free_tstats(dev)	((void)(dev))
#endif

/* What went wrong is said in words since 6.7. */
#ifndef CONFIG_XFRM_MIGRATE
#define mip6_xfrm_migrate(sel, dir, m, count, ends, net, if_id)				\
	({ (void)(sel); (void)(ends); (void)(net); -EOPNOTSUPP; })
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define mip6_xfrm_migrate(sel, dir, m, count, ends, net, if_id)				\
	xfrm_migrate(sel, dir, XFRM_POLICY_TYPE_MAIN, m, count, ends, net, NULL, if_id)
#else
#define mip6_xfrm_migrate(sel, dir, m, count, ends, net, if_id)				\
	xfrm_migrate(sel, dir, XFRM_POLICY_TYPE_MAIN, m, count, ends, net, NULL, if_id, NULL)
#endif

#endif
