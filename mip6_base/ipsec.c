// SPDX-License-Identifier: GPL-2.0
/*
 * IPsec of signalling: RFC 3776 and RFC 4877, with the kernel's XFRM.
 *
 * Messages are built as they are on the wire, with a home address option or a type 2 routing header; ESP goes
 * behind those. So the wire addresses decide on the route, and home addresses on policy. What comes in has its
 * home addresses back before ESP sees it (unwrap.c).
 */
#include "ipsec.h"

#include "netns.h"
#include "wire/mh.h"

#include <linux/err.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/pfkeyv2.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/xfrm.h>

#include <mip6/compat.h>
#include <mip6/mh.h>

enum {
	POLICIES_MAX	= 128,	/* moved at a time */
	UNHURRIED	= HZ,	/* what has probably not moved can wait, jiffies */
};

/**
 * struct waiting - a mobile node whose tunnels are to follow
 * @node: in mip6_moves.waiting, by home address
 * @move: where to
 * @failed: one of them could not
 */
struct waiting {
	struct hlist_node node;
	struct mip6_ipsec_move move;
	bool failed;
};

/**
 * struct policy - one that is to be moved
 * @sel: its selector
 * @if_id: its interface, 0: none
 * @dir: its direction
 * @count: how many of its tunnels
 * @tunnels: from where to where
 * @of: whose it is
 */
struct policy {
	struct xfrm_selector sel;
	u32 if_id;
	u8 dir;
	u8 count;
	struct xfrm_migrate tunnels[XFRM_MAX_DEPTH];
	struct waiting *of;
};

/**
 * struct search - the look for policies
 * @moves: of which nodes
 * @count: how many were found
 * @found: they
 */
struct search {
	struct hlist_head moves[MIP6_MOVES];
	unsigned int count;
	struct policy found[POLICIES_MAX];
};

static bool is_authentic(const struct xfrm_state *x)
{
	return x->aead || (x->aalg && x->props.aalgo != SADB_X_AALG_NULL);
}

static bool starts_at(const struct xfrm_state *x, u8 mode, const struct in6_addr *saddr)
{
	return x->props.mode == mode && x->props.family == AF_INET6 &&
	       ipv6_addr_equal(&x->props.saddr.in6, saddr);
}

bool mip6_ipsec_proves(const struct sk_buff *skb, const struct in6_addr *saddr,
		       const struct in6_addr *daddr)
{
	const struct sec_path *sp = skb_sec_path(skb);
	int i;

	for (i = 0; sp && i < sp->len; i++)
		if (starts_at(sp->xvec[i], XFRM_MODE_TRANSPORT, saddr) &&
		    ipv6_addr_equal(&sp->xvec[i]->id.daddr.in6, daddr) &&
		    is_authentic(sp->xvec[i]))
			return true;
	return false;
}
EXPORT_SYMBOL_NS_GPL(mip6_ipsec_proves, MIP6);

bool mip6_ipsec_tunnels(const struct sk_buff *skb, const struct in6_addr *saddr)
{
	const struct sec_path *sp = skb_sec_path(skb);
	int i;

	for (i = 0; sp && i < sp->len; i++)
		if (starts_at(sp->xvec[i], XFRM_MODE_TUNNEL, saddr))
			return true;
	return false;
}
EXPORT_SYMBOL_NS_GPL(mip6_ipsec_tunnels, MIP6);

struct dst_entry *mip6_ipsec_apply(struct net *net, struct dst_entry *dst,
				   const struct mip6_mh_path *path, u8 proto, u8 type)
{
	/* Without the interface: a tunnel of IPsec has a way of its own. */
	struct flowi6 fl6 = {
		.daddr		= path->daddr,
		.saddr		= path->saddr,
		.flowi6_proto	= proto,
	};

	if (proto == MIP6_MH_PROTO)
		fl6.fl6_mh_type = type;
	else
		fl6.fl6_icmp_type = type;
	return xfrm_lookup(net, dst, flowi6_to_flowi(&fl6), NULL, 0);
}

bool mip6_ipsec_used(struct net *net)
{
	return READ_ONCE(net->xfrm.policy_count[XFRM_POLICY_OUT]);
}
EXPORT_SYMBOL_NS_GPL(mip6_ipsec_used, MIP6);

