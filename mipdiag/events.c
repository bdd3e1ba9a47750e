// SPDX-License-Identifier: GPL-2.0
/*
 * What an event looks like: each kind has the members that say something about it.
 */
#include "events.h"

#include "listing.h"
#include "out.h"
#include "uapi.h"

static const char *const type_names[] = {
	[MIP6_EVENT_LOST]		= "lost",
	[MIP6_EVENT_ROLE]		= "role",
	[MIP6_EVENT_LINK_UP]		= "link_up",
	[MIP6_EVENT_LINK_DOWN]		= "link_down",
	[MIP6_EVENT_ROUTER]		= "router",
	[MIP6_EVENT_ROUTER_GONE]	= "router_gone",
	[MIP6_EVENT_CAREOF]		= "careof",
	[MIP6_EVENT_AWAY]		= "away",
	[MIP6_EVENT_RETURNING]		= "returning",
	[MIP6_EVENT_HOME]		= "home",
	[MIP6_EVENT_UPDATE]		= "update",
	[MIP6_EVENT_ANSWER]		= "answer",
	[MIP6_EVENT_UNREGISTERED]	= "unregistered",
	[MIP6_EVENT_HOME_TEST]		= "home_test",
	[MIP6_EVENT_CAREOF_TEST]	= "careof_test",
	[MIP6_EVENT_HOME_TOKEN]		= "home_token",
	[MIP6_EVENT_CAREOF_TOKEN]	= "careof_token",
	[MIP6_EVENT_PATH]		= "path",
	[MIP6_EVENT_BOUND]		= "bound",
	[MIP6_EVENT_REFRESHED]		= "refreshed",
	[MIP6_EVENT_MOVED]		= "moved",
	[MIP6_EVENT_ENDED]		= "ended",
	[MIP6_EVENT_EXPIRED]		= "expired",
	[MIP6_EVENT_REFUSED]		= "refused",
};

static const char *const role_words[] = {
	[MIP6_ROLE_CN] = "cn", [MIP6_ROLE_MN] = "mn", [MIP6_ROLE_HA] = "ha",
};

#define FIELD(member, kind_) .kind = (kind_), OUT_MEMBER(struct mip6_dev_event, member)

/* What all begin with: when, how long after the beginning of the handover, what. */
#define BEGIN									\
	{ "at_ms", "", FIELD(at, OUT_MOMENT) },					\
	{ "since_ms", " ", FIELD(since, OUT_MOMENT_OR_NONE) },		\
	{ "event", " ", FIELD(type, OUT_NAME), OUT_NAMES(type_names) }
#define HOA	{ "hoa", " ", FIELD(hoa, OUT_ADDRESS) }
#define COA	{ "coa", " at ", FIELD(coa, OUT_ADDRESS_OR_NONE) }
#define PEER	{ "peer", " with ", FIELD(peer, OUT_ADDRESS) }
#define ON	{ "ifname", " on ", FIELD(ifname, OUT_STRING_OR_NONE) }
#define BINDING								\
	HOA, COA, PEER,								\
	{ "sequence", " sequence ", FIELD(sequence, OUT_NUMBER) },		\
	{ "flags", " flags ", FIELD(flags, OUT_BU_FLAGS) },			\
	{ "lifetime", " lifetime ", FIELD(lifetime, OUT_NUMBER) }
#define STATUS	{ "status", " status ", FIELD(status, OUT_NUMBER) }

static const struct out_field nothing[] = { BEGIN };
static const struct out_field lost[] = { BEGIN, { "lost", " ", FIELD(lost, OUT_NUMBER) } };
static const struct out_field role[] = {
	BEGIN, { "role", " ", FIELD(role, OUT_NAME), OUT_NAMES(role_words) },
};
static const struct out_field link[] = { BEGIN, ON };
static const struct out_field router[] = {
	BEGIN, { "router", " ", FIELD(peer, OUT_ADDRESS) }, ON,
};
static const struct out_field careof[] = { BEGIN, HOA, COA, ON };
static const struct out_field home[] = { BEGIN, HOA };
static const struct out_field update[] = { BEGIN, BINDING };
static const struct out_field answer[] = { BEGIN, BINDING, STATUS };
static const struct out_field peer[] = { BEGIN, HOA, PEER };
static const struct out_field test[] = { BEGIN, HOA, COA, PEER };
static const struct out_field path[] = {
	BEGIN, HOA, PEER, { "why", " ", FIELD(why, OUT_NAME), .names = why_names,
			    .names_count = sizeof(why_names) / sizeof(*why_names) },
};

#define FORM(list)								\
	{ OUT_FIELDS(list), .entry_size = sizeof(struct mip6_dev_event), .layout = OUT_OBJECT }

static const struct out_form unknown = FORM(nothing);
static const struct out_form forms[] = {
	[MIP6_EVENT_LOST]		= FORM(lost),
	[MIP6_EVENT_ROLE]		= FORM(role),
	[MIP6_EVENT_LINK_UP]		= FORM(link),
	[MIP6_EVENT_LINK_DOWN]		= FORM(link),
	[MIP6_EVENT_ROUTER]		= FORM(router),
	[MIP6_EVENT_ROUTER_GONE]	= FORM(router),
	[MIP6_EVENT_CAREOF]		= FORM(careof),
	[MIP6_EVENT_AWAY]		= FORM(home),
	[MIP6_EVENT_RETURNING]		= FORM(home),
	[MIP6_EVENT_HOME]		= FORM(home),
	[MIP6_EVENT_UPDATE]		= FORM(update),
	[MIP6_EVENT_ANSWER]		= FORM(answer),
	[MIP6_EVENT_UNREGISTERED]	= FORM(peer),
	[MIP6_EVENT_HOME_TEST]		= FORM(peer),
	[MIP6_EVENT_CAREOF_TEST]	= FORM(test),
	[MIP6_EVENT_HOME_TOKEN]		= FORM(peer),
	[MIP6_EVENT_CAREOF_TOKEN]	= FORM(test),
	[MIP6_EVENT_PATH]		= FORM(path),
	[MIP6_EVENT_BOUND]		= FORM(update),
	[MIP6_EVENT_REFRESHED]		= FORM(update),
	[MIP6_EVENT_MOVED]		= FORM(update),
	[MIP6_EVENT_ENDED]		= FORM(update),
	[MIP6_EVENT_EXPIRED]		= FORM(update),
	[MIP6_EVENT_REFUSED]		= FORM(answer),
};

void events_show(const struct mip6_dev_event *event, bool json)
{
	bool known = event->type < sizeof(forms) / sizeof(*forms);

	out_print(known ? &forms[event->type] : &unknown, event, 1, json);
}
