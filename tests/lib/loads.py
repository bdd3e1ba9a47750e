#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""loads.py MODULE...: for tests/stress/failslab. Loads each module while the Nth allocation of its start
fails, N = 1, 2, ..., until there is no Nth one; leaves it loaded. What is printed is said in failslab.py.
"""

import ctypes
import errno
import os
import re
import subprocess
import sys
import time

from failslab import KINDS, every, libc, spare_us

SYS_FINIT_MODULE, SYS_DELETE_MODULE = 313, 176	# x86_64
STRESS = int(os.environ.get("MIP6_STRESS", "1"))
KMEMLEAK = "/sys/kernel/debug/kmemleak"
MIN_AGE_S = 5.5		# kmemleak's: nothing younger is told
KERNELS_OWN = re.compile(r"kobject_set_name_vargs\S*\s.*?\s(sysfs_slab_add|__class_register)\+", re.DOTALL)
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


def leaks():
    """What nobody refers to any more, as kmemleak tells it; but for names that this kernel itself loses when
    it cannot make a cache or a class of devices.
    """
    time.sleep(MIN_AGE_S)
    for word in "scan", "scan":
        with open(KMEMLEAK, "w", encoding="ascii") as file:
            file.write(word)
    with open(KMEMLEAK, encoding="ascii", errors="replace") as file:
        found = re.split(r"^(?=unreferenced object)", file.read(), flags=re.MULTILINE)
    with open(KMEMLEAK, "w", encoding="ascii") as file:
        file.write("clear")
    left = [text for text in found if text and not KERNELS_OWN.search(text)]
    if not left:
        # For scripts/vm.d/splats.
        with open("/dev/kmsg", "w", encoding="ascii") as file:
            file.write("mip6-test: the leaks so far are known\n")
    return left


def main():
    spare_us()
    for name in sys.argv[1:]:
        module = Module(name)
        every(f"loading of {name}", 1, KINDS, module.attempt)
        module.load()
    lost = leaks()
    for text in lost:
        print("# " + text.rstrip().replace("\n", "\n# "), flush=True)
    sys.exit(1 if lost else 0)


main()
