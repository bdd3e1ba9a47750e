/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the wire code stands on, in the kernel and in user space alike.
 */
#ifndef MIP6_WIRE_TYPES_H
#define MIP6_WIRE_TYPES_H

#ifdef __KERNEL__
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/in6.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <linux/types.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define BIT(nr) (1UL << (nr))
#endif

/* Big endian numbers in packets lie anywhere: read and written octet by octet. */

static inline u16 mip6_wire_get16(const void *p)
{
	const u8 *b = p;

	return b[0] << 8 | b[1];
}

static inline u32 mip6_wire_get32(const void *p)
{
	return (u32)mip6_wire_get16(p) << 16 | mip6_wire_get16((const u8 *)p + 2);
}

static inline u64 mip6_wire_get64(const void *p)
{
	return (u64)mip6_wire_get32(p) << 32 | mip6_wire_get32((const u8 *)p + 4);
}

static inline void mip6_wire_set16(void *p, u16 v)
{
	u8 *b = p;

	b[0] = v >> 8;
	b[1] = v & 0xff;
}

static inline void mip6_wire_set32(void *p, u32 v)
{
	mip6_wire_set16(p, v >> 16);
	mip6_wire_set16((u8 *)p + 2, v & 0xffff);
}

static inline void mip6_wire_set64(void *p, u64 v)
{
	mip6_wire_set32(p, v >> 32);
	mip6_wire_set32((u8 *)p + 4, v & 0xffffffff);
}

#endif
