# SPDX-License-Identifier: GPL-2.0
"""Home agents, played for a real mobile node: see correspondents.py, whose World has one.

    agent = world.agents[HA]
    agent.on["BU"] = lambda seen: agent.ba(seen, status=128)
    agent.refresh()
    world.wait(lambda: agent.saw("BU", 2), 10)
"""

import struct

from packets import ICMP6, MH, ROUTING, carry, checksum, error, icmp6, ipv6, packed, tunnelled

HOA, HA = "2001:db8:1::4", "2001:db8:1::2"
NO_OPTION = b"\x01\x02\0\0"


def routed(mh, src, coa, first=ROUTING, front=b"", hoa=HOA):
    """A packet with a message behind a type 2 routing header, whose checksum is filled in. first,
    front: type and octets of headers before that."""
    mh = mh[:4] + b"\0\0" + mh[6:]
    mh = mh[:4] + struct.pack("!H", checksum(src, hoa, MH, mh)) + mh[6:]
    return ipv6(src, coa, first, front + bytes([MH, 2, 2, 1]) + bytes(4) + packed(hoa) + mh)


def bare_ack(status, seq, units, option=NO_OPTION):
    """A binding acknowledgement without authenticator."""
    return bytes([59, 1, 6, 0, 0, 0, status, 0]) + struct.pack("!HH", seq, units) + option


def number(update):
    """The sequence number of a binding update."""
    return struct.unpack("!H", update.payload[6:8])[0]


class Played:
    """Somebody who keeps what came. on: what is done instead of what is honest, by kind."""

    def __init__(self, world, addr):
        self.world, self.addr = world, addr
        self.log = []       # (time, kind, packet, by the tunnel), oldest first
        self.on = {}
        self.honest = {}

    def came(self, kind, since=0.0):
        return [entry for entry in self.log if entry[1] == kind and entry[0] >= since]

    def saw(self, kind, count=1, since=0.0):
        return len(self.came(kind, since)) >= count

    def take(self, seen, by_tunnel=False):
        self.log.append((seen.when, seen.kind, seen, by_tunnel))
        self.on.get(seen.kind, self.honest.get(seen.kind, lambda seen: None))(seen)


class HomeAgent(Played):
    """One that accepts what it is asked for, and forwards what comes by the tunnel."""

    def __init__(self, world, addr):
        super().__init__(world, addr)
        self.honest = {"BU": self.ba, "TUNNEL": self.forward}

    def forward(self, seen):
        """To whom it is for."""
        seen.inner.when = seen.when
        self.world.take(seen.inner, True)

    def ba(self, seen, status=0, seq=None, units=None, advice=0, src=None):
        """advice: when it shall be refreshed, in units of 4 s."""
        asked, = struct.unpack("!H", seen.payload[10:12])
        if status < 128:
            self.world.coa = seen.src
        option = struct.pack("!BBH", 2, 2, advice) if advice else NO_OPTION
        mh = bare_ack(status, number(seen) if seq is None else seq,
                      asked if units is None else units, option)
        self.world.send(routed(mh, src or self.addr, seen.src, hoa=seen.hao or HOA))

    def refresh(self, src=None, send=None):
        """A refresh request, by the tunnel if nothing else is said."""
        mh = bytes([59, 0, 0, 0, 0, 0, 0, 0])
        (send or self.world.tunnel)(carry(mh, src or self.addr, HOA))

    def icmp(self, kind, code, value, quoted, src=None):
        """An error to where the mobile node is."""
        self.world.send(error(src or self.addr, self.world.coa, kind, code, value, quoted))

    def tell(self, request, *agents, ident=None, reserved=0, cut=None):
        """Answers a discovery request with these addresses."""
        body = struct.pack("!HH", request.value >> 16 if ident is None else ident, reserved) + \
            b"".join(packed(addr) for addr in agents)
        self.world.send(ipv6(self.addr, request.src, ICMP6,
                             icmp6(self.addr, request.src, 145, 0, body[:cut])))

    def tunnel(self, packet):
        """What came for the mobile node, to where it is."""
        self.world.send(tunnelled(self.addr, self.world.coa, packet))
