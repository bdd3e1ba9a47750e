# SPDX-License-Identifier: GPL-2.0
"""/dev/mipv6_dev of a node under test, for calls that mipdiag would not make."""

import fcntl
import os
import re

from bench import inside

READ, WRITE = 2, 1
HEADER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "mip6_base", "uapi",
                      "mipv6_dev.h")


def code(name):
    """The number that the interface has for an ioctl or a table."""
    with open(HEADER, encoding="ascii") as file:
        return int(re.search(rf"\b{name}\s+(?:=|_IO\w*\(\w+,)\s*(\d+)", file.read()).group(1))


def number(which, size, direction=WRITE):
    """Of an ioctl whose argument has that size."""
    return direction << 30 | size << 16 | 0xF9 << 8 | which


class Device:
    """It acts on the namespace that it is opened in."""

    def __init__(self, node="ha"):
        self.node, self.fd = node, None

    def __enter__(self):
        with inside(self.node):
            self.fd = os.open("/dev/mipv6_dev", os.O_RDONLY)
        return self

    def __exit__(self, *why):
        self.close()

    def close(self):
        if self.fd is not None:
            os.close(self.fd)
        self.fd = None

    def call(self, request, argument):
        """An ioctl; returns its errno."""
        try:
            fcntl.ioctl(self.fd, request, argument)
            return 0
        except OSError as error:
            return error.errno
