// SPDX-License-Identifier: GPL-2.0
/*
 * What RFC 4285 adds to binding updates and acknowledgements. The hash functions are libcrypto's.
 */
#include "sign.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

enum {
	OPTS_OFF	= 12,	/* where options of update and acknowledgement begin */
	CSUM_OFF	= 4,
	CSUM_LEN	= 2,
	DIGEST_MAX	= 32,
	OPT_PADN	= 1,
	OPT_MN_ID	= 8,
	OPT_AUTH	= 9,
	OPT_MESG_ID	= 10,
	MN_ID_NAI	= 1,
	MN_HA		= 1,
	AUTH_HEAD	= 5,	/* subtype and SPI */
	STAMP_LEN	= 8,
	NAI_MAX		= sizeof("mnXXXXXXXX@") + SIGN_DOMAIN_MAX,
};

struct piece {
	const void *data;
	size_t len;
};

static EVP_MAC_CTX *key_maker, *message_maker;

bool sign_with(struct signing *signing, const char *algorithm)
{
	if (strcmp(algorithm, "hmac-sha1") && strcmp(algorithm, "hmac-sha256"))
		return false;
	signing->algorithm = algorithm;
	signing->mac_len = strcmp(algorithm, "hmac-sha1") ? 16 : 12;
	return true;
}

bool sign_read_master(struct signing *signing, const char *digits)
{
	size_t len;

	if (!OPENSSL_hexstr2buf_ex(signing->master, sizeof(signing->master), &len, digits, '\0'))
		return false;
	signing->master_len = len;
	return len;
}

static EVP_MAC_CTX *maker(char *digest)
{
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *made = mac ? EVP_MAC_CTX_new(mac) : NULL;

	if (!made || !EVP_MAC_CTX_set_params(made, params))
		errx(2, "libcrypto has no HMAC with %s", digest);
	EVP_MAC_free(mac);
	return made;
}

void sign_open(const struct signing *signing)
{
	char sha1[] = "SHA1", sha256[] = "SHA256";

	key_maker = maker(sha256);
	message_maker = maker(strcmp(signing->algorithm, "hmac-sha1") ? sha256 : sha1);
}

static void hmac(EVP_MAC_CTX *with, const uint8_t *key, size_t key_len, const struct piece *pieces,
		 unsigned int count, uint8_t *mac, size_t mac_len)
{
	uint8_t digest[DIGEST_MAX];
	int good = EVP_MAC_init(with, key, key_len, NULL);
	unsigned int i;
	size_t len;

	for (i = 0; good && i < count; i++)
		good = EVP_MAC_update(with, pieces[i].data, pieces[i].len);
	if (!good || !EVP_MAC_final(with, digest, &len, sizeof(digest)) || len < mac_len)
		errx(2, "libcrypto fails");
	memcpy(mac, digest, mac_len);
}

/* RFC 4285 5.1, over a message as far as @end; the checksum counts as 0. */
static void sign(const struct signing *signing, const uint8_t *key, const struct in6_addr *care_of,
		 const struct in6_addr *home, const uint8_t *mh, unsigned int end, uint8_t *mac)
{
	static const uint8_t no_checksum[CSUM_LEN];
	const struct piece pieces[] = {
		{ care_of, sizeof(*care_of) },
		{ home, sizeof(*home) },
		{ mh, CSUM_OFF },
		{ no_checksum, CSUM_LEN },
		{ mh + CSUM_OFF + CSUM_LEN, end - CSUM_OFF - CSUM_LEN },
	};

	hmac(message_maker, key, SIGN_KEY_LEN, pieces, sizeof(pieces) / sizeof(*pieces), mac,
	     signing->mac_len);
}

void sign_make_key(const struct signing *signing, const struct in6_addr *home, uint8_t *key)
{
	const struct piece piece = { home, sizeof(*home) };

	hmac(key_maker, signing->master, signing->master_len, &piece, 1, key, SIGN_KEY_LEN);
}

/* Returns its length. */
static unsigned int identifier(const struct signing *signing, const struct in6_addr *home,
			       char nai[NAI_MAX])
{
	return snprintf(nai, NAI_MAX, "mn%08x@%s", ntohl(home->s6_addr32[3]), signing->domain);
}

void sign_print_key(const struct signing *signing, const struct in6_addr *home)
{
	char text[INET6_ADDRSTRLEN], nai[NAI_MAX];
	uint8_t key[SIGN_KEY_LEN];
	unsigned int i;

	sign_make_key(signing, home, key);
	printf("%s %u %s ", inet_ntop(AF_INET6, home, text, sizeof(text)), signing->spi,
	       signing->algorithm);
	for (i = 0; i < sizeof(key); i++)
		printf("%02x", key[i]);
	if (signing->domain) {
		identifier(signing, home, nai);
		printf(" nai=%s", nai);
	}
	putchar('\n');
}

