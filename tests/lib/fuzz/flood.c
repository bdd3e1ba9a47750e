// SPDX-License-Identifier: GPL-2.0
/*
 * flood INTERFACE MAC SECONDS SEED KIND HOME-AGENT CN HOME-ADDRESS
 *
 * Sends frames of one kind to a link-layer address for that long, or until it is ended, as many as go,
 * from addresses that nobody has and that are never the same: questions of a stranger that a home
 * agent or a correspondent has to do something about. Prints "begun" first, and in
 * the end: how many there were, for how many milliseconds, how many answers came back to those
 * addresses, octets of a question, octets of the longest answer.
 */
#define _GNU_SOURCE
#include "chance.h"
#include "frame.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

enum {
	SILENCE_MS	= 300,	/* then no more answers come */
	LAST_MS		= 2000,	/* nor then */
	QUEUE_LEN	= 8 << 20,

	ECHO_REQUEST	= 128,
	DHAAD_REQUEST	= 144,
	PREFIX_SOLICIT	= 146,

	HOTI		= 1,
	COTI		= 2,
	BU		= 5,
	UNKNOWN_TYPE	= 200,
	FLAGS_AH	= 0xc0,

	OPT_HOME	= 201,
	OPT_AUTH	= 9,
	OPT_STAMP	= 10,
	MN_HA		= 1,
	SPI		= 256,
	MAC_LEN		= 12,
	EPOCH_OF_NTP	= 2208988800u,
};

static struct in6_addr agent, cn, home;
static volatile sig_atomic_t ended;

static void end(int signal)
{
	ended = signal;
}

/* Of 2000::/3. Its end counts, so that no two are the same. */
static struct in6_addr stranger(void)
{
	static uint32_t count;
	struct in6_addr addr;

	fill(&addr, sizeof(addr));
	addr.s6_addr[0] = 0x20 | (addr.s6_addr[0] & 0x1f);
	addr.s6_addr32[3] = htonl(count++);
	return addr;
}

/* One of the home network. */
static struct in6_addr neighbour(void)
{
	struct in6_addr addr = home;

	fill(addr.s6_addr + 8, 8);
	return addr;
}

/* RFC 2526: of identifiers that are EUI-64, the anycast identifier of mobile IPv6 home agents. */
static struct in6_addr any_agent(void)
{
	struct in6_addr addr = home;

	memset(addr.s6_addr + 8, 0xff, 8);
	addr.s6_addr[8] = 0xfd;
	addr.s6_addr[15] = 0xfe;
	return addr;
}

static struct in6_addr either(void)
{
	return chance(2) ? agent : cn;
}

/* --- headers ------------------------------------------------------------------------------ */

static void begin(struct packet *pkt, const struct in6_addr *dst, unsigned int proto)
{
	uint8_t *ip = room(pkt, IP_LEN);

	pkt->src = stranger();
	pkt->dst = *dst;
	ip[0] = 0x60;
	ip[6] = proto;
	ip[7] = 64;
	memcpy(ip + 8, &pkt->src, 16);
	memcpy(ip + 24, &pkt->dst, 16);
}

static void home_option(struct packet *pkt, const struct in6_addr *hoa, unsigned int proto)
{
	uint8_t *at = room(pkt, 24);

	at[0] = proto;
	at[1] = 24 / 8 - 1;
	at[2] = 1;		/* PadN of 4: the option belongs at 8n + 6 */
	at[3] = 2;
	at[6] = OPT_HOME;
	at[7] = 16;
	memcpy(at + 8, hoa, 16);
	pkt->src = *hoa;
}

static uint8_t *mobility(struct packet *pkt, unsigned int type, unsigned int len)
{
	uint8_t *at = room(pkt, len);

	at[0] = NONE;
	at[1] = len / 8 - 1;
	at[2] = type;
	return at;
}

static void icmp(struct packet *pkt, unsigned int type)
{
	uint8_t *at = room(pkt, 8);

	at[0] = type;
	put16(at + 4, chance(65536));
	put_checksum(pkt, at - pkt->at, ICMP6);
}

/* --- kinds -------------------------------------------------------------------------------- */

static uint8_t *update(struct packet *pkt, const struct in6_addr *hoa, unsigned int len)
{
	uint8_t *at;

	begin(pkt, &agent, DSTOPTS);
	home_option(pkt, hoa, MH);
	at = mobility(pkt, BU, len);
	put16(at + 6, chance(65536));
	at[8] = FLAGS_AH;
	put16(at + 10, 100);
	return at;
}

static void unsigned_update(struct packet *pkt)
{
	struct in6_addr hoa = neighbour();
	uint8_t *at = update(pkt, &hoa, 16);

	at[12] = 1;		/* PadN of 4 */
	at[13] = 2;
	put_checksum(pkt, at - pkt->at, MH);
}

static void signed_update(struct packet *pkt)
{
	uint8_t *at = update(pkt, &home, 56);
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	at[12] = 1;		/* PadN of 4 */
	at[13] = 2;
	at[16] = OPT_STAMP;
	at[17] = 8;
	put16(at + 18, ((uint32_t)now.tv_sec + EPOCH_OF_NTP) >> 16);
	put16(at + 20, (uint32_t)now.tv_sec + EPOCH_OF_NTP);
	put16(at + 22, ((uint64_t)now.tv_nsec << 16) / 1000000000);
	at[26] = 1;		/* PadN of 3: authentication belongs at 4n + 1 */
	at[27] = 1;
	at[29] = OPT_AUTH;
	at[30] = 5 + MAC_LEN;
	at[31] = MN_HA;
	put16(at + 34, SPI);
	fill(at + 36, MAC_LEN);
	at[48] = 1;		/* PadN of 8 */
	at[49] = 6;
	put_checksum(pkt, at - pkt->at, MH);
}

