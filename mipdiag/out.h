/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one way out: everything that mipdiag shows is an array of structures and a form that says
 * how each member of them is called in JSON and where it stands in the text.
 */
#ifndef MIPDIAG_OUT_H
#define MIPDIAG_OUT_H

#include <stdbool.h>
#include <stddef.h>

/* How a member is written; in brackets: in JSON, where that differs. */
enum out_kind {
	OUT_NOTHING,		/* only the field's text */
	OUT_NUMBER,		/* unsigned, of any size */
	OUT_NUMBER_OR_NONE,	/* of 4 octets; the greatest is - (null) */
	OUT_BOOL,		/* yes or no (true or false) */
	OUT_NAME,		/* a number, as one of the field's names */
	OUT_SECONDS,		/* milliseconds, in seconds rounded to whole ones (milliseconds) */
	OUT_BU_FLAGS,		/* flags of a binding update, as their letters */
	OUT_ADDRESS,
	OUT_ADDRESS_OR_NONE,	/* the unspecified address is - (null) */
	OUT_STRING,
	OUT_STRING_OR_NONE,	/* the empty string is - (null) */
};

/**
 * struct out_field - a member of a structure that is shown
 * @key: its key in JSON, NULL: not in JSON
 * @text: its heading in a table, otherwise what stands before it; NULL: not in text
 * @names: OUT_NAME: names of the values
 * @kind: how it is written
 * @offset: where it is
 * @size: size, bytes
 * @names_count: how many names
 */
struct out_field {
	const char *key;
	const char *text;
	const char *const *names;
	enum out_kind kind;
	unsigned short offset;
	unsigned short size;
	unsigned short names_count;
};

/* Which member a field shows, and the names of its values. */
#define OUT_MEMBER(type, member)						\
	.offset = offsetof(type, member), .size = sizeof(((type *)0)->member)
#define OUT_NAMES(list)								\
	.names = (list), .names_count = sizeof(list) / sizeof(*(list))

/* What the text and the JSON look like. */
enum out_layout {
	OUT_TABLE,	/* a table with a heading (an array of objects) */
	OUT_LINES,	/* texts and values of an entry one after the other (an array of objects) */
	OUT_PAIRS,	/* name : value (one object); the fields are just these two */
	OUT_OBJECT,	/* as OUT_LINES, of the only entry (an object) */
};

/**
 * struct out_form - how an array of structures is shown
 * @title: first line of the text, NULL: none
 * @fields: what is shown of an entry, in this order
 * @fields_count: how many fields
 * @entry_size: size of an entry, bytes
 * @layout: what it looks like
 */
struct out_form {
	const char *title;
	const struct out_field *fields;
	unsigned int fields_count;
	unsigned int entry_size;
	enum out_layout layout;
};

#define OUT_FIELDS(list)							\
	.fields = (list), .fields_count = sizeof(list) / sizeof(*(list))

/**
 * out_print() - show an array
 * @form: how
 * @entries: the array
 * @count: how many entries it has
 * @json: as JSON, otherwise as text
 */
void out_print(const struct out_form *form, const void *entries, size_t count, bool json);

/**
 * out_flush() - make sure that everything has been written; fails if it has not
 */
void out_flush(void);

#endif
