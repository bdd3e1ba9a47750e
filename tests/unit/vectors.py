#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Makes a C header of the packets in a text file: vectors.py TEXT >HEADER."""

import re
import sys

TITLE = re.compile(r"^(P\d+) (.*?)\s+\[(\d+)\]$")
OCTETS = re.compile(r"^ ([0-9a-f]{4})((?: [0-9a-f]+)+)$")


def read(path):
    """The packets of a file: [identifier, title, announced length, octets]."""
    vectors = []
    with open(path, encoding="ascii") as text:
        for number, line in enumerate(text, 1):
            line = line.rstrip("\n")
            title, octets = TITLE.match(line), OCTETS.match(line)
            if title:
                vectors.append([title[1], title[2], int(title[3]), b""])
            elif octets and vectors and int(octets[1], 16) == len(vectors[-1][3]):
                vectors[-1][3] += bytes.fromhex(octets[2])
            elif line and not line.startswith("#"):
                sys.exit(f"{path}:{number}: not understood: {line}")
    for name, _, length, octets in vectors:
        if len(octets) != length:
            sys.exit(f"{path}: {name} has {len(octets)} octets, announces {length}")
    return vectors


def main():
    vectors = read(sys.argv[1])
    print("/* SPDX-License-Identifier: GPL-2.0 */")
    print("/* Made by tests/unit/vectors.py. */")
    print("static const struct vector vectors[] = {")
    for name, title, length, octets in vectors:
        print(f'\t{{ "{name}", "{title}", {length}, (const u8[]){{')
        for at in range(0, length, 12):
            print("\t\t" + " ".join(f"0x{octet:02x}," for octet in octets[at : at + 12]))
        print("\t} },")
    print("};")


if __name__ == "__main__":
    main()
