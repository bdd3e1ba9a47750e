// SPDX-License-Identifier: GPL-2.0
/*
 * The key and the nonces of a correspondent node: RFC 6275 5.2.1, 5.2.2, 5.2.7.
 *
 * A nonce is made when somebody asks for a token and the one before is NONCE_SEC old, and accepted
 * for MAX_NONCE_LIFETIME from then on. What was given out last was given out when it was NONCE_SEC
 * old, so a token holds for MAX_TOKEN_LIFETIME at least. The ring has a place for every nonce that
 * can be valid: what is overwritten has expired.
 *
 * Time goes on while the machine sleeps, or else an update of yesterday were accepted today.
 */
#include "nonce.h"

#include "netns.h"
#include "wire/rules.h"
#include "wire/types.h"

#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/random.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

enum {
	NONCE_SEC	= MIP6_MAX_NONCE_LIFETIME - MIP6_MAX_TOKEN_LIFETIME,
};

static char *test_kcn;
module_param(test_kcn, charp, 0);
MODULE_PARM_DESC(test_kcn, "for tests only: the correspondent node's key, 40 hexadecimal digits; "
		 "nonces are their indices then");

static u8 known_kcn[MIP6_KCN_LEN] __read_mostly;

static struct mip6_nonce *slot(struct mip6_nonces *n, u16 index)
{
	return &n->ring[index % ARRAY_SIZE(n->ring)];
}

static bool is_younger(const struct mip6_nonce *nonce, u64 seconds)
{
	return nonce->set && ktime_get_boottime_ns() - nonce->born < seconds * NSEC_PER_SEC;
}

static const struct mip6_nonce *newest(struct mip6_nonces *n)
{
	struct mip6_nonce *nonce = slot(n, n->last);

	/* They follow each other around the ring, also from the last index to the first. */
	BUILD_BUG_ON((U16_MAX + 1) % MIP6_NONCES);
	BUILD_BUG_ON(MIP6_NONCES < DIV_ROUND_UP(MIP6_MAX_NONCE_LIFETIME, NONCE_SEC));
	lockdep_assert_held(&n->lock);
	if (is_younger(nonce, NONCE_SEC))
		return nonce;
	nonce = slot(n, ++n->last);
	/* Whoever is to make tokens again must know both. */
	if (test_kcn)
		mip6_wire_set64(nonce->octets, n->last);
	else
		get_random_bytes(nonce->octets, sizeof(nonce->octets));
	nonce->index = n->last;
	nonce->born = ktime_get_boottime_ns();
	nonce->set = true;
	return nonce;
}

static const struct mip6_nonce *find(struct mip6_nonces *n, u16 index)
{
	const struct mip6_nonce *nonce = slot(n, index);

	lockdep_assert_held(&n->lock);
	if (nonce->index != index || !is_younger(nonce, MIP6_MAX_NONCE_LIFETIME))
		return NULL;
	return nonce;
}

/*
 * Makes a token: with the nonce of that index, or with the newest if there is none to be made
 * again. Returns the index, or -ENOENT if it is not accepted any more.
 */
static int make(struct mip6_net *mnet, enum mip6_token_kind kind, const struct in6_addr *addr,
		const u16 *again, u8 token[MIP6_TOKEN_LEN])
{
	struct mip6_nonces *n = &mnet->nonces;
	u8 octets[MIP6_NONCE_LEN], kcn[MIP6_KCN_LEN];
	const struct mip6_nonce *nonce;
	int index = -ENOENT;

	spin_lock_bh(&n->lock);
	nonce = again ? find(n, *again) : newest(n);
	if (nonce) {
		index = nonce->index;
		memcpy(octets, nonce->octets, sizeof(octets));
		memcpy(kcn, n->kcn, sizeof(kcn));
	}
	spin_unlock_bh(&n->lock);
	if (index < 0)
		return index;

	mip6_token(token, kcn, addr, octets, kind);
	memzero_explicit(octets, sizeof(octets));
	memzero_explicit(kcn, sizeof(kcn));
	return index;
}

void mip6_nonce_new_token(struct mip6_net *mnet, enum mip6_token_kind kind,
			  const struct in6_addr *addr, u16 *index, u8 token[MIP6_TOKEN_LEN])
{
	*index = make(mnet, kind, addr, NULL, token);
}

bool mip6_nonce_valid(struct mip6_net *mnet, u16 index)
{
	struct mip6_nonces *n = &mnet->nonces;
	bool valid;

	spin_lock_bh(&n->lock);
	valid = find(n, index);
	spin_unlock_bh(&n->lock);
	return valid;
}

bool mip6_nonce_token(struct mip6_net *mnet, enum mip6_token_kind kind,
		      const struct in6_addr *addr, u16 index, u8 token[MIP6_TOKEN_LEN])
{
	return make(mnet, kind, addr, &index, token) >= 0;
}

/*
 * Indices begin anywhere, so that one from before a restart is most likely unknown and told to be
 * (136 to 138); but not close to where they wrap.
 */
static void make_kcn(struct mip6_nonces *n)
{
	memzero_explicit(n->ring, sizeof(n->ring));
	n->last = get_random_u32() >> 17;
	if (test_kcn)
		memcpy(n->kcn, known_kcn, sizeof(n->kcn));
	else
		get_random_bytes(n->kcn, sizeof(n->kcn));
}

void mip6_nonce_reset(struct mip6_net *mnet)
{
	spin_lock_bh(&mnet->nonces.lock);
	make_kcn(&mnet->nonces);
	spin_unlock_bh(&mnet->nonces.lock);
}

void mip6_nonce_net_init(struct mip6_net *mnet)
{
	spin_lock_init(&mnet->nonces.lock);
	make_kcn(&mnet->nonces);
}

void mip6_nonce_net_exit(struct mip6_net *mnet)
{
	memzero_explicit(mnet->nonces.kcn, sizeof(mnet->nonces.kcn));
	memzero_explicit(mnet->nonces.ring, sizeof(mnet->nonces.ring));
}

int mip6_nonce_init(void)
{
	if (!test_kcn)
		return 0;
	if (strlen(test_kcn) != 2 * MIP6_KCN_LEN || hex2bin(known_kcn, test_kcn, MIP6_KCN_LEN)) {
		pr_err("test_kcn is not %u hexadecimal digits\n", 2 * MIP6_KCN_LEN);
		return -EINVAL;
	}
	add_taint(TAINT_USER, LOCKDEP_STILL_OK);
	pr_warn("test_kcn is set: everybody who knows it can redirect this node's packets\n");
	return 0;
}
