/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_WIRE_BUF_H
#define MIP6_WIRE_BUF_H

#include "types.h"

/**
 * struct mip6_wire_buf - a message under construction
 * @data: where it is written to
 * @size: room there, octets
 * @len: octets written so far
 * @full: something did not fit; everything after that was left out too
 *
 * A builder never writes past @size. Whoever builds looks at @full once, at the end.
 */
struct mip6_wire_buf {
	u8 *data;
	u16 size;
	u16 len;
	bool full;
};

/**
 * mip6_wire_buf_init() - start a message
 * @buf: what to set up
 * @data: memory for the message
 * @size: its size, octets
 */
static inline void mip6_wire_buf_init(struct mip6_wire_buf *buf, void *data, u16 size)
{
	buf->data = data;
	buf->size = size;
	buf->len = 0;
	buf->full = false;
}

/**
 * mip6_wire_buf_put() - make room for the next part of a message
 * @buf: the message
 * @len: octets wanted
 *
 * Return: zeroed room for @len octets, or NULL (and @buf->full set) if there is none.
 */
static inline u8 *mip6_wire_buf_put(struct mip6_wire_buf *buf, u16 len)
{
	u8 *p = buf->data + buf->len;

	if (buf->full || len > buf->size - buf->len) {
		buf->full = true;
		return NULL;
	}
	memset(p, 0, len);
	buf->len += len;
	return p;
}

#endif
