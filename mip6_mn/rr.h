/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_RR_H
#define MIP6_MN_RR_H

#include "retry.h"

#include <linux/in6.h>
#include <linux/types.h>

struct mip6_mh_msg;
struct mip6_mn;
struct mip6_mn_peer;
struct mip6_mn_place;

/**
 * enum mip6_mn_rr_state - how far return routability is
 * @MIP6_MN_RR_READY: the tokens that are needed are here, and fresh
 * @MIP6_MN_RR_WAITING: answers are waited for
 * @MIP6_MN_RR_FAILED: the node does not answer
 */
enum mip6_mn_rr_state {
	MIP6_MN_RR_READY,
	MIP6_MN_RR_WAITING,
	MIP6_MN_RR_FAILED,
};

/**
 * struct mip6_mn_test - one of the two tests of return routability (RFC 6275 5.2.5)
 * @running: init messages are sent
 * @addr: address that is tested: home or care-of address
 * @oif: interface that they leave by
 * @retry: when they are
 * @have: there is a token for @token_addr
 * @token_addr: address that it is for
 * @token: keygen token, secret
 * @nonce: index of its nonce
 * @token_at: when it was asked for: its age counts from then
 * @waiting: an answer is waited for (fact)
 * @cookie: that must be in it (fact)
 * @asked_at: when the last init message left (fact)
 * @answered: it came (fact)
 * @answer_token: its token (fact)
 * @answer_nonce: its nonce index (fact)
 *
 * Facts are written by packets too, under the facts lock.
 */
struct mip6_mn_test {
	bool running;
	struct in6_addr addr;
	int oif;
	struct mip6_mn_retry retry;
	bool have;
	struct in6_addr token_addr;
	u64 token;
	u16 nonce;
	u64 token_at;
	bool waiting;
	u64 cookie;
	u64 asked_at;
	bool answered;
	u64 answer_token;
	u16 answer_nonce;
};

/**
 * mip6_mn_rr_collect() - take the tokens that have come
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 */
void mip6_mn_rr_collect(struct mip6_mn *mn, struct mip6_mn_peer *peer);

/**
 * mip6_mn_rr_fresh() - whether a token can be used
 * @test: the test that it came from
 * @addr: address that it must be for
 * @now: time
 *
 * Return: true if there is one, and it is younger than MAX_TOKEN_LIFETIME (5.2.7).
 */
bool mip6_mn_rr_fresh(const struct mip6_mn_test *test, const struct in6_addr *addr, u64 now);

/**
 * mip6_mn_rr_step() - have the tokens that are needed where we are
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @place: where we are
 * @deregister: the home token is all that is needed (5.2.6)
 * @now: time
 * @next: lowered to when to come again
 *
 * Tokens that are fresh are used again; for what is missing init messages are sent, both tests at a
 * time.
 *
 * Context: process.
 * Return: how far it is.
 */
enum mip6_mn_rr_state mip6_mn_rr_step(struct mip6_mn *mn, struct mip6_mn_peer *peer,
				      const struct mip6_mn_place *place, bool deregister,
				      u64 now, u64 *next);

/**
 * mip6_mn_rr_prepare() - ask for a care-of token before it can be used
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @coa: care-of address that the home agent is about to know
 * @oif: its interface
 * @now: time
 *
 * Once; mip6_mn_rr_step() goes on with it.
 *
 * Context: process.
 */
void mip6_mn_rr_prepare(struct mip6_mn *mn, struct mip6_mn_peer *peer, const struct in6_addr *coa,
			int oif, u64 now);

/**
 * mip6_mn_rr_stop() - wait for no answers
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 */
void mip6_mn_rr_stop(struct mip6_mn *mn, struct mip6_mn_peer *peer);

/**
 * mip6_mn_rr_forget() - use a token no more
 * @test: the test that it came from
 */
void mip6_mn_rr_forget(struct mip6_mn_test *test);

/**
 * mip6_mn_rr_rcv() - receive a home test or care-of test
 * @mn: the mobile node
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 */
void mip6_mn_rr_rcv(struct mip6_mn *mn, const struct mip6_mh_msg *msg);

#endif
