/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How the words of a command line fit together.
 */
#ifndef MIPDIAG_JOIN_H
#define MIPDIAG_JOIN_H

#include "homewords.h"

struct options;

/**
 * struct words - what has been read, before it is known how it fits together; NULL: not given
 * @homes: of -h, -H and -i
 * @preference: of -P
 * @role: of --role
 * @homedev: of --homedev
 * @bound: of -c
 * @delete: of --delete
 * @prefix: of --home
 */
struct words {
	struct homewords homes;
	const char *preference;
	const char *role;
	const char *homedev;
	const char *bound;
	const char *delete;
	const char *prefix;
};

/**
 * join_words() - make of words what they ask for; fails with a reason if they make no sense
 * @options: set to it, as far as it is not yet
 * @words: the words
 */
void join_words(struct options *options, const struct words *words);

/**
 * join_ifname() - read the name of an interface; fails if it cannot be one
 * @name: the name
 * @to: set to it, MIP6_IFNAME_LEN
 */
void join_ifname(const char *name, char *to);

/**
 * join_misuse() - fail with a hint at the help
 * @what: what is wrong
 * @option: with which option; may be empty
 */
void join_misuse(const char *what, const char *option);

#endif
