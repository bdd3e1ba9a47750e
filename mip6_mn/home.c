// SPDX-License-Identifier: GPL-2.0
/*
 * Where a home address is: at home, away, or on the way back (RFC 6275 11.5).
 */
#include "home.h"

#include "clock.h"
#include "hoa.h"
#include "homes.h"
#include "mn.h"
#include "nd.h"
#include "renumber.h"
#include "route.h"
#include "tell.h"
#include "tunnel.h"

#include <linux/netdevice.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/ipsec.h>
#include <mip6/stats.h>
#include <mipv6_dev.h>
#include <wire/mh.h>
#include <wire/rules.h>

enum {
	SEEK_MS		= 1000,	/* RETRANS_TIMER */
	SEEKS		= 3,
	ANNOUNCES	= 3,	/* MAX_NEIGHBOR_ADVERTISEMENT */
	ANNOUNCE_MS	= 1000,
	RENEW_MIN_MS	= 5000,	/* anybody can forge an error */
	ROUTE_MS	= 200,	/* the stack looks at an advertisement after us */
};

/* The router that is current on the home interface; false if there is none. */
static bool home_iface_router(struct mip6_mn *mn, const struct mip6_mn_home *home, u64 now,
			      struct mip6_mn_router *router)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	if (!ifc || !ifc->up)
		return false;
	/* We are well where we are, and there will be no return while it comes and goes. */
	if (mip6_mn_iface_held(ifc, now) && home->at == MIP6_AT_AWAY && !home->returning &&
	    mip6_mn_bul_settled(&home->bul) && home->bul.oif != ifc->ifindex)
		return false;
	spin_lock_bh(&mn->facts);
	*router = ifc->cur;
	spin_unlock_bh(&mn->facts);
	return router->valid;
}

int mip6_mn_home_ifindex(struct mip6_mn *mn, const struct mip6_mn_home *home)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	return ifc ? ifc->ifindex : 0;
}

static void hold(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	int err = mip6_mn_hoa_hold(mn, home);

	if (err && err != home->err)
		net_warn_ratelimited("%pI6c on %s: %d\n", &home->hoa, home->ifname, err);
	home->err = err;
}

static void leave(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	mip6_log(mn->net, 1, "%pI6c is away from home\n", &home->hoa);
	mip6_mn_tell_away(mn, home);
	if (home->at != MIP6_AT_AWAY)
		home->at_since = now;
	home->at = MIP6_AT_AWAY;
	home->returning = false;
	home->announces = 0;
	mip6_mn_dad_stop(mn, home);
	mip6_mn_bul_interrupt(home);
	mip6_mn_route_update(mn);
	/* From now on nothing leaves with the home address but through the tunnel. */
	mip6_mn_tunnel_update(mn, now);
	hold(mn, home);
	mip6_mn_route_off_link(mn, home);
}

static void arrive_home(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	bool was_away = home->at == MIP6_AT_AWAY;

	mip6_log(mn->net, 1, "%pI6c is at home\n", &home->hoa);
	home->at = MIP6_AT_HOME;
	home->doubted = false;
	home->at_since = now;
	home->returning = false;
	mip6_mn_tell_home(mn, home, true);
	memset(home->recent, 0, sizeof(home->recent));
	mip6_mn_bul_forget(home);
	hold(mn, home);
	if (!was_away)
		return;
	mip6_mn_route_update(mn);
	mip6_mn_tunnel_update(mn, now);
	home->announces = ANNOUNCES;
	home->announce_at = now;
}

/* 11.5.5: neighbours learn that the home address is here again, and not at the home agent. */
static u64 announce_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	int ifindex = mip6_mn_home_ifindex(mn, home);
	struct in6_addr linklocal;

	if (!home->announces)
		return MIP6_MN_NEVER;
	if (now < home->announce_at)
		return home->announce_at;
	mip6_mn_nd_announce(mn->net, ifindex, &home->hoa);
	/* With the L flag the home agent may have defended this one too. */
	if (mip6_mn_iface_linklocal(mn->net, ifindex, &linklocal) &&
	    !memcmp(&linklocal.s6_addr[8], &home->hoa.s6_addr[8], 8))
		mip6_mn_nd_announce(mn->net, ifindex, &linklocal);
	home->announce_at = now + ANNOUNCE_MS;
	return --home->announces ? home->announce_at : MIP6_MN_NEVER;
}

static void begin_return(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct mip6_mn_router *router, u64 now)
{
	mip6_log(mn->net, 1, "%pI6c is on its home link\n", &home->hoa);
	mip6_mn_tell_home(mn, home, false);
	mip6_count(mn->net, MIP6_STAT_HANDOVERS);
	home->returning = true;
	home->seeks = 0;
	home->seek_at = now;
	/* The home link itself says what is valid. */
	mip6_mn_prefix_forget(home);
	/* 11.5.5: the address is not used for anything else until that is done. */
	mip6_mn_tunnel_update(mn, now);
	hold(mn, home);
	home->agent_seen = ipv6_addr_equal(&router->global, &home->agent) && router->lladdr_len &&
			   mip6_mn_nd_learn(mn->net, mip6_mn_home_ifindex(mn, home), &home->agent,
					    router->lladdr, router->lladdr_len);
}

