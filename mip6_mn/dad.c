// SPDX-License-Identifier: GPL-2.0
/*
 * Duplicate address detection of a home address: RFC 6275 11.5.5. As long as a home agent defends it
 * nobody else can take it, and it must not be probed for. Who comes home when that is over, or
 * cannot know, has to look, as for any address: the stack does that (RFC 4862 5.4).
 */
#include "dad.h"

#include "clock.h"
#include "hoa.h"
#include "home.h"
#include "mn.h"
#include "tunnel.h"

#include <linux/if_addr.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/stats.h>

enum {
	POLL_MS		= 50,		/* nothing tells the end of it */
	FAILED_MS	= 1000,		/* until what could not be done is tried again */
	DUPLICATE_MS	= 30000,	/* until an address that another node had is looked for again */
};

void mip6_mn_dad_begin(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now)
{
	mip6_log(mn->net, 1, "%pI6c: looking whether another node has it\n", &home->hoa);
	mip6_count(mn->net, MIP6_STAT_DAD_STARTED);
	mip6_mn_bul_forget(home);
	/* Addresses are probed for when they are put on an interface. */
	mip6_mn_hoa_withdraw(mn, home);
	home->dad.phase = MIP6_MN_DAD_RUNNING;
	mip6_mn_tunnel_update(mn, now);
}

static enum mip6_mn_dad_result look_again(struct mip6_mn_home *home, u64 now, u64 *next)
{
	if (now < home->dad.at) {
		*next = home->dad.at;
		return MIP6_MN_DAD_BUSY;
	}
	home->dad.phase = MIP6_MN_DAD_NONE;
	/* It may be the home agent that had it, which is asked once to let go of it. */
	home->bul.known = !home->dad.asked_agent && !ipv6_addr_any(&home->agent);
	home->dad.asked_agent = true;
	return MIP6_MN_DAD_AGAIN;
}

enum mip6_mn_dad_result mip6_mn_dad_step(struct mip6_mn *mn, struct mip6_mn_home *home, u64 now,
					 u64 *next)
{
	struct mip6_mn_dad *dad = &home->dad;
	u32 flags;
	int err;

	lockdep_assert_held(&mn->lock);
	if (dad->phase == MIP6_MN_DAD_DUPLICATE)
		return look_again(home, now, next);
	err = mip6_mn_hoa_probe(mn, home, &flags);
	if (err || (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == IFA_F_TENTATIVE) {
		*next = now + (err ? FAILED_MS : POLL_MS);
		return MIP6_MN_DAD_BUSY;
	}
	if (!(flags & IFA_F_DADFAILED)) {
		dad->phase = MIP6_MN_DAD_NONE;
		dad->asked_agent = false;
		return MIP6_MN_DAD_FREE;
	}
	mip6_log(mn->net, 1, "%pI6c is not used: another node on its home link has it\n", &home->hoa);
	mip6_count(mn->net, MIP6_STAT_DAD_CONFLICTS);
	mip6_mn_hoa_withdraw(mn, home);
	dad->phase = MIP6_MN_DAD_DUPLICATE;
	dad->at = now + DUPLICATE_MS;
	*next = dad->at;
	return MIP6_MN_DAD_BUSY;
}

void mip6_mn_dad_stop(struct mip6_mn *mn, struct mip6_mn_home *home)
{
	home->dad.asked_agent = false;
	if (home->dad.phase == MIP6_MN_DAD_NONE)
		return;
	/* It is put back as one that needs no probing. */
	mip6_mn_hoa_withdraw(mn, home);
	home->dad.phase = MIP6_MN_DAD_NONE;
}
