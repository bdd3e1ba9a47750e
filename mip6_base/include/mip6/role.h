/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Roles: what mip6_mn and mip6_ha plug into the engine.
 */
#ifndef MIP6_ROLE_H
#define MIP6_ROLE_H

#include <linux/in6.h>
#include <linux/types.h>

#include <mipv6_dev.h>

struct mip6_binding;
struct mip6_mh_msg;
struct module;
struct net;

/**
 * struct mip6_careof - the care-of address of a packet
 * @coa: the address
 * @oif: its interface
 * @tunnel: interface that the packet would leave by otherwise
 */
struct mip6_careof {
	struct in6_addr coa;
	int oif;
	int tunnel;
};

/**
 * struct mip6_role_ops - a role
 * @role: MIP6_ROLE_MN or MIP6_ROLE_HA
 * @name: of its module
 * @start: make a namespace a node of this kind; @home_ifname as in struct mip6_dev_role
 * @stop: the reverse: everything is put back, nothing of it runs when it returns
 * @restart: start when it runs already: may only take a new @home_ifname
 * @mh_rcv: a message of a type that this role handles; returns false if it is not for it. May
 *	keep nothing of @msg.
 * @is_home: whether @hoa is a home address of this mobile node that may be reached at @coa
 *	(type 2 routing headers, 11.3.3); NULL if never
 * @careof: whether a packet from @hoa to @dst, either as the upper layer means it, leaves with a
 *	care-of address and the home address in an option (11.3.1), with which one; NULL if never
 * @used: a packet that carries @proto went from @hoa to @peer, or @came from there, without tunnel;
 *	NULL if that is of no interest
 * @conf_changed: accept_return_routability or group_query_interval has been written; returns 0
 * @keys_changed: MIP6_IOC_SET_KEYS has replaced the keys of mip6/keys.h
 * @binding_ended: a home registration in the binding cache expired
 * @binding_due: it is time for what mip6_bcache_remind() was called for
 * @dump: write entry number @index of a table into @entry (zeroed, of the size of that table's
 *	structure); returns 0, or -ENOENT past the last
 * @set_home: MIP6_IOC_SET_HOME, checked for form only
 * @set_iface: MIP6_IOC_SET_IFACE, checked for form only
 * @set_acl: MIP6_IOC_SET_ACL; @rules is kvmalloc()ed, and the role's if 0 is returned
 * @restore: MIP6_IOC_RESTORE, @bindings checked for form only; sets the status of each, returns 0
 * @unbind: end the home registration of @b's home address and sequence number, set @b to what it
 *	says; returns 0, or -ENOENT if there is none
 * @path: MIP6_IOC_GET_PATH: how packets to @path's dst, from its src if that is set, travel; fills
 *	in what the role knows of it, src too
 *
 * @start, @stop, @restart, @dump, @set_*, @restore, @unbind, @path, @conf_changed and @keys_changed
 * are called in process context, one at a time, without rtnl. @mh_rcv and @is_home are called in
 * softirq, @binding_ended and @binding_due in process context, @careof and @used in either, all of
 * them under RCU and only between @start and @stop of that namespace (@stop must expect them until
 * synchronize_net() has passed after the engine has taken the role down, which it does before it
 * calls @stop). Optional ones may be NULL.
 */
struct mip6_role_ops {
	enum mip6_role role;
	const char *name;
	int (*start)(struct net *net, const char *home_ifname);
	void (*stop)(struct net *net);
	int (*restart)(struct net *net, const char *home_ifname);
	bool (*mh_rcv)(struct net *net, const struct mip6_mh_msg *msg);
	bool (*is_home)(struct net *net, const struct in6_addr *hoa, const struct in6_addr *coa);
	bool (*careof)(struct net *net, const struct in6_addr *hoa, const struct in6_addr *dst,
		       struct mip6_careof *out);
	void (*used)(struct net *net, const struct in6_addr *hoa, const struct in6_addr *peer, u8 proto,
		     bool came);
	int (*conf_changed)(struct net *net);
	void (*keys_changed)(struct net *net);
	void (*binding_due)(struct net *net, const struct mip6_binding *b);
	void (*binding_ended)(struct net *net, const struct mip6_binding *b);
	int (*dump)(struct net *net, enum mip6_table table, u32 index, void *entry);
	int (*set_home)(struct net *net, const struct mip6_dev_home *home);
	int (*set_iface)(struct net *net, const struct mip6_dev_iface *iface);
	int (*set_acl)(struct net *net, struct mip6_dev_acl *rules, u32 count, bool enabled);
	int (*restore)(struct net *net, struct mip6_dev_binding *bindings, u32 count);
	int (*unbind)(struct net *net, struct mip6_binding *b);
	int (*path)(struct net *net, struct mip6_dev_path *path);
};

/**
 * mip6_role_register() - make a role known
 * @ops: the role; static
 *
 * Context: process.
 * Return: 0 or -EEXIST.
 */
int mip6_role_register(const struct mip6_role_ops *ops);

/**
 * mip6_role_unregister() - take a role back
 * @ops: the role
 *
 * Stops it in every namespace. When it returns nothing of it is running or will be called.
 *
 * Context: process.
 */
void mip6_role_unregister(const struct mip6_role_ops *ops);

#endif
