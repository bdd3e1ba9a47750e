/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BUGEN_FRAMES_H
#define BUGEN_FRAMES_H

#include <stdbool.h>
#include <stdint.h>

#include <netinet/in.h>

enum {
	UPDATE_LEN	= 14 + 40 + 24 + 16,	/* a binding update with home address option */
};

/* What updates have in common. */
struct form {
	uint8_t from[6], to[6];			/* link-layer addresses */
	struct in6_addr home, care_of, agent;	/* the first two are prefixes, which are counted up */
	uint16_t units;				/* lifetime */
};

/* What an acknowledgement says. */
struct answer {
	uint32_t who;		/* mobile node, from 0 */
	uint16_t sequence;
	uint16_t units;
	uint8_t status;
};

/* Writes the update of a mobile node, which is the frame @out of UPDATE_LEN octets. */
void frame_update(const struct form *form, uint32_t who, uint16_t sequence, uint8_t *out);

/* Reads a frame; false if it is no acknowledgement for one of @count mobile nodes. */
bool frame_answer(const struct form *form, uint32_t count, const uint8_t *frame, unsigned int len,
		  struct answer *out);

#endif
