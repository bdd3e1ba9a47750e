// SPDX-License-Identifier: GPL-2.0
/*
 * Which multicast groups mobile nodes are members of: RFC 6275 10.4.3. That is kept beside the
 * binding cache, for those alone who have groups, and by home address: where a mobile node is, and
 * whether it is registered at all, is asked for each packet.
 *
 * A membership lasts until it is given up, its binding ends, or no answer has told of it for as
 * long as RFC 3810 9.4 has it. Who has one is queried from time to time. Who has none is not:
 * that would be 8000 queries a second to a million mobile nodes.
 */
#include "group.h"

#include "mld.h"
#include "role.h"
#include "upstream.h"

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>

enum {
	MAX_OF_ONE	= 32,		/* groups of a mobile node */
	ROBUSTNESS	= 2,		/* RFC 3810 9.1 */
	AGAIN_INTERVAL	= HZ / 5,	/* for want of memory */
};

/**
 * struct mip6_ha_listener - a mobile node that is a member of groups
 * @node: in the table
 * @hoa: its home address
 * @members: its memberships
 * @count: how many
 * @turn: in the list of those that are queried
 * @queried: when it was last, or became one, jiffies
 * @rcu: frees it
 */
struct mip6_ha_listener {
	struct rhash_head node;
	struct in6_addr hoa;
	struct list_head members;
	unsigned int count;
	struct list_head turn;
	unsigned long queried;
	struct rcu_head rcu;
};

static const struct rhashtable_params key_params = {
	.head_offset		= offsetof(struct mip6_ha_group, node),
	.key_offset		= offsetof(struct mip6_ha_group, key),
	.key_len		= sizeof(struct mip6_ha_group_key),
	.hashfn			= mip6_hash_address,
	.automatic_shrinking	= true,
};

static const struct rhashtable_params hoa_params = {
	.head_offset		= offsetof(struct mip6_ha_listener, node),
	.key_offset		= offsetof(struct mip6_ha_listener, hoa),
	.key_len		= sizeof(struct in6_addr),
	.hashfn			= mip6_hash_address,
	.automatic_shrinking	= true,
};

static unsigned long query_interval(const struct mip6_ha *ha)
{
	return READ_ONCE(mip6_conf(ha->net)->group_query_interval) * (unsigned long)HZ;
}

/* Multicast Address Listening Interval, RFC 3810 9.4. */
static unsigned long lifetime(const struct mip6_ha *ha)
{
	return ROBUSTNESS * query_interval(ha) +
	       msecs_to_jiffies(mip6_ha_mld_response_ms(query_interval(ha) / HZ));
}

struct mip6_ha_group *mip6_ha_group_find(struct mip6_ha *ha, const struct in6_addr *addr,
					 int ifindex)
{
	struct mip6_ha_group_key key = { .addr = *addr, .ifindex = ifindex };

	return rhashtable_lookup_fast(&ha->groups.by_key, &key, key_params);
}

static void wake(struct mip6_ha_groups *groups)
{
	lockdep_assert_held(&groups->lock);
	if (!groups->closing)
		mod_delayed_work(system_wq, &groups->work, 0);
}

static void look_after(struct mip6_ha_groups *groups, struct mip6_ha_group *group)
{
	lockdep_assert_held(&groups->lock);
	if (list_empty(&group->todo))
		list_add_tail(&group->todo, &groups->todo);
	wake(groups);
}

static struct mip6_ha_group *get_group(struct mip6_ha *ha, const struct in6_addr *addr, int ifindex)
{
	struct mip6_ha_group *group = mip6_ha_group_find(ha, addr, ifindex);

	if (group)
		return group;
	group = kzalloc(sizeof(*group), GFP_ATOMIC);
	if (!group)
		return NULL;
	group->key.addr = *addr;
	group->key.ifindex = ifindex;
	INIT_LIST_HEAD(&group->members);
	INIT_LIST_HEAD(&group->todo);
	if (rhashtable_insert_fast(&ha->groups.by_key, &group->node, key_params)) {
		/* It may have been seen. */
		kfree_rcu(group, rcu);
		return NULL;
	}
	look_after(&ha->groups, group);
	return group;
}

static void put_group(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	if (!list_empty(&group->members))
		return;
	rhashtable_remove_fast(&ha->groups.by_key, &group->node, key_params);
	group->gone = true;
	look_after(&ha->groups, group);
}

static struct mip6_ha_listener *find_listener(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	lockdep_assert_held(&ha->groups.lock);
	return rhashtable_lookup_fast(&ha->groups.by_hoa, hoa, hoa_params);
}

