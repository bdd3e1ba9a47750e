/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * ioctls of /dev/mipv6_dev, and what can be read from it. Every file acts on the network namespace of the process that opened
 * it. Structures have the same layout for 32 bit callers; all of them are zeroed by the kernel
 * before they are filled in, and reserved members and unknown flags are refused with EINVAL if
 * they are not 0. To read is for whoever may open the device, to change anything for
 * CAP_NET_ADMIN in the user namespace that owns the network namespace.
 */
#ifndef MIPV6_DEV_H
#define MIPV6_DEV_H

#include <linux/in6.h>
#include <linux/ioctl.h>
#include <linux/types.h>

#define MIPV6_DEV_MAJOR	0xf9
#define MIPV6_DEV_NAME	"mipv6_dev"
#define MIPV6_DEV_ABI	2

enum {
	MIP6_IFNAME_LEN		= 16,
	MIP6_STAT_NAME_LEN	= 40,
	MIP6_ACL_MAX		= 4096,	/* rules in an access list */
	MIP6_BINDINGS_MAX	= 256,	/* bindings that are put back or deleted at a time */
	MIP6_KEYS_MAX		= 1 << 21, /* of a node: two for each of a million mobile nodes */
	MIP6_KEY_LEN_MIN	= 16,	/* octets of a key */
	MIP6_KEY_LEN_MAX	= 64,
	MIP6_KEY_ID_MAX		= 253,	/* octets of a network access identifier */
	MIP6_SPI_MIN		= 256,	/* those below are reserved, RFC 4285 */
	MIP6_WATCH_EVENTS	= 256,	/* that wait for who watches; of more the oldest are lost */
	MIP6_HANDOVERS_MAX	= 16,	/* whose time lines are kept */
	MIP6_HOMES_MAX		= 16,	/* home addresses of a mobile node */
};

/* What a node is. */
enum mip6_role {
	MIP6_ROLE_CN	= 0,
	MIP6_ROLE_MN	= 1,
	MIP6_ROLE_HA	= 2,
};

/**
 * struct mip6_dev_version - MIP6_IOC_VERSION
 * @abi: MIPV6_DEV_ABI
 * @role: enum mip6_role of this namespace
 * @version: of the modules, as text
 */
struct mip6_dev_version {
	__u32 abi;
	__u32 role;
	char version[32];
};

/* Flags of struct mip6_dev_dump. */
enum {
	MIP6_DUMP_FIRST		= 1 << 0,	/* in: start from the beginning */
	MIP6_DUMP_MORE		= 1 << 1,	/* out: call again for more */
	MIP6_DUMP_CHANGED	= 1 << 2,	/* out: the table was resized; entries may come twice. Keys:
						 * they were replaced; what came is a part of either
						 */
	MIP6_DUMP_GONE		= 1 << 3,	/* in, with FIRST: see below */
};

/* Tables that can be dumped. */
enum mip6_table {
	MIP6_TABLE_STATS	= 0,	/* struct mip6_dev_stat */
	MIP6_TABLE_BCACHE	= 1,	/* struct mip6_dev_binding */
	MIP6_TABLE_BULIST	= 2,	/* struct mip6_dev_bul */
	MIP6_TABLE_HOMES	= 3,	/* struct mip6_dev_home */
	MIP6_TABLE_IFACES	= 4,	/* struct mip6_dev_iface */
	MIP6_TABLE_ACL		= 5,	/* struct mip6_dev_acl */
	MIP6_TABLE_AGENTS	= 6,	/* struct mip6_dev_agent */
	MIP6_TABLE_KEYS		= 7,	/* struct mip6_dev_key */
	MIP6_TABLE_GROUPS	= 8,	/* struct mip6_dev_group */
	MIP6_TABLE_HANDOVERS	= 9,	/* struct mip6_dev_handover */
};

/**
 * struct mip6_dev_dump - MIP6_IOC_DUMP: read a table, a part at a time
 * @entries: pointer to room for @count entries
 * @table: enum mip6_table
 * @entry_size: size of an entry, as the caller knows it; a smaller or larger one than the
 *	kernel's is refused with EINVAL
 * @count: in: entries that fit; out: entries written
 * @flags: MIP6_DUMP_*
 *
 * With MIP6_DUMP_GONE the binding cache is what has to be saved of it: it has home registrations
 * too that are de-registered, with lifetime 0, as long as their sequence numbers are remembered,
 * and none whose duplicate address detection has yet to end. An entry can be missed when the one
 * before it goes between two calls: who must have all of them reads again.
 */
