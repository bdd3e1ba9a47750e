// SPDX-License-Identifier: GPL-2.0
/*
 * A small rtnetlink client: addresses and routes are changed by the interface that everybody uses,
 * for the functions behind it are not for modules. What there is no memory for is tried again: a
 * route that was not taken back would lead astray for long.
 *
 * Each request has a socket of its own. It is answered before sendmsg returns, so nothing ever
 * waits. The destination is named in each message: then it is the sender (a kernel thread) whose
 * rights are asked for, and not those of a file that this socket does not have.
 */
#include "rtnl.h"

#include <linux/delay.h>
#include <linux/if_addr.h>
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/netlink.h>

enum {
	ATTRS_LEN	= 128,
	REPLY_LEN	= 512,
	TRIES		= 5,
	AGAIN_MS	= 10,	/* then twice as long, and so on */
};

/**
 * struct request - a message under construction
 * @nlh: header; its length grows with each attribute
 * @u: what follows it
 * @attrs: attributes
 */
struct request {
	struct nlmsghdr nlh;
	union {
		struct ifaddrmsg ifa;
		struct rtmsg rtm;
	} u;
	u8 attrs[ATTRS_LEN];
};

static void begin(struct request *req, u16 type, u16 flags, size_t header_len)
{
	memset(req, 0, sizeof(*req));
	req->nlh.nlmsg_len = NLMSG_LENGTH(header_len);
	req->nlh.nlmsg_type = type;
	req->nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
}

static void put(struct request *req, u16 type, const void *data, u16 len)
{
	size_t at = NLMSG_ALIGN(req->nlh.nlmsg_len);
	struct nlattr *attr = (struct nlattr *)((u8 *)req + at);

	if (WARN_ON_ONCE(at + nla_total_size(len) > sizeof(*req)))
		return;
	attr->nla_type = type;
	attr->nla_len = nla_attr_size(len);
	memcpy(attr + 1, data, len);
	req->nlh.nlmsg_len = at + nla_total_size(len);
}

static int read_reply(struct socket *sock)
{
	u8 reply[REPLY_LEN] __aligned(NLMSG_ALIGNTO);
	struct kvec iov = { .iov_base = reply, .iov_len = sizeof(reply) };
	const struct nlmsghdr *nlh = (const struct nlmsghdr *)reply;
	const struct nlmsgerr *err = nlmsg_data(nlh);
	struct msghdr msg = {};
	int len;

	len = kernel_recvmsg(sock, &msg, &iov, 1, sizeof(reply), MSG_DONTWAIT);
	if (len < 0)
		return len;
	if (len < NLMSG_LENGTH(sizeof(err->error)) || nlh->nlmsg_type != NLMSG_ERROR)
		return -EPROTO;
	return err->error;
}

static int talk_once(struct net *net, struct request *req)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvec iov = { .iov_base = req, .iov_len = req->nlh.nlmsg_len };
	struct socket *sock;
	int err;

	err = sock_create_kern(net, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, &sock);
	if (err)
		return err;
	err = kernel_sendmsg(sock, &msg, &iov, 1, iov.iov_len);
	if (err >= 0)
		err = read_reply(sock);
	sock_release(sock);
	return err;
}

/*
 * What a socket says without memory: of requests and answers, of answers that are lost, of itself.
 */
static bool lacks_memory(int err)
{
	return err == -ENOMEM || err == -ENOBUFS || err == -ENFILE;
}

/* Asking twice does no harm if the first was heard. */
static int talk(struct net *net, struct request *req)
{
	unsigned int i;
	int err;

	for (i = 0; ; i++) {
		err = talk_once(net, req);
		if (!lacks_memory(err) || i == TRIES - 1)
			return err;
		msleep(AGAIN_MS << i);
	}
}

static void put_addr(struct request *req, const struct mip6_mn_rtnl_addr *addr)
{
	req->u.ifa.ifa_family = AF_INET6;
	req->u.ifa.ifa_prefixlen = addr->plen;
	req->u.ifa.ifa_index = addr->ifindex;
	put(req, IFA_LOCAL, &addr->addr, sizeof(addr->addr));
}

int mip6_mn_rtnl_addr_set(struct net *net, const struct mip6_mn_rtnl_addr *addr)
{
	struct ifa_cacheinfo info = {
		.ifa_valid	= addr->valid,
		.ifa_prefered	= addr->preferred,
	};
	struct request req;

	begin(&req, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, sizeof(req.u.ifa));
	put_addr(&req, addr);
	put(&req, IFA_FLAGS, &addr->flags, sizeof(addr->flags));
	put(&req, IFA_CACHEINFO, &info, sizeof(info));
	if (addr->priority)
		put(&req, IFA_RT_PRIORITY, &addr->priority, sizeof(addr->priority));
	if (addr->proto)
		put(&req, IFA_PROTO, &addr->proto, sizeof(addr->proto));
	return talk(net, &req);
}

int mip6_mn_rtnl_addr_del(struct net *net, const struct mip6_mn_rtnl_addr *addr)
{
	struct request req;

	begin(&req, RTM_DELADDR, 0, sizeof(req.u.ifa));
	put_addr(&req, addr);
	return talk(net, &req);
}

static void put_route(struct request *req, const struct mip6_mn_rtnl_route *route)
{
	u32 oif = route->ifindex, table = route->table ?: RT_TABLE_MAIN;

	req->u.rtm.rtm_family = AF_INET6;
	req->u.rtm.rtm_dst_len = route->plen;
	req->u.rtm.rtm_src_len = route->src_plen;
	req->u.rtm.rtm_protocol = route->proto;
	put(req, RTA_DST, &route->dst, sizeof(route->dst));
	put(req, RTA_OIF, &oif, sizeof(oif));
	put(req, RTA_TABLE, &table, sizeof(table));
	if (!ipv6_addr_any(&route->prefsrc))
		put(req, RTA_PREFSRC, &route->prefsrc, sizeof(route->prefsrc));
	if (route->src_plen)
		put(req, RTA_SRC, &route->src, sizeof(route->src));
	if (!ipv6_addr_any(&route->gateway))
		put(req, RTA_GATEWAY, &route->gateway, sizeof(route->gateway));
	if (route->metric)
		put(req, RTA_PRIORITY, &route->metric, sizeof(route->metric));
	if (route->expires)
		put(req, RTA_EXPIRES, &route->expires, sizeof(route->expires));
}

int mip6_mn_rtnl_route_add(struct net *net, const struct mip6_mn_rtnl_route *route)
{
	struct request req;
	int err;

	begin(&req, RTM_NEWROUTE, NLM_F_CREATE, sizeof(req.u.rtm));
	put_route(&req, route);
	req.u.rtm.rtm_scope = RT_SCOPE_UNIVERSE;
	req.u.rtm.rtm_type = RTN_UNICAST;
	err = talk(net, &req);
	return err == -EEXIST ? 0 : err;
}

int mip6_mn_rtnl_route_del(struct net *net, const struct mip6_mn_rtnl_route *route)
{
	struct request req;

	begin(&req, RTM_DELROUTE, 0, sizeof(req.u.rtm));
	put_route(&req, route);
	req.u.rtm.rtm_scope = RT_SCOPE_NOWHERE;
	return talk(net, &req);
}
