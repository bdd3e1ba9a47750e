// SPDX-License-Identifier: GPL-2.0
/*
 * Who watches what happens: events wait in a ring of each open file until they are read.
 *
 * They come from softirq too, and nobody waits for a reader: the oldest make room. Without a reader
 * an event costs a glance at the list.
 */
#include "watch.h"

#include "netns.h"

#include <mipv6_dev.h>

#include <linux/build_bug.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <net/net_namespace.h>

#include <mip6/event.h>

/**
 * struct mip6_watch - what events wait in
 * @list: in the node's list. This and what follows, but for @wait: under its lock
 * @wait: who waits for events
 * @lost: events that were not read in time
 * @head: number of the oldest
 * @count: how many
 * @ring: room for them
 */
struct mip6_watch {
	struct list_head list;
	wait_queue_head_t wait;
	u32 lost;
	unsigned int head;
	unsigned int count;
	struct mip6_dev_event ring[MIP6_WATCH_EVENTS];
};

static bool is_watched(const struct mip6_net *mnet)
{
	return !list_empty(&mnet->watches.all);
}

bool mip6_event_wanted(struct net *net)
{
	return is_watched(mip6_net(net));
}
EXPORT_SYMBOL_NS_GPL(mip6_event_wanted, MIP6);

static u64 now_ms(void)
{
	return ktime_to_ms(ktime_get_boottime());
}

static void push(struct mip6_watch *watch, const struct mip6_dev_event *ev)
{
	if (watch->count == MIP6_WATCH_EVENTS) {
		watch->head = (watch->head + 1) % MIP6_WATCH_EVENTS;
		watch->count--;
		if (watch->lost < U32_MAX)
			watch->lost++;
	}
	watch->ring[(watch->head + watch->count++) % MIP6_WATCH_EVENTS] = *ev;
	wake_up_interruptible_poll(&watch->wait, EPOLLIN | EPOLLRDNORM);
}

void mip6_event(struct net *net, const struct mip6_dev_event *ev)
{
	struct mip6_watches *watches = &mip6_net(net)->watches;
	struct mip6_dev_event told;
	struct mip6_watch *watch;

	if (!mip6_event_wanted(net))
		return;
	told = *ev;
	spin_lock_bh(&watches->lock);
	/* Under the lock: they are told in the order of their times. */
	told.at = now_ms();
	list_for_each_entry(watch, &watches->all, list)
		push(watch, &told);
	spin_unlock_bh(&watches->lock);
}
EXPORT_SYMBOL_NS_GPL(mip6_event, MIP6);

struct mip6_watch *mip6_watch_begin(struct mip6_net *mnet)
{
	struct mip6_watch *watch = kvzalloc(sizeof(*watch), GFP_KERNEL_ACCOUNT);

	BUILD_BUG_ON(sizeof(struct mip6_dev_event) != 96);
	if (!watch)
		return NULL;
	init_waitqueue_head(&watch->wait);
	spin_lock_bh(&mnet->watches.lock);
	list_add_tail(&watch->list, &mnet->watches.all);
	spin_unlock_bh(&mnet->watches.lock);
	return watch;
}

void mip6_watch_end(struct mip6_net *mnet, struct mip6_watch *watch)
{
	if (!watch)
		return;
	spin_lock_bh(&mnet->watches.lock);
	list_del(&watch->list);
	spin_unlock_bh(&mnet->watches.lock);
	kvfree(watch);
}

static bool has_any(struct mip6_net *mnet, const struct mip6_watch *watch)
{
	bool any;

	spin_lock_bh(&mnet->watches.lock);
	any = watch->count;
	spin_unlock_bh(&mnet->watches.lock);
	return any;
}

/* Takes the oldest event, or the news that older ones were lost. */
static bool pop(struct mip6_net *mnet, struct mip6_watch *watch, struct mip6_dev_event *ev)
{
	bool any;

	spin_lock_bh(&mnet->watches.lock);
	any = watch->count;
	if (watch->lost) {
		*ev = (struct mip6_dev_event) {
			.at = watch->ring[watch->head].at, .since = MIP6_NO_TIME,
			.lost = watch->lost, .type = MIP6_EVENT_LOST,
		};
		watch->lost = 0;
	} else if (any) {
		*ev = watch->ring[watch->head];
		watch->head = (watch->head + 1) % MIP6_WATCH_EVENTS;
		watch->count--;
	}
	spin_unlock_bh(&mnet->watches.lock);
	return any;
}

ssize_t mip6_watch_read(struct mip6_net *mnet, struct mip6_watch *watch, char __user *buf,
			size_t size, bool may_wait)
{
	struct mip6_dev_event ev;
	size_t done = 0;
	int err;

	if (size < sizeof(ev))
		return -EINVAL;
	while (size - done >= sizeof(ev)) {
		if (pop(mnet, watch, &ev)) {
			if (copy_to_user(buf + done, &ev, sizeof(ev)))
				return done ?: -EFAULT;
			done += sizeof(ev);
			continue;
		}
		if (done)
			break;
		if (!may_wait)
			return -EAGAIN;
		err = wait_event_interruptible(watch->wait, has_any(mnet, watch));
		if (err)
			return err;
	}
	return done;
}

__poll_t mip6_watch_poll(struct mip6_net *mnet, struct mip6_watch *watch, struct file *filp,
			 poll_table *wait)
{
	poll_wait(filp, &watch->wait, wait);
	return has_any(mnet, watch) ? EPOLLIN | EPOLLRDNORM : 0;
}

void mip6_watch_net_init(struct mip6_net *mnet)
{
	spin_lock_init(&mnet->watches.lock);
	INIT_LIST_HEAD(&mnet->watches.all);
}
