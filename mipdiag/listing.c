// SPDX-License-Identifier: GPL-2.0
#include "listing.h"

#include "device.h"

#include <stdlib.h>
#include <string.h>

/* A table that is resized while it is read may hand out an entry twice: shows the first. */
static size_t sort(const struct listing *listing, char *entries, size_t count)
{
	size_t size = listing->form.entry_size, kept = 0, i;

	qsort(entries, count, size, listing->compare);
	for (i = 0; i < count; i++) {
		if (kept && !listing->compare(entries + (kept - 1) * size, entries + i * size))
			continue;
		if (kept != i)
			memcpy(entries + kept * size, entries + i * size, size);
		kept++;
	}
	return kept;
}

static size_t pick(const struct listing *listing, const struct filter *filter, char *entries,
		   size_t count)
{
	size_t size = listing->form.entry_size, kept = 0, i;

	for (i = 0; i < count; i++)
		if (listing->match(filter, entries + i * size))
			memmove(entries + kept++ * size, entries + i * size, size);
	return kept;
}

void *listing_read(const struct listing *listing, int fd, const struct filter *filter,
		   size_t *count)
{
	char *entries = device_dump(fd, listing->table, 0, listing->form.entry_size, count);

	if (listing->match && filter->plen)
		*count = pick(listing, filter, entries, *count);
	if (listing->compare)
		*count = sort(listing, entries, *count);
	return entries;
}

static const struct out_field number_fields[] = {
	{ "count", "", .kind = OUT_NUMBER, .size = sizeof(size_t) },
};

void listing_show(const struct listing *listing, int fd, const struct filter *filter, bool number,
		  bool json)
{
	const struct out_form number_form = {
		OUT_FIELDS(number_fields),
		.entry_size = sizeof(size_t),
		.layout = OUT_OBJECT,
	};
	size_t count;
	void *entries = listing_read(listing, fd, filter, &count);

	if (number)
		out_print(&number_form, &count, 1, json);
	else
		out_print(&listing->form, entries, count, json);
	free(entries);
}
