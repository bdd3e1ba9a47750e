# SPDX-License-Identifier: GPL-2.0
"""The least of TCP that can fetch what a server sends: for a peer that is played.

    client = Client(src, dst, port)
    for octets in client.open(): send them      # segments, whose checksum is over src and dst
    for octets in client.heard(segment): ...    # answers to one that came
    client.received, client.done
"""

import struct

from packets import checksum

TCP = 6
FIN, SYN, RST, ACK = 1, 2, 4, 16
WINDOW = 65535


class Client:
    """One connection; what comes out of order is asked for again."""

    def __init__(self, src, dst, port, mss=1440):
        self.src, self.dst, self.ports, self.mss = src, dst, (40000 + port % 1000, port), mss
        self.seq, self.next, self.received, self.done = 1000, None, b"", False

    def _segment(self, flags, options=b""):
        head = struct.pack("!HHIIBBHHH", *self.ports, self.seq, self.next or 0,
                           (20 + len(options)) // 4 << 4, flags, WINDOW, 0, 0) + options
        value = checksum(self.src, self.dst, TCP, head)
        return head[:16] + struct.pack("!H", value) + head[18:]

    def open(self):
        """The segments that begin it, again if need be."""
        return [self._segment(SYN, struct.pack("!BBH", 2, 4, self.mss))]

    def heard(self, segment):
        """What to answer to a segment that came, a list. Raises ValueError if it is not right."""
        if checksum(self.dst, self.src, TCP, segment):
            raise ValueError("wrong TCP checksum")
        _, _, seq, _, offset, flags = struct.unpack("!HHIIBB", segment[:14])
        data = segment[offset >> 4 << 2:]
        if flags & RST:
            raise ValueError("the connection was reset")
        if flags & SYN:
            if self.next is None:
                self.seq, self.next = self.seq + 1, seq + 1 & 0xffffffff
            return [self._segment(ACK)]
        if seq == self.next and not self.done:
            self.received += data
            self.done = bool(flags & FIN)
            self.next = seq + len(data) + self.done & 0xffffffff
        return [self._segment(ACK)] if data or flags & FIN else []
