// SPDX-License-Identifier: GPL-2.0
/*
 * Packets grow when they are wrapped, and must still fit the path: RFC 6275 9.3.2, 11.3.1.
 *
 * Senders learn from the route, as they do of any path. That does not help where the path takes
 * little more than 1280 octets, since no route may say that it takes less than that, and it comes
 * too late for what TCP has just sent: therefore TCP's segments are made to fit.
 */
#include "fit.h"

#include "mss.h"

#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/dst.h>
#include <net/inet_connection_sock.h>
#include <net/ipv6.h>
#include <net/sock.h>
#include <net/xfrm.h>

#include <mip6/compat.h>

/* What fits before it grows. */
static unsigned int room(const struct dst_entry *dst, unsigned int len)
{
	return max_t(unsigned int, dst_mtu(dst), IPV6_MIN_MTU) - len;
}

static void tell(struct sk_buff *skb, unsigned int mtu)
{
	skb_dst_update_pmtu_no_confirm(skb, max_t(unsigned int, mtu, IPV6_MIN_MTU));
}

int mip6_fit_packet(struct sk_buff *skb, const struct dst_entry *dst, unsigned int len)
{
	unsigned int mtu = room(dst, len);

	if (skb->len <= mtu)
		return 0;
	tell(skb, mtu);
	if (skb->ignore_df)
		return 0;
	if (skb->len > IPV6_MIN_MTU)
		return -EMSGSIZE;
	/* Smaller than that no packet needs to be: what is sent is fragmented, by its source. */
	skb->ignore_df = 1;
	return 0;
}

void mip6_fit_refuse(struct sk_buff *skb, const struct sock *sk, const struct dst_entry *dst,
		     unsigned int len)
{
#ifdef CONFIG_XFRM
	/* What a tunnel sends for somebody is none of his sockets' packet. */
	if (sk && sk == skb->sk && sk_fullsock(sk))
		xfrm_local_error(skb, max_t(unsigned int, room(dst, len), IPV6_MIN_MTU));
#endif
}

/* Many of one size in one packet: their sender learns before they are cut apart. */
static int fit_datagrams(struct sk_buff *skb, unsigned int mtu)
{
	if (skb_gso_validate_network_len(skb, mtu))
		return 0;
	tell(skb, mtu);
	return skb_gso_validate_network_len(skb, IPV6_MIN_MTU) ? 0 : -EMSGSIZE;
}

/*
 * Network and transport header of TCP, 0 if they cannot be read. Sockets that write IPv6 headers
 * themselves do not say where it is.
 */
static unsigned int tcp_headers(struct sk_buff *skb, unsigned int upper)
{
	unsigned int off = skb_network_offset(skb) + upper;

	skb_set_transport_header(skb, off);
	if (!pskb_may_pull(skb, off + sizeof(struct tcphdr)) ||
	    tcp_hdrlen(skb) < sizeof(struct tcphdr) || !pskb_may_pull(skb, off + tcp_hdrlen(skb)))
		return 0;
	return upper + tcp_hdrlen(skb);
}

/*
 * What TCP would send if it knew that the tunnel, by whose MTU it goes, is not what the packet
 * takes; 0 if that is not known, or if it tries for itself what gets through (tcp_mtu_probing). The
 * peer's limit is for a packet without our headers.
 */
static unsigned int full(const struct sk_buff *skb, const struct sock *sk, unsigned int headers,
			 unsigned int len)
{
	unsigned int options = tcp_hdrlen(skb) - sizeof(struct tcphdr), mss;

	if (!skb_is_gso(skb) || !sk || !sk_fullsock(sk) || sk->sk_protocol != IPPROTO_TCP ||
	    inet_csk(sk)->icsk_mtup.enabled)
		return 0;
	mss = READ_ONCE(tcp_sk(sk)->rx_opt.mss_clamp);
	return mss > options + len ? headers + mss - options - len : 0;
}

static int resize(struct sk_buff *skb, unsigned int headers, unsigned int mtu)
{
	struct skb_shared_info *shinfo;

	if (headers >= mtu)
		return -EMSGSIZE;
	/* What TCP keeps for a retransmission shares this. */
	if (skb_unclone(skb, GFP_ATOMIC))
		return -ENOMEM;
	/* What is one segment now is nothing to be segmented. */
	if (skb->len <= mtu) {
		skb_gso_reset(skb);
		return 0;
	}
	shinfo = skb_shinfo(skb);
	if (!skb_is_gso(skb))
		shinfo->gso_type = SKB_GSO_TCPV6;
	shinfo->gso_size = mtu - headers;
	shinfo->gso_segs = DIV_ROUND_UP(skb->len - headers, shinfo->gso_size);
	return 0;
}

int mip6_fit_segments(struct sk_buff *skb, const struct sock *sk, const struct dst_entry *dst,
		      unsigned int len, u8 proto, unsigned int upper)
{
	unsigned int mtu = room(dst, len), headers, size, want;

	if (proto != IPPROTO_TCP)
		return skb_is_gso(skb) ? fit_datagrams(skb, mtu) : mip6_fit_packet(skb, dst, len);
	headers = tcp_headers(skb, upper);
	if (!headers)
		return skb_is_gso(skb) ? -EINVAL : mip6_fit_packet(skb, dst, len);
	if (sk && mip6_mss_announce(skb, dst))
		return -ENOMEM;
	size = skb_is_gso(skb) ? headers + skb_shinfo(skb)->gso_size : skb->len;
	if (size > mtu) {
		tell(skb, mtu);
		return resize(skb, headers, mtu);
	}
	want = min(full(skb, sk, headers, len), mtu);
	return size < want ? resize(skb, headers, want) : 0;
}
