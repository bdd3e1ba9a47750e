#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""roles.py HOME-ADDRESS HOME-AGENT: for tests/stress/failslab-roles, whose bed it wants. Makes HA a home
agent and MN a mobile node, by the ioctls that mipdiag makes, then by mobile-ip6, and has mipdiag show tables,
while the Nth allocation of those that are aimed at fails, N = 1, 2, ..., until there is no Nth one.
What is printed is said in failslab.py.
"""

import fcntl
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile

from failslab import KINDS, Node, differences, every, settled, spare_us, within

ROLES = {"cn": 0, "mn": 1, "ha": 2}
ROLE = struct.Struct("=I4x16s")				# struct mip6_dev_role
HOME = struct.Struct("=16s16s16xB3x16s16x16x4x")	# struct mip6_dev_home
MIP6_IOC_SET_ROLE = 1 << 30 | ROLE.size << 16 | 0xF9 << 8 | 2
MIP6_IOC_SET_HOME = 1 << 30 | HOME.size << 16 | 0xF9 << 8 | 3
STARTED_S = 5
SCRIPT_STEP = 40	# the script does much besides, which takes time
STRESS = int(os.environ.get("MIP6_STRESS", "1"))


class Command:
    """A command in a namespace, and how it ended."""

    def __init__(self, node, *words):
        node.enter()
        self.result = subprocess.run(words, capture_output=True, text=True, check=False)
        self.failed = self.result.returncode != 0
        self.why = self.result.stderr.strip()

    def explains(self):
        """Whether it says why it failed; now and then the stack makes another error of it."""
        return re.search(r"cannot .*: [A-Z]", self.why)


class Calls:
    """The calls of mipdiag --role, and maybe -h, and how they ended."""

    def __init__(self, node, role, home=None):
        self.failed, self.why = False, ""
        node.enter()
        spare_us(False)
        try:
            device = os.open("/dev/mipv6_dev", os.O_RDONLY)
            try:
                fcntl.ioctl(device, MIP6_IOC_SET_ROLE, ROLE.pack(ROLES[role], b"eth0" if role != "cn" else b""))
                if home:
                    fcntl.ioctl(device, MIP6_IOC_SET_HOME, home)
            finally:
                os.close(device)
        except OSError as error:
            self.failed, self.why = True, str(error)
        spare_us()

    def explains(self):
        """An error explains itself."""
        return self.failed


class Role:
    """HA or MN, and how it starts and stops."""

    def __init__(self, name, started, *home):
        self.name, self.node = name, Node(name)
        self.started = started
        self.ways = {
            "calls": (lambda: Calls(self.node, name, *home), lambda: Calls(self.node, "cn")),
            "script": tuple(
                lambda action=action: Command(self.node, "ip", "netns", "exec", name, "mobile-ip6", action)
                for action in ("start", "stop")),
        }
        self.usual = settled(self.state)

    def state(self):
        """Of the namespace, with the values in /proc."""
        lines = self.node.state()
        directory = "/proc/sys/net/ipv6/mobility"
        for name in sorted(os.listdir(directory)):
            with open(f"{directory}/{name}", encoding="ascii") as file:
                lines.append(f"{name} {file.read().strip()}")
        return lines

    def is_started(self):
        """Whether all of it is there, what is left to a work too."""
        state = self.state()
        return all(any(line.startswith(word) for line in state) for word in self.started)

    def start(self, arm, number, way):
        """One attempt. Returns whether the allocation failed, whether it was refused, what is wrong."""
        start, stop = self.ways[way]
        arm(number)
        first = start()
        if first.failed:
            if not arm(0) or not first.explains():
                return True, True, [f"no reason is given: {first.why}"]
            if way == "calls":
                stop()	# as the script does
            wrong = differences(self.usual, self.state)
            # Now and then by the script, the next attempt of which gets past this allocation.
            if wrong or (way == "script" and number != 1 and STRESS == 1):
                return True, True, wrong
            if start().failed:
                return True, True, ["it cannot be started any more"]
        within(STARTED_S, self.is_started)
        failed = arm(0) or first.failed
        wrong = [] if self.is_started() else ["it is not all there: ", *self.state()]
        if stop().failed:
            wrong.append("it cannot be stopped")
        return failed, first.failed, wrong or differences(self.usual, self.state)


def show(arm, number, node, command, usual):
    """Has a table shown; returns the same."""
    arm(number)
    first = last = Command(node, *command)
    failed = arm(0)
    wrong = []
    if first.failed:
        if not failed or not first.explains() or first.result.stdout:
            wrong.append(f"no reason is given: {first.why}")
        last = Command(node, *command)
    if last.result.stdout != usual:
        wrong.append(f"something else is shown: {last.result.stdout} {last.why}")
    return failed, first.failed, wrong


class Keys:
    """Two files of keys, one of which takes the place of the other."""

    def __init__(self, node, hoa):
        self.node, self.paths, self.shown = node, [], []
        for count in 1, 3:
            file, path = tempfile.mkstemp()
            with open(file, "w", encoding="ascii") as keys:
                for spi in range(300, 300 + count):
                    print(hoa, spi, "hmac-sha256", "5a" * 32, f"nai=mn{spi}@example.net", file=keys)
            self.paths.append(path)
            self.shown.append(self.load(path) or self.listed())

    def load(self, path):
        return Command(self.node, "mipdiag", "--keys", path).why

    def listed(self):
        return Command(self.node, "mipdiag", "--keys").result.stdout

    def replace(self, arm, number):
        """Has them replaced; returns the same as show()."""
        self.load(self.paths[0])
        arm(number)
        first = Command(self.node, "mipdiag", "--keys", self.paths[1])
        failed, wrong = arm(0), []
        if first.failed and (not failed or not first.explains()):
            wrong.append(f"no reason is given: {first.why}")
        if self.listed() != self.shown[not first.failed]:
            wrong.append(f"there are others: {self.listed()}")
        if self.load(self.paths[1]) or self.listed() != self.shown[1]:
            wrong.append("they cannot be replaced any more")
        return failed, first.failed, wrong


def main():
    spare_us()
    hoa, agent = sys.argv[1:]
    packed = socket.inet_pton(socket.AF_INET6, hoa)
    # The group of the home-agents anycast addresses; the home address is permanent, home and nodad.
    ha = Role("ha", ("device ip6tnl1", "group eth0 ff0200000000000000000001fffffffe"))
    mn = Role("mn", ("device ip6tnl1", f"address {packed.hex()} 02 40 40 92"),
              HOME.pack(packed, socket.inet_pton(socket.AF_INET6, agent), 64, b"eth0"))
    for role in ha, mn:
        every(f"start of {role.name}", 1, KINDS, role.start, "calls")
        every(f"mobile-ip6 start on {role.name}", SCRIPT_STEP if STRESS == 1 else 1, ["failslab"], role.start,
              "script")
        role.ways["script"][0]()
    for role, option in (mn, "-l"), (mn, "-m"), (mn, "-I"), (mn, "-H"), (ha, "-c"), (ha, "-s"), (ha, "--acl"):
        command = "mipdiag", option
        usual = Command(role.node, *command).result.stdout
        every(f"mipdiag {option} on {role.name}", 1, KINDS, show, role.node, command, usual)
    every("mipdiag --keys FILE on ha", 1, KINDS, Keys(ha.node, hoa).replace)


main()