/* Padding up to where @len is @rest more than a multiple of @unit. There are zeros. */
static unsigned int pad(uint8_t *mh, unsigned int len, unsigned int unit, unsigned int rest)
{
	unsigned int missing = (rest - len) & (unit - 1);

	if (missing > 1) {
		mh[len] = OPT_PADN;
		mh[len + 1] = missing - 2;
	}
	return len + missing;
}

static uint8_t *begin_option(uint8_t *mh, unsigned int *len, uint8_t type, unsigned int data_len)
{
	uint8_t *option = mh + *len;

	option[0] = type;
	option[1] = data_len;
	*len += 2 + data_len;
	return option + 2;
}

static unsigned int add_identifier(const struct signing *signing, const struct in6_addr *home,
				   uint8_t *mh, unsigned int len)
{
	char nai[NAI_MAX];
	unsigned int nai_len = identifier(signing, home, nai);
	uint8_t *data = begin_option(mh, &len, OPT_MN_ID, 1 + nai_len);

	data[0] = MN_ID_NAI;
	memcpy(data + 1, nai, nai_len);
	return len;
}

unsigned int sign_update(const struct signing *signing, const uint8_t *key,
			 const struct in6_addr *care_of, const struct in6_addr *home, uint64_t stamp,
			 uint8_t *mh, unsigned int len)
{
	uint32_t spi = htonl(signing->spi);
	uint8_t *data;
	unsigned int i;

	if (signing->domain)
		len = add_identifier(signing, home, mh, len);
	len = pad(mh, len, 8, 2);
	data = begin_option(mh, &len, OPT_MESG_ID, STAMP_LEN);
	for (i = 0; i < STAMP_LEN; i++)
		data[i] = stamp >> (56 - 8 * i);
	len = pad(mh, len, 4, 1);
	data = begin_option(mh, &len, OPT_AUTH, AUTH_HEAD + signing->mac_len);
	data[0] = MN_HA;
	memcpy(data + 1, &spi, sizeof(spi));
	data += AUTH_HEAD;
	len = pad(mh, len, 8, 0);
	/* What is signed has the length that the message has in the end. */
	mh[1] = len / 8 - 1;
	sign(signing, key, care_of, home, mh, data - mh, data);
	return len;
}

/* What an acknowledgement has; NULL: not that. */
struct found {
	const uint8_t *mn_id, *mesg_id, *auth;
};

/* What stands behind the authentication is nobody's word, and is not looked at. */
static void find(const uint8_t *mh, unsigned int len, struct found *found)
{
	const uint8_t *option = mh + OPTS_OFF, *end = mh + len, *next;

	for (; option < end && !found->auth; option = next) {
		next = option + 1;
		if (!*option)
			continue;
		if (next == end || option[1] + 1 > end - next)
			return;
		next = option + 2 + option[1];
		if (*option == OPT_MN_ID)
			found->mn_id = option;
		else if (*option == OPT_MESG_ID && option[1] == STAMP_LEN)
			found->mesg_id = option;
		else if (*option == OPT_AUTH)
			found->auth = option;
	}
}

static bool is_named(const struct signing *signing, const struct in6_addr *home,
		     const uint8_t *mn_id)
{
	char nai[NAI_MAX];
	unsigned int len;

	if (!signing->domain)
		return true;
	len = identifier(signing, home, nai);
	return mn_id && mn_id[1] == 1 + len && mn_id[2] == MN_ID_NAI && !memcmp(mn_id + 3, nai, len);
}

enum sign_verdict sign_check(const struct signing *signing, const uint8_t *key,
			     const struct in6_addr *care_of, const struct in6_addr *home,
			     const uint8_t *mh, unsigned int len, uint64_t *stamp)
{
	uint32_t spi = htonl(signing->spi);
	struct found found = { 0 };
	uint8_t mac[DIGEST_MAX];
	const uint8_t *data;
	unsigned int i;

	find(mh, len, &found);
	if (!found.auth)
		return SIGN_NONE;
	data = found.auth + 2;
	if (found.auth[1] != AUTH_HEAD + signing->mac_len || data[0] != MN_HA ||
	    memcmp(data + 1, &spi, sizeof(spi)) || !found.mesg_id ||
	    !is_named(signing, home, found.mn_id))
		return SIGN_WRONG;
	data += AUTH_HEAD;
	sign(signing, key, care_of, home, mh, data - mh, mac);
	if (CRYPTO_memcmp(mac, data, signing->mac_len))
		return SIGN_WRONG;
	for (*stamp = 0, i = 0; i < STAMP_LEN; i++)
		*stamp = *stamp << 8 | found.mesg_id[2 + i];
	return SIGN_GOOD;
}
