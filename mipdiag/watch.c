// SPDX-License-Identifier: GPL-2.0
/* mipdiag -w */
#include "watch.h"

#include "device.h"
#include "events.h"
#include "fail.h"
#include "out.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
	CHUNK_EVENTS	= 64,
};

/* Signals are one more thing to wait for: none is missed, however much happens. */
static int catch_signals(void)
{
	sigset_t signals;
	int fd;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_CLOEXEC);
	if (fd < 0)
		fail("cannot wait for signals: %s", strerror(errno));
	return fd;
}

/*
 * Waits until an event can be printed; returns false when a signal has come, and nobody reads. A pipe
 * that takes anything takes PIPE_BUF octets, more than any line has: writing one does not block, when
 * no signal would end it.
 */
static bool wait_for_room(int signals)
{
	struct pollfd polled[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO, .events = POLLOUT },
	};

	while (poll(polled, sizeof(polled) / sizeof(*polled), -1) < 0)
		if (errno != EINTR)
			fail("cannot wait for the output: %s", strerror(errno));
	return polled[1].revents;
}

/* Waits for events; returns false when a signal has come. */
static bool wait_for_events(int fd, int signals)
{
	struct pollfd polled[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};

	while (poll(polled, sizeof(polled) / sizeof(*polled), -1) < 0)
		if (errno != EINTR)
			fail("cannot wait for events: %s", strerror(errno));
	if (polled[1].revents)
		return false;
	/*
	 * Who has nobody to print for would notice with the next event, which may be in a week. A socket
	 * whose other end has gone hangs up without an error.
	 */
	if (polled[2].revents)
		fail("cannot write the output: %s", strerror(EPIPE));
	if (polled[0].revents & ~POLLIN)
		fail("cannot watch: the device has gone");
	return true;
}

void watch_show(int fd, bool json)
{
	struct mip6_dev_event events[CHUNK_EVENTS];
	int signals = catch_signals();
	size_t count, i;

	/* What was shown before. */
	out_now();
	while (wait_for_events(fd, signals)) {
		count = device_events(fd, events, CHUNK_EVENTS);
		for (i = 0; i < count && wait_for_room(signals); i++) {
			events_show(&events[i], json);
			out_now();
		}
	}
	close(signals);
}
