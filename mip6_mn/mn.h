/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_MN_H
#define MIP6_MN_MN_H

#include "events.h"
#include "iface.h"
#include "peer.h"
#include "seen.h"

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct mip6_mn_view;
struct net;
struct net_device;

/**
 * struct mip6_mn - a mobile node: what a namespace has between start and stop of the role
 * @net: the namespace, which outlives this
 * @lock: held by whoever decides something: the work, and calls from user space. Taken before the
 *	rtnl lock and @facts
 * @facts: protects what packets and events tell: members of the interfaces that are called facts,
 *	of the correspondent nodes likewise, and @events
 * @work: all decisions
 * @closing: @work is not to be queued any more; under @facts
 * @undo: @work is to put everything back, and nothing else
 * @reroute: routes into @tunnel may be lost; under @facts
 * @fib: hears of changes to routes
 * @view: what the ways of packets need to know, or NULL
 * @tunnel: device to the home agents
 * @homes: home addresses; changed under @lock and @facts
 * @ifaces: interfaces to move with; likewise
 * @events: messages that came, for @work to look at
 * @peers: correspondent nodes; changed under @lock
 * @seen: who may become one; has a lock of its own
 * @untrusted: the last acknowledgement that was not signed with our key: its home address and time;
 *	under @facts
 * @addrs: room for mip6_mn_iface_addrs()
 */
struct mip6_mn {
	struct net *net;
	struct mutex lock;
	spinlock_t facts;
	struct delayed_work work;
	bool closing;
	bool undo;
	bool reroute;
	struct notifier_block fib;
	struct mip6_mn_view __rcu *view;
	struct net_device *tunnel;
	struct list_head homes;
	struct list_head ifaces;
	struct mip6_mn_events events;
	struct mip6_mn_peers peers;
	struct mip6_mn_seen seen;
	struct {
		struct in6_addr hoa;
		u64 at;
	} untrusted;
	struct mip6_mn_addr addrs[MIP6_MN_ADDRS_MAX];
};

/**
 * mip6_mn_of() - the mobile node of a namespace
 * @net: network namespace
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: the mobile node, or NULL if the namespace is none.
 */
struct mip6_mn *mip6_mn_of(const struct net *net);

/**
 * mip6_mn_kick() - have the work run: something happened
 * @mn: the mobile node
 *
 * Context: any but hard interrupts, the facts lock not held.
 */
void mip6_mn_kick(struct mip6_mn *mn);

#endif
