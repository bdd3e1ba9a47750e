// SPDX-License-Identifier: GPL-2.0
/*
 * What packets in and out of the tunnel go by: a picture of the home addresses that readers see
 * whole. A handover replaces it.
 */
#include "tunnel.h"

#include "clock.h"
#include "direct.h"
#include "handover.h"
#include "mn.h"
#include "seen.h"

#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/overflow.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/tcp.h>
#include <net/ipv6.h>

#include <mip6/hook.h>
#include <mip6/stats.h>
#include <mip6_tnl.h>
#include <mip6_way.h>
#include <mipv6_dev.h>

static void add_coa(struct mip6_mn_view_home *view, const struct in6_addr *coa)
{
	if (!ipv6_addr_any(coa) && !mip6_mn_tunnel_coa(view, coa))
		view->coas[view->ncoas++] = *coa;
}

static u64 draw(struct mip6_mn *mn, const struct mip6_mn_home *home,
		struct mip6_mn_view_home *view, u64 now)
{
	const struct mip6_mn_bul *bul = &home->bul;
	u64 next = MIP6_MN_NEVER;
	unsigned int i;

	view->hoa = home->hoa;
	view->agent = home->agent;
	view->away = home->at == MIP6_AT_AWAY;
	view->returning = home->returning;
	view->detecting = home->dad.phase == MIP6_MN_DAD_RUNNING;
	if (!view->away) {
		view->oif = home->at == MIP6_AT_HOME ? mip6_mn_home_ifindex(mn, home) : 0;
		return next;
	}
	if (bul->registered) {
		view->open = !home->returning;
		view->settled = view->open && mip6_mn_bul_settled(bul);
		/*
		 * What follows an update comes behind it. That is worth a try where nothing gets through
		 * from where we were.
		 */
		view->coa = mip6_mn_bul_ahead(bul) ? bul->coa : bul->reg_coa;
		view->oif = mip6_mn_bul_ahead(bul) ? bul->oif : bul->reg_oif;
		add_coa(view, &bul->reg_coa);
	} else if (!bul->deregister) {
		/*
		 * A home agent may tunnel before it answers, which it must not do before duplicate
		 * address detection is over. One that does not yet loses nothing that would get through.
		 */
		view->open = bul->phase == MIP6_MN_BUL_WAITING && bul->asked && !home->returning;
		view->coa = bul->coa;
		view->oif = bul->oif;
	}
	if (!bul->deregister)
		add_coa(view, &bul->coa);
	for (i = 0; i < MIP6_MN_RECENT_MAX; i++) {
		if (home->recent[i].until <= now)
			continue;
		add_coa(view, &home->recent[i].coa);
		next = min(next, home->recent[i].until);
	}
	return next;
}

static bool same(const struct mip6_mn_view *a, const struct mip6_mn_view *b)
{
	return a && a->count == b->count &&
	       !memcmp(a->homes, b->homes, array_size(a->count, sizeof(a->homes[0])));
}

/* The first home address that has a way to this home agent, or NULL. */
static const struct mip6_mn_view_home *find_open(const struct mip6_mn_view *view,
						 const struct in6_addr *agent)
{
	unsigned int i;

	for (i = 0; i < view->count; i++)
		if (view->homes[i].open && ipv6_addr_equal(&view->homes[i].agent, agent))
			return &view->homes[i];
	return NULL;
}

/*
 * Whether a home agent may have lost our groups with a home address, and has another one of ours.
 * Which of them they are by is for the home agent.
 */
static bool loses_groups(const struct mip6_mn_view *old, const struct mip6_mn_view *new)
{
	const struct mip6_mn_view_home *was;
	unsigned int i, j;

	for (i = 0; i < old->count; i++) {
		was = &old->homes[i];
		if (!was->open || !find_open(new, &was->agent))
			continue;
		for (j = 0; j < new->count; j++)
			if (new->homes[j].open && ipv6_addr_equal(&new->homes[j].hoa, &was->hoa) &&
			    ipv6_addr_equal(&new->homes[j].agent, &was->agent))
				break;
		if (j == new->count)
			return true;
	}
	return false;
}

static struct mip6_mn_view *new_view(unsigned int count)
{
	struct mip6_mn_view *view = kzalloc(struct_size(view, homes, count), GFP_KERNEL);

	if (!view)
		return NULL;
	view->ways = kcalloc(count, sizeof(*view->ways), GFP_KERNEL);
	if (!view->ways) {
		kfree(view);
		return NULL;
	}
	return view;
}

static void free_view(struct rcu_head *rcu)
{
	struct mip6_mn_view *view = container_of(rcu, struct mip6_mn_view, rcu);
	unsigned int i;

	for (i = 0; i < view->count; i++)
		mip6_tnl_way_release(&view->ways[i]);
	kfree(view->ways);
	kfree(view);
}

