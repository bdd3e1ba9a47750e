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

void listing_show(const struct listing *listing, int fd, bool json)
{
	size_t count;
	char *entries = device_dump(fd, listing->table, listing->form.entry_size, &count);

	if (listing->compare)
		count = sort(listing, entries, count);
	out_print(&listing->form, entries, count, json);
	free(entries);
}
