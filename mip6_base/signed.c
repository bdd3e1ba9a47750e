// SPDX-License-Identifier: GPL-2.0
/*
 * Messages that are signed with a key that home agent and mobile node share: RFC 4285 5.
 */
#include "hmac.h"
#include "keys.h"
#include "wire/opt.h"

#include <crypto/algapi.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/string.h>

enum {
	OPTS_OFF	= 12,	/* where the options of binding update and acknowledgement start */
	AUTH_DATA_OFF	= 7,	/* where the data start in an authentication option */
	MAC_MAX_LEN	= 16,
};

/* What each algorithm is, by MIP6_KEY_HMAC_*. */
static const struct {
	enum mip6_hash hash;
	u8 mac_len;
} algorithms[] = {
	[MIP6_KEY_HMAC_SHA1]	= { MIP6_HASH_SHA1, 12 },
	[MIP6_KEY_HMAC_SHA256]	= { MIP6_HASH_SHA256, MAC_MAX_LEN },
};

static unsigned int mac_len(const struct mip6_key *key)
{
	return algorithms[key->algorithm].mac_len;
}

static void make_mac(const struct mip6_key *key, const struct in6_addr *careof, const u8 *mh,
		     const struct mip6_wire_opts *opts, u8 *mac)
{
	mip6_hmac_mh(algorithms[key->algorithm].hash, key->secret, key->len, careof, &key->hoa, mh,
		     opts->auth_off + AUTH_DATA_OFF, mac, mac_len(key));
}

void mip6_key_options(const struct mip6_key *key, const u64 *stamp, struct mip6_wire_opts *opts)
{
	opts->present |= BIT(MIP6_OPT_AUTH);
	opts->auth_subtype = MIP6_AUTH_MN_HA;
	opts->auth_spi = key->spi;
	opts->auth_len = mac_len(key);
	opts->auth = NULL;
	if (key->id) {
		opts->present |= BIT(MIP6_OPT_MN_ID);
		opts->mn_id_subtype = MIP6_MN_ID_NAI;
		opts->mn_id = key->id;
		opts->mn_id_len = key->id_len;
	}
	if (stamp) {
		opts->present |= BIT(MIP6_OPT_MESG_ID);
		opts->mesg_id = *stamp;
	}
}
EXPORT_SYMBOL_NS_GPL(mip6_key_options, MIP6);

void mip6_key_sign(const struct mip6_key *key, const struct in6_addr *careof, u8 *mh,
		   unsigned int len)
{
	struct mip6_wire_opts opts;

	/* Found as the receiver finds it. */
	if (WARN_ON_ONCE(mip6_wire_parse_opts(mh, OPTS_OFF, len, BIT(MIP6_OPT_AUTH), &opts) ||
			 opts.auth_len != mac_len(key)))
		return;
	make_mac(key, careof, mh, &opts, mh + opts.auth_off + AUTH_DATA_OFF);
}
EXPORT_SYMBOL_NS_GPL(mip6_key_sign, MIP6);

bool mip6_key_used(const struct mip6_wire_opts *opts)
{
	return mip6_wire_has(opts, MIP6_OPT_AUTH) && opts->auth_subtype == MIP6_AUTH_MN_HA;
}
EXPORT_SYMBOL_NS_GPL(mip6_key_used, MIP6);

bool mip6_key_signed(const struct mip6_key *key, const struct in6_addr *careof, const u8 *mh,
		     const struct mip6_wire_opts *opts)
{
	u8 mac[MAC_MAX_LEN];
	bool good;

	if (!mip6_key_used(opts) || opts->auth_spi != key->spi || opts->auth_len != mac_len(key))
		return false;
	make_mac(key, careof, mh, opts, mac);
	good = !crypto_memneq(mac, opts->auth, mac_len(key));
	memzero_explicit(mac, sizeof(mac));
	return good;
}
EXPORT_SYMBOL_NS_GPL(mip6_key_signed, MIP6);
