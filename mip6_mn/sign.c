// SPDX-License-Identifier: GPL-2.0
/*
 * What is signed with a key that we share with the home agent: RFC 4285.
 */
#include "sign.h"

#include "clock.h"
#include "events.h"
#include "mn.h"

#include <mip6/conf.h>
#include <mip6/keys.h>
#include <mip6/mh.h>
#include <wire/mh.h>
#include <wire/rules.h>

bool mip6_mn_sign_differs(struct net *net, const struct in6_addr *hoa,
			  const struct mip6_mn_stamps *stamps)
{
	const struct mip6_key *key;
	bool differs;

	rcu_read_lock();
	key = mip6_key_of(net, hoa);
	differs = (key ? key->serial : 0) != stamps->key;
	rcu_read_unlock();
	return differs;
}

void mip6_mn_sign_options(const struct mip6_key *key, struct mip6_mn_stamps *stamps,
			  struct mip6_wire_opts *opts)
{
	u64 stamp = mip6_stamp_now() + stamps->ahead;

	if (stamps->key != key->serial)
		stamps->demanded = false;
	stamps->key = key->serial;
	if (key->flags & MIP6_KEY_NO_TIMESTAMP && !stamps->demanded) {
		mip6_key_options(key, NULL, opts);
		return;
	}
	/* One that is not later than the one before would be taken for a repetition of it. */
	if (stamps->last && (s64)(stamp - stamps->last) <= 0)
		stamp = stamps->last + 1;
	stamps->last = stamp;
	if (!stamps->first)
		stamps->first = stamp;
	mip6_key_options(key, &stamp, opts);
}

bool mip6_mn_sign_check(struct mip6_mn *mn, const struct mip6_mh_msg *msg,
			const struct mip6_wire_ba *ba, struct mip6_mn_ack *ack)
{
	const struct mip6_key *key = mip6_key_of(mn->net, &msg->daddr);

	if (!key)
		return true;
	/* It is sent to the care-of address that was registered, be it in an option too. */
	if (!mip6_key_signed(key, &msg->wire_daddr, msg->mh, &ba->opts)) {
		mip6_log(mn->net, 1, "home agent %pI6c: acknowledgement for %pI6c ignored: not signed with our key (status %u: %s)\n",
			 &msg->saddr, &msg->daddr, ba->status, mip6_wire_ba_status_text(ba->status));
		spin_lock_bh(&mn->facts);
		mn->untrusted.hoa = msg->daddr;
		mn->untrusted.at = mip6_mn_now();
		spin_unlock_bh(&mn->facts);
		return false;
	}
	ack->is_signed = true;
	ack->stamped = mip6_wire_has(&ba->opts, MIP6_OPT_MESG_ID);
	ack->stamp = ba->opts.mesg_id;
	return true;
}

bool mip6_mn_sign_is_ours(const struct mip6_mn_stamps *stamps, const struct mip6_mn_ack *ack)
{
	if (ack->status == MIP6_BA_ID_MISMATCH)
		return true;
	/* AU-07: what had a time stamp is answered with it, but for 145, which says that it had none. */
	if (!ack->stamped)
		return !stamps->first;
	return stamps->first && ack->stamp - stamps->first <= stamps->last - stamps->first;
}

/*
 * It tells its seconds, with the rest of our stamp. Where that was out of its window the difference is
 * the window's seconds, or more. If it is less the clocks agree, and the update was one that it had
 * already: somebody has sent it again, or a later one has overtaken it.
 */
static bool is_close(u64 told, u64 stamp)
{
	u64 window = (u64)MIP6_STAMP_WINDOW << 32;

	return told - stamp + window - 1 <= 2 * (window - 1);
}

bool mip6_mn_sign_refused(struct mip6_mn_stamps *stamps, const struct mip6_mn_ack *ack)
{
	if (ack->status == MIP6_BA_MESG_ID_REQUIRED) {
		stamps->demanded = true;
		return true;
	}
	/* About an update before the last one, or about one that somebody else has sent again. */
	if (!ack->stamped || !stamps->last || (u32)ack->stamp != (u32)stamps->last ||
	    is_close(ack->stamp, stamps->last))
		return false;
	stamps->ahead = ack->stamp - mip6_stamp_now();
	/* None of ours had this one, and what comes is later: all that was sent before is out of it. */
	stamps->first = ack->stamp;
	stamps->last = ack->stamp;
	return true;
}
