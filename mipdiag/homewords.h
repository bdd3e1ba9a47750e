/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Words about home addresses, of which a command line may have several. -H belongs to the -h before
 * it, -i to those behind it; what comes before the first -h, or the first -i, counts for that.
 */
#ifndef MIPDIAG_HOMEWORDS_H
#define MIPDIAG_HOMEWORDS_H

#include "options.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * struct homewords - what has been read of them; NULL: not given
 * @one: of each home address
 * @one.home: value of -h
 * @one.agent: of -H
 * @one.iface: of -i
 * @count: how many -h there were
 * @iface: the latest -i
 * @iface_used: a home address has it
 * @ifaces: how many different ones there were
 * @agent_given: -H was there
 */
struct homewords {
	struct {
		const char *home;
		const char *agent;
		const char *iface;
	} one[MIP6_HOMES_MAX];
	size_t count;
	const char *iface;
	bool iface_used;
	unsigned int ifaces;
	bool agent_given;
};

/**
 * homewords_address() - take -h
 * @words: what has been read
 * @value: its value
 */
void homewords_address(struct homewords *words, const char *value);

/**
 * homewords_agent() - take -H
 * @words: what has been read
 * @value: its value, or NULL
 */
void homewords_agent(struct homewords *words, const char *value);

/**
 * homewords_iface() - take -i
 * @words: what has been read
 * @value: its value
 */
void homewords_iface(struct homewords *words, const char *value);

/**
 * homewords_gone() - take --no-homeaddress
 * @options: the home address is added to those that are to be deleted
 * @value: its value
 */
void homewords_gone(struct options *options, const char *value);

/**
 * homewords_only_iface() - the interface that -P is about; fails if there is none, or several
 * @words: what has been read
 *
 * Return: its name.
 */
const char *homewords_only_iface(const struct homewords *words);

/**
 * homewords_join() - make of these words what they ask for; fails with a reason if they make no sense
 * @options: home addresses are set there, or the listing of home agents is added
 * @words: what has been read
 */
void homewords_join(struct options *options, const struct homewords *words);

#endif