static struct mip6_ha_listener *get_listener(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_ha_listener *listener = find_listener(ha, hoa);

	if (listener)
		return listener;
	listener = kzalloc(sizeof(*listener), GFP_ATOMIC);
	if (!listener)
		return NULL;
	listener->hoa = *hoa;
	INIT_LIST_HEAD(&listener->members);
	listener->queried = jiffies;
	if (rhashtable_insert_fast(&ha->groups.by_hoa, &listener->node, hoa_params)) {
		kfree(listener);
		return NULL;
	}
	list_add_tail(&listener->turn, &ha->groups.listeners);
	wake(&ha->groups);
	return listener;
}

static void put_listener(struct mip6_ha *ha, struct mip6_ha_listener *listener)
{
	if (!list_empty(&listener->members))
		return;
	rhashtable_remove_fast(&ha->groups.by_hoa, &listener->node, hoa_params);
	list_del(&listener->turn);
	kfree_rcu(listener, rcu);
}

/* May free the listener with it. */
static void end_member(struct mip6_ha *ha, struct mip6_ha_member *member)
{
	lockdep_assert_held(&ha->groups.lock);
	list_del_rcu(&member->of_group);
	list_del(&member->of_listener);
	member->listener->count--;
	WRITE_ONCE(ha->groups.count, ha->groups.count - 1);
	put_group(ha, member->group);
	put_listener(ha, member->listener);
	kfree_rcu(member, rcu);
}

static struct mip6_ha_member *find_member(const struct mip6_ha_listener *listener,
					  const struct in6_addr *addr)
{
	struct mip6_ha_member *member;

	list_for_each_entry(member, &listener->members, of_listener)
		if (ipv6_addr_equal(&member->group->key.addr, addr))
			return member;
	return NULL;
}

static int new_member(struct mip6_ha *ha, const struct mip6_binding *b, const struct in6_addr *addr)
{
	struct mip6_ha_member *member = kzalloc(sizeof(*member), GFP_ATOMIC);
	struct mip6_ha_listener *listener = get_listener(ha, &b->hoa);
	struct mip6_ha_group *group = get_group(ha, addr, b->ifindex);

	if (!member || !listener || !group) {
		kfree(member);
		if (listener)
			put_listener(ha, listener);
		if (group)
			put_group(ha, group);
		return -ENOMEM;
	}
	member->group = group;
	member->listener = listener;
	member->hoa = b->hoa;
	member->until = jiffies + lifetime(ha);
	list_add_tail(&member->of_listener, &listener->members);
	list_add_tail_rcu(&member->of_group, &group->members);
	listener->count++;
	WRITE_ONCE(ha->groups.count, ha->groups.count + 1);
	return 0;
}

