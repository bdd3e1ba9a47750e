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
};

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ULL + now.tv_nsec / 1000;
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
}

static void note_delay(struct crowd *crowd, uint64_t us)
{
	unsigned int bin = 0;

	while (bin < DELAYS - 1 && us >> (bin + 1))
		bin++;
	crowd->delays[bin]++;
}

static void take(struct crowd *crowd, const struct answer *answer)
{
	struct mobile *mobile = &crowd->mobiles[answer->who];

	if (!mobile->sent || answer->sequence != mobile->sequence)
		return;
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

static void prepare(struct crowd *crowd, uint32_t who, uint64_t now, uint8_t *frame)
{
	struct mobile *mobile = &crowd->mobiles[who];

	mobile->sequence = crowd->sequence + mobile->tries++;
	mobile->sent = now;
	crowd->waiting[crowd->tail] = who;
	crowd->tail = (crowd->tail + 1) % crowd->room;
	frame_update(&crowd->form, who, mobile->sequence, frame);
}

/* Sends up to @most updates; returns how many there were to send. */
static int send_some(struct crowd *crowd, int most)
{
	static uint8_t frames[BATCH][UPDATE_LEN];
	struct mmsghdr messages[BATCH] = {};
	struct iovec parts[BATCH];
	uint64_t now = now_us();
	uint32_t who;
	int n, sent;

	for (n = 0; n < most && choose(crowd, now, &who); n++) {
		prepare(crowd, who, now, frames[n]);
		parts[n] = (struct iovec){ frames[n], UPDATE_LEN };
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
	       "\"sequence\": %u}\n",
	       crowd->done, crowd->refused, crowd->silent, (unsigned long long)crowd->updates,
	       seconds, crowd->status, (unsigned long long)delay_of(crowd, 50),
	       (unsigned long long)delay_of(crowd, 99), crowd->sequence);
}
