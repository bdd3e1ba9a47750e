/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BUGEN_SIGN_H
#define BUGEN_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include <netinet/in.h>

enum {
	SIGN_MASTER_MAX	= 64,	/* octets of the secret that the keys are made of */
	SIGN_KEY_LEN	= 32,	/* of a key */
	SIGN_DOMAIN_MAX	= 64,	/* of the domain of identifiers */
	SIGN_OPTS_MAX	= 160,	/* octets that signing adds to an update, at most */
};

/*
 * How mobile nodes and home agent authenticate each other: RFC 4285.
 *
 * The key of a mobile node is HMAC-SHA-256 of its home address, with the master secret for a key.
 * Its identifier, if it has one, is mnXXXXXXXX@domain: the last 32 bits of the home address.
 */
struct signing {
	uint8_t master[SIGN_MASTER_MAX];
	unsigned int master_len;	/* 0: nothing is signed */
	const char *algorithm;		/* as files of keys have it */
	unsigned int mac_len;		/* octets of a message */
	uint32_t spi;
	const char *domain;		/* of identifiers; NULL: none */
};

/* Sets the algorithm; false if there is none with this name. */
bool sign_with(struct signing *signing, const char *algorithm);

/* Sets the master secret, in hexadecimal digits; false if it is none, or too long. */
bool sign_read_master(struct signing *signing, const char *digits);

/* Makes ready for what follows. Exits with a message if that fails. */
void sign_open(const struct signing *signing);

/* The key of a mobile node, SIGN_KEY_LEN octets. */
void sign_make_key(const struct signing *signing, const struct in6_addr *home, uint8_t *key);

/* A line of a file of keys, which is the home agent's. */
void sign_print_key(const struct signing *signing, const struct in6_addr *home);

/*
 * Adds identifier, time stamp and authentication to a binding update of @len octets, with zeros
 * behind. Returns its length then.
 */
unsigned int sign_update(const struct signing *signing, const uint8_t *key,
			 const struct in6_addr *care_of, const struct in6_addr *home, uint64_t stamp,
			 uint8_t *mh, unsigned int len);

enum sign_verdict {
	SIGN_NONE,	/* there is no authentication */
	SIGN_WRONG,	/* or another key's, or it has no time stamp or not that identifier */
	SIGN_GOOD,
};

/* Looks at an acknowledgement of @len octets. Sets @stamp to its time stamp if it is good. */
enum sign_verdict sign_check(const struct signing *signing, const uint8_t *key,
			     const struct in6_addr *care_of, const struct in6_addr *home,
			     const uint8_t *mh, unsigned int len, uint64_t *stamp);

#endif
