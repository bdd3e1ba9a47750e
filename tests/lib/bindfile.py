#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""bindfile.py [OPTION]... FILE [AGE] <LINES

Writes a file of saved bindings, as Documentation/uapi.md has it: a binding for each line
"HOME-ADDRESS CARE-OF-ADDRESS LOCAL-ADDRESS LIFETIME GRANTED SEQUENCE FLAGS", saved AGE seconds ago:
since this boot, if that is longer ago.
"""

import argparse
import os
import socket
import struct
import sys
import time
import zlib


def record(words):
    """A binding as it stands in the file."""
    addresses = b"".join(socket.inet_pton(socket.AF_INET6, word) for word in words[:3])
    lifetime, granted, sequence, flags = (int(word, 0) for word in words[3:7])
    return addresses + struct.pack("!IIHHI", lifetime, granted, sequence, flags, 0)


def boot():
    """Which boot this is, as it stands in the file."""
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        return bytes.fromhex(file.read().strip().replace("-", ""))


def main():
    """Writes the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", type=int, default=2)
    parser.add_argument("--clock", type=float, default=0, help="how far the clock was ahead")
    parser.add_argument("--reboot", action="store_true", help="the machine was booted since")
    parser.add_argument("path")
    parser.add_argument("age", type=float, nargs="?", default=0)
    args = parser.parse_args()
    records = [record(line.split()) for line in sys.stdin]
    up = time.clock_gettime(time.CLOCK_BOOTTIME) - args.age
    here = not args.reboot and 0 <= args.age < up + args.age
    data = b"mip6bind" + struct.pack("!IIQQQ", args.version, 64,
                                     int((time.time() + args.clock - args.age) * 1000),
                                     len(records), int(max(up, 0) * 1000))
    data += boot() if here else b"another boot...."
    data += b"".join(records)
    data += struct.pack("!I", zlib.crc32(data))
    with open(os.open(args.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)


main()
