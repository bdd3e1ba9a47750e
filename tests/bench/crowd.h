/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BUGEN_CROWD_H
#define BUGEN_CROWD_H

#include "frames.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	CROWD_MAX	= 16 << 20,	/* mobile nodes */
	DELAYS		= 24,		/* powers of two, microseconds */
};

/* A mobile node. */
struct mobile {
	uint64_t sent;		/* the last update, microseconds; 0: answered, or none was sent */
	uint16_t sequence;	/* of that */
	uint8_t tries;
	uint8_t status;		/* of the last acknowledgement */
	int32_t ahead;		/* its clock, seconds */
	uint64_t stamp;		/* last time stamp; 0: none that counts */
};

struct crowd {
	/* What is wanted. */
	const char *interface;
	struct form form;
	uint32_t count, rate, window, keep;
	struct in6_addr other;	/* care-of prefix of every other round */
	bool moves;
	uint16_t sequence;	/* of the next round's first updates */
	uint8_t tries;
	int32_t ahead;		/* all clocks at first, seconds */
	bool prints_keys;	/* and does nothing else */

	/* What there is. */
	int fd;
	struct mobile *mobiles;
	uint8_t (*keys)[SIGN_KEY_LEN];	/* of each; NULL: nothing is signed */
	uint32_t next;		/* who has not sent anything in this round yet */
	uint32_t *waiting;	/* those without an answer, in the order in which they sent */
	uint32_t head, tail, room;
	uint32_t open;		/* how many of them are */

	/* What came of it. */
	uint64_t began, ended;
	uint64_t updates;
	uint32_t done, refused, silent;
	uint8_t status;		/* of the last refusal */
	uint32_t forged;	/* answers that were not signed as they must be */
	uint32_t set;		/* clocks, as the home agent told another time */
	uint64_t delays[DELAYS];
};

/* Opens the interface. Exits with a message if that fails. */
void crowd_open(struct crowd *crowd);

/* Registers all, and keeps them registered for as long as is wanted. */
void crowd_run(struct crowd *crowd);

/* Prints the file of keys that the home agent needs. */
void crowd_print_keys(const struct crowd *crowd);

/* Prints what came of it. */
void crowd_print(const struct crowd *crowd);

#endif
