// SPDX-License-Identifier: GPL-2.0
/*
 * Mobile prefix advertisements: RFC 6275 10.6.2 and 10.6.3. A mobile node that asks is answered at
 * once. All are told from time to time and when something has changed, at times that chance
 * spreads; who is not heard from then is told again.
 */
#include "mpa.h"

#include "guard.h"
#include "home.h"
#include "prefix.h"
#include "role.h"
#include "walk.h"

#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv6.h>
#include <linux/random.h>
#include <linux/skbuff.h>
#include <linux/timekeeping.h>
#include <net/addrconf.h>
#include <net/ipv6.h>

#include <mip6/bcache.h>
#include <mip6/conf.h>
#include <mip6/mh.h>
#include <mip6/stats.h>
#include <wire/buf.h>
#include <wire/icmp.h>

enum {
	SOLICIT_MAX_LEN		= 1280,
	ADVERT_MAX_LEN		= 8 + 32 * MIP6_RA_MAX_PIO,
	PREFIX_ADV_TIMEOUT	= 3 * HZ,
	PREFIX_ADV_RETRIES	= 3,
};

static void advertise(struct mip6_ha *ha, const struct mip6_binding *b, u16 id)
{
	struct mip6_mh_path path = {
		.saddr		= b->local,
		.daddr		= b->hoa,
		.wire_saddr	= b->local,
		.wire_daddr	= b->coa,
	};
	struct mip6_wire_mpa mpa = { .id = id };
	struct mip6_wire_buf buf;
	struct mip6_ha_home home;
	u8 msg[ADVERT_MAX_LEN] __aligned(8);

	/* The home link may have become another one since it was bound. */
	if (!mip6_ha_home_link(ha, &b->hoa, &home))
		return;
	mip6_ha_prefix_tell(ha, home.ifindex, &mpa);
	if (!mpa.npio)
		return;
	mip6_wire_buf_init(&buf, msg, sizeof(msg));
	mip6_wire_build_mpa(&buf, &mpa);
	if (!buf.full && !mip6_icmp_send(ha->net, &path, msg, buf.len, 0))
		mip6_count(ha->net, MIP6_STAT_MPA_SENT);
}

/* RAND_ADV_DELAY of 10.6.2, jiffies. */
static unsigned long random_delay(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	const struct mip6_conf *conf = mip6_conf(ha->net);
	u32 least = READ_ONCE(conf->min_mob_pfx_adv_interval);
	u32 most = READ_ONCE(conf->max_mob_pfx_adv_interval);
	u32 valid, preferred, range;
	struct mip6_ha_home home;

	if (mip6_ha_home_find(ha, hoa, &home)) {
		mip6_ha_prefix_left(ha, &home, &valid, &preferred);
		most = min(most, preferred);
	}
	range = most > least ? most - least : least - most;
	return (unsigned long)least * HZ + (range ? get_random_u32_below(range) * HZ : 0);
}

static void plan(struct mip6_ha *ha, struct mip6_bce *bce)
{
	mip6_bcache_remind(ha->net, bce, jiffies + random_delay(ha, &bce->b.hoa), 0);
}

void mip6_ha_mpa_heard(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	struct mip6_bce *bce = mip6_bcache_home(ha->net, hoa);

	lockdep_assert_held(&ha->guards.lock);
	/* What waits is no retransmission: that stands. */
	if (bce && (READ_ONCE(bce->sent) || !READ_ONCE(bce->remind)))
		plan(ha, bce);
}

void mip6_ha_mpa_due(struct net *net, const struct mip6_binding *b)
{
	struct mip6_ha *ha = mip6_ha_of(net);
	struct mip6_bce *bce;
	unsigned int sent;

	if (!ha)
		return;
	spin_lock_bh(&ha->guards.lock);
	/* 10.6.2: none without a binding; the next registration schedules anew. */
	bce = ha->guards.closing ? NULL : mip6_bcache_home(net, &b->hoa);
	if (bce) {
		sent = READ_ONCE(bce->sent) + 1;
		if (sent <= PREFIX_ADV_RETRIES)
			mip6_bcache_remind(net, bce, jiffies + (PREFIX_ADV_TIMEOUT << (sent - 1)),
					   sent);
		else
			plan(ha, bce);
	}
	spin_unlock_bh(&ha->guards.lock);
	/* Nobody asked for it: any identifier will do. */
	if (bce)
		advertise(ha, &bce->b, get_random_u32());
}