static void let_go(struct mip6_mn_view *view)
{
	if (view)
		call_rcu(&view->rcu, free_view);
}

u64 mip6_mn_tunnel_update(struct mip6_mn *mn, u64 now)
{
	struct mip6_mn_view *new, *old;
	const struct mip6_mn_home *home;
	u64 next = MIP6_MN_NEVER;
	unsigned int count = 0;
	bool rejoin;

	lockdep_assert_held(&mn->lock);
	list_for_each_entry(home, &mn->homes, list)
		count++;
	new = new_view(count);
	if (!new)
		return now + 1000;
	list_for_each_entry(home, &mn->homes, list)
		next = min(next, draw(mn, home, &new->homes[new->count++], now));

	old = rcu_dereference_protected(mn->view, lockdep_is_held(&mn->lock));
	if (same(old, new)) {
		free_view(&new->rcu);
		return next;
	}
	rejoin = old && loses_groups(old, new);
	rcu_assign_pointer(mn->view, new);
	let_go(old);
	if (rejoin)
		mip6_mn_tunnel_rejoin(mn);
	return next;
}

void mip6_mn_tunnel_close(struct mip6_mn *mn)
{
	struct mip6_mn_view *old;

	mutex_lock(&mn->lock);
	old = rcu_replace_pointer(mn->view, NULL, lockdep_is_held(&mn->lock));
	mutex_unlock(&mn->lock);
	let_go(old);
}

static const struct mip6_mn_view_home *find_home(const struct mip6_mn_view *view,
						 const struct in6_addr *hoa)
{
	unsigned int i;

	for (i = 0; view && i < view->count; i++)
		if (ipv6_addr_equal(&view->homes[i].hoa, hoa))
			return &view->homes[i];
	return NULL;
}

const struct mip6_mn_view_home *mip6_mn_tunnel_home(struct mip6_mn *mn,
						    const struct in6_addr *hoa)
{
	return find_home(rcu_dereference(mn->view), hoa);
}

const struct mip6_mn_view_home *mip6_mn_tunnel_agent(struct mip6_mn *mn,
						     const struct in6_addr *agent,
						     const struct in6_addr *coa)
{
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	unsigned int i;

	for (i = 0; view && i < view->count; i++)
		if (ipv6_addr_equal(&view->homes[i].agent, agent) &&
		    mip6_mn_tunnel_coa(&view->homes[i], coa))
			return &view->homes[i];
	return NULL;
}

bool mip6_mn_tunnel_coa(const struct mip6_mn_view_home *home, const struct in6_addr *coa)
{
	unsigned int i;

	for (i = 0; i < home->ncoas; i++)
		if (ipv6_addr_equal(&home->coas[i], coa))
			return true;
	return false;
}

/* Who uses a care-of address as a source wants no tunnel (RFC 6275 11.3.1). */
static int without_tunnel(struct mip6_mn *mn, const struct in6_addr *saddr,
			  struct mip6_tnl_ends *ends)
{
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	const struct mip6_mn_view_home *home;
	unsigned int i;

	for (i = 0; view && i < view->count; i++) {
		home = &view->homes[i];
		if (!home->away || !home->oif)
			continue;
		if (!ends->oif || mip6_mn_tunnel_coa(home, saddr))
			ends->oif = home->oif;
	}
	return ends->oif ? -EHOSTUNREACH : -EPERM;
}

/* Whether it is an answer that anybody gets from the stack itself: an error, an echo, a reset. */
static bool is_own_answer(const struct sk_buff *skb)
{
	const int at = skb_network_offset(skb) + sizeof(struct ipv6hdr);
	const struct icmp6hdr *icmp;
	const struct tcphdr *tcp;
	struct tcphdr buf;

	switch (ipv6_hdr(skb)->nexthdr) {
	case IPPROTO_ICMPV6:
		icmp = skb_header_pointer(skb, at, sizeof(*icmp), &buf);
		return !icmp || !(icmp->icmp6_type & ICMPV6_INFOMSG_MASK) ||
		       icmp->icmp6_type == ICMPV6_ECHO_REPLY;
	case IPPROTO_TCP:
		tcp = skb_header_pointer(skb, at, sizeof(*tcp), &buf);
		return !tcp || tcp->rst;
	}
	return false;
}

