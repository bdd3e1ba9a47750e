// SPDX-License-Identifier: GPL-2.0
/*
 * Discovery of home agents from abroad: RFC 6275 11.4.1.
 */
#include "dhaad.h"

#include "clock.h"
#include "home.h"
#include "mn.h"

#include <linux/random.h>
#include <net/ipv6.h>

#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/icmp.h>
#include <wire/rules.h>

enum {
	INITIAL_DHAAD_TIMEOUT_MS	= 3000,
	DHAAD_RETRIES			= 4,
	NONE_LEFT_MS			= 60000,	/* until we ask again for agents that did not answer */
	REQUEST_LEN			= 8,
};

/* RFC 2526: subnet anycast identifier 126, in a prefix with or without EUI-64 identifiers. */
static void anycast(const struct mip6_mn_home *home, struct in6_addr *addr)
{
	memset(addr, 0xff, sizeof(*addr));
	ipv6_addr_prefix_copy(addr, &home->hoa, home->plen);
	if (home->plen <= 64)
		addr->s6_addr[8] = 0xfd;
	addr->s6_addr[15] = 0xfe;
}

static void ask(struct mip6_mn *mn, struct mip6_mn_home *home, const struct mip6_mn_coa *coa)
{
	struct mip6_mh_path path = {
		.saddr = coa->addr, .wire_saddr = coa->addr, .oif = coa->ifindex,
	};
	struct mip6_wire_buf buf;
	u8 msg[REQUEST_LEN];

	anycast(home, &path.daddr);
	path.wire_daddr = path.daddr;
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_id(&buf, MIP6_ICMP_DHAAD_REQUEST, home->dhaad.id);
	if (!mip6_icmp_send(mn->net, &path, msg, buf.len, 0))
		mip6_count(mn->net, MIP6_STAT_DHAAD_REQUESTS_SENT);
}

static void begin(struct mip6_mn_dhaad *dhaad, const struct in6_addr *coa, u64 when)
{
	*dhaad = (struct mip6_mn_dhaad) {
		.asking = true, .coa = *coa, .next = when, .delay_ms = INITIAL_DHAAD_TIMEOUT_MS,
	};
	get_random_bytes(&dhaad->id, sizeof(dhaad->id));
}

u64 mip6_mn_dhaad_step(struct mip6_mn *mn, struct mip6_mn_home *home,
		       const struct mip6_mn_coa *coa, u64 now)
{
	struct mip6_mn_dhaad *dhaad = &home->dhaad;

	if (!dhaad->asking || !ipv6_addr_equal(&dhaad->coa, &coa->addr))
		begin(dhaad, &coa->addr, now);
	if (now < dhaad->next)
		return dhaad->next;
	if (dhaad->requests > DHAAD_RETRIES) {
		mip6_log(mn->net, 1, "no home agent answers for %pI6c; asked again after the next move\n",
			 &home->hoa);
		dhaad->next = MIP6_MN_NEVER;
		return dhaad->next;
	}
	ask(mn, home, coa);
	dhaad->requests++;
	dhaad->next = now + dhaad->delay_ms;
	dhaad->delay_ms *= 2;
	return dhaad->next;
}

void mip6_mn_dhaad_reply(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct in6_addr *coa, const struct mip6_mn_agents *agents)
{
	struct mip6_mn_dhaad *dhaad = &home->dhaad;
	unsigned int i, n = 0;

	if (!dhaad->asking || !ipv6_addr_any(&home->agent) || agents->id != dhaad->id ||
	    !ipv6_addr_equal(&dhaad->coa, coa))
		return;
	/* What cannot be a home agent is left out; with nobody left we go on asking. */
	for (i = 0; i < agents->count; i++)
		if (mip6_rules_routable(&agents->agents[i]) &&
		    !ipv6_addr_equal(&agents->agents[i], &home->hoa))
			dhaad->agents[n++] = agents->agents[i];
	if (!n)
		return;
	mip6_count(mn->net, MIP6_STAT_DHAAD_REPLIES_RCVD);
	dhaad->asking = false;
	dhaad->count = n;
	dhaad->used = 0;
	home->agent = dhaad->agents[0];
	mip6_log(mn->net, 1, "home agent of %pI6c is %pI6c\n", &home->hoa, &home->agent);
}

bool mip6_mn_dhaad_next_agent(struct mip6_mn_home *home)
{
	struct mip6_mn_dhaad *dhaad = &home->dhaad;

	if (dhaad->used + 1 >= dhaad->count)
		return false;
	home->agent = dhaad->agents[++dhaad->used];
	return true;
}

void mip6_mn_dhaad_restart(struct mip6_mn_home *home, u64 now)
{
	home->agent = in6addr_any;
	begin(&home->dhaad, &home->bul.coa, now + NONE_LEFT_MS);
}
