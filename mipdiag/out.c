// SPDX-License-Identifier: GPL-2.0
#include "out.h"

#include "fail.h"
#include "value.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	COLUMN_GAP	= 2,
	PAIR_NAME_WIDTH	= 25,	/* as MIPL's statistics have it */
};

static const void *entry_at(const struct out_form *form, const void *entries, size_t index)
{
	return (const char *)entries + index * form->entry_size;
}

static void json_entry(const struct out_form *form, const void *entry)
{
	const char *comma = "";
	char value[VALUE_MAX];
	unsigned int i;

	putchar('{');
	for (i = 0; i < form->fields_count; i++) {
		if (!form->fields[i].key)
			continue;
		value_json(&form->fields[i], entry, value);
		printf("%s\"%s\":%s", comma, form->fields[i].key, value);
		comma = ",";
	}
	putchar('}');
}

static void json_array(const struct out_form *form, const void *entries, size_t count)
{
	size_t i;

	if (!count) {
		puts("[]");
		return;
	}
	for (i = 0; i < count; i++) {
		fputs(i ? ",\n" : "[\n", stdout);
		json_entry(form, entry_at(form, entries, i));
	}
	puts("\n]");
}

static void json_pairs(const struct out_form *form, const void *entries, size_t count)
{
	char name[VALUE_MAX], value[VALUE_MAX];
	size_t i;

	putchar('{');
	for (i = 0; i < count; i++) {
		value_json(&form->fields[0], entry_at(form, entries, i), name);
		value_json(&form->fields[1], entry_at(form, entries, i), value);
		printf("%s\n%s:%s", i ? "," : "", name, value);
	}
	puts(count ? "\n}" : "}");
}

static void json_print(const struct out_form *form, const void *entries, size_t count)
{
	switch (form->layout) {
	case OUT_TABLE:
	case OUT_LINES:
		json_array(form, entries, count);
		break;
	case OUT_PAIRS:
		json_pairs(form, entries, count);
		break;
	case OUT_OBJECT:
		json_entry(form, entries);
		putchar('\n');
		break;
	}
}

/* The column that nothing follows is not padded: no line ends in blanks. */
static unsigned int last_column(const struct out_form *form)
{
	unsigned int i, last = 0;

	for (i = 0; i < form->fields_count; i++)
		if (form->fields[i].text)
			last = i;
	return last;
}

static int column_width(const struct out_form *form, unsigned int column, const void *entries,
			size_t count)
{
	const struct out_field *field = &form->fields[column];
	size_t widest = strlen(field->text), len, i;
	char value[VALUE_MAX];

	if (column == last_column(form))
		return 0;
	for (i = 0; i < count; i++) {
		value_text(field, entry_at(form, entries, i), value);
		len = strlen(value);
		if (len > widest)
			widest = len;
	}
	return (int)widest + COLUMN_GAP;
}

static void text_table(const struct out_form *form, const void *entries, size_t count)
{
	int *width = calloc(form->fields_count, sizeof(*width));
	char value[VALUE_MAX];
	unsigned int f;
	size_t i;

	if (!width)
		fail("%s", strerror(ENOMEM));
	for (f = 0; f < form->fields_count; f++) {
		if (!form->fields[f].text)
			continue;
		width[f] = column_width(form, f, entries, count);
		printf("%-*s", width[f], form->fields[f].text);
	}
	putchar('\n');
	for (i = 0; i < count; i++) {
		for (f = 0; f < form->fields_count; f++) {
			if (!form->fields[f].text)
				continue;
			value_text(&form->fields[f], entry_at(form, entries, i), value);
			printf("%-*s", width[f], value);
		}
		putchar('\n');
	}
	free(width);
}

static void text_lines(const struct out_form *form, const void *entries, size_t count)
{
	char value[VALUE_MAX];
	unsigned int f;
	size_t i;

	for (i = 0; i < count; i++) {
		for (f = 0; f < form->fields_count; f++) {
			if (!form->fields[f].text)
				continue;
			value_text(&form->fields[f], entry_at(form, entries, i), value);
			printf("%s%s", form->fields[f].text, value);
		}
		putchar('\n');
	}
}

static void text_pairs(const struct out_form *form, const void *entries, size_t count)
{
	char name[VALUE_MAX], value[VALUE_MAX];
	size_t i;

	for (i = 0; i < count; i++) {
		value_text(&form->fields[0], entry_at(form, entries, i), name);
		value_text(&form->fields[1], entry_at(form, entries, i), value);
		printf("%-*s : %s\n", PAIR_NAME_WIDTH, name, value);
	}
}

static void text_print(const struct out_form *form, const void *entries, size_t count)
{
	if (form->title)
		puts(form->title);
	switch (form->layout) {
	case OUT_TABLE:
		text_table(form, entries, count);
		break;
	case OUT_PAIRS:
		text_pairs(form, entries, count);
		break;
	case OUT_LINES:
	case OUT_OBJECT:
		text_lines(form, entries, count);
		break;
	}
}

void out_print(const struct out_form *form, const void *entries, size_t count, bool json)
{
	if (json)
		json_print(form, entries, count);
	else
		text_print(form, entries, count);
}

void out_flush(void)
{
	/* What fflush() wrote may still be refused when the file is closed (NFS, quotas). */
	bool failed = ferror(stdout);

	errno = 0;
	if (fclose(stdout) == EOF || failed)
		fail("cannot write the output%s%s", errno ? ": " : "", errno ? strerror(errno) : "");
}