static int join(struct mip6_ha *ha, const struct mip6_binding *b, const struct in6_addr *addr)
{
	struct mip6_ha_listener *listener = find_listener(ha, &b->hoa);
	struct mip6_ha_member *member = listener ? find_member(listener, addr) : NULL;

	if (member && member->group->key.ifindex == b->ifindex) {
		WRITE_ONCE(member->until, jiffies + lifetime(ha));
		return 0;
	}
	/* Its home link has become another one. */
	if (member)
		end_member(ha, member);
	else if ((listener && listener->count >= MAX_OF_ONE) ||
		 ha->groups.count >= READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return -ENOSPC;
	return new_member(ha, b, addr);
}

int mip6_ha_group_join(struct mip6_ha *ha, const struct in6_addr *hoa, const struct in6_addr *addr)
{
	struct mip6_ha_groups *groups = &ha->groups;
	const struct mip6_bce *bce;
	int err = -ENOENT;

	spin_lock_bh(&groups->lock);
	/* Who ends a binding forgets its groups after that: asked here it is not too late. */
	bce = groups->closing ? NULL : mip6_bcache_home(ha->net, hoa);
	if (bce)
		err = join(ha, &bce->b, addr);
	spin_unlock_bh(&groups->lock);
	if (err == -ENOSPC)
		mip6_count(ha->net, MIP6_STAT_GROUPS_FULL);
	return err;
}

void mip6_ha_group_leave(struct mip6_ha *ha, const struct in6_addr *hoa,
			 const struct in6_addr *addr)
{
	struct mip6_ha_listener *listener;
	struct mip6_ha_member *member;

	spin_lock_bh(&ha->groups.lock);
	listener = find_listener(ha, hoa);
	member = listener ? find_member(listener, addr) : NULL;
	if (member)
		end_member(ha, member);
	spin_unlock_bh(&ha->groups.lock);
}

/* Ends memberships of a mobile node: all, or those whose time is over. Returns whether any is left. */
static bool end_members(struct mip6_ha *ha, struct mip6_ha_listener *listener, bool all)
{
	struct mip6_ha_member *member, *next;
	unsigned int left = listener->count;

	list_for_each_entry_safe(member, next, &listener->members, of_listener) {
		if (!all && time_before(jiffies, member->until))
			continue;
		end_member(ha, member);
		left--;
	}
	return left;
}

void mip6_ha_group_forget(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_ha_listener *listener;

	spin_lock_bh(&ha->groups.lock);
	listener = ha->groups.count ? find_listener(ha, hoa) : NULL;
	if (listener)
		end_members(ha, listener, true);
	spin_unlock_bh(&ha->groups.lock);
}

/*
 * Queries who was queried longest ago, if that was long enough ago. Returns false if it was not, or
 * there is nobody; @wait is set to how long that lasts, jiffies.
 */
static bool query_next(struct mip6_ha *ha, unsigned long *wait)
{
	unsigned long interval = query_interval(ha), ago;
	struct mip6_ha_groups *groups = &ha->groups;
	struct mip6_ha_listener *listener;
	bool due, ask = false;
	struct in6_addr hoa;

	spin_lock_bh(&groups->lock);
	listener = list_first_entry_or_null(&groups->listeners, struct mip6_ha_listener, turn);
	ago = listener ? jiffies - listener->queried : 0;
	due = listener && ago >= interval;
	*wait = listener && !due ? interval - ago : MAX_JIFFY_OFFSET;
	if (due) {
		hoa = listener->hoa;
		listener->queried = jiffies;
		list_move_tail(&listener->turn, &groups->listeners);
		ask = end_members(ha, listener, false);
	}
	spin_unlock_bh(&groups->lock);
	if (ask)
		mip6_ha_mld_query(ha, &hoa);
	return due;
}

static void work_fn(struct work_struct *work)
{
	struct mip6_ha *ha = container_of(to_delayed_work(work), struct mip6_ha, groups.work);
	unsigned long wait;

	while (query_next(ha, &wait))
		cond_resched();
	if (mip6_ha_upstream_settle(ha))
		wait = min_t(unsigned long, wait, AGAIN_INTERVAL);
	spin_lock_bh(&ha->groups.lock);
	if (!ha->groups.closing && wait != MAX_JIFFY_OFFSET)
		queue_delayed_work(system_wq, &ha->groups.work, wait);
	spin_unlock_bh(&ha->groups.lock);
}

static void tell(const struct mip6_ha *ha, const struct mip6_ha_member *member,
		 struct mip6_dev_group *out)
{
	unsigned long left = READ_ONCE(member->until) - jiffies;
	struct net_device *dev;

	out->hoa = member->hoa;
	out->group = member->group->key.addr;
	/* More than that is a time past. */
	out->left = left <= lifetime(ha) ? left / HZ : 0;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(ha->net, member->group->key.ifindex);
	if (dev)
		strscpy(out->ifname, dev->name, sizeof(out->ifname));
	rcu_read_unlock();
}

int mip6_ha_group_dump(struct mip6_ha *ha, u32 index, struct mip6_dev_group *out)
{
	struct mip6_ha_listener *listener;
	struct mip6_ha_member *member;
	int err = -ENOENT;

	spin_lock_bh(&ha->groups.lock);
	list_for_each_entry(listener, &ha->groups.listeners, turn) {
		if (index >= listener->count) {
			index -= listener->count;
			continue;
		}
		list_for_each_entry(member, &listener->members, of_listener) {
			if (index--)
				continue;
			tell(ha, member, out);
			err = 0;
			break;
		}
		break;
	}
	spin_unlock_bh(&ha->groups.lock);
	return err;
}

int mip6_ha_groups_init(struct mip6_ha *ha)
{
	struct mip6_ha_groups *groups = &ha->groups;
	int err;

	spin_lock_init(&groups->lock);
	INIT_LIST_HEAD(&groups->listeners);
	INIT_LIST_HEAD(&groups->todo);
	INIT_DELAYED_WORK(&groups->work, work_fn);
	err = rhashtable_init(&groups->by_key, &key_params);
	if (err)
		return err;
	err = rhashtable_init(&groups->by_hoa, &hoa_params);
	if (err)
		rhashtable_destroy(&groups->by_key);
	return err;
}

void mip6_ha_groups_free(struct mip6_ha *ha)
{
	rhashtable_destroy(&ha->groups.by_hoa);
	rhashtable_destroy(&ha->groups.by_key);
}

/* Ends all memberships of one of the mobile nodes; false when there are no more. */
static bool end_next(struct mip6_ha *ha)
{
	struct mip6_ha_listener *listener;

	spin_lock_bh(&ha->groups.lock);
	listener = list_first_entry_or_null(&ha->groups.listeners, struct mip6_ha_listener, turn);
	if (listener)
		end_members(ha, listener, true);
	spin_unlock_bh(&ha->groups.lock);
	return listener;
}

void mip6_ha_groups_exit(struct mip6_ha *ha)
{
	spin_lock_bh(&ha->groups.lock);
	ha->groups.closing = true;
	spin_unlock_bh(&ha->groups.lock);
	cancel_delayed_work_sync(&ha->groups.work);
	while (end_next(ha))
		cond_resched();
	mip6_ha_upstream_settle(ha);
}