struct mip6_dev_dump {
	__u64 entries;
	__u32 table;
	__u32 entry_size;
	__u32 count;
	__u32 flags;
};

/**
 * struct mip6_dev_stat - a counter
 * @name: as it is shown
 * @value: its value
 */
struct mip6_dev_stat {
	char name[MIP6_STAT_NAME_LEN];
	__u64 value;
};

/* Type of a binding cache entry, as it is shown. */
enum {
	MIP6_BINDING_CACHED	= 1,
	MIP6_BINDING_HOME	= 2,
};

/**
 * struct mip6_dev_binding - an entry of the binding cache
 * @hoa: home address
 * @coa: care-of address
 * @local: our address that the binding is with
 * @lifetime: remaining, seconds
 * @granted: granted, seconds
 * @sequence: last accepted sequence number
 * @flags: of the binding update (MIP6_BU_*)
 * @type: MIP6_BINDING_*
 * @status: MIP6_IOC_RESTORE, MIP6_IOC_DELETE: what became of it, a status of a binding
 *	acknowledgement (out); else 0
 * @reserved: 0
 */
struct mip6_dev_binding {
	struct in6_addr hoa;
	struct in6_addr coa;
	struct in6_addr local;
	__u32 lifetime;
	__u32 granted;
	__u16 sequence;
	__u16 flags;
	__u8 type;
	__u8 status;
	__u8 reserved[2];
};

/* State of an entry of the binding update list, as it is shown. */
enum {
	MIP6_BUL_ACKNOWLEDGED	= 1,
	MIP6_BUL_RESENDING	= 2,
	MIP6_BUL_REFUSED	= 4,
};

/* There is no token that could have an age. */
#define MIP6_NO_TOKEN	0xffffffff

/* How packets travel. */
enum {
	MIP6_PATH_PLAIN		= 0,	/* with their own addresses */
	MIP6_PATH_TUNNEL	= 1,	/* by the home agent */
	MIP6_PATH_DIRECT	= 2,	/* from or to a care-of address, or both */
};

/* Why packets travel as they do. */
enum {
	MIP6_WHY_NOTHING	= 0,	/* this node is no mobile node, or has no home address */
	MIP6_WHY_HOME		= 1,	/* it is at home */
	MIP6_WHY_UNREGISTERED	= 2,	/* the home agent does not know where it is */
	MIP6_WHY_AGENT		= 3,	/* it is the home agent that is spoken to */
	MIP6_WHY_OFF		= 4,	/* route optimization is switched off */
	MIP6_WHY_IDLE		= 5,	/* not enough packets yet, or no longer */
	MIP6_WHY_TESTING	= 6,	/* return routability goes on */
	MIP6_WHY_UPDATING	= 7,	/* a binding update is to be acknowledged */
	MIP6_WHY_BOUND		= 8,	/* the other node knows the care-of address */
	MIP6_WHY_MOVED		= 9,	/* it knows one that was left */
	MIP6_WHY_SILENT		= 10,	/* it does not answer */
	MIP6_WHY_UNWILLING	= 11,	/* it does not know Mobile IPv6 */
	MIP6_WHY_REFUSED	= 12,	/* it refuses */
	MIP6_WHY_UNREACHABLE	= 13,	/* direct packets do not reach it */
	MIP6_WHY_FAILING	= 14,	/* it failed too often */
	MIP6_WHY_CACHED		= 15,	/* this node, which is not away, knows its care-of address */
	MIP6_WHY_UNHEARD	= 16,	/* nothing came from it directly */
	MIP6_WHY_LOCAL		= 17,	/* an address of this node, or one that is good on a link only */
	MIP6_WHY_NEVER		= 18,	/* no address of a single IPv6 node */
};

