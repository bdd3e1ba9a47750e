#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""bindfile.py FILE [AGE [VERSION]] <LINES

Writes a file of saved bindings, as Documentation/uapi.md has it: a binding for each line
"HOME-ADDRESS CARE-OF-ADDRESS LOCAL-ADDRESS LIFETIME GRANTED SEQUENCE FLAGS", saved AGE seconds ago.
"""

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


def main(path, age="0", version="1"):
    """Writes the file."""
    records = [record(line.split()) for line in sys.stdin]
    data = b"mip6bind" + struct.pack("!IIQQ", int(version), 64,
                                     int((time.time() - float(age)) * 1000), len(records))
    data += b"".join(records)
    data += struct.pack("!I", zlib.crc32(data))
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)


main(*sys.argv[1:])
