#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""moves.py HOME-ADDRESS BRIDGE=CARE-OF-ADDRESS... BRIDGE: for tests/stress/failslab-moves, whose bed it
wants. Plugs MN in at each bridge in turn, the last of them at home, while the Nth allocation of those that
are aimed at fails, N = 1, 2, ..., until there is no Nth one on any of the ways. Prints what is not as it is
without failures, and a line "BRIDGE ALLOCATIONS WRONG MILLISECONDS" for each.

One process for all: on the debug kernel another one takes longer than a move.
"""

import re
import socket
import struct
import subprocess
import sys
import time

from failslab import SETTLE_S, Node, differences, fail_nth, settled, spare_us, within

ARRIVE_S = 40		# six solicitations or updates take half a minute
ADVERTISED_S = 5	# HA tells of the home link more often than that
# Where MN is if it does not arrive, and why.
TELL = {
    "mn": ("mipdiag -m -l -I -s", "ip -6 address", "ip -6 route", "ip -6 neigh"),
    "ha": ("mipdiag -c -s", "ip -6 neigh"),
    "r": ("ip -6 neigh", "dmesg"),
}
ACKNOWLEDGED = 1


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

    def tell(self):
        """All that may show why MN is not where it should be."""
        for node, commands in TELL.items():
            for command in commands:
                print(f"# {node}: {command}")
                said = subprocess.run(["ip", "netns", "exec", node, *command.split()], text=True, check=False,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                for line in said.stdout.splitlines()[-60:]:
                    print(f"#   {line}")

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


class Way:
    """To one of the bridges, again and again."""

    def __init__(self, bed, bridge, coa):
        self.bed, self.bridge = bed, bridge
        self.coa = coa and socket.inet_pton(socket.AF_INET6, coa)
        self.usual = None
        self.count = self.wrong = 0
        self.took = 0.0
        self.ended = False

    def go(self, number):
        """Returns what is wrong."""
        self.bed.plug(self.bridge)
        arrived = within(ARRIVE_S, lambda: self.bed.is_at(self.coa))
        failed = fail_nth(0) and number
        if not arrived:
            wrong = ["MN does not arrive"]
            self.bed.tell()
        elif not within(SETTLE_S, self.bed.reaches):
            wrong = ["MN cannot be reached"]
            self.bed.tell()
        elif self.usual is None:
            self.usual = settled(self.bed.state, ADVERTISED_S)
            wrong = []
        else:
            wrong = differences(self.usual, self.bed.state)
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