/**
 * struct mip6_dev_bul - an entry of the binding update list
 * @peer: to whom updates go
 * @hoa: home address
 * @coa: care-of address
 * @expires: remaining lifetime of the registration, seconds
 * @delay: current retransmission interval, milliseconds
 * @max_delay: its upper limit, milliseconds
 * @callback: time to the next update, milliseconds
 * @sequence: last sequence number sent
 * @flags: of the binding update (MIP6_BU_*)
 * @status: of the last acknowledgement
 * @state: MIP6_BUL_*
 * @why: MIP6_WHY_* of a correspondent node, 0 of a home agent
 * @reserved: 0
 * @home_token_age: of the home keygen token, seconds since it was asked for; MIP6_NO_TOKEN
 * @careof_token_age: of the care-of keygen token, likewise
 */
struct mip6_dev_bul {
	struct in6_addr peer;
	struct in6_addr hoa;
	struct in6_addr coa;
	__u32 expires;
	__u32 delay;
	__u32 max_delay;
	__u32 callback;
	__u16 sequence;
	__u16 flags;
	__u8 status;
	__u8 state;
	__u8 why;
	__u8 reserved;
	__u32 home_token_age;
	__u32 careof_token_age;
};

/* What keeps a home registration from being made. */
enum {
	MIP6_TROUBLE_NONE	= 0,
	MIP6_TROUBLE_SILENT	= 1,	/* the home agent does not answer */
	MIP6_TROUBLE_UNSIGNED	= 2,	/* nor is it asked by updates that are signed: there is no key */
	MIP6_TROUBLE_UNTRUSTED	= 3,	/* what it answers is not signed with our key */
	MIP6_TROUBLE_REFUSED	= 4,
	MIP6_TROUBLE_DUPLICATE	= 5,	/* back home, where another node has the home address */
	MIP6_TROUBLE_EXPIRED	= 6,	/* the home prefix is not valid any more */
	MIP6_TROUBLE_OFFLINE	= 7,	/* neither at home nor is there a care-of address */
	MIP6_TROUBLE_AGENTLESS	= 8,	/* no home agent was discovered yet */
	MIP6_TROUBLE_UNKEYED	= 9,	/* policy wants IPsec, and there is no SA yet */
};

/* Where a mobile node is. */
enum {
	MIP6_AT_UNKNOWN		= 0,
	MIP6_AT_HOME		= 1,
	MIP6_AT_AWAY		= 2,
};

/**
 * struct mip6_dev_home - a home address of a mobile node (MIP6_IOC_SET_HOME, MIP6_IOC_DEL_HOME,
 * MIP6_TABLE_HOMES)
 * @hoa: home address
 * @agent: home agent, the unspecified address if it is to be discovered
 * @coa: current care-of address (out)
 * @plen: length of the home prefix, bits
 * @at: MIP6_AT_* (out)
 * @registered: 1 if the home agent knows @coa (out)
 * @state: MIP6_BUL_* or 0 (out)
 * @ifname: home interface
 * @coa_ifname: interface of @coa (out)
 * @tunnel: tunnel interface (out)
 * @trouble: MIP6_TROUBLE_*: why @coa is not registered yet (out)
 * @formed: 1 if the mobile node formed it, in a home network that was renumbered (out)
 * @reserved: 0
 *
 * There may be several: MIP6_IOC_SET_HOME adds one, or changes the home agent of one that there is.
 * The first is the default source. MIP6_IOC_DEL_HOME takes one away, de-registers it without waiting
 * for the answer, and leaves the address as it was before; all but @hoa must be 0. ENOENT: there is
 * none.
 */
struct mip6_dev_home {
	struct in6_addr hoa;
	struct in6_addr agent;
	struct in6_addr coa;
	__u8 plen;
	__u8 at;
	__u8 registered;
	__u8 state;
	char ifname[MIP6_IFNAME_LEN];
	char coa_ifname[MIP6_IFNAME_LEN];
	char tunnel[MIP6_IFNAME_LEN];
	__u8 trouble;
	__u8 formed;
	__u8 reserved[2];
};

/**
 * struct mip6_dev_iface - an interface that a mobile node may use (MIP6_IOC_SET_IFACE,
 * MIP6_TABLE_IFACES)
 * @ifname: its name
 * @preference: greater is better; 0: not to be used
 * @ifindex: its number (out)
 * @current_coa: 1 if the current care-of address is on it (out)
 * @usable: 1 if it is up, has a carrier and a usable care-of address (out)
 * @router: link-local address of the current router, or the unspecified address (out)
 * @coa: care-of address that it offers, or the unspecified address (out)
 */
