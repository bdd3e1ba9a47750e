// SPDX-License-Identifier: GPL-2.0
#include "value.h"

#include "out.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	STRING_MAX	= VALUE_MAX / 6 - 1,	/* a byte may become \u001f, and there are two quotes */
	MS_PER_SECOND	= 1000,
};

/* Flags of a binding update, RFC 6275 6.1.7, as the kernel hands them out: in host order. */
static const struct {
	unsigned int bit;
	char letter;
} bu_flags[] = { { 0x8000, 'A' }, { 0x4000, 'H' }, { 0x2000, 'L' }, { 0x1000, 'K' } };

static uint64_t number(const struct out_field *field, const void *member)
{
	uint64_t value = 0;
	uint32_t u32;
	uint16_t u16;

	switch (field->size) {
	case sizeof(uint8_t):
		return *(const unsigned char *)member;
	case sizeof(uint16_t):
		memcpy(&u16, member, sizeof(u16));
		return u16;
	case sizeof(uint32_t):
		memcpy(&u32, member, sizeof(u32));
		return u32;
	case sizeof(uint64_t):
		memcpy(&value, member, sizeof(value));
	}
	return value;
}

static const char *name(const struct out_field *field, const void *member)
{
	uint64_t value = number(field, member);

	return value < field->names_count && field->names[value] ? field->names[value] : "unknown";
}

/* Half seconds are rounded up, so that what is still to come never shows as 0. */
static uint64_t seconds(uint64_t ms)
{
	return ms && ms < MS_PER_SECOND ? 1 : (ms + MS_PER_SECOND / 2) / MS_PER_SECOND;
}

static void letters(uint64_t flags, char *text)
{
	size_t i;

	for (i = 0; i < sizeof(bu_flags) / sizeof(*bu_flags); i++)
		if (flags & bu_flags[i].bit)
			*text++ = bu_flags[i].letter;
	*text = '\0';
}

/* A member that is a string: it may fill its room without a zero at the end. */
static void string(const struct out_field *field, const void *member, char *text)
{
	size_t max = field->size < STRING_MAX ? field->size : STRING_MAX;
	size_t len = strnlen(member, max);

	memcpy(text, member, len);
	text[len] = '\0';
}

/* Length of the UTF-8 sequence that begins here, 0 if it is none. */
static unsigned int utf8_len(const unsigned char *p)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned int len = *p < 0x80 ? 1 : *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2, i;
	uint32_t c = *p & (len == 1 ? 0x7f : 0xff >> (len + 1));

	if (*p >= 0xf8 || (*p >= 0x80 && *p < 0xc0))
		return 0;
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	return c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0 : len;
}

/*
 * An interface may be called anything but blanks, slashes and colons: nothing of it may reach a
 * terminal as a control sequence, or break JSON.
 */
static void printable(char *text)
{
	unsigned char *p = (unsigned char *)text;
	unsigned int len;

	while (*p) {
		len = *p < ' ' || *p == 0x7f ? 0 : utf8_len(p);
		/* U+0080 to U+009F are control characters too. */
		if (!len || (len == 2 && *p == 0xc2 && p[1] < 0xa0)) {
			*p = '?';
			len = 1;
		}
		p += len;
	}
}

static void quoted(const char *text, char *json)
{
	const unsigned char *p = (const unsigned char *)text;
	unsigned int len;

	*json++ = '"';
	while (*p) {
		len = utf8_len(p);
		if (*p == '"' || *p == '\\') {
			*json++ = '\\';
			*json++ = (char)*p++;
		} else if (*p < ' ') {
			json += sprintf(json, "\\u%04x", *p++);
		} else if (!len) {
			json += sprintf(json, "\\ufffd");
			p++;
		} else {
			memcpy(json, p, len);
			json += len;
			p += len;
		}
	}
	strcpy(json, "\"");
}

static bool is_none(const struct out_field *field, const void *member)
{
	return (field->kind == OUT_ADDRESS_OR_NONE && IN6_IS_ADDR_UNSPECIFIED(member)) ||
	       (field->kind == OUT_STRING_OR_NONE && !*(const char *)member) ||
	       (field->kind == OUT_NUMBER_OR_NONE && number(field, member) == UINT32_MAX);
}

/* What both forms share: the value without quotes, escapes or a word for nothing. */
static void plain(const struct out_field *field, const void *member, char *text)
{
	*text = '\0';
	switch (field->kind) {
	case OUT_NOTHING:
		break;
	case OUT_NUMBER:
	case OUT_NUMBER_OR_NONE:
	case OUT_SECONDS:
		sprintf(text, "%" PRIu64, number(field, member));
		break;
	case OUT_BOOL:
		strcpy(text, number(field, member) ? "true" : "false");
		break;
	case OUT_NAME:
		strcpy(text, name(field, member));
		break;
	case OUT_BU_FLAGS:
		letters(number(field, member), text);
		break;
	case OUT_ADDRESS:
	case OUT_ADDRESS_OR_NONE:
		inet_ntop(AF_INET6, member, text, INET6_ADDRSTRLEN);
		break;
	case OUT_STRING:
	case OUT_STRING_OR_NONE:
		string(field, member, text);
		break;
	}
}

void value_text(const struct out_field *field, const void *entry, char *text)
{
	const void *member = (const char *)entry + field->offset;

	if (is_none(field, member)) {
		strcpy(text, "-");
	} else if (field->kind == OUT_SECONDS) {
		sprintf(text, "%" PRIu64, seconds(number(field, member)));
	} else if (field->kind == OUT_BOOL) {
		strcpy(text, number(field, member) ? "yes" : "no");
	} else {
		plain(field, member, text);
		printable(text);
	}
}

void value_json(const struct out_field *field, const void *entry, char *json)
{
	const void *member = (const char *)entry + field->offset;
	char text[VALUE_MAX];

	if (is_none(field, member)) {
		strcpy(json, "null");
		return;
	}
	plain(field, member, text);
	switch (field->kind) {
	case OUT_NUMBER:
	case OUT_NUMBER_OR_NONE:
	case OUT_SECONDS:
	case OUT_BOOL:
		strcpy(json, text);
		break;
	default:
		quoted(text, json);
	}
}
