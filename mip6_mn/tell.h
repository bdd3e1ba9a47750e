/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_TELL_H
#define MIP6_MN_TELL_H

#include <linux/types.h>

#include <mipv6_dev.h>

struct in6_addr;
struct mip6_mn;
struct mip6_mn_ack;
struct mip6_mn_coa;
struct mip6_mn_home;
struct mip6_mn_iface;
struct mip6_mn_peer;
struct mip6_wire_bu;

/**
 * mip6_mn_tell_link() - a link came up, or went
 * @mn: the mobile node; its lock is held
 * @ifc: its interface
 * @up: it came
 */
void mip6_mn_tell_link(struct mip6_mn *mn, struct mip6_mn_iface *ifc, bool up);

/**
 * mip6_mn_tell_router() - a router became current, or was lost
 * @mn: the mobile node; its lock is held
 * @ifc: its interface
 * @router: its address
 * @current_now: it became current
 */
void mip6_mn_tell_router(struct mip6_mn *mn, struct mip6_mn_iface *ifc,
			 const struct in6_addr *router, bool current_now);

/**
 * mip6_mn_tell_careof() - a care-of address is about to be registered
 * @mn: the mobile node; its lock is held
 * @home: home address; what it says of its registration is from before
 * @coa: the care-of address
 */
void mip6_mn_tell_careof(struct mip6_mn *mn, struct mip6_mn_home *home,
			 const struct mip6_mn_coa *coa);

/**
 * mip6_mn_tell_away() - a home address is about to be away
 * @mn: the mobile node; its lock is held
 * @home: home address; where it is is from before
 */
void mip6_mn_tell_away(struct mip6_mn *mn, struct mip6_mn_home *home);

/**
 * mip6_mn_tell_home() - a home address is on its home link again, or at home
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @is_home: it is at home
 */
void mip6_mn_tell_home(struct mip6_mn *mn, struct mip6_mn_home *home, bool is_home);

/**
 * mip6_mn_tell_unregistered() - a home registration ran out
 * @mn: the mobile node; its lock is held
 * @home: home address
 */
void mip6_mn_tell_unregistered(struct mip6_mn *mn, const struct mip6_mn_home *home);

/**
 * mip6_mn_tell_update() - a binding update was sent to a home agent
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @bu: what it says
 * @left: when it left, before any answer
 */
void mip6_mn_tell_update(struct mip6_mn *mn, const struct mip6_mn_home *home,
			 const struct mip6_wire_bu *bu, u64 left);

/**
 * mip6_mn_tell_answer() - a home agent answered the last binding update
 * @mn: the mobile node; its lock is held
 * @home: home address
 * @ack: what it says
 */
void mip6_mn_tell_answer(struct mip6_mn *mn, const struct mip6_mn_home *home,
			 const struct mip6_mn_ack *ack);

/**
 * mip6_mn_tell_peer_update() - a binding update was sent to a correspondent node
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @bu: what it says
 */
void mip6_mn_tell_peer_update(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
			      const struct mip6_wire_bu *bu);

/**
 * mip6_mn_tell_peer_answer() - a correspondent node answered the last binding update
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @ack: what it says
 */
void mip6_mn_tell_peer_answer(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
			      const struct mip6_mn_ack *ack);

/**
 * mip6_mn_tell_test() - return routability goes on
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 * @type: MIP6_EVENT_HOME_TEST to MIP6_EVENT_CAREOF_TOKEN
 */
void mip6_mn_tell_test(struct mip6_mn *mn, const struct mip6_mn_peer *peer,
		       enum mip6_event_type type);

/**
 * mip6_mn_tell_path() - packets to a correspondent node go otherwise, or for another reason
 * @mn: the mobile node; its lock is held
 * @peer: correspondent node
 */
void mip6_mn_tell_path(struct mip6_mn *mn, const struct mip6_mn_peer *peer);

#endif