struct mip6_dev_iface {
	char ifname[MIP6_IFNAME_LEN];
	__u32 preference;
	__u32 ifindex;
	__u32 current_coa;
	__u32 usable;
	struct in6_addr router;
	struct in6_addr coa;
};

/* What an access rule does. A mobile node's can allow and deny only. */
enum {
	MIP6_ACL_DENY	= 0,
	MIP6_ACL_ALLOW	= 1,
	MIP6_ACL_RESERVE = 2,	/* allow; claimed while duplicate address detection runs */
};

/**
 * struct mip6_dev_acl - a rule of an access list; the first that matches decides
 * @prefix: home addresses that it is about; on a mobile node correspondent nodes that may, or may not,
 *	know its care-of address
 * @plen: length of @prefix, bits
 * @action: MIP6_ACL_*
 * @reserved: 0
 */
struct mip6_dev_acl {
	struct in6_addr prefix;
	__u8 plen;
	__u8 action;
	__u8 reserved[2];
};

/**
 * struct mip6_dev_acl_set - MIP6_IOC_SET_ACL: replace the access list as a whole
 * @rules: pointer to an array of struct mip6_dev_acl
 * @count: rules there, at most MIP6_ACL_MAX
 * @enabled: 0: no list, everybody is let in; 1: who matches no rule is kept out
 *
 * A home registration that there is stays until it ends. A correspondent node that has a binding is
 * told to delete it.
 */
struct mip6_dev_acl_set {
	__u64 rules;
	__u32 count;
	__u32 enabled;
};

/**
 * struct mip6_dev_agent - an address of a home agent on a home link
 * @addr: the address; the unspecified one if it has told none
 * @lladdr: link-local address of the home agent; the unspecified one: it is us, and has not
 *	advertised itself
 * @lifetime: remaining, seconds; 0xffffffff if it does not end
 * @preference: greater is better
 * @plen: length of the prefix of @addr, bits
 * @own: 1 if it is us
 * @ifname: the home link
 */
struct mip6_dev_agent {
	struct in6_addr addr;
	struct in6_addr lladdr;
	__u32 lifetime;
	__u16 preference;
	__u8 plen;
	__u8 own;
	char ifname[MIP6_IFNAME_LEN];
};

/* What a key is for. */
enum {
	MIP6_KEY_HMAC_SHA1	= 1,	/* 96 bits of HMAC-SHA1, RFC 4285 */
	MIP6_KEY_HMAC_SHA256	= 2,	/* 128 bits of HMAC-SHA-256, an algorithm of ours */
};

/* Flags of a key. */
enum {
	MIP6_KEY_NO_TIMESTAMP	= 1 << 0, /* a home agent does not insist on time stamps, a mobile
					   * node sends none unasked
					   */
};

/**
 * struct mip6_dev_key - a key that home agent and mobile node share (MIP6_IOC_SET_KEYS,
 * MIP6_TABLE_KEYS)
 * @hoa: home address that it is for
 * @spi: security parameter index, at least MIP6_SPI_MIN: tells which of its keys a message has
 * @algorithm: MIP6_KEY_HMAC_*
 * @flags: MIP6_KEY_*
 * @key_len: octets of @key, MIP6_KEY_LEN_MIN to MIP6_KEY_LEN_MAX
 * @id_len: octets of @id, 0 to MIP6_KEY_ID_MAX
 * @key: the key, zeros behind it; never read back: a dump has zeros
 * @id: network access identifier of the mobile node, to be sent along; zeros behind it
 */
struct mip6_dev_key {
	struct in6_addr hoa;
	__u32 spi;
	__u8 algorithm;
	__u8 flags;
	__u8 key_len;
	__u8 id_len;
	__u8 key[MIP6_KEY_LEN_MAX];
	__u8 id[256];
};

/**
 * struct mip6_dev_keys - MIP6_IOC_SET_KEYS: replace all keys
 * @keys: pointer to an array of struct mip6_dev_key, in ascending order of home address (as octets)
 *	and SPI, each pair of these once
 * @count: how many, at most MIP6_KEYS_MAX; 0: there are none
 * @entry_size: size of an entry, as the caller knows it; one that is not the kernel's is refused
 *	with EINVAL
 *
 * Bindings stay. Keys end with the role. EOPNOTSUPP: this is neither a home agent nor a mobile node.
 */
