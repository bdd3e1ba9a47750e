/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What happens, for who watches.
 */
#ifndef MIP6_EVENT_H
#define MIP6_EVENT_H

#include <linux/types.h>

struct mip6_binding;
struct mip6_dev_event;
struct net;

/**
 * mip6_event_wanted() - whether anybody watches
 * @net: network namespace
 *
 * Context: any.
 * Return: false if nobody does: an event need not be made then.
 */
bool mip6_event_wanted(struct net *net);

/**
 * mip6_event() - tell who watches what happened
 * @net: network namespace
 * @ev: what; the time is filled in
 *
 * Context: any but hard interrupts.
 */
void mip6_event(struct net *net, const struct mip6_dev_event *ev);

/**
 * mip6_event_binding() - tell who watches what happened to a binding, or to an update
 * @net: network namespace
 * @type: enum mip6_event_type
 * @b: the binding
 * @status: of the answer
 *
 * Context: any but hard interrupts.
 */
void mip6_event_binding(struct net *net, u8 type, const struct mip6_binding *b, u8 status);

#endif
