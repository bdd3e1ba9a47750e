/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_NAMES_H
#define MIPDIAG_NAMES_H

#include <stdbool.h>
#include <stdint.h>

/**
 * word_of_role() - a role as it is written on the command line and in JSON
 * @role: enum mip6_role
 *
 * Return: "cn", "mn", "ha", or "?".
 */
const char *word_of_role(uint32_t role);

/**
 * name_of_role() - a role in words
 * @role: enum mip6_role
 *
 * Return: "home agent" and the like.
 */
const char *name_of_role(uint32_t role);

/**
 * role_of_word() - the reverse of word_of_role()
 * @word: word, in any case
 * @role: set to enum mip6_role
 *
 * Return: whether there is such a role.
 */
bool role_of_word(const char *word, uint32_t *role);

#endif
