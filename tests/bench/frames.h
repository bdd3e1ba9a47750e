/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BUGEN_FRAMES_H
#define BUGEN_FRAMES_H

#include "sign.h"

#include <stdbool.h>
#include <stdint.h>

#include <netinet/in.h>

enum {
	UPDATE_MAX	= 14 + 40 + 24 + 16 + SIGN_OPTS_MAX,	/* octets of a binding update */
};

/* What updates have in common. */
struct form {
	uint8_t from[6], to[6];			/* link-layer addresses */
	struct in6_addr home, care_of, agent;	/* the first two are prefixes, which are counted up */
	uint16_t units;				/* lifetime */
	struct signing signing;
};

/* What they have not. */
struct update {
	uint32_t who;		/* mobile node, from 0 */
	uint16_t sequence;
	const uint8_t *key;	/* of the mobile node; NULL: it is not signed */
	uint64_t stamp;		/* its time, if it is */
};

/* What an acknowledgement says. */
struct answer {
	uint32_t who;
	uint16_t sequence;
	uint16_t units;
	uint8_t status;
	struct in6_addr care_of, home;
	const uint8_t *mh;	/* the message */
	unsigned int mh_len;
};

/* The address of a mobile node behind a prefix. */
struct in6_addr frame_address(const struct in6_addr *prefix, uint32_t who);

/* Writes an update, which is the frame @out of up to UPDATE_MAX octets. Returns how many. */
unsigned int frame_update(const struct form *form, const struct update *update, uint8_t *out);

/* Reads a frame; false if it is no acknowledgement for one of @count mobile nodes. */
bool frame_answer(const struct form *form, uint32_t count, const uint8_t *frame, unsigned int len,
		  struct answer *out);

#endif
