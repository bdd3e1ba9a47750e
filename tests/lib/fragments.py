# SPDX-License-Identifier: GPL-2.0
"""Fragments of packets, made and put together (RFC 8200 4.5)."""

import struct

MORE, OFFSET = 1, 0xfff8


def cut(proto, octets, size, ident):
    """Fragment headers, each with its piece of what is behind it."""
    for at in range(0, len(octets), size):
        more = MORE if at + size < len(octets) else 0
        yield struct.pack("!BBHI", proto, 0, at | more, ident) + octets[at:at + size]


class Together:
    """Puts together what came between two addresses."""

    def __init__(self):
        self.pieces, self.sizes = {}, {}

    def add(self, payload):
        """A fragment header and its piece. Returns the octets of a packet that is whole now."""
        _, _, place, ident = struct.unpack("!BBHI", payload[:8])
        pieces = self.pieces.setdefault(ident, {})
        pieces[place & OFFSET] = payload[8:]
        if not place & MORE:
            self.sizes[ident] = (place & OFFSET) + len(payload) - 8
        if sum(map(len, pieces.values())) != self.sizes.get(ident):
            return None
        return b"".join(octets for _, octets in sorted(self.pieces.pop(ident).items()))
