/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_HA_AUTH_H
#define MIP6_HA_AUTH_H

#include <linux/types.h>

struct in6_addr;
struct mip6_ha;
struct mip6_ha_request;
struct mip6_mh_msg;
struct mip6_wire_bu;
struct net;

/**
 * mip6_ha_auth_check() - whether a home registration comes from its mobile node
 * @net: network namespace
 * @msg: the message
 * @bu: what was read from it
 * @req: what it asks for; set to how the answer is to be signed
 *
 * By RFC 4285. Without an MN-HA authentication option it is let in if it came by an IPsec SA of the home
 * address (RFC 3776), or if nothing else is demanded: there is no key for the home address, and
 * allow_unprotected is 1. What is not let in is counted.
 *
 * Context: softirq, RCU read side.
 * Return: 0; a status to refuse with, see mip6_ha_auth_may_refuse(); MIP6_RULES_SILENT.
 */
int mip6_ha_auth_check(struct net *net, const struct mip6_mh_msg *msg,
		       const struct mip6_wire_bu *bu, struct mip6_ha_request *req);

/**
 * mip6_ha_auth_may_refuse() - whether a refusal of mip6_ha_auth_check()'s may be sent
 * @net: network namespace
 * @bu: what is refused
 * @req: what it asks for
 * @status: why
 *
 * Anybody can provoke them, or whoever has recorded an update of the mobile node's.
 *
 * Context: any.
 * Return: true if it may.
 */
bool mip6_ha_auth_may_refuse(struct net *net, const struct mip6_wire_bu *bu,
			     const struct mip6_ha_request *req, u8 status);

/**
 * mip6_ha_auth_holds() - whether what was let in would still be
 * @net: network namespace
 * @req: what it asks for
 *
 * Keys may have been given or taken away during duplicate address detection. What is not is counted.
 *
 * Context: any, RCU read side.
 * Return: true if its key is there, or, if it was not signed, still none is demanded.
 */
bool mip6_ha_auth_holds(struct net *net, const struct mip6_ha_request *req);

/**
 * mip6_ha_auth_restores() - whether registrations of a home address may be put back
 * @net: network namespace
 * @hoa: home address
 * @local: our address that they were with
 *
 * Context: any, RCU read side.
 * Return: true if it could be registered now.
 */
bool mip6_ha_auth_restores(struct net *net, const struct in6_addr *hoa,
			   const struct in6_addr *local);

#endif
