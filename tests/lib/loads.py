#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""loads.py MODULE...: for tests/stress/failslab. Loads each module while the Nth allocation of its start
fails, N = 1, 2, ..., until there is no Nth one; leaves it loaded. What is printed is said in failslab.py.
"""

import ctypes
import errno
import os
import subprocess
import sys

from failslab import KINDS, every, libc, spare_us

SYS_FINIT_MODULE, SYS_DELETE_MODULE = 313, 176	# x86_64
STRESS = int(os.environ.get("MIP6_STRESS", "1"))
# What mip6_base makes.
MADE = "/dev/mipv6_dev", "/sys/class/mipv6_dev", "/proc/sys/net/ipv6/mobility"


class Module:
    """A module, its file open."""

    def __init__(self, name):
        self.name = name
        path = subprocess.run(["modinfo", "-n", name], capture_output=True, text=True, check=True)
        self.file = os.open(path.stdout.strip(), os.O_RDONLY)
        # With what it needs, which stays.
        subprocess.run(["modprobe", name], check=True)
        self.unload()

    def load(self):
        """Returns an errno, or 0."""
        return ctypes.get_errno() if libc.syscall(SYS_FINIT_MODULE, self.file, b"", 0) else 0

    def unload(self):
        """Likewise."""
        return ctypes.get_errno() if libc.syscall(SYS_DELETE_MODULE, self.name.encode(), os.O_NONBLOCK) else 0

    def left(self):
        """What is left of it when it is not loaded."""
        with open("/proc/modules", encoding="ascii") as file:
            left = [line.split()[0] for line in file if line.startswith(self.name + " ")]
        with open("/proc/devices", encoding="ascii") as file:
            left += [line.strip() for line in file if self.name == "mip6_base" and "mipv6" in line]
        return left + [path for path in MADE if self.name == "mip6_base" and os.path.exists(path)]

    def attempt(self, arm, number):
        """Returns whether the allocation failed, whether it was refused, what is wrong."""
        arm(number)
        spare_us(False)
        err = self.load()
        spare_us()
        failed = arm(0)
        if err:
            if not failed or err != errno.ENOMEM:
                return failed, True, [f"no reason is given: {os.strerror(err)}"]
            # The attempt with the next number gets past this allocation; but now and then:
            if self.left() or (number % 8 != 1 and STRESS == 1):
                return True, True, [f"{what} is left" for what in self.left()]
            again = self.load()
            if again:
                return True, True, [f"it cannot be loaded any more: {os.strerror(again)}"]
        gone = self.unload()
        if gone:
            return failed, bool(err), [f"it cannot be removed: {os.strerror(gone)}"]
        return failed, bool(err), [f"{what} is left" for what in self.left()]


def main():
    spare_us()
    for name in sys.argv[1:]:
        module = Module(name)
        every(f"loading of {name}", 1, KINDS, module.attempt)
        module.load()


main()
