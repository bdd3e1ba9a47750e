// SPDX-License-Identifier: GPL-2.0
/*
 * Mobile nodes that register, wait for the answer, and send again what was not answered.
 */
#define _GNU_SOURCE
#include "crowd.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum {
	BATCH		= 64,		/* frames in a call */
	FRAME_MAX	= 256,		/* as much of one as is looked at */
	BUFFER		= 64 << 20,	/* octets, to receive */
	PATIENCE_US	= 1500000,	/* an answer follows a second of detection, if any */
	REST_MS		= 1,
	AUTH_FAILED	= 146,		/* statuses of RFC 4285 */
	ID_MISMATCH	= 144,
};

#define NTP_BEFORE_UNIX_S	2208988800ULL

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ULL + now.tv_nsec / 1000;
}

/* The time, as RFC 4285 has it: seconds, and parts of 2^32 of a second. */
static uint64_t ntp_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (now.tv_sec + NTP_BEFORE_UNIX_S) << 32 | ((uint64_t)now.tv_nsec << 32) / 1000000000;
}

static void make_keys(struct crowd *crowd)
{
	struct in6_addr home;
	uint32_t who;

	sign_open(&crowd->form.signing);
	crowd->keys = calloc(crowd->count + 1, sizeof(*crowd->keys));
	if (!crowd->keys)
		errx(2, "no memory for %u keys", crowd->count);
	for (who = 0; who < crowd->count; who++) {
		home = frame_address(&crowd->form.home, who);
		sign_make_key(&crowd->form.signing, &home, crowd->keys[who]);
		crowd->mobiles[who].ahead = crowd->ahead;
	}
}

void crowd_print_keys(const struct crowd *crowd)
{
	struct in6_addr home;
	uint32_t who;

	sign_open(&crowd->form.signing);
	for (who = 0; who < crowd->count; who++) {
		home = frame_address(&crowd->form.home, who);
		sign_print_key(&crowd->form.signing, &home);
	}
	if (fflush(stdout) || ferror(stdout))
		err(2, "standard output");
}

void crowd_open(struct crowd *crowd)
{
	struct sockaddr_ll link = {
		.sll_family	= AF_PACKET,
		.sll_protocol	= htons(ETH_P_IPV6),
		.sll_ifindex	= if_nametoindex(crowd->interface),
	};
	socklen_t len = sizeof(link);
	int buffer = BUFFER;

	if (!link.sll_ifindex)
		err(2, "%s", crowd->interface);
	crowd->fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(ETH_P_IPV6));
	if (crowd->fd < 0 || bind(crowd->fd, (struct sockaddr *)&link, sizeof(link)) ||
	    getsockname(crowd->fd, (struct sockaddr *)&link, &len))
		err(2, "packet socket on %s", crowd->interface);
	if (setsockopt(crowd->fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer)))
		warn("SO_RCVBUFFORCE");
	memcpy(crowd->form.from, link.sll_addr, sizeof(crowd->form.from));
	crowd->room = crowd->window + 1;
	crowd->mobiles = calloc(crowd->count, sizeof(*crowd->mobiles));
	crowd->waiting = calloc(crowd->room, sizeof(*crowd->waiting));
	if ((crowd->count && !crowd->mobiles) || !crowd->waiting)
		errx(2, "no memory for %u mobile nodes", crowd->count);
	if (crowd->form.signing.master_len)
		make_keys(crowd);
}

static void note_delay(struct crowd *crowd, uint64_t us)
{
	unsigned int bin = 0;

	while (bin < DELAYS - 1 && us >> (bin + 1))
		bin++;
	crowd->delays[bin]++;
}

/* A home agent that finds nothing to sign with says so without. */
static bool is_believed(const struct crowd *crowd, const struct answer *answer, uint64_t *stamp)
{
	uint64_t ours = crowd->mobiles[answer->who].stamp;

	switch (sign_check(&crowd->form.signing, crowd->keys[answer->who], &answer->care_of,
			   &answer->home, answer->mh, answer->mh_len, stamp)) {
	case SIGN_NONE:
		return answer->status == AUTH_FAILED;
	case SIGN_WRONG:
		return false;
	case SIGN_GOOD:
		break;
	}
	/* It tells its own seconds with the rest of ours, if ours are not good. */
	return answer->status == ID_MISMATCH ? (uint32_t)*stamp == (uint32_t)ours : *stamp == ours;
}