bool mip6_ipsec_wanted(struct net *net, const struct in6_addr *saddr, const struct in6_addr *daddr)
{
	struct mip6_mh_path path = { .saddr = *saddr, .daddr = *daddr };
	struct flowi6 fl6 = { .saddr = *saddr, .daddr = *daddr };
	struct dst_entry *dst;
	bool wanted;

	if (!mip6_ipsec_used(net))
		return false;
	dst = ip6_route_output(net, NULL, &fl6);
	dst = mip6_ipsec_apply(net, dst, &path, MIP6_MH_PROTO, MIP6_MH_BA);
	if (IS_ERR(dst))
		return mip6_ipsec_lacks_sa(PTR_ERR(dst));
	wanted = dst->xfrm && dst->xfrm->props.mode == XFRM_MODE_TRANSPORT;
	dst_release(dst);
	return wanted;
}
EXPORT_SYMBOL_NS_GPL(mip6_ipsec_wanted, MIP6);

/* A tunnel to or from the home agent whose other end is not where the mobile node is. */
static bool is_behind(const struct xfrm_tmpl *tmpl, const struct mip6_ipsec_move *move, bool to_agent)
{
	const struct in6_addr *src = &tmpl->saddr.in6, *dst = &tmpl->id.daddr.in6;

	return tmpl->mode == XFRM_MODE_TUNNEL && tmpl->encap_family == AF_INET6 &&
	       ipv6_addr_equal(to_agent ? dst : src, &move->agent) &&
	       !ipv6_addr_equal(to_agent ? src : dst, &move->coa);
}

static void plan(struct policy *policy, const struct xfrm_tmpl *tmpl,
		 const struct mip6_ipsec_move *move, bool to_agent)
{
	struct xfrm_migrate *tunnel = &policy->tunnels[policy->count++];

	*tunnel = (struct xfrm_migrate) {
		.old_daddr = tmpl->id.daddr, .old_saddr = tmpl->saddr, .old_family = AF_INET6,
		.new_daddr = tmpl->id.daddr, .new_saddr = tmpl->saddr, .new_family = AF_INET6,
		.proto = tmpl->id.proto, .mode = tmpl->mode, .reqid = tmpl->reqid,
	};
	if (to_agent)
		tunnel->new_saddr.in6 = move->coa;
	else
		tunnel->new_daddr.in6 = move->coa;
}

static struct waiting *find(struct hlist_head *moves, const struct in6_addr *hoa)
{
	struct waiting *waiting;

	hlist_for_each_entry(waiting, &moves[ipv6_addr_hash(hoa) % MIP6_MOVES], node)
		if (ipv6_addr_equal(&waiting->move.hoa, hoa))
			return waiting;
	return NULL;
}

/* Whose a policy is: its selector is about a home address alone. */
static struct waiting *owner(struct search *search, const struct xfrm_selector *sel, bool *to_agent)
{
	struct waiting *waiting = NULL;

	if (sel->prefixlen_s == 128)
		waiting = find(search->moves, &sel->saddr.in6);
	*to_agent = waiting;
	if (!waiting && sel->prefixlen_d == 128)
		waiting = find(search->moves, &sel->daddr.in6);
	return waiting && !waiting->failed ? waiting : NULL;
}

/* Under the lock of policies: what is found is moved when all have been looked at. */
static int look_at(struct xfrm_policy *pol, int dir, int seq, void *priv)
{
	struct search *search = priv;
	struct policy *policy = &search->found[search->count];
	struct waiting *of;
	bool to_agent;
	int i;

	if (dir >= XFRM_POLICY_MAX || pol->selector.family != AF_INET6)
		return 0;
	of = owner(search, &pol->selector, &to_agent);
	if (!of)
		return 0;
	memset(policy, 0, sizeof(*policy));
	for (i = 0; i < pol->xfrm_nr; i++)
		if (is_behind(&pol->xfrm_vec[i], &of->move, to_agent))
			plan(policy, &pol->xfrm_vec[i], &of->move, to_agent);
	if (!policy->count)
		return 0;
	policy->sel = pol->selector;
	policy->if_id = pol->if_id;
	policy->dir = dir;
	policy->of = of;
	return ++search->count == POLICIES_MAX ? -ENOSPC : 0;
}

