/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decisions of RFC 6275 that depend on nothing but their arguments.
 */
#ifndef MIP6_WIRE_RULES_H
#define MIP6_WIRE_RULES_H

#include "types.h"

struct mip6_wire_bu;

/* Section 12 and 13, seconds unless the name says otherwise. */
enum {
	MIP6_INITIAL_BINDACK_TIMEOUT_MS		= 1000,
	MIP6_FIRST_REG_TIMEOUT_MS		= 1500,	/* InitialBindackTimeoutFirstReg */
	MIP6_MAX_BINDACK_TIMEOUT_MS		= 32000,
	MIP6_MAX_UPDATE_RATE			= 3,	/* updates to one node within a second */
	MIP6_MAX_DELETE_BCE_TIMEOUT		= 10,
	MIP6_MAX_RR_BINDING_LIFETIME		= 420,
	MIP6_MAX_NONCE_LIFETIME			= 240,
	MIP6_MAX_TOKEN_LIFETIME			= 210,
	MIP6_MAX_LIFETIME_UNITS			= 65535,
	MIP6_STAMP_WINDOW			= 7,	/* of time stamps, RFC 4285 6 */
};

enum {
	MIP6_RULES_SILENT	= -1,	/* where a status is decided on: no answer */
};

/**
 * mip6_rules_routable() - whether an address can be a home or care-of address
 * @addr: the address
 *
 * Return: true if it is unicast and neither unspecified, loopback, link-local nor v4-mapped.
 */
bool mip6_rules_routable(const struct in6_addr *addr);

/**
 * mip6_rules_seq_newer() - compare sequence numbers
 * @new: just received
 * @last: last accepted
 *
 * Return: true if @new is 1 to 32767 ahead of @last modulo 2^16 (9.5.1).
 */
bool mip6_rules_seq_newer(u16 new, u16 last);

/**
 * mip6_rules_deletes() - whether a binding update asks for deletion
 * @bu: the update
 * @hoa: home address
 * @coa: binding care-of address: the alternate one if there is one
 *
 * Return: true if its lifetime is 0 or @coa is @hoa (9.5.1).
 */
bool mip6_rules_deletes(const struct mip6_wire_bu *bu, const struct in6_addr *hoa,
			const struct in6_addr *coa);

/**
 * mip6_rules_grant() - lifetime to grant
 * @requested: units of 4 s, not 0
 * @limit_sec: upper limit, seconds
 *
 * Return: units of 4 s, rounded down, at least 1.
 */
u16 mip6_rules_grant(u16 requested, u32 limit_sec);

/**
 * mip6_rules_remaining() - remaining lifetime of a registration when its acknowledgement comes
 * @sent_sec: lifetime asked for (L_update)
 * @granted_sec: lifetime granted (L_ack)
 * @elapsed_sec: seconds since the update was sent
 *
 * 11.7.3: L_remain - (L_update - L_ack), not below 0, where L_remain is what is left of what was
 * asked for. More granted than asked for does not count.
 *
 * Return: seconds.
 */
u32 mip6_rules_remaining(u32 sent_sec, u32 granted_sec, u32 elapsed_sec);

/**
 * mip6_rules_refresh() - when to refresh a registration
 * @lifetime_sec: granted
 * @advice_sec: refresh advice of the home agent, 0 if none
 *
 * Return: seconds from the registration on: the advice if it is shorter than the lifetime, else
 * four fifths of the lifetime; at least 1.
 */
u32 mip6_rules_refresh(u32 lifetime_sec, u32 advice_sec);

/**
 * mip6_rules_refresh_request() - when a correspondent node asks for a refresh (9.5.5)
 * @lifetime_sec: granted
 * @sent: requests sent about this binding update
 *
 * From 60 s before the end on, or a quarter of the lifetime if that is less, at most three of them,
 * 10 s apart. None about bindings that are short anyway: under 40 s.
 *
 * Return: seconds from the registration on; 0 for no more requests.
 */
u32 mip6_rules_refresh_request(u32 lifetime_sec, unsigned int sent);

/**
 * mip6_rules_nonces() - what nonce indices lead to (9.5.1)
 * @home_ok: the home nonce index is one that is accepted now
 * @careof_ok: the care-of nonce index is
 * @deletes: the binding update asks for deletion, which the home nonce alone is for
 *
 * Return: 0 or the status to refuse with, enum mip6_ba_status.
 */
u8 mip6_rules_nonces(bool home_ok, bool careof_ok, bool deletes);

/**
 * mip6_rules_status() - the status that says why a binding could not be made
 * @err: 0 or a negative errno of the binding cache
 *
 * Return: enum mip6_ba_status, or MIP6_RULES_SILENT since the node is on its way out.
 */
int mip6_rules_status(int err);

/**
 * mip6_rules_stamp() - whether a time stamp is good (RFC 4285 6)
 * @stamp: NTP time of the message
 * @now: NTP time
 * @last: of the last message that was accepted; 0: there was none
 *
 * NTP time begins anew in 2036: what is later is seen modulo 2^64.
 *
 * Return: true if it is not more than MIP6_STAMP_WINDOW from @now, and later than @last.
 */
bool mip6_rules_stamp(u64 stamp, u64 now, u64 last);

/**
 * mip6_rules_backoff() - next retransmission interval
 * @ms: the interval that has just passed without an answer
 *
 * Return: twice that, at most MIP6_MAX_BINDACK_TIMEOUT_MS (11.8).
 */
u32 mip6_rules_backoff(u32 ms);

/**
 * mip6_rules_prefix_equal() - compare the leading bits of two addresses
 * @a: one address
 * @b: the other
 * @plen: bits to compare, 0 to 128
 *
 * Return: true if they are the same.
 */
bool mip6_rules_prefix_equal(const struct in6_addr *a, const struct in6_addr *b, u8 plen);

#endif
