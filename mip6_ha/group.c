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
#include "query.h"
#include "role.h"
#include "upstream.h"

#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/stats.h>

enum {
	MAX_OF_ONE	= 32,		/* groups of a mobile node */
	MAX_OF_GROUP	= 256,		/* its members: softirq sends a packet to all of them at once */
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

unsigned long mip6_ha_group_lifetime(const struct mip6_ha *ha)
{
	unsigned long interval = READ_ONCE(ha->groups.interval);

	return MIP6_HA_ROBUSTNESS * interval +
	       msecs_to_jiffies(mip6_ha_mld_response_ms(interval / HZ));
}

struct mip6_ha_group *mip6_ha_group_find(struct mip6_ha *ha, const struct in6_addr *addr,
					 int ifindex)
{
	struct mip6_ha_group_key key = { .addr = *addr, .ifindex = ifindex };

	return rhashtable_lookup_fast(&ha->groups.by_key, &key, key_params);
}

void mip6_ha_group_wake(struct mip6_ha *ha)
{
	lockdep_assert_held(&ha->groups.lock);
	/* Unbound: it waits for the rtnl lock. */
	if (!ha->groups.closing)
		mod_delayed_work(system_unbound_wq, &ha->groups.work, 0);
}

void mip6_ha_group_look_after(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	lockdep_assert_held(&ha->groups.lock);
	if (list_empty(&group->todo))
		list_add_tail(&group->todo, &ha->groups.todo);
	mip6_ha_group_wake(ha);
}

static struct mip6_ha_group *get_group(struct mip6_ha *ha, const struct in6_addr *addr, int ifindex)
{
	struct mip6_ha_group *group = mip6_ha_group_find(ha, addr, ifindex);
	struct mip6_ha_groups *groups = &ha->groups;

