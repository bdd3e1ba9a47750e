# SPDX-License-Identifier: GPL-2.0
"""Home agents and correspondents, played for a mobile node of roaming.py.

They do what RFC 6275 says, but for what a case's "on" says otherwise, and complain of what they
get that the RFC does not allow.
"""

import contextlib
import os
import struct
import threading

import correspondents
import home_agents
import rr
from home_agents import HOA, NO_OPTION, routed
from packets import ICMP6, ROUTING, carry, icmp6, ipv6, packed, text, tunnelled

ACK, LIFETIME_MAX = 0x8000, 105
MISSED_MAX = 16         # updates that were sent while a cable was out
ALT_COA, INDICES, AUTH = 3, 4, 5
# Between packets of what is to be optimized: some at first, then no more than it takes.
INTERVAL_S, BEGIN, LATER_S = 0.4, 8, 0.9


class Counting:
    """Whoever is told sequence numbers: each must be the next one."""

    seq = None          # the last one
    missed = False      # some may have been lost since

    def _miscounted(self, seen):
        ahead = 1 if self.seq is None else (seen.seq - self.seq) & 0xffff
        reasons = [] if ahead == 1 or self.missed and 1 < ahead <= MISSED_MAX else [
            f"its number does not follow {self.seq}"]
        self.seq, self.missed = seen.seq, False
        return reasons


class Agent(Counting, home_agents.HomeAgent):
    """A home agent. hoa: the home address that it serves."""

    def __init__(self, world, addr, hoa=HOA):
        super().__init__(world, addr)
        self.hoa = hoa

    def take(self, seen, by_tunnel=False):
        judge = {"BU": self._wrong, "MPS": self._wrong_solicitation}
        for reason in judge.get(seen.kind, lambda seen: [])(seen):
            self.world.complain(f"{reason}: {seen} {seen.octets.hex()}")
        super().take(seen, by_tunnel)

    def _wrong_solicitation(self, seen):
        """What is wrong with a mobile prefix solicitation, a list (RFC 6275 6.7)."""
        reasons = []
        if seen.outer or seen.hao != self.hoa or seen.src != self.world.coa:
            reasons.append("from where, or by which way")
        if seen.code or len(seen.payload) != 8 or seen.payload[6:] != b"\0\0":
            reasons.append("its form")
        return reasons

    def _wrong(self, seen):
        """What is wrong with a home registration, a list."""
        reasons = []
        home = seen.src == self.hoa
        if not home:
            self.world.announced = seen.src
        if (seen.hao != self.hoa) if not home else seen.hao not in (None, self.hoa):
            reasons.append("its home address option")
        careof = [(ALT_COA, packed(seen.src))]
        if self.world.leaving:
            self.seq = seen.seq
            return []
        if seen.options != careof and (not home or seen.options):
            reasons.append("its options")
        if seen.flags != self.world.flags:
            reasons.append(f"its flags are {seen.flags:#x}, not {self.world.flags:#x}")
        if home != (seen.lifetime == 0):
            reasons.append("its lifetime")
        return reasons + self._miscounted(seen)

    def ba(self, seen, status=0, seq=None, units=None, advice=0, src=None, flags=0, edit=None):
        # pylint: disable=too-many-arguments
        """edit: called with the octets of the message."""
        option = struct.pack("!BBH", 2, 2, advice) if advice else NO_OPTION
        mh = bytes([59, 1, 6, 0, 0, 0, status, flags]) + struct.pack(
            "!HH", seen.seq if seq is None else seq,
            seen.lifetime if units is None else units) + option
        if status < 128 and (seq is None or seq == seen.seq) and self.hoa == HOA:
            self.world.coa = None if seen.src == self.hoa else seen.src
            self.world.returning = False
        if status == 135:
            self.seq = seq
        mh = edit(mh) if edit else mh
        src = src or self.addr
        self.world.send(carry(mh, src, self.hoa) if seen.src == self.hoa else
                        routed(mh, src, seen.src, hoa=self.hoa))

    def forward(self, seen):
        seen.inner.when, seen.inner.outer = seen.when, seen
        self.world.take(seen.inner)

    def tunnel(self, packet):
        """What is for the mobile node, to where it is."""
        self.world.send(tunnelled(self.addr, self.world.coa, packet) if self.world.coa else packet)


