/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How the words of a command line fit together.
 */
#ifndef MIPDIAG_JOIN_H
#define MIPDIAG_JOIN_H

#include <stdbool.h>

struct options;

/**
 * struct words - what has been read, before it is known how it fits together; NULL: not given
 * @home: value of -h
 * @agent: of -H
 * @iface: of -i
 * @preference: of -P
 * @role: of --role
 * @homedev: of --homedev
 * @bound: of -c
 * @delete: of --delete
 * @prefix: of --home
 * @agent_given: -H was there
 */
struct words {
	const char *home;
	const char *agent;
	const char *iface;
	const char *preference;
	const char *role;
	const char *homedev;
	const char *bound;
	const char *delete;
	const char *prefix;
	bool agent_given;
};

/**
 * join_words() - make of words what they ask for; fails with a reason if they make no sense
 * @options: set to it, as far as it is not yet
 * @words: the words
 */
void join_words(struct options *options, const struct words *words);

/**
 * join_misuse() - fail with a hint at the help
 * @what: what is wrong
 * @option: with which option; may be empty
 */
void join_misuse(const char *what, const char *option);

#endif