struct mip6_dev_keys {
	__u64 keys;
	__u32 count;
	__u32 entry_size;
};

/**
 * struct mip6_dev_group - a mobile node's membership in a multicast group, at its home agent
 * @hoa: home address
 * @group: the group
 * @left: until it ends unless the mobile node tells of it again, seconds
 * @reserved: 0
 * @ifname: home link whose packets to the group are tunnelled
 */
struct mip6_dev_group {
	struct in6_addr hoa;
	struct in6_addr group;
	__u32 left;
	__u32 reserved;
	char ifname[MIP6_IFNAME_LEN];
};

/**
 * struct mip6_dev_role - MIP6_IOC_SET_ROLE: make this namespace a node of a kind
 * @role: enum mip6_role; MIP6_ROLE_CN stops what runs
 * @reserved: 0
 * @home_ifname: home agent: the only home link; empty: each link that it has an address on
 *
 * EBUSY: it is a node of the other kind. ENOENT: that kind's module is not loaded.
 */
struct mip6_dev_role {
	__u32 role;
	__u32 reserved;
	char home_ifname[MIP6_IFNAME_LEN];
};

/**
 * struct mip6_dev_path - MIP6_IOC_GET_PATH: how packets to a node travel
 * @dst: the node
 * @src: address of ours that they are from; the unspecified one: to be chosen (out)
 * @coa: our care-of address, if we are away (out)
 * @bound_coa: our care-of address that the node knows, be it used or not (we may be at home), or
 *	the unspecified address (out)
 * @peer_coa: care-of address of the node that we know, likewise (out)
 * @since: for how long @why has been so, seconds; of what is not about the node (unregistered,
 *	agent, and idle if there is nothing else to say of it): for how long we have been away (out)
 * @expires: remaining lifetime of the binding that the node has, seconds (out)
 * @peer_expires: of the one that we have, likewise (out)
 * @how: MIP6_PATH_* (out)
 * @why: MIP6_WHY_* (out)
 * @state: MIP6_BUL_* of what we asked the node for, or 0 (out)
 * @status: of its last acknowledgement (out)
 */
struct mip6_dev_path {
	struct in6_addr dst;
	struct in6_addr src;
	struct in6_addr coa;
	struct in6_addr bound_coa;
	struct in6_addr peer_coa;
	__u32 since;
	__u32 expires;
	__u32 peer_expires;
	__u8 how;
	__u8 why;
	__u8 state;
	__u8 status;
};

/**
 * struct mip6_dev_bindings - MIP6_IOC_RESTORE, MIP6_IOC_DELETE
 * @bindings: pointer to an array of struct mip6_dev_binding; @status of each is set
 * @count: how many, at most MIP6_BINDINGS_MAX
 * @reserved: 0
 *
 * MIP6_IOC_RESTORE puts home registrations back that were saved: as a dump with MIP6_DUMP_GONE has
 * them, @lifetime less the time since then. Each passes the checks of a registration, but for
 * duplicate address detection, and goes on where it was. What is known of its home address already
 * is newer: the status is 135 then. EOPNOTSUPP: this is no home agent.
 *
 * MIP6_IOC_DELETE ends bindings that a dump has shown, and tells the mobile nodes by a binding
 * error. What is not there any more, or has been updated since, stays as it is: the status is 135.
 */
struct mip6_dev_bindings {
	__u64 bindings;
	__u32 count;
	__u32 reserved;
};

/**
 * struct mip6_dev_hold - MIP6_IOC_HOLD: have a home agent accept no registrations
 * @on: 1: from now on, until the file is closed; 0: as far as this file goes accept them again
 * @reserved: 0
 *
 * What was saved meanwhile is what there is. Updates that come are dropped: the mobile nodes send
 * them again. On a node that is no home agent there is nothing to drop.
 */
struct mip6_dev_hold {
	__u32 on;
	__u32 reserved;
};

/* Values that can be read, and most of them set, by number; those are sysctls as well. */
enum mip6_param {
	MIP6_PARAM_DEBUGLEVEL		= 0,
	MIP6_PARAM_TUNNEL_SITELOCAL	= 1,
	MIP6_PARAM_ALLOW_UNPROTECTED	= 2,
	MIP6_PARAM_IPSEC		= 3,	/* whether there is a policy of IPsec; read only */
};

