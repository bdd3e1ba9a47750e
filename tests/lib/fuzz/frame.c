// SPDX-License-Identifier: GPL-2.0
/*
 * What packets and flood have in common.
 */
#define _GNU_SOURCE
#include "frame.h"

#include <err.h>
#include <string.h>

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <sys/socket.h>

uint8_t *room(struct packet *pkt, unsigned int len)
{
	uint8_t *at = pkt->at + pkt->len;

	memset(at, 0, len);
	pkt->len += len;
	return at;
}

void put16(uint8_t *at, unsigned int value)
{
	at[0] = value >> 8;
	at[1] = value;
}

void frame_begin(struct packet *pkt, const uint8_t *mac, unsigned int from)
{
	struct ethhdr *eth = (struct ethhdr *)pkt->at;

	pkt->len = sizeof(*eth);
	memcpy(eth->h_dest, mac, ETH_ALEN);
	memset(eth->h_source, 2, ETH_ALEN);
	eth->h_source[5] = from;
	eth->h_proto = htons(ETH_P_IPV6);
}

static unsigned int checksum(const struct packet *pkt, unsigned int start, unsigned int proto)
{
	unsigned int i, len = pkt->len - start;
	unsigned long sum = len + proto;

	for (i = 0; i < 16; i++)
		sum += (pkt->src.s6_addr[i] + pkt->dst.s6_addr[i]) << (i % 2 ? 0 : 8);
	for (i = 0; i < len; i++)
		sum += pkt->at[start + i] << (i % 2 ? 0 : 8);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

void put_checksum(struct packet *pkt, unsigned int start, unsigned int proto)
{
	put16(pkt->at + start + (proto == MH ? 4 : 2), checksum(pkt, start, proto));
}

void read_mac(const char *text, uint8_t *mac)
{
	const struct ether_addr *addr = ether_aton(text);

	if (!addr)
		errx(2, "%s is no link-layer address", text);
	memcpy(mac, addr, ETH_ALEN);
}

void read_address(const char *text, struct in6_addr *addr)
{
	if (inet_pton(AF_INET6, text, addr) != 1)
		errx(2, "%s is no address", text);
}

int opened(const char *interface)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IPV6) };
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	to.sll_ifindex = if_nametoindex(interface);
	if (fd < 0 || !to.sll_ifindex || bind(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		err(1, "%s", interface);
	return fd;
}

unsigned int send_all(int fd, struct packet *pkts)
{
	struct mmsghdr msgs[BATCH] = { 0 };
	struct iovec iovs[BATCH];
	int i;

	for (i = 0; i < BATCH; i++) {
		iovs[i] = (struct iovec) { pkts[i].at, pkts[i].len };
		msgs[i].msg_hdr.msg_iov = &iovs[i];
		msgs[i].msg_hdr.msg_iovlen = 1;
	}
	i = sendmmsg(fd, msgs, BATCH, 0);
	return i > 0 ? i : 0;
}