/* Finds the home agent on the link. Returns true when that is done with, well or not. */
static bool seek_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now, u64 *next)
{
	if (home->agent_seen)
		return true;
	if (now >= home->seek_at) {
		/* Nobody: then it has to be resolved like any other neighbour. */
		if (home->seeks == SEEKS)
			return true;
		mip6_mn_nd_seek(mn->net, mip6_mn_home_ifindex(mn, home), &home->hoa);
		home->seeks++;
		home->seek_at = now + SEEK_MS;
	}
	*next = home->seek_at;
	return false;
}

/* Whether nobody holds the address for us (any more), as far as can be known. */
static bool is_unheld(const struct mip6_mn_bul *bul)
{
	return !bul->known || (!bul->registered && bul->deregister && bul->asked &&
			       (u16)(bul->seq - bul->first_seq) >= SEEKS);
}

static u64 step_detecting(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	u64 next = now;

	switch (mip6_mn_dad_step(mn, home, now, &next)) {
	case MIP6_MN_DAD_FREE:
		arrive_home(mn, home, now);
		return announce_step(mn, home, now);
	case MIP6_MN_DAD_AGAIN:
		/* Not as when we came: who has the address may not be the home agent. */
		home->agent_seen = true;
		break;
	case MIP6_MN_DAD_BUSY:
		break;
	}
	return next;
}

static u64 step_returning(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	u64 next = MIP6_MN_NEVER;

	/* 11.5.5: then somebody else may have it. */
	if (home->dad.phase == MIP6_MN_DAD_NONE && is_unheld(bul))
		mip6_mn_dad_begin(mn, home, now);
	if (home->dad.phase != MIP6_MN_DAD_NONE)
		return step_detecting(mn, home, now);
	if (!bul->deregister) {
		if (!seek_step(mn, home, now, &next))
			return next;
		mip6_mn_bul_deregister(mn, home, mip6_mn_home_ifindex(mn, home), now);
	}
	return mip6_mn_bul_step(mn, home, now);
}

static u64 step_home(struct mip6_mn *mn, struct mip6_mn_home *home,
		     const struct mip6_mn_router *router, u64 now)
{
	if (home->at == MIP6_AT_UNKNOWN)
		arrive_home(mn, home, now);
	if (home->at == MIP6_AT_HOME && home->prefixes.ended) {
		/* Its prefix is back. */
		mip6_mn_prefix_forget(home);
		hold(mn, home);
	}
	if (home->at == MIP6_AT_HOME)
		return announce_step(mn, home, now);
	if (!home->returning)
		begin_return(mn, home, router, now);
	return step_returning(mn, home, now);
}

/*
 * Carrier or router were lost and are back. If we are still where the home agent thinks, no update
 * tells it that we can be reached again; it may have given up our groups, for want of answers.
 */
static u64 resume(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	const struct mip6_mn_bul *bul = &home->bul;

	if (!home->stranded)
		return MIP6_MN_NEVER;
	if (mip6_mn_bul_settled(bul)) {
		if (!mip6_mn_iface_leads(mn->net, bul->oif, &home->agent, 0))
			return now + ROUTE_MS;
		mip6_mn_tunnel_rejoin(mn);
	}
	home->stranded = false;
	return MIP6_MN_NEVER;
}

/* On its home link still, as far as is known, where it would answer for the home address. */
static bool may_be_home(struct mip6_mn *mn, const struct mip6_mn_home *home,
			const struct mip6_mn_coa *coa)
{
	const struct mip6_mn_iface *ifc = mip6_mn_iface_find(mn, home->ifname);

	return ifc && ifc->up && home->at != MIP6_AT_AWAY &&
	       mip6_rules_prefix_equal(&coa->addr, &home->hoa, home->plen);
}

static u64 step_away(struct mip6_mn *mn, struct mip6_mn_home *home, bool elsewhere, u64 now)
{
	struct mip6_mn_bul *bul = &home->bul;
	u64 next = MIP6_MN_NEVER;
	struct mip6_mn_coa coa;
	bool found;

	found = mip6_mn_iface_coa(mn, home, now, &coa, &next);
	if (found && !elsewhere && may_be_home(mn, home, &coa))
		found = false;
	if (home->at != MIP6_AT_AWAY || home->returning) {
		/* No router heard at all is no sign of having left. */
		if (!found && !elsewhere)
			return min(next, home->dad.phase != MIP6_MN_DAD_NONE ?
					 step_detecting(mn, home, now) :
					 mip6_mn_bul_step(mn, home, now));
		leave(mn, home, now);
	}
	if (found && ipv6_addr_any(&home->agent))
		next = min(next, mip6_mn_dhaad_step(mn, home, &coa, now));
	else if (found && (bul->deregister || !ipv6_addr_equal(&bul->coa, &coa.addr) ||
			   bul->oif != coa.ifindex))
		mip6_mn_bul_register(mn, home, &coa, now);
	/* Without a care-of address there is nothing to say, nor a place to say it from. */
	if (!found) {
		home->stranded = true;
		return min(next, mip6_mn_bul_expire(mn, home, now));
	}
	mip6_mn_route_agent(mn, home);
	next = min(next, resume(mn, home, now));
	next = min(next, mip6_mn_bul_step(mn, home, now));
	return min(next, mip6_mn_mps_step(mn, home, now));
}

