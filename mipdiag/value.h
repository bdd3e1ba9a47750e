/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIPDIAG_VALUE_H
#define MIPDIAG_VALUE_H

struct out_field;

enum {
	VALUE_MAX	= 2048,	/* room that a value can take, longest string of an entry escaped */
};

/**
 * value_text() - a member of an entry as text
 * @field: which
 * @entry: the entry
 * @text: room for VALUE_MAX bytes
 */
void value_text(const struct out_field *field, const void *entry, char *text);

/**
 * value_json() - a member of an entry as JSON
 * @field: which
 * @entry: the entry
 * @json: room for VALUE_MAX bytes
 */
void value_json(const struct out_field *field, const void *entry, char *json);

#endif
