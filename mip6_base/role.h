/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_ROLE_H
#define MIP6_BASE_ROLE_H

#include <linux/types.h>

#include <mipv6_dev.h>

struct in6_addr;
struct mip6_binding;
struct mip6_careof;
struct mip6_keys;
struct mip6_mh_msg;
struct mip6_net;

/**
 * mip6_role_of() - what kind of node this is
 * @mnet: the node
 *
 * Context: any.
 * Return: enum mip6_role.
 */
enum mip6_role mip6_role_of(struct mip6_net *mnet);

/**
 * mip6_role_set() - make a node one of a kind
 * @mnet: the node
 * @req: what it shall be
 *
 * Context: process.
 * Return: 0; -EBUSY if it is of the other kind; -ENOENT if that kind's module is not loaded; or
 * why the role could not be started.
 */
int mip6_role_set(struct mip6_net *mnet, const struct mip6_dev_role *req);

/**
 * mip6_role_dump() - read an entry of a table that belongs to the role
 * @mnet: the node
 * @table: which
 * @index: number of the entry
 * @entry: zeroed room for it
 *
 * Context: process.
 * Return: 0, or -ENOENT past the last (at once for a node of another kind).
 */
int mip6_role_dump(struct mip6_net *mnet, enum mip6_table table, u32 index, void *entry);

/**
 * mip6_role_set_home() - hand MIP6_IOC_SET_HOME to the role
 * @mnet: the node
 * @home: its argument
 *
 * Context: process.
 * Return: what the role says; -EOPNOTSUPP from a node of another kind.
 */
int mip6_role_set_home(struct mip6_net *mnet, const struct mip6_dev_home *home);

/**
 * mip6_role_set_iface() - hand MIP6_IOC_SET_IFACE to the role
 * @mnet: the node
 * @iface: its argument
 *
 * Context: process.
 * Return: what the role says; -EOPNOTSUPP from a node of another kind.
 */
int mip6_role_set_iface(struct mip6_net *mnet, const struct mip6_dev_iface *iface);

/**
 * mip6_role_set_acl() - hand MIP6_IOC_SET_ACL to the role
 * @mnet: the node
 * @rules: the list, from kvmalloc(); the role's if 0 is returned
 * @count: rules in it
 * @enabled: whether the list decides
 *
 * Context: process.
 * Return: what the role says; -EOPNOTSUPP from a node of another kind.
 */
int mip6_role_set_acl(struct mip6_net *mnet, struct mip6_dev_acl *rules, u32 count, bool enabled);

/**
 * mip6_role_set_keys() - give a node that has a role its keys
 * @mnet: the node
 * @keys: the keys; the node's if 0 is returned
 *
 * They are taken away when the role ends.
 *
 * Context: process.
 * Return: 0; -EOPNOTSUPP if it has none.
 */
int mip6_role_set_keys(struct mip6_net *mnet, struct mip6_keys *keys);

/**
 * mip6_role_restore() - hand MIP6_IOC_RESTORE to the role
 * @mnet: the node
 * @bindings: home registrations to put back; the status of each is set
 * @count: how many
 *
 * Context: process.
 * Return: 0; -EOPNOTSUPP from a node of another kind.
 */
int mip6_role_restore(struct mip6_net *mnet, struct mip6_dev_binding *bindings, u32 count);

/**
 * mip6_role_unbind() - have the role end a home registration
 * @mnet: the node
 * @b: home address and sequence number are those of the registration; set to what it says
 *
 * Context: process.
 * Return: 0; -ENOENT if there is none, or if it has another number; -EOPNOTSUPP from a node of
 * another kind.
 */
int mip6_role_unbind(struct mip6_net *mnet, struct mip6_binding *b);

/**
 * mip6_role_mh_rcv() - hand a message to the role
 * @mnet: the node
 * @msg: the message
 *
 * Context: softirq, RCU read side.
 * Return: true if the role took it.
 */
bool mip6_role_mh_rcv(struct mip6_net *mnet, const struct mip6_mh_msg *msg);

/**
 * mip6_role_is_home() - whether an address is a home address of this node
 * @mnet: the node
 * @hoa: the address
 * @coa: address of ours that the packet came to
 *
 * Context: softirq, RCU read side.
 * Return: true if it is.
 */
bool mip6_role_is_home(struct mip6_net *mnet, const struct in6_addr *hoa,
		       const struct in6_addr *coa);

/**
 * mip6_role_used() - tell the role of a packet that takes no tunnel
 * @mnet: the node
 * @hoa: home address of ours that it is from, or to
 * @peer: the other end
 * @proto: what it carries
 * @came: it is to @hoa
 *
 * Context: softirq or process, RCU read side.
 */
void mip6_role_used(struct mip6_net *mnet, const struct in6_addr *hoa,
		    const struct in6_addr *peer, u8 proto, bool came);

/**
 * mip6_role_careof() - whether a packet leaves with a care-of address
 * @mnet: the node
 * @hoa: its source
 * @dst: its destination
 * @out: set to the care-of address
 *
 * Context: softirq or process, RCU read side.
 * Return: true if it does.
 */
bool mip6_role_careof(struct mip6_net *mnet, const struct in6_addr *hoa,
		      const struct in6_addr *dst, struct mip6_careof *out);

/**
 * mip6_role_conf_changed() - tell the role that a value has been written that it goes by
 * @mnet: the node
 *
 * Context: process.
 */
void mip6_role_conf_changed(struct mip6_net *mnet);

/**
 * mip6_role_path() - ask the role how packets to a node travel
 * @mnet: the node
 * @path: the node; the rest is filled in as far as the role knows
 *
 * Context: process.
 */
void mip6_role_path(struct mip6_net *mnet, struct mip6_dev_path *path);

/**
 * mip6_role_binding_due() - tell the role that it is time for what it wanted to be reminded of
 * @mnet: the node
 * @b: the binding
 *
 * Context: process, RCU read side.
 */
void mip6_role_binding_due(struct mip6_net *mnet, const struct mip6_binding *b);

/**
 * mip6_role_binding_ended() - tell the role that a home registration expired
 * @mnet: the node
 * @b: the binding
 *
 * Context: process, RCU read side.
 */
void mip6_role_binding_ended(struct mip6_net *mnet, const struct mip6_binding *b);

/**
 * mip6_role_net_stop() - make a node a plain correspondent
 * @mnet: the node
 *
 * Context: process.
 */
void mip6_role_net_stop(struct mip6_net *mnet);

#endif
