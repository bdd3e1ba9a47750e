/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tables of the kernel that mipdiag lists, a file each.
 */
#ifndef MIPDIAG_LISTING_H
#define MIPDIAG_LISTING_H

#include "filter.h"
#include "out.h"

#include <stdint.h>

/**
 * struct listing - a table and how it is shown
 * @form: how it is shown; its entries are those of the table
 * @table: enum mip6_table
 * @match: whether a filter lets an entry through; NULL: there is none
 * @compare: order of the entries, for qsort(); two that compare equal are the same one, read
 *	twice. NULL: as the kernel has them
 */
struct listing {
	struct out_form form;
	uint32_t table;
	bool (*match)(const struct filter *filter, const void *entry);
	int (*compare)(const void *a, const void *b);
};

extern const struct listing listing_acl;
extern const struct listing listing_agents;
extern const struct listing listing_bcache;
extern const struct listing listing_bulist;
extern const struct listing listing_groups;
extern const struct listing listing_halist;
extern const struct listing listing_homes;
extern const struct listing listing_ifaces;
extern const struct listing listing_keys;
extern const struct listing listing_stats;

/* Names of MIP6_BUL_*. */
extern const char *const bul_state_names[5];

/* Names of MIP6_WHY_*. */
extern const char *const why_names[19];

/**
 * listing_show() - read a table and print it
 * @listing: which
 * @fd: the device
 * @filter: what of it
 * @number: only how many entries there are
 * @json: as JSON, otherwise as text
 */
void listing_show(const struct listing *listing, int fd, const struct filter *filter, bool number,
		  bool json);

/**
 * listing_read() - read a table
 * @listing: which
 * @fd: the device
 * @filter: what of it
 * @count: set to the number of entries
 *
 * Return: its entries in their order, to be freed with free(); not NULL.
 */
void *listing_read(const struct listing *listing, int fd, const struct filter *filter,
		   size_t *count);

#endif
