/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_SIGN_H
#define MIP6_MN_SIGN_H

#include <linux/types.h>

struct in6_addr;
struct mip6_key;
struct mip6_mh_msg;
struct mip6_mn;
struct mip6_mn_ack;
struct mip6_wire_ba;
struct mip6_wire_opts;
struct net;

/**
 * struct mip6_mn_stamps - time stamps of what is sent to a home agent
 * @ahead: how far its clock is ahead of ours, NTP time modulo 2^64
 * @first: the first one that was sent for this change; 0: there was none. When @ahead changes: what
 *	the home agent has told
 * @last: the last one that was sent, likewise; 0: there was none
 * @key: serial number of the key that the last update was signed with; 0: none
 * @demanded: it does not do without, with that key
 */
struct mip6_mn_stamps {
	u64 ahead;
	u64 first;
	u64 last;
	u32 key;
	bool demanded;
};

/**
 * mip6_mn_sign_differs() - whether updates would be signed with another key than the last one
 * @net: network namespace
 * @hoa: home address
 * @stamps: time stamps for its home agent
 *
 * Context: process; the lock of the mobile node.
 * Return: true if so, be it with none.
 */
bool mip6_mn_sign_differs(struct net *net, const struct in6_addr *hoa,
			  const struct mip6_mn_stamps *stamps);

/**
 * mip6_mn_sign_options() - add what RFC 4285 wants to the options of a binding update
 * @key: the key that it will be signed with
 * @stamps: time stamps for this home agent
 * @opts: its options
 *
 * Context: process, RCU read side until the update has been built; the lock of the mobile node.
 */
void mip6_mn_sign_options(const struct mip6_key *key, struct mip6_mn_stamps *stamps,
			  struct mip6_wire_opts *opts);

/**
 * mip6_mn_sign_check() - whether an acknowledgement comes from the home agent
 * @mn: the mobile node
 * @msg: the message, to a home address of ours
 * @ba: what was read from it
 * @ack: set to what of that has to do with time stamps, if it was signed
 *
 * Context: softirq, RCU read side.
 * Return: false if there is a key for the home address, and it was not signed with it.
 */
bool mip6_mn_sign_check(struct mip6_mn *mn, const struct mip6_mh_msg *msg,
			const struct mip6_wire_ba *ba, struct mip6_mn_ack *ack);

/**
 * mip6_mn_sign_is_ours() - whether an acknowledgement can be about an update of this change
 * @stamps: time stamps for this home agent
 * @ack: the acknowledgement
 *
 * Context: any, under the lock of the mobile node.
 * Return: false if it has a time stamp that no such update had, or none though they had: it has been
 * recorded. One that refuses the time stamp is for mip6_mn_sign_refused().
 */
bool mip6_mn_sign_is_ours(const struct mip6_mn_stamps *stamps, const struct mip6_mn_ack *ack);

/**
 * mip6_mn_sign_refused() - take an acknowledgement that refuses a time stamp
 * @stamps: time stamps for this home agent
 * @ack: the acknowledgement, which was signed
 *
 * Who sends our update once more can have that refused, too; the answer to ours is on its way then.
 *
 * Context: any, under the lock of the mobile node.
 * Return: true if the next one will be better.
 */
bool mip6_mn_sign_refused(struct mip6_mn_stamps *stamps, const struct mip6_mn_ack *ack);

#endif