static void test_init(struct packet *pkt, unsigned int type)
{
	struct in6_addr dst = either();
	uint8_t *at;

	begin(pkt, &dst, MH);
	at = mobility(pkt, type, 16);
	fill(at + 8, 8);
	put_checksum(pkt, at - pkt->at, MH);
}

static void home_test_init(struct packet *pkt)
{
	test_init(pkt, HOTI);
}

static void care_of_test_init(struct packet *pkt)
{
	test_init(pkt, COTI);
}

static void unbound_echo(struct packet *pkt)
{
	struct in6_addr dst = either(), hoa = stranger();

	begin(pkt, &dst, DSTOPTS);
	home_option(pkt, &hoa, ICMP6);
	icmp(pkt, ECHO_REQUEST);
}

static void unknown_message(struct packet *pkt)
{
	struct in6_addr dst = either();
	uint8_t *at;

	begin(pkt, &dst, MH);
	at = mobility(pkt, UNKNOWN_TYPE, 8);
	put_checksum(pkt, at - pkt->at, MH);
}

static void discovery(struct packet *pkt)
{
	struct in6_addr dst = any_agent();

	begin(pkt, &dst, ICMP6);
	icmp(pkt, DHAAD_REQUEST);
}

static void prefix_solicitation(struct packet *pkt)
{
	struct in6_addr hoa = neighbour();

	begin(pkt, &agent, DSTOPTS);
	home_option(pkt, &hoa, ICMP6);
	icmp(pkt, PREFIX_SOLICIT);
}

static const struct kind {
	const char *name;
	void (*make)(struct packet *pkt);
} kinds[] = {
	{ "bu", unsigned_update },
	{ "signed", signed_update },
	{ "hoti", home_test_init },
	{ "coti", care_of_test_init },
	{ "hao", unbound_echo },
	{ "mh", unknown_message },
	{ "dhaad", discovery },
	{ "mps", prefix_solicitation },
};

static const struct kind *kind_of(const char *name)
{
	const struct kind *kind = kinds;

	while (strcmp(kind->name, name))
		if (++kind == kinds + sizeof(kinds) / sizeof(*kinds))
			errx(2, "there is no kind %s", name);
	return kind;
}

/* --- and what comes of them --------------------------------------------------------------- */

static unsigned long answers;
static unsigned int longest;

/* What has come for one of those addresses. */
static void take_answers(int fd)
{
	uint8_t at[FRAME_MAX + 512], *ip = at + ETH_HLEN;
	struct sockaddr_ll from;
	socklen_t from_len = sizeof(from);
	unsigned int len;
	ssize_t got;

	for (;;) {
		got = recvfrom(fd, at, sizeof(at), MSG_DONTWAIT, (struct sockaddr *)&from, &from_len);
		if (got < 0)
			break;
		if (from.sll_pkttype != PACKET_HOST || got < ETH_HLEN + IP_LEN || (ip[24] & 0xe0) != 0x20)
			continue;
		answers++;
		len = IP_LEN + (ip[4] << 8 | ip[5]);
		if (len > longest)
			longest = len;
	}
	if (errno != EAGAIN)
		err(1, "what comes");
}

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void take_the_last(int fd)
{
	struct pollfd comes = { .fd = fd, .events = POLLIN };
	uint64_t until = now_ms() + LAST_MS;

	while (now_ms() < until && poll(&comes, 1, SILENCE_MS))
		take_answers(fd);
}

int main(int argc, char **argv)
{
	static struct packet pkts[BATCH];
	int fd, i, queue = QUEUE_LEN;
	const struct kind *kind;
	uint64_t began, took = 0;
	unsigned long sent = 0;
	uint8_t mac[ETH_ALEN];

	if (argc != 9)
		errx(2, "usage: flood INTERFACE MAC SECONDS SEED KIND HOME-AGENT CN HOME-ADDRESS");
	read_mac(argv[2], mac);
	chance_begin(strtoul(argv[4], NULL, 0));
	kind = kind_of(argv[5]);
	read_address(argv[6], &agent);
	read_address(argv[7], &cn);
	read_address(argv[8], &home);
	fd = opened(argv[1]);
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &queue, sizeof(queue)) < 0)
		err(1, "a queue for what comes");
	signal(SIGTERM, end);
	setlinebuf(stdout);
	puts("begun");
	for (began = now_ms(); !ended && took < 1000 * strtoul(argv[3], NULL, 0); took = now_ms() - began) {
		for (i = 0; i < BATCH; i++) {
			frame_begin(&pkts[i], mac, chance(4));
			kind->make(&pkts[i]);
			put16(pkts[i].at + ETH_HLEN + 4, pkts[i].len - ETH_HLEN - IP_LEN);
		}
		sent += send_all(fd, pkts);
		take_answers(fd);
		sched_yield();		/* who takes them may have this processor, too */
	}
	take_the_last(fd);
	printf("%lu %lu %lu %u %u\n", sent, (unsigned long)took, answers, pkts[0].len - ETH_HLEN, longest);
	return 0;
}
