/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text to values. Whatever is wrong with a text is said in words by the caller, who knows where it
 * stood: the functions return what is wrong, or NULL.
 */
#ifndef MIPDIAG_PARSE_H
#define MIPDIAG_PARSE_H

#include <stdbool.h>
#include <stdint.h>

struct in6_addr;

enum {
	PARSE_PLEN_NONE		= -1,	/* no prefix length was given */
	PARSE_PLEN_MAX		= 128,
};

/**
 * parse_address() - read ADDRESS or ADDRESS/PLEN
 * @text: what to read
 * @address: set to the address
 * @plen: set to the prefix length, PARSE_PLEN_NONE if there is none
 *
 * Return: NULL, or what is wrong.
 */
const char *parse_address(const char *text, struct in6_addr *address, int *plen);

/**
 * parse_number() - read a decimal number
 * @text: what to read: digits only
 * @max: greatest number allowed
 * @value: set to the number
 *
 * Return: whether it is one.
 */
bool parse_number(const char *text, uint32_t max, uint32_t *value);

/**
 * parse_bool() - read yes or no, on or off, 1 or 0, in any case and as first letters
 * @text: what to read
 * @value: set to 1 or 0
 *
 * Return: whether it is one of these.
 */
bool parse_bool(const char *text, uint32_t *value);

/**
 * parse_ifname() - check the name of an interface for its form, and copy it
 * @text: name
 * @name: room for MIP6_IFNAME_LEN bytes
 *
 * Return: whether an interface can have this name.
 */
bool parse_ifname(const char *text, char *name);

/**
 * parse_problem_home() - what makes an address unfit to be a home address or a home agent's
 * @address: the address
 *
 * Return: NULL, or "it is a multicast address" and the like.
 */
const char *parse_problem_home(const struct in6_addr *address);

#endif