u64 mip6_mn_home_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	struct mip6_mn_router router;
	u64 next = MIP6_MN_NEVER;
	bool heard;

	lockdep_assert_held(&mn->lock);
	/* One that is about to be probed for is not used before. */
	if (!home->returning || !is_unheld(&home->bul))
		hold(mn, home);
	heard = home_iface_router(mn, home, now, &router);
	if (heard && mip6_mn_router_on_link(&router, &home->hoa, home->plen))
		return step_home(mn, home, &router, now);
	if (mip6_mn_renumber_gone(mn, home, heard ? &router : NULL))
		return MIP6_MN_NEVER;
	if (mip6_mn_prefix_over(home, now) && mip6_mn_renumber_over(mn, home, now, &next))
		return next;
	return step_away(mn, home, heard, now);
}

static void renew(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	if (home->returning || (home->renewed && now < home->renewed + RENEW_MIN_MS))
		return;
	home->renewed = now;
	mip6_mn_bul_renew(mn, home, now);
}

/* RFC 3776 3.2: the ends of IPsec tunnels follow. */
static void moved(struct mip6_mn *mn, const struct mip6_mn_home *home, const struct in6_addr *coa,
		  bool keymgm)
{
	struct mip6_ipsec_move move = {
		.hoa = home->hoa, .coa = *coa, .agent = home->bul.peer, .local = true,
		.keymgm = keymgm,
	};

	mip6_ipsec_move(mn->net, &move, true);
}

static void take_ack(struct mip6_mn *mn, struct mip6_mn_home *home, const struct mip6_mn_ack *ack,
		     u64 now)
{
	switch (mip6_mn_bul_ack(mn, home, ack, ack->at)) {
	case MIP6_MN_BUL_UNKNOWN:
		moved(mn, home, &home->hoa, false);
		/* Who had nothing to delete has not defended the address either. */
		if (home->returning)
			mip6_mn_dad_begin(mn, home, now);
		mip6_mn_tunnel_rejoin(mn);
		break;
	case MIP6_MN_BUL_ENDED:
		moved(mn, home, &home->hoa, ack->keymgm);
		if (home->returning)
			arrive_home(mn, home, now);
		/* Of several home addresses there this one may have been who had the groups. */
		mip6_mn_tunnel_rejoin(mn);
		break;
	case MIP6_MN_BUL_REFUSAL:
		/* 11.4.1: of several home agents the next one may be willing. */
		if (ipv6_addr_any(&home->configured) && mip6_mn_dhaad_next_agent(home))
			mip6_mn_bul_forget(home);
		break;
	case MIP6_MN_BUL_ACCEPTED:
		home->doubted = false;
		moved(mn, home, &home->bul.reg_coa, ack->keymgm);
		if (ack->status == MIP6_BA_PREFIX_DISCOVERY)
			mip6_mn_mps_ask(home, now);
		/* It may know of no groups, be it new, back again, or told when nothing got through. */
		mip6_mn_tunnel_update(mn, now);
		mip6_mn_tunnel_rejoin(mn);
		break;
	case MIP6_MN_BUL_NOTHING:
		break;
	}
}

void mip6_mn_home_event(struct mip6_mn *mn, const struct mip6_mn_event *ev, u64 now)
{
	struct mip6_mn_home *home;

	if (ev->type == MIP6_MN_EVENT_AGENTS) {
		list_for_each_entry(home, &mn->homes, list)
			mip6_mn_dhaad_reply(mn, home, &ev->addr, &ev->agents);
		return;
	}
	home = mip6_mn_home_find(mn, &ev->addr);
	if (!home)
		return;
	switch (ev->type) {
	case MIP6_MN_EVENT_ACK:
		take_ack(mn, home, &ev->ack, now);
		break;
	case MIP6_MN_EVENT_REFRESH:
	case MIP6_MN_EVENT_ERROR:
		renew(mn, home, now);
		break;
	case MIP6_MN_EVENT_UNWILLING:
		if (mip6_mn_bul_pause(home, now))
			mip6_log(mn->net, 1, "%pI6c does not know Mobile IPv6\n", &home->agent);
		break;
	case MIP6_MN_EVENT_AGENT_LLADDR:
		if (home->returning && !home->agent_seen)
			home->agent_seen = mip6_mn_nd_learn(mn->net, mip6_mn_home_ifindex(mn, home),
							    &home->agent, ev->lladdr,
							    ev->lladdr_len);
		break;
	case MIP6_MN_EVENT_PREFIXES:
		mip6_mn_prefix_take(mn, home, &ev->prefixes, now);
		break;
	case MIP6_MN_EVENT_AGENTS:
		break;
	}
}