static void heard_from(struct mip6_ha *ha, const struct in6_addr *hoa)
{
	spin_lock_bh(&ha->guards.lock);
	if (!ha->guards.closing)
		mip6_ha_mpa_heard(ha, hoa);
	spin_unlock_bh(&ha->guards.lock);
}

bool mip6_ha_mpa_rcv(struct mip6_ha *ha, struct sk_buff *skb)
{
	unsigned int len = skb->len - sizeof(struct ipv6hdr);
	struct mip6_bce *bce;
	u16 id;

	/*
	 * A home address option of who has no binding has been refused by base (9.3.1). That there was
	 * one is not to be seen any more: an answer to the care-of address harms nobody.
	 */
	bce = mip6_bcache_home(ha->net, &ipv6_hdr(skb)->saddr);
	if (!bce || !ipv6_addr_equal(&bce->b.local, &ipv6_hdr(skb)->daddr))
		return false;
	mip6_count(ha->net, MIP6_STAT_MPS_RCVD);
	if (len > SOLICIT_MAX_LEN || !pskb_may_pull(skb, skb->len) ||
	    nf_ip6_checksum(skb, NF_INET_PRE_ROUTING, sizeof(struct ipv6hdr), IPPROTO_ICMPV6) ||
	    mip6_wire_parse_id((const u8 *)(ipv6_hdr(skb) + 1), len, &id)) {
		mip6_count(ha->net, MIP6_STAT_MPS_DROP_INVALID);
		return true;
	}
	if (!mip6_limit_prefixes(ha->net, &bce->b.hoa)) {
		mip6_count(ha->net, MIP6_STAT_MPS_DROP_MISC);
		return true;
	}
	advertise(ha, &bce->b, id);
	heard_from(ha, &bce->b.hoa);
	return true;
}

/* 10.6.4: a binding does not outlive its prefix, be that granted for longer or not. */
static void shorten(struct mip6_ha *ha, struct mip6_bce *bce)
{
	struct mip6_binding b = bce->b;
	struct mip6_ha_home home;
	u32 valid, preferred;

	if (!mip6_ha_home_find(ha, &b.hoa, &home))
		return;
	mip6_ha_prefix_left(ha, &home, &valid, &preferred);
	if (valid == U32_MAX || bce->expires <= ktime_get_coarse_boottime_ns() +
					      (u64)valid * NSEC_PER_SEC)
		return;
	b.lifetime = max(valid, 1U);
	b.elapsed = 0;
	mip6_bcache_update(ha->net, &b);
}

static bool tell(struct mip6_ha *ha, struct mip6_bce *bce)
{
	unsigned long when = jiffies + random_delay(ha, &bce->b.hoa);
	unsigned long remind = READ_ONCE(bce->remind);

	if (bce->b.tentative)
		return true;
	if (remind && time_before(remind, when))
		when = remind;
	/* What was not acknowledged is in the next one as well. */
	mip6_bcache_remind(ha->net, bce, when, 0);
	shorten(ha, bce);
	return true;
}

static void spread(struct work_struct *work)
{
	mip6_ha_walk(container_of(work, struct mip6_ha, news), tell);
}

void mip6_ha_mpa_changed(struct mip6_ha *ha)
{
	queue_work(system_long_wq, &ha->news);
}

void mip6_ha_mpa_init(struct mip6_ha *ha)
{
	INIT_WORK(&ha->news, spread);
}

void mip6_ha_mpa_exit(struct mip6_ha *ha)
{
	cancel_work_sync(&ha->news);
}
