// SPDX-License-Identifier: GPL-2.0
/*
 * pour: the same packet again and again, as fast as it goes, and how long that took: datagrams of a
 * socket, or frames of any content where pktgen cannot build them. Many with each system call, which
 * is what costs most under User Mode Linux.
 */
#define _GNU_SOURCE
#include "args.h"

#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/socket.h>

enum {
	AT_ONCE		= 512,	/* packets of a system call */
	PACKET_MAX	= 2048,	/* octets */
	PORT		= 9,	/* discard */
};

struct pour {
	unsigned long count;
	const char *to;			/* an address, or an interface for frames */
	struct sockaddr_in6 from;
	bool frames;
	uint8_t packet[PACKET_MAX];	/* what of it is ours to say */
	size_t len;
};

static const struct argp_option options[] = {
	{ "count", 'n', "N", 0, "So many packets (default 100000)", 0 },
	{ "from", 'b', "ADDRESS", 0, "Datagrams have that source", 0 },
	{ "size", 's', "N", 0, "... and so many octets of data (default 16)", 0 },
	{ "frame", 'f', "HEXADECIMAL", 0, "Frames, to an INTERFACE instead of an ADDRESS", 0 },
	{ 0 }
};

static void read_frame(struct argp_state *state, const char *arg, struct pour *pour)
{
	size_t i, len = strlen(arg) / 2;

	if (strlen(arg) % 2 || len < ETH_HLEN || len > PACKET_MAX)
		argp_error(state, "a frame has %d to %d octets", ETH_HLEN, PACKET_MAX);
	for (i = 0; i < len; i++)
		if (sscanf(arg + 2 * i, "%2hhx", &pour->packet[i]) != 1)
			argp_error(state, "'%s' is not hexadecimal", arg);
	pour->len = len;
	pour->frames = true;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct pour *pour = state->input;

	switch (key) {
	case 'n':
		pour->count = args_number(state, arg, 1000000000);
		break;
	case 's':
		pour->len = args_number(state, arg, PACKET_MAX);
		break;
	case 'b':
		args_address(state, arg, &pour->from.sin6_addr);
		break;
	case 'f':
		read_frame(state, arg, pour);
		break;
	case ARGP_KEY_ARG:
		if (pour->to)
			argp_usage(state);
		pour->to = arg;
		break;
	case ARGP_KEY_END:
		if (!pour->to)
			argp_usage(state);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* A socket to the interface, past its queue. */
static int open_interface(const struct pour *pour)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(pour->to) };
	int fd = socket(AF_PACKET, SOCK_RAW, 0), on = 1;

	if (!to.sll_ifindex)
		err(2, "%s", pour->to);
	if (fd < 0 || setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof(on)) ||
	    bind(fd, (struct sockaddr *)&to, sizeof(to)))
		err(2, "packet socket");
	return fd;
}

static int open_address(const struct pour *pour)
{
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons(PORT) };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	if (inet_pton(AF_INET6, pour->to, &to.sin6_addr) != 1)
		errx(2, "'%s' is no IPv6 address", pour->to);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&pour->from, sizeof(pour->from)) ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to)))
		err(2, "%s", pour->to);
	return fd;
}

/* Returns how many packets the kernel has taken. */
static unsigned long send_all(int fd, struct pour *pour)
{
	static struct mmsghdr messages[AT_ONCE];
	struct iovec iov = { .iov_base = pour->packet, .iov_len = pour->len };
	unsigned long left = pour->count;
	int i, taken;

	for (i = 0; i < AT_ONCE; i++)
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &iov, .msg_iovlen = 1 };
	while (left) {
		taken = sendmmsg(fd, messages, left < AT_ONCE ? left : AT_ONCE, 0);
		if (taken < 0) {
			warn("sendmmsg");
			break;
		}
		left -= taken;
	}
	return pour->count - left;
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		options, parse, "ADDRESS|INTERFACE",
		"Sends the same packet again and again, prints how many and how long it took, as JSON.",
		NULL, NULL, NULL
	};
	struct pour pour = { .count = 100000, .len = 16, .from = { .sin6_family = AF_INET6 } };
	unsigned long sent;
	double began;
	int fd;

	argp_parse(&argp, argc, argv, 0, NULL, &pour);
	fd = pour.frames ? open_interface(&pour) : open_address(&pour);
	began = now();
	sent = send_all(fd, &pour);
	printf("{\"sent\":%lu,\"seconds\":%.6f}\n", sent, now() - began);
	return sent == pour.count ? 0 : 1;
}
