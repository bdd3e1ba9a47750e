// SPDX-License-Identifier: GPL-2.0
/*
 * ICMPv6 errors about messages and packets to correspondent nodes: RFC 6275 11.3.5. Anybody can
 * send one. Only who has seen a message can quote its cookie or sequence number; but who knows the
 * three addresses can make up a packet, so that errors about packets must come several at a time,
 * while there are packets that they can be about.
 */
#include "err.h"

#include "clock.h"
#include "mn.h"
#include "peer.h"
#include "tunnel.h"

#include <crypto/algapi.h>
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/jiffies.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include <wire/ext.h>
#include <wire/mh.h>

enum {
	MH_QUOTED_LEN	= 16,	/* cookie or sequence number are in there */
	COOKIE_OFF	= 8,
	SEQ_OFF		= 6,
	COMPLAINTS	= 3,
	COMPLAINTS_MS	= 30 * 1000,
	USED_MS		= 10 * 1000,
};

/**
 * struct quote - the packet that an error quotes
 * @pkt: from its IPv6 header on
 * @len: octets of it
 * @chain: its headers
 * @wire_saddr: source as it was sent
 * @wire_daddr: destination likewise
 * @hoa: source that it had for us
 * @addr: the correspondent node
 */
struct quote {
	const u8 *pkt;
	unsigned int len;
	struct mip6_wire_chain chain;
	struct in6_addr wire_saddr;
	struct in6_addr wire_daddr;
	struct in6_addr hoa;
	struct in6_addr addr;
};

static bool read_quote(const u8 *pkt, unsigned int len, struct quote *q)
{
	const struct ipv6hdr *ip6 = (const struct ipv6hdr *)pkt;

	if (mip6_wire_walk(pkt, len, &q->chain) || q->chain.in_transit)
		return false;
	q->pkt = pkt;
	q->len = len;
	q->wire_saddr = ip6->saddr;
	q->wire_daddr = ip6->daddr;
	q->hoa = ip6->saddr;
	q->addr = ip6->daddr;
	if (q->chain.hao_hdr)
		memcpy(&q->hoa, pkt + q->chain.hao_opt + 2, sizeof(q->hoa));
	if (q->chain.rh2_hdr)
		memcpy(&q->addr, pkt + q->chain.rh2_hdr + MIP6_EXT_ADDR_OFF, sizeof(q->addr));
	return true;
}

static bool has_cookie(const struct mip6_mn_test *test, const struct quote *q, const u8 *mh)
{
	u64 cookie = mip6_wire_get64(mh + COOKIE_OFF);

	return test->waiting && ipv6_addr_equal(&test->addr, &q->wire_saddr) &&
	       !crypto_memneq(&test->cookie, &cookie, sizeof(cookie));
}

static bool has_sequence(const struct mip6_mn_update *update, const struct quote *q, const u8 *mh)
{
	u16 seq = mip6_wire_get16(mh + SEQ_OFF);

	return update->expect && ipv6_addr_equal(&update->expect_coa, &q->wire_saddr) &&
	       (u16)(seq - update->expect_first) <=
	       (u16)(update->expect_last - update->expect_first);
}

/* Whether the quoted message is one whose answer is waited for. */
static bool is_outstanding(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
			   const struct quote *q)
{
	const u8 *mh = q->pkt + q->chain.last;
	bool is = false;

	if (q->chain.last + MH_QUOTED_LEN > q->len)
		return false;
	spin_lock_bh(&mn->facts);
	switch (mip6_wire_mh_type(mh)) {
	case MIP6_MH_HOTI:
		is = has_cookie(&peer->home_test, q, mh);
		break;
	case MIP6_MH_COTI:
		is = has_cookie(&peer->careof_test, q, mh);
		break;
	case MIP6_MH_BU:
		is = ipv6_addr_equal(&q->hoa, &peer->hoa) && has_sequence(&peer->update, q, mh);
		break;
	}
	spin_unlock_bh(&mn->facts);
	return is;
}

static bool is_direct(const struct mip6_mn_peer *peer, const struct quote *q)
{
	const struct mip6_mn_direct *direct = rcu_dereference(peer->direct);

	return q->chain.hao_hdr && ipv6_addr_equal(&q->hoa, &peer->hoa) && direct &&
	       ipv6_addr_equal(&direct->coa, &q->wire_saddr);
}

/* That a port is closed is between the two ends, and no matter of routes. */
static bool is_about_route(const struct icmp6hdr *icmp)
{
	return icmp->icmp6_type == ICMPV6_DEST_UNREACH && icmp->icmp6_code != ICMPV6_PORT_UNREACH;
}

/* Whether it is one of several about packets that leave now. */
static bool is_persistent(struct mip6_mn *mn, struct mip6_mn_peer *peer)
{
	u64 now = mip6_mn_now();
	bool enough;

	if (time_after(jiffies, READ_ONCE(peer->used) + msecs_to_jiffies(USED_MS)))
		return false;
	spin_lock_bh(&mn->facts);
	if (now >= peer->complained_at + COMPLAINTS_MS)
		peer->complaints = 0;
	peer->complained_at = now;
	enough = ++peer->complaints >= COMPLAINTS;
	if (enough)
		peer->complaints = 0;
	spin_unlock_bh(&mn->facts);
	return enough;
}

static void take(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct in6_addr *from,
		 const struct icmp6hdr *icmp, const struct quote *q)
{
	if (q->chain.last_proto != MIP6_MH_PROTO) {
		/* 11.3.5: a parameter problem about the home address option changes nothing. */
		if (is_about_route(icmp) && is_direct(peer, q) && is_persistent(mn, peer))
			mip6_mn_peer_tell(mn, peer, MIP6_MN_TOLD_UNREACHABLE);
		return;
	}
	/* That a message did not reach the node is no answer: it is sent again. */
	if (icmp->icmp6_type == ICMPV6_PARAMPROB && icmp->icmp6_code == ICMPV6_UNK_NEXTHDR &&
	    ipv6_addr_equal(from, &q->wire_daddr) && is_outstanding(mn, peer, q))
		mip6_mn_peer_tell(mn, peer, MIP6_MN_TOLD_UNWILLING);
}

void mip6_mn_err_take(struct mip6_mn *mn, const struct in6_addr *from, const u8 *msg,
		      unsigned int len)
{
	const struct mip6_mn_view *view = rcu_dereference(mn->view);
	const struct icmp6hdr *icmp = (const struct icmp6hdr *)msg;
	struct mip6_mn_peer *peer;
	struct quote q;
	unsigned int i;

	if (len < sizeof(*icmp) + sizeof(struct ipv6hdr) ||
	    !read_quote(msg + sizeof(*icmp), len - sizeof(*icmp), &q))
		return;
	/* A care-of test says nothing of the home address that it is for. */
	for (i = 0; view && i < view->count; i++) {
		peer = mip6_mn_peer_find(mn, &view->homes[i].hoa, &q.addr);
		if (peer)
			take(mn, peer, from, icmp, &q);
	}
}