static void migrate(struct net *net, struct policy *policy)
{
	const struct mip6_ipsec_move *move = &policy->of->move;
	struct xfrm_kmaddress ends = { .family = AF_INET6 };
	int err;

	ends.local.in6 = move->local ? move->coa : move->agent;
	ends.remote.in6 = move->local ? move->agent : move->coa;
	err = mip6_xfrm_migrate(&policy->sel, policy->dir, policy->tunnels, policy->count,
				move->keymgm ? &ends : NULL, net, policy->if_id);
	if (!err)
		return;
	policy->of->failed = true;
	net_info_ratelimited("IPsec tunnel of %pI6c did not follow to %pI6c: error %d\n",
			     &move->hoa, &move->coa, err);
}

/* Returns whether there may be more. */
static bool follow(struct net *net, struct search *search)
{
	struct xfrm_policy_walk walk;
	unsigned int i;

	search->count = 0;
	/* As whoever else changes policies and SAs: what was found does not go meanwhile. */
	mutex_lock(&net->xfrm.xfrm_cfg_mutex);
	xfrm_policy_walk_init(&walk, XFRM_POLICY_TYPE_MAIN);
	xfrm_policy_walk(net, &walk, look_at, search);
	xfrm_policy_walk_done(&walk, net);
	for (i = 0; i < search->count; i++)
		migrate(net, &search->found[i]);
	mutex_unlock(&net->xfrm.xfrm_cfg_mutex);
	return search->count == POLICIES_MAX;
}

static void forget(struct hlist_head *moves)
{
	struct waiting *waiting;
	struct hlist_node *next;
	unsigned int i;

	for (i = 0; i < MIP6_MOVES; i++)
		hlist_for_each_entry_safe(waiting, next, &moves[i], node)
			kfree(waiting);
}

static void work(struct work_struct *work)
{
	struct mip6_moves *moves = container_of(to_delayed_work(work), struct mip6_moves, work);
	struct mip6_net *mnet = container_of(moves, struct mip6_net, moves);
	struct search *search = kvmalloc(sizeof(*search), GFP_KERNEL);
	unsigned int i;

	if (!search) {
		schedule_delayed_work(&moves->work, UNHURRIED);
		return;
	}
	spin_lock_bh(&moves->lock);
	for (i = 0; i < MIP6_MOVES; i++)
		hlist_move_list(&moves->waiting[i], &search->moves[i]);
	spin_unlock_bh(&moves->lock);
	while (!READ_ONCE(mnet->closing) && follow(mnet->net, search))
		cond_resched();
	forget(search->moves);
	kvfree(search);
}

/* Lock held. Of a node's moves the last one counts. */
static bool enqueue(struct mip6_moves *moves, const struct mip6_ipsec_move *move)
{
	struct waiting *waiting = find(moves->waiting, &move->hoa);

	if (!waiting) {
		waiting = kzalloc(sizeof(*waiting), GFP_ATOMIC);
		if (!waiting)
			return false;
		hlist_add_head(&waiting->node,
			       &moves->waiting[ipv6_addr_hash(&move->hoa) % MIP6_MOVES]);
	}
	waiting->move = *move;
	return true;
}

void mip6_ipsec_move(struct net *net, const struct mip6_ipsec_move *move, bool urgent)
{
	struct mip6_net *mnet = mip6_net(net);
	struct mip6_moves *moves = &mnet->moves;

	/* Where nobody uses it, it costs nothing. */
	if (!mip6_ipsec_used(net))
		return;
	spin_lock_bh(&moves->lock);
	if (!READ_ONCE(mnet->closing) && enqueue(moves, move)) {
		if (urgent)
			mod_delayed_work(system_wq, &moves->work, 0);
		else
			schedule_delayed_work(&moves->work, UNHURRIED);
	}
	spin_unlock_bh(&moves->lock);
}
EXPORT_SYMBOL_NS_GPL(mip6_ipsec_move, MIP6);

void mip6_ipsec_net_init(struct mip6_net *mnet)
{
	spin_lock_init(&mnet->moves.lock);
	INIT_DELAYED_WORK(&mnet->moves.work, work);
}

void mip6_ipsec_net_exit(struct mip6_net *mnet)
{
	/* Who saw that it is not closing yet has queued what there is. */
	spin_lock_bh(&mnet->moves.lock);
	spin_unlock_bh(&mnet->moves.lock);
	cancel_delayed_work_sync(&mnet->moves.work);
	forget(mnet->moves.waiting);
}