/**
 * struct mip6_dev_param - MIP6_IOC_GET_PARAM, MIP6_IOC_SET_PARAM
 * @param: enum mip6_param
 * @value: its value
 */
struct mip6_dev_param {
	__u32 param;
	__u32 value;
};

/* There is no such time. */
#define MIP6_NO_TIME	0xffffffff

/* What happened, and which members of struct mip6_dev_event say more; the others are 0. */
enum mip6_event_type {
	MIP6_EVENT_LOST		= 0,	/* events in this place that were not read in time; lost */
	MIP6_EVENT_ROLE		= 1,	/* the node became one of this kind; role */
	/* Mobile node: movement. */
	MIP6_EVENT_LINK_UP	= 2,	/* or it may be another link; ifname */
	MIP6_EVENT_LINK_DOWN	= 3,	/* ifname */
	MIP6_EVENT_ROUTER	= 4,	/* is current now; peer, ifname */
	MIP6_EVENT_ROUTER_GONE	= 5,	/* was current; peer, ifname */
	MIP6_EVENT_CAREOF	= 6,	/* can be used, and is registered next; hoa, coa, ifname */
	MIP6_EVENT_AWAY		= 7,	/* not on the home link any more; hoa */
	MIP6_EVENT_RETURNING	= 8,	/* on the home link, to be de-registered; hoa */
	MIP6_EVENT_HOME		= 9,	/* at home; hoa */
	/* Mobile node: signalling. With the H flag peer is the home agent, else a correspondent. */
	MIP6_EVENT_UPDATE	= 10,	/* sent; hoa, coa, peer, sequence, flags, lifetime */
	MIP6_EVENT_ANSWER	= 11,	/* to one; hoa, coa, peer, sequence, flags, status, lifetime */
	MIP6_EVENT_UNREGISTERED	= 12,	/* the home registration ran out; hoa, peer */
	MIP6_EVENT_HOME_TEST	= 13,	/* init sent; hoa, peer */
	MIP6_EVENT_CAREOF_TEST	= 14,	/* init sent; hoa, coa, peer */
	MIP6_EVENT_HOME_TOKEN	= 15,	/* came; hoa, peer */
	MIP6_EVENT_CAREOF_TOKEN	= 16,	/* came; hoa, coa, peer */
	MIP6_EVENT_PATH		= 17,	/* packets to a correspondent go otherwise; hoa, peer, why */
	/* Binding cache. With the H flag it is a home registration; peer is our address. */
	MIP6_EVENT_BOUND	= 18,	/* made; hoa, coa, peer, sequence, flags, lifetime */
	MIP6_EVENT_REFRESHED	= 19,	/* likewise, again, */
	MIP6_EVENT_MOVED	= 20,	/* or with another care-of address */
	MIP6_EVENT_ENDED	= 21,	/* before its time; as BOUND, lifetime is 0 */
	MIP6_EVENT_EXPIRED	= 22,	/* a home registration; likewise */
	MIP6_EVENT_REFUSED	= 23,	/* an update; as BOUND, status too */
};

/**
 * struct mip6_dev_event - what read() gives after MIP6_IOC_WATCH, as many as fit
 * @at: when it happened, milliseconds since boot (CLOCK_BOOTTIME)
 * @hoa: home address
 * @coa: care-of address
 * @peer: the other end, or a router
 * @ifname: interface
 * @since: milliseconds since the handover began that it belongs to; MIP6_NO_TIME: it belongs to
 *	none, or to one that began more than a minute ago
 * @lifetime: asked for, or granted, seconds; 0: none, or an end
 * @lost: how many events were lost
 * @sequence: sequence number
 * @flags: of the binding update (MIP6_BU_*)
 * @type: enum mip6_event_type
 * @status: of a binding acknowledgement
 * @why: MIP6_WHY_*
 * @role: enum mip6_role
 * @reserved: 0
 */
struct mip6_dev_event {
	__u64 at;
	struct in6_addr hoa;
	struct in6_addr coa;
	struct in6_addr peer;
	char ifname[MIP6_IFNAME_LEN];
	__u32 since;
	__u32 lifetime;
	__u32 lost;
	__u16 sequence;
	__u16 flags;
	__u8 type;
	__u8 status;
	__u8 why;
	__u8 role;
	__u32 reserved;
};

