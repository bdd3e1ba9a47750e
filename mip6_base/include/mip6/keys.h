/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Keys that home agents and mobile nodes share, and what is done with them: RFC 4285.
 */
#ifndef MIP6_KEYS_H
#define MIP6_KEYS_H

#include <linux/in6.h>
#include <linux/types.h>

#include <mipv6_dev.h>

struct mip6_key_last;
struct mip6_wire_opts;
struct net;

enum {
	MIP6_SIGNED_MAX_LEN	= 336,	/* octets of a message with all options of RFC 4285 */
};

/**
 * struct mip6_key - a key
 * @hoa: home address that it is for
 * @spi: security parameter index
 * @serial: stays as it is when keys are replaced by the same; never 0
 * @algorithm: MIP6_KEY_HMAC_*
 * @flags: MIP6_KEY_NO_TIMESTAMP
 * @len: octets of @secret
 * @id_len: octets of @id
 * @secret: the key
 * @id: network access identifier of the mobile node; NULL: none
 * @last: the time stamp that was accepted last with any key of @hoa
 */
struct mip6_key {
	struct in6_addr hoa;
	u32 spi;
	u32 serial;
	u8 algorithm;
	u8 flags;
	u8 len;
	u8 id_len;
	u8 secret[MIP6_KEY_LEN_MAX];
	u8 *id;
	struct mip6_key_last *last;
};

/**
 * mip6_key_find() - find a key
 * @net: network namespace
 * @hoa: home address
 * @spi: security parameter index
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: the key, or NULL.
 */
const struct mip6_key *mip6_key_find(struct net *net, const struct in6_addr *hoa, u32 spi);

/**
 * mip6_key_of() - find the key that a mobile node signs with
 * @net: network namespace
 * @hoa: its home address
 *
 * Context: any, RCU read side; valid as long as that lasts.
 * Return: of the keys for it the one with the lowest SPI, or NULL if there is none.
 */
const struct mip6_key *mip6_key_of(struct net *net, const struct in6_addr *hoa);

/**
 * mip6_key_options() - add what RFC 4285 wants to the options of a message
 * @key: the key that it will be signed with
 * @stamp: its time stamp, or NULL if it has none
 * @opts: its options
 *
 * Identifier, time stamp and authentication option, with nothing in the latter yet.
 *
 * Context: any, RCU read side until the message has been built.
 */
void mip6_key_options(const struct mip6_key *key, const u64 *stamp, struct mip6_wire_opts *opts);

/**
 * mip6_key_sign() - fill in the authentication option
 * @key: the key
 * @careof: care-of address: the alternate one if there is one
 * @mh: binding update or acknowledgement with the options that mip6_key_options() has added
 * @len: its length, octets
 *
 * RFC 4285 5.1: the first bits of HMAC(key, care-of address | home address | MH data), over all that
 * is in front of the data of the option, with checksum 0, and the length that the message has in the
 * end.
 *
 * Context: any.
 */
void mip6_key_sign(const struct mip6_key *key, const struct in6_addr *careof, u8 *mh,
		   unsigned int len);

/**
 * mip6_key_used() - whether a message was signed at all
 * @opts: its options
 *
 * One with an MN-AAA authentication option alone counts as not signed: there is no AAA to ask.
 *
 * Context: any.
 * Return: true if it has an MN-HA authentication option.
 */
bool mip6_key_used(const struct mip6_wire_opts *opts);

/**
 * mip6_key_signed() - whether a message was signed with a key
 * @key: the key
 * @careof: care-of address: the alternate one if there is one
 * @mh: the message
 * @opts: its options
 *
 * Context: any.
 * Return: true if it was.
 */
bool mip6_key_signed(const struct mip6_key *key, const struct in6_addr *careof, const u8 *mh,
		     const struct mip6_wire_opts *opts);

/**
 * mip6_stamp_now() - the time, as time stamps have it
 *
 * The machine's clock, but that it never goes back as long as the module is loaded.
 *
 * Context: any.
 * Return: NTP time: seconds, and parts of 2^32 of a second.
 */
u64 mip6_stamp_now(void);

/**
 * mip6_stamp_accept() - decide on the time stamp of a message that was signed
 * @key: the key
 * @stamp: time stamp
 * @now: mip6_stamp_now()
 *
 * RFC 4285 6: it must be close to our time, and later than the last of this home address, whose
 * place it takes.
 *
 * Context: any, RCU read side.
 * Return: true if it is good.
 */
bool mip6_stamp_accept(const struct mip6_key *key, u64 stamp, u64 now);

#endif
