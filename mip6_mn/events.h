/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_MN_EVENTS_H
#define MIP6_MN_EVENTS_H

#include <linux/in6.h>
#include <linux/types.h>

#include <wire/nd.h>

struct mip6_mn;

enum {
	MIP6_MN_EVENTS_MAX	= 32,	/* two for each home address */
	MIP6_MN_AGENTS_MAX	= 8,	/* home agents in a discovery reply that are tried */
};

/**
 * enum mip6_mn_event_type - what happened
 * @MIP6_MN_EVENT_ACK: a binding acknowledgement came
 * @MIP6_MN_EVENT_REFRESH: the home agent asks for a binding update, or has no binding
 * @MIP6_MN_EVENT_ERROR: the home agent does not take tunnelled packets
 * @MIP6_MN_EVENT_UNWILLING: the home agent does not know Mobility Headers
 * @MIP6_MN_EVENT_AGENT_LLADDR: the home agent told its link-layer address (11.5.5)
 * @MIP6_MN_EVENT_AGENTS: a discovery reply came
 * @MIP6_MN_EVENT_PREFIXES: a mobile prefix advertisement came
 */
enum mip6_mn_event_type {
	MIP6_MN_EVENT_ACK,
	MIP6_MN_EVENT_REFRESH,
	MIP6_MN_EVENT_ERROR,
	MIP6_MN_EVENT_UNWILLING,
	MIP6_MN_EVENT_AGENT_LLADDR,
	MIP6_MN_EVENT_AGENTS,
	MIP6_MN_EVENT_PREFIXES,
};

/**
 * struct mip6_mn_ack - what a binding acknowledgement says
 * @seq: sequence number
 * @lifetime: granted, units of 4 s
 * @refresh: refresh advice, units of 4 s; 0 if there is none
 * @status: enum mip6_ba_status
 * @keymgm: the home agent's key manager knows where we are (the K bit)
 * @is_signed: with the key that we share with the home agent
 * @stamped: it has a time stamp
 * @stamp: the time stamp
 * @at: when it came
 */
struct mip6_mn_ack {
	u16 seq;
	u16 lifetime;
	u16 refresh;
	u8 status;
	bool keymgm;
	bool is_signed;
	bool stamped;
	u64 stamp;
	u64 at;
};

/**
 * struct mip6_mn_agents - what a discovery reply says
 * @id: identifier
 * @count: home agents in @agents
 * @agents: their addresses, best first
 */
struct mip6_mn_agents {
	u16 id;
	u8 count;
	struct in6_addr agents[MIP6_MN_AGENTS_MAX];
};

/**
 * struct mip6_mn_told_prefixes - what a mobile prefix advertisement says
 * @coa: care-of address that it came to
 * @id: identifier
 * @count: prefixes in @pio
 * @pio: the prefixes
 */
struct mip6_mn_told_prefixes {
	struct in6_addr coa;
	u16 id;
	u8 count;
	struct mip6_wire_pio pio[MIP6_RA_MAX_PIO];
};

/**
 * struct mip6_mn_event - something that happened
 * @type: what
 * @addr: home address that it is about; of MIP6_MN_EVENT_AGENTS the care-of address
 * @ack: of MIP6_MN_EVENT_ACK
 * @agents: of MIP6_MN_EVENT_AGENTS
 * @prefixes: of MIP6_MN_EVENT_PREFIXES
 * @lladdr: of MIP6_MN_EVENT_AGENT_LLADDR
 * @lladdr_len: octets of @lladdr
 */
struct mip6_mn_event {
	enum mip6_mn_event_type type;
	struct in6_addr addr;
	union {
		struct mip6_mn_ack ack;
		struct mip6_mn_agents agents;
		struct mip6_mn_told_prefixes prefixes;
		struct {
			u8 lladdr[MIP6_LLADDR_MAX];
			u8 lladdr_len;
		};
	};
};

/**
 * struct mip6_mn_events - a queue, first in first out
 * @ring: room for them
 * @head: number of the oldest
 * @count: how many
 */
struct mip6_mn_events {
	struct mip6_mn_event ring[MIP6_MN_EVENTS_MAX];
	unsigned int head;
	unsigned int count;
};

/**
 * mip6_mn_events_push() - tell the work what happened
 * @mn: the mobile node
 * @ev: the event
 *
 * Context: any but hard interrupts.
 * Return: false if there are too many already: it is lost.
 */
bool mip6_mn_events_push(struct mip6_mn *mn, const struct mip6_mn_event *ev);

/**
 * mip6_mn_events_pop() - take the oldest event
 * @mn: the mobile node
 * @ev: set to it
 *
 * Context: process.
 * Return: false if there is none.
 */
bool mip6_mn_events_pop(struct mip6_mn *mn, struct mip6_mn_event *ev);

#endif