class Correspondent(Counting, correspondents.Correspondent):
    """A correspondent node."""

    def __init__(self, world, addr):
        super().__init__(world, addr)
        self.indices, self.cookies, self.case = {}, set(), None

    # --- what comes

    def take(self, seen, by_tunnel=False):
        judge = {"HOTI": self._wrong_test, "COTI": self._wrong_test, "BU": self._wrong_update,
                 "ECHO": self._wrong_echo}.get(seen.kind, lambda seen, by_tunnel: [])
        for reason in judge(seen, by_tunnel):
            self.world.complain(f"{reason}: {seen} {seen.octets.hex()}")
        super().take(seen, by_tunnel)

    def _wrong_test(self, seen, by_tunnel):
        reasons = []
        if seen.kind == "HOTI" and (seen.src != HOA or by_tunnel != bool(self.world.coa)):
            reasons.append("from where, or by which way")
        if seen.kind == "COTI" and (by_tunnel or
                                    seen.src not in (self.world.coa, self.world.announced)):
            reasons.append("not from the care-of address that the home agent was told, itself")
        if seen.cookie in self.cookies:
            reasons.append("its cookie came before")
        if seen.options:
            reasons.append("its options")
        self.cookies.add(seen.cookie)
        return reasons

    def _wrong_update(self, seen, by_tunnel):
        reasons = []
        ends = seen.lifetime == 0
        if seen.hao != (None if seen.src == HOA else HOA):
            reasons.append("its home address option")
        if seen.src != HOA and by_tunnel or seen.src == HOA and \
                (not ends or by_tunnel != bool(self.world.coa)):
            reasons.append("from where, by which way, for how long")
        if seen.flags != ACK or seen.lifetime > LIFETIME_MAX:
            reasons.append("its flags, or its lifetime")
        reasons += self._miscounted(seen)
        kinds = [kind for kind, _ in seen.options]
        if kinds != [INDICES, AUTH]:
            return reasons + [f"its options are {kinds}"]
        home, careof = struct.unpack("!HH", seen.options[0][1])
        if home != self.indices.get("HOT") or not ends and careof != self.indices.get("COT"):
            reasons.append(f"its nonces are not {self.indices}")
        if not rr.signed(seen.payload, self.key(seen.lifetime), seen.src, self.addr):
            reasons.append("its authenticator")
        return reasons

    def _wrong_echo(self, seen, by_tunnel):
        direct = self.bound and seen.hao == HOA and seen.src == self.bound and not by_tunnel
        by_home = by_tunnel if self.world.coa else seen.src == HOA
        return [] if direct or by_home and not seen.hao else ["neither bound nor by the tunnel"]

    # --- what it answers

    def hot(self, seen, cookie=None, token=None, send=None, index=None, edit=lambda mh: mh):
        # pylint: disable=too-many-arguments
        """A home test; what it gives is what an update must be made of. edit: called with the
        octets of the message."""
        self.home = token or os.urandom(8)
        self.indices["HOT"] = self._index() if index is None else index
        mh = self.test(3, self.indices["HOT"], cookie or seen.cookie, self.home)
        (send or self.world.tunnel)(carry(edit(mh), self.addr, HOA))

    def cot(self, seen, cookie=None, dst=None, send=None, index=None, edit=lambda mh: mh):
        # pylint: disable=too-many-arguments
        """A care-of test likewise."""
        self.careof = os.urandom(8)
        self.indices["COT"] = self._index() if index is None else index
        mh = self.test(4, self.indices["COT"], cookie or seen.cookie, self.careof)
        (send or self.world.send)(carry(edit(mh), self.addr, dst or seen.src))

    @staticmethod
    def _index():
        return int.from_bytes(os.urandom(2), "big")

    @staticmethod
    def test(kind, index, cookie, token):
        """The octets of a home or care-of test."""
        return bytes([59, 2, kind, 0, 0, 0]) + struct.pack("!H", index) + cookie + token

    def ba(self, seen, status=0, seq=None, key=None, units=None, spoil=lambda mh: mh,
           edit=lambda mh: mh):
        # pylint: disable=too-many-arguments
        """edit, spoil: called with the octets before and after they are signed."""
        mh = correspondents.ack(status, seen.seq if seq is None else seq,
                                seen.lifetime if units is None else units)
        mh = spoil(rr.sign(edit(mh), key or self.key(seen.lifetime), seen.src, self.addr))
        if status == 0 and not key:
            self.bound = seen.src if seen.lifetime else None
        if status == 135:
            self.seq = seq
        if seen.src == HOA:
            self.world.tunnel(carry(mh, self.addr, HOA))
        else:
            self.world.send(routed(mh, self.addr, seen.src))

    def refuse(self, seen, status):
        mh = home_agents.bare_ack(status, seen.seq, 0)
        self.world.send(routed(mh, self.addr, seen.src))

    def routed_echo(self, ident, head=b"\2\2\1", hoa=HOA, coa=None):
        """An echo request with routing header. head: the header's length, type, and how many
        segments are left."""
        message = icmp6(self.addr, hoa, 128, 0, struct.pack("!HH", ident, 1) + b"abcd")
        rest = bytes((head[0] - 2) * 8)
        return ipv6(self.addr, coa or self.world.coa, ROUTING,
                    bytes([ICMP6]) + head + bytes(4) + packed(hoa) + rest + message)

    def icmp(self, kind, code, value, quoted, dst=None, src=None):
        # pylint: disable=too-many-arguments,arguments-differ
        """An error about a packet, to who sent it."""
        dst = dst or text(quoted[8:24])
        src = src or self.addr
        packet = ipv6(src, dst, ICMP6, icmp6(src, dst, kind, code,
                                             struct.pack("!I", value) + quoted[:1200]))
        (self.world.tunnel if dst == HOA else self.world.send)(packet)

    # --- what happens

    def seen(self, kind):
        """Packets of a kind that came."""
        return [entry[2] for entry in self.came(kind)]

    def messages(self):
        """All that came but payload."""
        return [entry[2] for entry in self.log if entry[1] in ("HOTI", "COTI", "BU")]

    @contextlib.contextmanager
    def traffic(self):
        """The mobile node pings it meanwhile."""
        over = threading.Event()

        def ping():
            count = 0
            while not over.wait(INTERVAL_S if count < BEGIN else LATER_S):
                self.world.pings(self.addr)
                count += 1

        thread = threading.Thread(target=ping, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            over.set()
            thread.join()
