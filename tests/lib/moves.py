#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""moves.py HOME-ADDRESS BRIDGE=CARE-OF-ADDRESS... BRIDGE: for tests/stress/failslab-moves, whose bed it
wants. Plugs MN in at each bridge in turn, the last of them at home, while the Nth allocation of those that
are aimed at fails, N = 1, 2, ..., until there is no Nth one on any of the ways. Prints what is not as it is
without failures, and a line "BRIDGE ALLOCATIONS WRONG MILLISECONDS" for each.

One process for all: on the debug kernel another one takes longer than a move.
"""

import ctypes
import fcntl
import os
import re
import socket
import struct
import subprocess
import sys
import time

FAULTS = "/sys/kernel/debug/failslab/"
CLONE_NEWNET = 0x40000000
ARRIVE_S = 15
SETTLE_S = 6
STABLE_S = 0.5
POLL_S = 0.02
ENTRIES = 4
DUMP = struct.Struct("=QIIII")			# struct mip6_dev_dump
MIP6_IOC_DUMP = 3 << 30 | DUMP.size << 16 | 0xF9 << 8 | 1
MIP6_DUMP_FIRST = 1
TABLES = {					# number, entry
    "bindings": (1, struct.Struct("=16s16s16sIIHHB3x")),	# struct mip6_dev_binding
    "updates": (2, struct.Struct("=16s16s16sIIIIHHBB6x")),	# struct mip6_dev_bul
}
ACKNOWLEDGED = 1
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
# interest whether a route has come with an address or with an advertisement.
RTF_EXPIRES = 0x400000
KEEP = {
    "if_inet6": lambda f: ["address", *f],
    "ipv6_route": lambda f: ["route", *f[:6], f"{int(f[8], 16) & ~RTF_EXPIRES:x}", f[9]],
    "igmp6": lambda f: ["group", *f[1:4]],
    "dev": lambda f: ["device", f[0]],
}


class Bed:
    """The nodes, and MN's cable."""

    def __init__(self, hoa):
        self.hoa = hoa
        self.mn, self.ha, router = Node("mn"), Node("ha"), Node("r")
        # pylint: disable-next=consider-using-with
        self.ip = subprocess.Popen(["ip", "-n", "lan", "-batch", "-"], stdin=subprocess.PIPE, text=True)
        router.enter()
        self.icmp = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
        self.icmp.settimeout(0.2)
        self.sequence = 0

    def plug(self, bridge):
        """The cable is pulled, and plugged in there."""
        for action in "down", f"master {bridge}", "up":
            self.ip.stdin.write(f"link set mn.eth0 {action}\n")
        self.ip.stdin.flush()

    def is_at(self, coa):
        """Whether HA and MN agree that it is there; without a care-of address: at home."""
        bindings, updates = self.ha.table("bindings"), self.mn.table("updates")
        if not coa:
            return not bindings and not updates
        return [b[1] for b in bindings] == [coa] == [u[2] for u in updates] and updates[0][-1] == ACKNOWLEDGED

    def state(self):
        """Of both, as lines."""
        return ["mn " + line for line in self.mn.state()] + ["ha " + line for line in self.ha.state()]

    def reaches(self):
        """Whether the home address answers R."""
        self.sequence = (self.sequence + 1) % 0x10000
        self.icmp.sendto(struct.pack("!BBHHH", 128, 0, 0, 0x6D36, self.sequence), (self.hoa, 0))
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            try:
                packet = self.icmp.recv(2048)
            except (TimeoutError, socket.timeout):
                return False
            if packet[0] == 129 and packet[4:] == struct.pack("!HH", 0x6D36, self.sequence):
                return True
        return False


def within(seconds, condition):
    """Asks until it is so; false if it was not in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(POLL_S)
    return True


def fault(name, value):
    """Sets a value of the fault injection's."""
    with open(FAULTS + name, "w", encoding="ascii") as file:
        file.write(str(value))


def fail_nth(number):
    """The Nth allocation from now on fails; 0: none. Returns whether one has failed."""
    with open(FAULTS + "times", encoding="ascii") as file:
        failed = file.read().strip() == "0"
    fault("times", 0)
    if number:
        fault("count", 0)
        fault("interval", number)
        fault("times", 1)
    return failed


class Way:
    """To one of the bridges, again and again."""

    def __init__(self, bed, bridge, coa):
        self.bed, self.bridge = bed, bridge
        self.coa = coa and socket.inet_pton(socket.AF_INET6, coa)
        self.usual = None
        self.count = self.wrong = 0
        self.took = 0.0
        self.ended = False

    def settled(self):
        """The state when it does not change any more."""
        before, now = None, self.bed.state()
        while now != before:
            time.sleep(STABLE_S)
            before, now = now, self.bed.state()
        return now

    def differences(self):
        """From how it is without failures."""
        now = self.bed.state()
        return [f"+ {line}" for line in now if line not in self.usual] + [
            f"- {line}" for line in self.usual if line not in now]

    def go(self, number):
        """Returns what is wrong."""
        self.bed.plug(self.bridge)
        arrived = within(ARRIVE_S, lambda: self.bed.is_at(self.coa))
        failed = fail_nth(0) and number
        if not arrived:
            wrong = ["MN does not arrive"]
        elif not within(SETTLE_S, self.bed.reaches):
            wrong = ["MN cannot be reached"]
        elif self.usual is None:
            self.usual = self.settled()
            wrong = []
        else:
            within(SETTLE_S, lambda: not self.differences())
            wrong = self.differences()
        if failed:
            self.count = max(self.count, number)
        elif number:
            self.ended = True
        return wrong

    def step(self, number):
        """One move with a failure, unless they are all done."""
        began = time.monotonic()
        fail_nth(0 if self.ended else number)
        wrong = self.go(0 if self.ended else number)
        self.took += time.monotonic() - began
        for line in wrong:
            print(f"# to {self.bridge}, allocation {number}: {line}", flush=True)
        self.wrong += bool(wrong)


def spare_us():
    """What this process itself asks for, through our modules, neither fails nor counts."""
    with open("/proc/self/fail-nth", "w", encoding="ascii") as file:
        file.write(str(2**31 - 1))


def main():
    spare_us()
    bed = Bed(sys.argv[1])
    ways = [Way(bed, *re.fullmatch("([^=]*)=?(.*)", word).groups()) for word in sys.argv[2:]]
    number = 0
    while not all(way.ended for way in ways):
        for way in ways:
            way.step(number)
        number += 1
    for way in ways:
        print(way.bridge, way.count, way.wrong, round(way.took * 1000), flush=True)


main()