/* The clock is set, the next update goes out as soon as it may. */
static void set_clock(struct crowd *crowd, struct mobile *mobile, uint64_t told)
{
	mobile->ahead += (told >> 32) - (mobile->stamp >> 32);
	mobile->stamp = 0;
	mobile->sent = 1;
	crowd->set++;
}

static void take(struct crowd *crowd, const struct answer *answer)
{
	struct mobile *mobile = &crowd->mobiles[answer->who];
	uint64_t stamp;

	if (!mobile->sent || answer->sequence != mobile->sequence)
		return;
	if (crowd->keys && !is_believed(crowd, answer, &stamp)) {
		crowd->forged++;
		return;
	}
	if (crowd->keys && answer->status == ID_MISMATCH && mobile->tries < crowd->tries) {
		set_clock(crowd, mobile, stamp);
		return;
	}
	note_delay(crowd, now_us() - mobile->sent);
	mobile->sent = 0;
	mobile->status = answer->status;
	crowd->open--;
	if (answer->status < 128) {
		crowd->done++;
	} else {
		crowd->refused++;
		crowd->status = answer->status;
	}
}

/* Takes all that came. */
static void receive(struct crowd *crowd)
{
	static uint8_t frames[BATCH][FRAME_MAX];
	struct mmsghdr messages[BATCH] = {};
	struct iovec parts[BATCH];
	struct answer answer;
	int i, n;

	for (i = 0; i < BATCH; i++) {
		parts[i] = (struct iovec){ frames[i], FRAME_MAX };
		messages[i].msg_hdr.msg_iov = &parts[i];
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	do {
		n = recvmmsg(crowd->fd, messages, BATCH, MSG_DONTWAIT, NULL);
		for (i = 0; i < n; i++)
			if (frame_answer(&crowd->form, crowd->count, frames[i], messages[i].msg_len,
					 &answer))
				take(crowd, &answer);
	} while (n == BATCH);
}

/* Drops those that have an answer from the front; true if somebody has waited for too long. */
static bool overdue(struct crowd *crowd, uint64_t now, uint32_t *who)
{
	while (crowd->head != crowd->tail) {
		*who = crowd->waiting[crowd->head];
		if (crowd->mobiles[*who].sent && now < crowd->mobiles[*who].sent + PATIENCE_US)
			return false;
		crowd->head = (crowd->head + 1) % crowd->room;
		if (crowd->mobiles[*who].sent)
			return true;
	}
	return false;
}

/* Who sends next; false if nobody may. */
static bool choose(struct crowd *crowd, uint64_t now, uint32_t *who)
{
	struct mobile *mobile;

	while (overdue(crowd, now, who)) {
		mobile = &crowd->mobiles[*who];
		if (mobile->tries < crowd->tries)
			return true;
		mobile->sent = 0;
		crowd->open--;
		crowd->silent++;
	}
	if (crowd->next == crowd->count ||
	    (crowd->tail + 1) % crowd->room == crowd->head)
		return false;
	*who = crowd->next++;
	crowd->mobiles[*who].tries = 0;
	crowd->open++;
	return true;
}

/* Each of a mobile node's is later than the one before. */
static uint64_t next_stamp(struct mobile *mobile)
{
	uint64_t stamp = ntp_time() + ((uint64_t)mobile->ahead << 32);

	if (mobile->stamp && (int64_t)(stamp - mobile->stamp) <= 0)
		stamp = mobile->stamp + 1;
	mobile->stamp = stamp;
	return stamp;
}

/* Returns the length of the frame. */
static unsigned int prepare(struct crowd *crowd, uint32_t who, uint64_t now, uint8_t *frame)
{
	struct mobile *mobile = &crowd->mobiles[who];
	struct update update = { .who = who };

	mobile->sequence = crowd->sequence + mobile->tries++;
	mobile->sent = now;
	crowd->waiting[crowd->tail] = who;
	crowd->tail = (crowd->tail + 1) % crowd->room;
	update.sequence = mobile->sequence;
	if (crowd->keys) {
		update.key = crowd->keys[who];
		update.stamp = next_stamp(mobile);
	}
	return frame_update(&crowd->form, &update, frame);
}

/* Sends up to @most updates; returns how many there were to send. */
static int send_some(struct crowd *crowd, int most)
{
	static uint8_t frames[BATCH][UPDATE_MAX];
	struct mmsghdr messages[BATCH] = {};
	struct iovec parts[BATCH];
	uint64_t now = now_us();
	uint32_t who;
	int n, sent;

	for (n = 0; n < most && choose(crowd, now, &who); n++) {
		parts[n].iov_base = frames[n];
		parts[n].iov_len = prepare(crowd, who, now, frames[n]);
		messages[n].msg_hdr.msg_iov = &parts[n];
		messages[n].msg_hdr.msg_iovlen = 1;
	}
	/* What the link has no room for is sent again, as what gets lost is. */
	sent = n ? sendmmsg(crowd->fd, messages, n, 0) : 0;
	if (sent < 0 && errno != ENOBUFS && errno != EAGAIN)
		err(2, "%s", crowd->interface);
	crowd->updates += n;
	return n;
}

/* How many may be sent now. */
static int allowed(const struct crowd *crowd)
{
	uint64_t by_now;

	if (!crowd->rate)
		return BATCH;
	by_now = (now_us() - crowd->began) * crowd->rate / 1000000 + 1;
	if (by_now <= crowd->updates)
		return 0;
	return by_now - crowd->updates < BATCH ? by_now - crowd->updates : BATCH;
}

/* All mobile nodes, once. */
static void one_round(struct crowd *crowd)
{
	struct pollfd fd = { .fd = crowd->fd, .events = POLLIN };
	int n;

	crowd->next = 0;
	crowd->done = crowd->refused = crowd->silent = 0;
	while (crowd->next < crowd->count || crowd->open) {
		receive(crowd);
		n = send_some(crowd, allowed(crowd));
		if (!n && poll(&fd, 1, REST_MS) < 0 && errno != EINTR)
			err(2, "poll");
	}
	/* More than what tries have used. */
	crowd->sequence += crowd->tries;
}

/* To the other prefix, and back in the next round. */
static void move(struct crowd *crowd)
{
	struct in6_addr here = crowd->form.care_of;

	crowd->form.care_of = crowd->other;
	crowd->other = here;
}

void crowd_run(struct crowd *crowd)
{
	crowd->began = now_us();
	do {
		one_round(crowd);
		if (crowd->moves)
			move(crowd);
		crowd->ended = now_us();
	} while (crowd->count && crowd->ended < crowd->began + crowd->keep * 1000000ULL);
}

/* What a share of the answers did not exceed, microseconds: a power of two. */
static uint64_t delay_of(const struct crowd *crowd, unsigned int percent)
{
	uint64_t all = 0, so_far = 0;
	unsigned int bin;

	for (bin = 0; bin < DELAYS; bin++)
		all += crowd->delays[bin];
	for (bin = 0; bin < DELAYS - 1; bin++) {
		so_far += crowd->delays[bin];
		if (so_far * 100 >= all * percent)
			break;
	}
	return all ? 2ULL << bin : 0;
}

void crowd_print(const struct crowd *crowd)
{
	double seconds = (crowd->ended - crowd->began) / 1e6;

	printf("{\"registered\": %u, \"refused\": %u, \"silent\": %u, \"updates\": %llu, "
	       "\"seconds\": %.3f, \"status\": %u, \"median_us\": %llu, \"p99_us\": %llu, "
	       "\"sequence\": %u, \"forged\": %u, \"clocks_set\": %u}\n",
	       crowd->done, crowd->refused, crowd->silent, (unsigned long long)crowd->updates,
	       seconds, crowd->status, (unsigned long long)delay_of(crowd, 50),
	       (unsigned long long)delay_of(crowd, 99), crowd->sequence,
	       crowd->forged, crowd->set);
}