static int ends(void *priv, const struct sk_buff *skb, struct mip6_tnl_ends *ends)
{
	const struct ipv6hdr *inner = ipv6_hdr(skb);
	struct mip6_mn *mn = priv;
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	const struct mip6_mn_view_home *home = find_home(view, &inner->saddr);

	if (!home)
		return without_tunnel(mn, &inner->saddr, ends);
	ends->oif = home->oif;
	/* The default route is another one's, who is away. */
	if (!home->away && home->oif)
		return -EHOSTUNREACH;
	if (!home->open)
		return -EPERM;
	ends->saddr = home->coa;
	ends->daddr = home->agent;
	ends->way = &view->ways[home - view->homes];
	mip6_mn_direct_note(mn, home, &inner->daddr, inner->nexthdr,
			    is_own_answer(skb) ? MIP6_MN_SEEN_ANSWER : MIP6_MN_SEEN_OUT);
	mip6_count(mn->net, MIP6_STAT_ENCAPSULATIONS);
	return 0;
}

/*
 * 11.3.4, 10.4.3: what is joined on the tunnel device is told to each home agent, by messages that
 * are from a link-local address. They do not say for which home address: any will do.
 */
static bool link_out(void *priv, struct sk_buff *skb)
{
	struct mip6_mn *mn = priv;
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	const struct mip6_mn_view_home *home;
	struct mip6_tnl_ends ends;
	struct sk_buff *copy;
	bool any = false;
	unsigned int i;

	if (!view || !mip6_mld_type(skb))
		return false;
	for (i = 0; i < view->count; i++) {
		home = &view->homes[i];
		if (!home->open || find_open(view, &home->agent) != home)
			continue;
		any = true;
		copy = skb_clone(skb, GFP_ATOMIC);
		if (!copy)
			break;
		ends = (struct mip6_tnl_ends) {
			.saddr = home->coa, .daddr = home->agent, .oif = home->oif,
		};
		mip6_count(mn->net, MIP6_STAT_ENCAPSULATIONS);
		mip6_tnl_send(mn->tunnel, copy, &ends);
	}
	return any;
}

void mip6_mn_tunnel_rejoin(struct mip6_mn *mn)
{
	rtnl_lock();
	if (mn->tunnel->reg_state == NETREG_REGISTERED)
		call_netdevice_notifiers(NETDEV_RESEND_IGMP, mn->tunnel);
	rtnl_unlock();
}

/* 11.3.4: for groups that were joined by the tunnel, and the home agent's question which those are. */
static enum mip6_tnl_verdict rcv_group(struct mip6_mn *mn, const struct sk_buff *skb,
				       const struct ipv6hdr *outer, const struct ipv6hdr *inner)
{
	bool asks = ipv6_addr_type(&inner->saddr) & IPV6_ADDR_LINKLOCAL;

	if (!mip6_mn_tunnel_agent(mn, &outer->saddr, &outer->daddr))
		return MIP6_TNL_PASS;
	if (asks && !mip6_mld_type(skb))
		return MIP6_TNL_DROP;
	mip6_count(mn->net, MIP6_STAT_DECAPSULATIONS);
	return asks ? MIP6_TNL_ACCEPT_LINK : MIP6_TNL_ACCEPT;
}

/* 11.3.3: from the home agent, to where we are or have just been. */
static enum mip6_tnl_verdict rcv(void *priv, const struct sk_buff *skb,
				 const struct ipv6hdr *outer, const struct ipv6hdr *inner)
{
	struct mip6_mn *mn = priv;
	const struct mip6_mn_view_home *home = mip6_mn_tunnel_home(mn, &inner->daddr);

	if (ipv6_addr_is_multicast(&inner->daddr))
		return rcv_group(mn, skb, outer, inner);
	if (!home)
		return MIP6_TNL_PASS;
	if (!ipv6_addr_equal(&home->agent, &outer->saddr) ||
	    !mip6_mn_tunnel_coa(home, &outer->daddr)) {
		mip6_count(mn->net, MIP6_STAT_TUNNEL_DROP_SOURCE);
		return MIP6_TNL_DROP;
	}
	mip6_mn_direct_note(mn, home, &inner->saddr, inner->nexthdr, MIP6_MN_SEEN_IN);
	if (unlikely(READ_ONCE(mn->handovers.awaits)))
		mip6_mn_handover_packet(mn, &outer->daddr);
	mip6_count(mn->net, MIP6_STAT_DECAPSULATIONS);
	return MIP6_TNL_ACCEPT;
}

static bool owns(void *priv, const struct ipv6hdr *outer, const struct ipv6hdr *inner)
{
	const struct mip6_mn_view_home *home = mip6_mn_tunnel_home(priv, &inner->saddr);

	return home && ipv6_addr_equal(&home->agent, &outer->daddr) &&
	       mip6_mn_tunnel_coa(home, &outer->saddr);
}

const struct mip6_tnl_ops mip6_mn_tnl_ops = {
	.ends		= ends,
	.link_out	= link_out,
	.rcv		= rcv,
	.owns		= owns,
};
