// SPDX-License-Identifier: GPL-2.0
/* mipdiag --save, --restore */
#include "saved.h"

#include "bindfile.h"
#include "device.h"
#include "moment.h"
#include "out.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum {
	REMEMBER_SEC	= 10,	/* MAX_DELETE_BCE_TIMEOUT of RFC 6275 */

	/* Statuses of a binding acknowledgement. */
	ACCEPTED	= 0,
	NOT_HOME_AGENT	= 133,	/* the address that it was registered with is not ours */
	SEQUENCE	= 135,
};

/* By home address; of an entry that was replaced while the table was read the newer one first. */
static int newest_first(const void *a, const void *b)
{
	const struct mip6_dev_binding *x = a, *y = b;
	int order = memcmp(&x->hoa, &y->hoa, sizeof(x->hoa));

	return order ? order : (int16_t)(y->sequence - x->sequence);
}

/*
 * Leaves the home registrations, each once. What is left of a lifetime is told rounded up; a
 * binding must not last longer for having been saved.
 */
static size_t pick(struct mip6_dev_binding *bindings, size_t count)
{
	size_t kept = 0, i;

	for (i = 0; i < count; i++)
		if (bindings[i].type == MIP6_BINDING_HOME)
			bindings[kept++] = bindings[i];
	qsort(bindings, kept, sizeof(*bindings), newest_first);
	count = kept;
	for (kept = 0, i = 0; i < count; i++)
		if (!kept || !IN6_ARE_ADDR_EQUAL(&bindings[kept - 1].hoa, &bindings[i].hoa))
			bindings[kept++] = bindings[i];
	for (i = 0; i < kept; i++)
		bindings[i].lifetime -= bindings[i].lifetime > 1;
	return kept;
}

void saved_write(int fd, const char *path, bool hold)
{
	struct mip6_dev_binding *bindings;
	struct moment when;
	size_t count;

	device_need_agent(fd);
	if (hold)
		device_hold(fd);
	/* A long table takes its time: none of its lifetimes is older than that. */
	moment_now(&when);
	bindings = device_dump(fd, MIP6_TABLE_BCACHE, MIP6_DUMP_GONE, sizeof(*bindings), &count);
	bindfile_write(path, &when, bindings, pick(bindings, count));
	free(bindings);
}

/**
 * struct result - what became of saved bindings
 * @restored: put back
 * @saved: all of them
 * @age: how long ago they were saved, seconds
 * @ended: whose lifetime has passed since
 * @known: whose home address was registered anew in the meantime
 * @waiting: that are registered with an address which the home agent does not have, or not yet
 * @refused: that the home agent would not accept any more
 */
struct result {
	uint32_t restored;
	uint32_t saved;
	uint32_t age;
	uint32_t ended;
	uint32_t known;
	uint32_t waiting;
	uint32_t refused;
};

#define FIELD(member) .kind = OUT_NUMBER, OUT_MEMBER(struct result, member)

static const struct out_field fields[] = {
	{ "restored", "Restored ", FIELD(restored) },
	{ "saved", " of ", FIELD(saved) },
	{ "age", " bindings, saved ", FIELD(age) },
	{ "ended", " s ago: ", FIELD(ended) },
	{ "known", " ended, ", FIELD(known) },
	{ "waiting", " known anew, ", FIELD(waiting) },
	{ "refused", " waiting, ", FIELD(refused) },
	{ NULL, " refused.", .kind = OUT_NOTHING },
};

/* Takes the time that has passed off the lifetimes; leaves what is still of use. */
static size_t grow_old(struct bindfile *file, struct result *result)
{
	size_t kept = 0, i;

	for (i = 0; i < file->count; i++) {
		struct mip6_dev_binding *b = &file->bindings[i];

		if (b->lifetime)
			result->saved++;
		if (b->lifetime ? b->lifetime <= file->age : file->age > REMEMBER_SEC) {
			result->ended += b->lifetime != 0;
			continue;
		}
		if (b->lifetime)
			b->lifetime -= file->age;
		file->bindings[kept++] = *b;
	}
	return kept;
}

/*
 * Of those that are registered with one address the first tells whether it is there: for each that
 * is refused the kernel's log has a line.
 */
static void put_back(int fd, struct mip6_dev_binding *b, size_t count)
{
	size_t run, i;

	for (; count; b += run, count -= run) {
		for (run = 1; run < count && IN6_ARE_ADDR_EQUAL(&b[run].local, &b->local); run++)
			;
		device_restore(fd, b, 1);
		if (b->status != NOT_HOME_AGENT) {
			device_restore(fd, b + 1, run - 1);
			continue;
		}
		for (i = 1; i < run; i++)
			b[i].status = NOT_HOME_AGENT;
	}
}

/* As they were in the file that they come from. */
static void keep_waiting(const char *path, struct bindfile *file, size_t count)
{
	struct mip6_dev_binding *b = file->bindings;
	size_t kept = 0, i;

	for (i = 0; i < count; i++) {
		if (b[i].status != NOT_HOME_AGENT || !b[i].lifetime)
			continue;
		b[kept] = b[i];
		b[kept++].lifetime += file->age;
	}
	if (kept)
		bindfile_write(path, &file->when, b, kept);
}

bool saved_restore(int fd, struct bindfile *file, const char *waiting_path, bool json)
{
	const struct out_form form = {
		OUT_FIELDS(fields),
		.entry_size = sizeof(struct result),
		.layout = OUT_OBJECT,
	};
	struct result result = { .age = file->age };
	size_t count = grow_old(file, &result), i;

	device_need_agent(fd);
	put_back(fd, file->bindings, count);
	for (i = 0; i < count; i++) {
		/* Of the others only sequence numbers are left. */
		if (!file->bindings[i].lifetime)
			continue;
		switch (file->bindings[i].status) {
		case ACCEPTED:
			result.restored++;
			break;
		case SEQUENCE:
			result.known++;
			break;
		case NOT_HOME_AGENT:
			result.waiting++;
			break;
		default:
			result.refused++;
		}
	}
	if (waiting_path)
		keep_waiting(waiting_path, file, count);
	out_print(&form, &result, 1, json);
	return !result.refused;
}
