# SPDX-License-Identifier: GPL-2.0
"""Allocations that fail, for Python: failslab.sh has aimed at them. On the debug kernel one more process
takes longer than what is tested; here all is looked at by one.
"""

import ctypes
import fcntl
import os
import struct
import time

# What fails, and how that is called in a result.
KINDS = {"failslab": "", "fail_page_alloc": ", pages"}
CLONE_NEWNET = 0x40000000
SETTLE_S = 6
STABLE_S = 0.5
POLL_S = 0.02
ENTRIES = 4
NUMBER_MAX = 1000
DUMP = struct.Struct("=QIIII")			# struct mip6_dev_dump
MIP6_IOC_DUMP = 3 << 30 | DUMP.size << 16 | 0xF9 << 8 | 1
MIP6_DUMP_FIRST = 1
TABLES = {					# number, entry
    "bindings": (1, struct.Struct("=16s16s16sIIHHB3x")),	# struct mip6_dev_binding
    "updates": (2, struct.Struct("=16s16s16sIIIIHHBB10x")),	# struct mip6_dev_bul
}
libc = ctypes.CDLL(None, use_errno=True)


class Node:
    """A network namespace."""

    def __init__(self, name):
        self.netns = os.open(f"/run/netns/{name}", os.O_RDONLY)
        self.device = None

    def enter(self):
        """What is opened from now on is opened there."""
        if libc.setns(self.netns, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")

    def table(self, which):
        """Entries of a table of mobile-ip6's, as tuples."""
        number, entry = TABLES[which]
        if self.device is None:
            self.enter()
            self.device = os.open("/dev/mipv6_dev", os.O_RDONLY)
        room = ctypes.create_string_buffer(ENTRIES * entry.size)
        request = DUMP.pack(ctypes.addressof(room), number, entry.size, ENTRIES, MIP6_DUMP_FIRST)
        count = DUMP.unpack(fcntl.ioctl(self.device, MIP6_IOC_DUMP, request))[3]
        return list(entry.iter_unpack(room.raw[: count * entry.size]))

    def state(self):
        """Addresses, routes, groups and devices, as lines."""
        self.enter()
        lines = []
        for name in "if_inet6", "ipv6_route", "igmp6", "dev":
            with open(f"/proc/net/{name}", encoding="ascii") as file:
                lines += (" ".join(KEEP[name](line.split())) for line in file)
        return sorted(lines)


# Of a line of each file, what does not change by itself: no uses, no timers, no counters; nor is it of
# interest whether a route has come with an address or with an advertisement (RTF_EXPIRES, RTF_PREFIX_RT,
# RTF_ADDRCONF).
RTF_ADVERTISED = 0x400000 | 0x80000 | 0x40000
KEEP = {
    "if_inet6": lambda f: ["address", *f],
    "ipv6_route": lambda f: ["route", *f[:6], f"{int(f[8], 16) & ~RTF_ADVERTISED:x}", f[9]],
    "igmp6": lambda f: ["group", *f[1:4]],
    "dev": lambda f: ["device", f[0]],
}


def within(seconds, condition):
    """Asks until it is so; false if it was not in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(POLL_S)
    return True


def fail_nth(number, kind="failslab"):
    """The Nth allocation of a kind from now on fails; 0: none. Returns whether one has failed."""
    def write(name, value):
        with open(f"/sys/kernel/debug/{kind}/{name}", "w", encoding="ascii") as file:
            file.write(str(value))

    with open(f"/sys/kernel/debug/{kind}/times", encoding="ascii") as file:
        failed = file.read().strip() == "0"
    write("times", 0)
    if number:
        write("count", 0)
        write("interval", number)
        write("times", 1)
    return failed


def every(what, step, kinds, trial, *arguments):
    """A trial with each number, or one of so many, until there is no such allocation. The trial gets a
    function as fail_nth, the number and more, and returns whether it failed, whether what was tried was
    refused, and what is wrong. Prints that, and a line "ALLOCATIONS REFUSED WRONG MILLISECONDS WHAT".
    """
    for kind in kinds:
        began = time.monotonic()
        refusals = faults = 0
        number, failed = 1, True
        while failed and number <= NUMBER_MAX:
            failed, refused, wrong = trial(lambda n, kind=kind: fail_nth(n, kind), number, *arguments)
            refusals += refused
            faults += bool(wrong)
            for line in wrong:
                print(f"# {what}{KINDS[kind]}, allocation {number}: {line}", flush=True)
            number += step
        took = round((time.monotonic() - began) * 1000)
        print(max(number - step - 1, 0), refusals, faults, took, what + KINDS[kind], flush=True)


def settled(state, stable=STABLE_S):
    """The state when it has not changed for that many seconds."""
    before, now = None, state()
    while now != before:
        time.sleep(stable)
        before, now = now, state()
    return now


def differences(usual, state):
    """Lines that are too many or missing, when they have had time to come and go."""
    def lines():
        now = state()
        return [f"+ {line}" for line in now if line not in usual] + [
            f"- {line}" for line in usual if line not in now]

    within(SETTLE_S, lambda: not lines())
    return lines()


def spare_us(spare=True):
    """What this process itself asks for, through our modules, neither fails nor counts; or it does."""
    with open("/proc/self/fail-nth", "w", encoding="ascii") as file:
        file.write(str(2**31 - 1 if spare else 0))