	lockdep_assert_held(&groups->lock);
	if (group)
		return group->count < MAX_OF_GROUP ? group : ERR_PTR(-ENOSPC);
	/* Those that are gone and not left yet are bounded too, but members can move by them. */
	if (groups->objects >= 2 * READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return ERR_PTR(-ENOSPC);
	group = kzalloc(sizeof(*group), GFP_ATOMIC);
	if (!group)
		return ERR_PTR(-ENOMEM);
	group->key.addr = *addr;
	group->key.ifindex = ifindex;
	INIT_LIST_HEAD(&group->members);
	INIT_LIST_HEAD(&group->todo);
	if (rhashtable_insert_fast(&groups->by_key, &group->node, key_params)) {
		/* It may have been seen. */
		kfree_rcu(group, rcu);
		return ERR_PTR(-ENOMEM);
	}
	groups->objects++;
	list_add_tail(&group->all, &groups->all);
	mip6_ha_group_look_after(ha, group);
	return group;
}

void mip6_ha_group_free(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	lockdep_assert_held(&ha->groups.lock);
	list_del(&group->all);
	list_del(&group->todo);
	ha->groups.objects--;
	kfree_rcu(group, rcu);
}

static void put_group(struct mip6_ha *ha, struct mip6_ha_group *group)
{
	lockdep_assert_held(&ha->groups.lock);
	if (group->count)
		return;
	rhashtable_remove_fast(&ha->groups.by_key, &group->node, key_params);
	group->gone = true;
	if (group->joined || group->busy)
		mip6_ha_group_look_after(ha, group);
	else
		mip6_ha_group_free(ha, group);
}

static struct mip6_ha_listener *find_listener(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	lockdep_assert_held(&ha->groups.lock);
	return rhashtable_lookup_fast(&ha->groups.by_hoa, hoa, hoa_params);
}

static struct mip6_ha_listener *get_listener(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_ha_listener *listener = find_listener(ha, hoa);

	lockdep_assert_held(&ha->groups.lock);
	if (listener)
		return listener;
	listener = kzalloc(sizeof(*listener), GFP_ATOMIC);
	if (!listener)
		return NULL;
	listener->hoa = *hoa;
	INIT_LIST_HEAD(&listener->members);
	if (rhashtable_insert_fast(&ha->groups.by_hoa, &listener->node, hoa_params)) {
		kfree(listener);
		return NULL;
	}
	mip6_ha_query_begin(ha, listener);
	return listener;
}

static void put_listener(struct mip6_ha *ha, struct mip6_ha_listener *listener)
{
	lockdep_assert_held(&ha->groups.lock);
	if (listener->count)
		return;
	rhashtable_remove_fast(&ha->groups.by_hoa, &listener->node, hoa_params);
	list_del(&listener->queue);
	kfree_rcu(listener, rcu);
}

/* Leaves the listener, even without any. */
static void end_member(struct mip6_ha *ha, struct mip6_ha_member *member)
{
	struct mip6_ha_groups *groups = &ha->groups;

	lockdep_assert_held(&groups->lock);
	list_del_rcu(&member->of_group);
	list_del(&member->of_listener);
	list_del(&member->in_order);
	list_del(&member->by_age);
	groups->shown = NULL;
	member->listener->count--;
	member->group->count--;
	WRITE_ONCE(groups->count, groups->count - 1);
	put_group(ha, member->group);
	kfree_rcu(member, rcu);
}

void mip6_ha_group_end(struct mip6_ha *ha, struct mip6_ha_member *member)
{
	struct mip6_ha_listener *listener = member->listener;

	end_member(ha, member);
	put_listener(ha, listener);
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

static void add_member(struct mip6_ha *ha, struct mip6_ha_member *member,
		       struct mip6_ha_listener *listener, struct mip6_ha_group *group)
{
	struct mip6_ha_groups *groups = &ha->groups;

	member->group = group;
	member->listener = listener;
	member->hoa = listener->hoa;
	member->heard = jiffies;
	list_add_tail(&member->of_listener, &listener->members);
	list_add_tail(&member->in_order, &groups->members);
	list_add_tail(&member->by_age, &groups->by_age);
	list_add_tail_rcu(&member->of_group, &group->members);
	listener->count++;
	group->count++;
	WRITE_ONCE(groups->count, groups->count + 1);
}

static int new_member(struct mip6_ha *ha, const struct mip6_binding *b, const struct in6_addr *addr)
{
	struct mip6_ha_group *group = get_group(ha, addr, b->ifindex);
	struct mip6_ha_listener *listener;
	struct mip6_ha_member *member;

	lockdep_assert_held(&ha->groups.lock);
	if (IS_ERR(group))
		return PTR_ERR(group);
	listener = get_listener(ha, &b->hoa);
	member = kzalloc(sizeof(*member), GFP_ATOMIC);
	if (!member || !listener) {
		kfree(member);
		if (listener)
			put_listener(ha, listener);
		put_group(ha, group);
		return -ENOMEM;
	}
	add_member(ha, member, listener, group);
	return 0;
}

static int join(struct mip6_ha *ha, const struct mip6_binding *b, const struct in6_addr *addr)
{
	struct mip6_ha_listener *listener = find_listener(ha, &b->hoa);
	struct mip6_ha_member *member = listener ? find_member(listener, addr) : NULL;
	int err;

	if (member && member->group->key.ifindex == b->ifindex) {
		WRITE_ONCE(member->heard, jiffies);
		list_move_tail(&member->by_age, &ha->groups.by_age);
		return 0;
	}
	/* Its home link has become another one. */
	if (member)
		end_member(ha, member);
	else if ((listener && listener->count >= MAX_OF_ONE) ||
		 ha->groups.count >= READ_ONCE(mip6_conf(ha->net)->max_group_members))
		return -ENOSPC;
	err = new_member(ha, b, addr);
	listener = err ? find_listener(ha, &b->hoa) : NULL;
	if (listener)
		put_listener(ha, listener);
	return err;
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

static struct mip6_ha_member *find_membership(struct mip6_ha *ha, const struct in6_addr *hoa,
					      const struct in6_addr *addr)
{
	const struct mip6_ha_listener *listener = find_listener(ha, hoa);

	return listener ? find_member(listener, addr) : NULL;
}

void mip6_ha_group_leave(struct mip6_ha *ha, const struct in6_addr *hoa,
			 const struct in6_addr *addr)
{
	struct mip6_ha_member *member;

	spin_lock_bh(&ha->groups.lock);
	member = find_membership(ha, hoa, addr);
	if (member)
		mip6_ha_group_end(ha, member);
	spin_unlock_bh(&ha->groups.lock);
}

void mip6_ha_group_doubt(struct mip6_ha *ha, const struct in6_addr *hoa,
			 const struct in6_addr *addr)
{
	struct mip6_ha_member *member;

	spin_lock_bh(&ha->groups.lock);
	member = find_membership(ha, hoa, addr);
	if (member)
		mip6_ha_query_doubt(ha, member);
	spin_unlock_bh(&ha->groups.lock);
}

void mip6_ha_group_move(struct mip6_ha *ha, const struct in6_addr *hoa, bool away)
{
	struct mip6_ha_member *member, *next;
	struct mip6_ha_listener *listener;
	const struct mip6_bce *bce;
	struct in6_addr addr;

	if (!READ_ONCE(ha->groups.count))
		return;
	spin_lock_bh(&ha->groups.lock);
	listener = find_listener(ha, hoa);
	bce = listener ? mip6_bcache_home(ha->net, hoa) : NULL;
	if (!bce)
		goto out;
	if (away)
		mip6_ha_query_moved(ha, listener);
	list_for_each_entry_safe(member, next, &listener->members, of_listener) {
		addr = member->group->key.addr;
		/* If that fails the listener may be gone. */
		if (member->group->key.ifindex != READ_ONCE(bce->b.ifindex) &&
		    join(ha, &bce->b, &addr))
			break;
	}
out:
	spin_unlock_bh(&ha->groups.lock);
}

static void end_all(struct mip6_ha *ha, struct mip6_ha_listener *listener)
{
	struct mip6_ha_member *member, *next;

	list_for_each_entry_safe(member, next, &listener->members, of_listener)
		end_member(ha, member);
	put_listener(ha, listener);
}

void mip6_ha_group_forget(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_ha_listener *listener;

	spin_lock_bh(&ha->groups.lock);
	listener = ha->groups.count ? find_listener(ha, hoa) : NULL;
	if (listener)
		end_all(ha, listener);
	spin_unlock_bh(&ha->groups.lock);
}

int mip6_ha_groups_init(struct mip6_ha *ha)
{
	struct mip6_ha_groups *groups = &ha->groups;
	int err;

	spin_lock_init(&groups->lock);
	INIT_LIST_HEAD(&groups->members);
	INIT_LIST_HEAD(&groups->by_age);
	INIT_LIST_HEAD(&groups->doubted);
	INIT_LIST_HEAD(&groups->all);
	INIT_LIST_HEAD(&groups->todo);
	mip6_ha_query_init(ha);
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
	struct mip6_ha_member *member;

	spin_lock_bh(&ha->groups.lock);
	member = list_first_entry_or_null(&ha->groups.members, struct mip6_ha_member, in_order);
	if (member)
		end_all(ha, member->listener);
	spin_unlock_bh(&ha->groups.lock);
	return member;
}

void mip6_ha_groups_flush(struct mip6_ha *ha)
{
	while (end_next(ha))
		cond_resched();
}

void mip6_ha_groups_exit(struct mip6_ha *ha)
{
	spin_lock_bh(&ha->groups.lock);
	ha->groups.closing = true;
	spin_unlock_bh(&ha->groups.lock);
	cancel_delayed_work_sync(&ha->groups.work);
	mip6_ha_groups_flush(ha);
	while (mip6_ha_upstream_settle(ha) != MAX_JIFFY_OFFSET)
		cond_resched();
}
