/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIP6_BASE_WATCH_H
#define MIP6_BASE_WATCH_H

#include <linux/poll.h>
#include <linux/types.h>

struct file;
struct mip6_net;
struct mip6_watch;

/**
 * mip6_watch_begin() - have events told
 * @mnet: the node
 *
 * Context: process.
 * Return: what they wait in, or NULL without memory.
 */
struct mip6_watch *mip6_watch_begin(struct mip6_net *mnet);

/**
 * mip6_watch_end() - the reverse; nobody reads or polls any more
 * @mnet: the node
 * @watch: what they waited in, or NULL
 *
 * Context: process.
 */
void mip6_watch_end(struct mip6_net *mnet, struct mip6_watch *watch);

/**
 * mip6_watch_read() - read events, wait for the first
 * @mnet: the node
 * @watch: what they wait in
 * @buf: room for them
 * @size: its size, bytes
 * @may_wait: whether to wait if there is none
 *
 * Context: process.
 * Return: bytes read, or a negative errno: -EINVAL if there is no room for one, -EAGAIN if there
 * is none, -ERESTARTSYS, -EFAULT.
 */
ssize_t mip6_watch_read(struct mip6_net *mnet, struct mip6_watch *watch, char __user *buf,
			size_t size, bool may_wait);

/**
 * mip6_watch_poll() - whether there are events
 * @mnet: the node
 * @watch: what they wait in
 * @filp: the file
 * @wait: as of poll
 *
 * Context: process.
 * Return: EPOLL*.
 */
__poll_t mip6_watch_poll(struct mip6_net *mnet, struct mip6_watch *watch, struct file *filp,
			 poll_table *wait);

/**
 * mip6_watch_net_init() - nobody watches a node
 * @mnet: the node
 */
void mip6_watch_net_init(struct mip6_net *mnet);

#endif