/**
 * struct mip6_dev_watch - MIP6_IOC_WATCH: have events of this namespace told to this file
 * @event_size: size of an event, as the caller knows it; one that is not the kernel's is refused
 *	with EINVAL
 * @reserved: 0
 *
 * From then on read() and poll() wait for events; before, read() fails with EINVAL, as it does if
 * there is no room for one event. Each file has its own, MIP6_WATCH_EVENTS at most: if more come
 * the oldest are lost, and an event says how many. EBUSY: it does so already.
 */
struct mip6_dev_watch {
	__u32 event_size;
	__u32 reserved;
};

/* What became of a handover. */
enum {
	MIP6_HANDOVER_OPEN	= 0,	/* it goes on */
	MIP6_HANDOVER_DONE	= 1,
	MIP6_HANDOVER_REFUSED	= 2,	/* by the home agent */
	MIP6_HANDOVER_OVERTAKEN	= 3,	/* by the next one */
};

/**
 * struct mip6_dev_handover - a handover of a mobile node (MIP6_TABLE_HANDOVERS), newest first
 * @hoa: home address
 * @from: care-of address before; at home the home address; the unspecified address: none
 * @to: care-of address after; at home the home address
 * @ifname: interface of @to
 * @began: when, milliseconds since boot: when the link came up or, on a link that seems to be the
 *	same, when its router was missed or another one was heard; the times below are from there
 * @link: when the link came up, milliseconds; MIP6_NO_TIME: it did not go, or nobody noticed
 * @router: when the router was known; likewise
 * @address: when @to could be used
 * @update: when the first binding update was sent; MIP6_NO_TIME: not yet, or there was no need
 * @answer: when it was acknowledged; likewise
 * @packet: when the first packet came by the tunnel; likewise
 * @result: MIP6_HANDOVER_*
 * @status: of the last acknowledgement
 * @reserved: 0
 */
struct mip6_dev_handover {
	struct in6_addr hoa;
	struct in6_addr from;
	struct in6_addr to;
	char ifname[MIP6_IFNAME_LEN];
	__u64 began;
	__u32 link;
	__u32 router;
	__u32 address;
	__u32 update;
	__u32 answer;
	__u32 packet;
	__u8 result;
	__u8 status;
	__u8 reserved[6];
};

#define MIP6_IOC_MAGIC		0xf9
#define MIP6_IOC_VERSION	_IOR(MIP6_IOC_MAGIC, 0, struct mip6_dev_version)
#define MIP6_IOC_DUMP		_IOWR(MIP6_IOC_MAGIC, 1, struct mip6_dev_dump)
#define MIP6_IOC_SET_ROLE	_IOW(MIP6_IOC_MAGIC, 2, struct mip6_dev_role)
#define MIP6_IOC_SET_HOME	_IOW(MIP6_IOC_MAGIC, 3, struct mip6_dev_home)
#define MIP6_IOC_SET_IFACE	_IOW(MIP6_IOC_MAGIC, 4, struct mip6_dev_iface)
#define MIP6_IOC_SET_ACL	_IOW(MIP6_IOC_MAGIC, 5, struct mip6_dev_acl_set)
#define MIP6_IOC_GET_PARAM	_IOWR(MIP6_IOC_MAGIC, 6, struct mip6_dev_param)
#define MIP6_IOC_SET_PARAM	_IOW(MIP6_IOC_MAGIC, 7, struct mip6_dev_param)
#define MIP6_IOC_GET_PATH	_IOWR(MIP6_IOC_MAGIC, 8, struct mip6_dev_path)
#define MIP6_IOC_RESTORE	_IOW(MIP6_IOC_MAGIC, 9, struct mip6_dev_bindings)
#define MIP6_IOC_HOLD		_IOW(MIP6_IOC_MAGIC, 10, struct mip6_dev_hold)
#define MIP6_IOC_DELETE		_IOW(MIP6_IOC_MAGIC, 11, struct mip6_dev_bindings)
#define MIP6_IOC_SET_KEYS	_IOW(MIP6_IOC_MAGIC, 12, struct mip6_dev_keys)
#define MIP6_IOC_DEL_HOME	_IOW(MIP6_IOC_MAGIC, 13, struct mip6_dev_home)
#define MIP6_IOC_WATCH		_IOW(MIP6_IOC_MAGIC, 14, struct mip6_dev_watch)

#endif
