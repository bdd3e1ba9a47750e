# SPDX-License-Identifier: GPL-2.0
"""A mobile node that binds at a correspondent node of a Bench, whose key is known."""

import struct

import rr
from bench import HA, Broken, MobileNode, run
from packets import auth_data, carry, coti, hoti, mh_bytes, nonce_indices

KCN = bytes(range(1, 21))
OK = {"NBindUpdatesRcvd": 1, "NBindAcksSent": 1}


def load():
    """Has the module loaded with that key."""
    run("sh", "-c", "modprobe -r mip6_mn mip6_ha; modprobe -r ipv6_tunnel; modprobe -r mip6_base; "
        f"modprobe mip6_base test_kcn={KCN.hex()}")


class Peer(MobileNode):
    """A mobile node that does return routability, at a host of its own addresses."""

    def __init__(self, bench, number):
        super().__init__(f"2001:db8:1::a{number}", f"2001:db8:2::a{number}", bench.visitor,
                         bench.returned)
        self.bench, self.tests, self.key = bench, {}, b""

    def init(self, kind, src, local=HA):
        """A step that asks for a test."""
        host = self.home if kind == "HOT" else self.away
        host.addresses.add(src)
        init = hoti if kind == "HOT" else coti
        return host, carry(mh_bytes(init(b"cookie  ")), src, local)

    def asks(self, kind, src, local, tries):
        """Sends a test init, again if no test comes of it; returns the test."""
        mark = self.bench.wire.mark()
        for _ in range(tries):
            self.bench.send(self.init(kind, src, local))
            seen = self.bench.wait_for(kind, 5 / tries, mark, dst=src, src=local,
                                       cookie=b"cookie  ")
            if seen:
                return seen
        raise Broken(f"no {kind} for {src}")

    def tested(self, local=HA, tries=1):
        """Gets both tokens; they must be those that the key makes. Returns reasons why not.
        Where others send as much as they can, one try in five seconds may not be enough."""
        reasons = []
        for kind, src in (("HOT", self.hoa), ("COT", self.coa)):
            seen = self.asks(kind, src, local, tries)
            right = rr.token(KCN, src, struct.pack("!Q", seen.index), kind == "COT")
            if seen.token != right:
                reasons.append(f"the token is not {right.hex()}: {seen}")
            self.tests[kind] = seen
        self.bench.settle()
        return reasons

    def update(self, lifetime, local=HA, flags="A", **message):
        """A step: a binding update from away."""
        home, careof = self.tests["HOT"], self.tests["COT"]
        self.key = rr.kbm(home.token, careof.token if lifetime else b"")
        mh = self.mh(lifetime, flags=flags, options=[
            nonce_indices(home.index, careof.index), auth_data()], **message)
        return self.sends(rr.sign(mh, self.key, self.coa, local), local)

    def ack(self, status=0, local=HA, **facts):
        return self.ba(status, src=local, payload=lambda mh: rr.signed(
            mh, self.key, self.coa, local), **facts)

    def binds(self, name, lifetime=105, local=HA, tries=1, **case):
        """A case: it has a binding from here on."""
        self.tested(local, tries)
        self.bench.case(name, self.update(lifetime, local), want=[self.ack(local=local)],
                        count=OK, bound={self.hoa: (self.coa, self.seq)}, **case)
