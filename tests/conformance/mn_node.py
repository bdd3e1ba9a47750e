# SPDX-License-Identifier: GPL-2.0
"""A mobile node as a whole: switched off, another mobile node, TCP, started anew."""

import os
import socket
import threading
import time

import rr
from bench import inside, run as command
from cases import case
from home_agents import HA, HOA
from mn_tests import is_bound, stays_tunnelled
from networks import elsewhere, visit
from packets import DSTOPTS, ICMP6, ROUTING, auth_data, bu, carry, coti, hoti, icmp6, \
    ipv6, mh_bytes, nonce_indices, packed
from roaming import Roamer
from tcp import Client

PORT, BLOCK, BLOCKS, PAUSE_S = 5001, 800, 400, 0.05
BOTH_BEGIN = b"\x02\x02\x01\0\0\0\0", b"\x02\x01\x02\0\0\xc9\x10"

Roamer.KINDS.update({"M62": {"accept_return_routability": 0}, "M63": {}, "M85": {}, "M88": {}})


@case("M62", "MN-25 CV-03",
      "route optimization switched off: packets go by the tunnel, no tests; switched on: BU",
      node="M62")
def switched_off(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        t.waits("echo requests", lambda: len(peer.seen("ECHO")) > 12)
        stays_tunnelled(t, peer, 4)
        t.require(not peer.messages(), "a test")
        t.node.set("accept_return_routability", 1)
        is_bound(t, peer)
        t.node.set("accept_return_routability", 0)
        t.waits("a de-registration", lambda: [
            seen for seen in peer.seen("BU") if not seen.lifetime])
        stays_tunnelled(t, peer, 4)


def binds(t, peer, coa):
    """A mobile correspondent binds at the mobile node, by that one's home agent; returns the
    acknowledgement."""
    tests = {}
    for message, kind, src in ((hoti, "HOT", peer), (coti, "COT", coa)):
        cookie = os.urandom(8)
        seen = t.told(carry(mh_bytes(message(cookie)), src.addr, HOA),
                      lambda kind=kind, src=src: src.seen(kind), t.node.tunnel)
        t.must_be(seen, src=HOA, dst=src.addr, cookie=cookie, rh2=None, hao=None)
        t.must_be(seen.outer, src=t.node.coa, dst=HA)
        tests[kind] = seen
    key = rr.kbm(tests["HOT"].token, tests["COT"].token)
    mh = rr.sign(mh_bytes(bu(100, 105, "A", [nonce_indices(
        tests["HOT"].index, tests["COT"].index), auth_data()])), key, coa.addr, HOA)
    seen = t.told(carry(mh, coa.addr, HOA, peer.addr),
                  lambda: peer.seen("BA") + coa.seen("BA"), t.node.tunnel)
    t.require(rr.signed(seen.payload, key, coa.addr, HOA), "its authenticator")
    return seen


@case("M63", "CN-12 MH-10 MN-39 BA-04 RT-05",
      "a correspondent that is mobile itself: its HoT, CoT and BA go through the tunnel, BA "
      "with RH2; then packets between the care-of addresses have RH2 and home address option",
      node="M63")
def both_mobile(t):
    t.goes_abroad()
    peer, coa = t.correspondent(), t.correspondent(2)
    with peer.traffic():
        is_bound(t, peer)
        seen = binds(t, peer, coa)
        t.must_be(seen, src=HOA, dst=coa.addr, rh2=peer.addr, hao=None, status=0, seq=100)
        t.must_be(seen.outer, src=t.node.coa, dst=HA)
        began = time.monotonic()
        # It is routed to the care-of address, and says by its routing header whose it is.
        seen = t.waits("a packet between both care-of addresses", lambda: [
            seen for seen in peer.seen("ECHO") if seen.when > began and seen.dst == coa.addr])[0]
    t.must_be(seen, src=t.node.coa, rh2=peer.addr, hao=HOA, outer=None, sound=None)
    octets = seen.octets
    t.require(octets[6] == ROUTING and octets[40] == DSTOPTS and octets[64] == ICMP6 and
              (octets[41:48], octets[65:72]) == BOTH_BEGIN, f"its headers are {octets[:88].hex()}")
    message = icmp6(peer.addr, HOA, 128, 0, b"\0\x63\0\1abcd")
    packet = ipv6(coa.addr, t.node.coa, ROUTING,
                  bytes([DSTOPTS]) + BOTH_BEGIN[0] + packed(HOA) +
                  bytes([ICMP6]) + BOTH_BEGIN[1] + packed(peer.addr) + message)
    reply = t.told(packet, lambda: peer.seen("REPLY"))
    t.must_be(reply, src=t.node.coa, dst=coa.addr, rh2=peer.addr, hao=HOA, ident=0x63)


class Download:
    """What a program on the mobile node sends over TCP is fetched by a correspondent."""

    def __init__(self, t, peer):
        self.t, self.peer, self.wrong = t, peer, []
        self.client = Client(peer.addr, HOA, PORT)
        with inside(t.node.name):
            self.server = socket.create_server((HOA, PORT), family=socket.AF_INET6)
        threading.Thread(target=self._serve, daemon=True).start()
        peer.on["OTHER"] = self._heard

    def _serve(self):
        with self.server, self.server.accept()[0] as connection:
            for count in range(BLOCKS):
                connection.sendall(bytes([count & 0xff]) * BLOCK)
                time.sleep(PAUSE_S)

    def sends(self, segment):
        """By the way that the correspondent knows."""
        if self.peer.bound:
            self.t.node.send(ipv6(self.peer.addr, self.peer.bound, ROUTING,
                                  bytes([6]) + BOTH_BEGIN[0] + packed(HOA) + segment))
        else:
            self.t.node.tunnel(ipv6(self.peer.addr, HOA, 6, segment))

    def _heard(self, seen):
        try:
            for segment in self.client.heard(seen.payload):
                self.sends(segment)
        except ValueError as why:
            self.wrong.append(str(why))

    def opens(self):
        """Until it is answered."""
        for _ in range(10):
            for segment in self.client.open():
                self.sends(segment)
            with self.t.news:
                if self.t.news.wait_for(lambda: self.client.received, 3):
                    return
        self.t.require(False, "TCP is not answered")

    def goes_on(self):
        """More comes."""
        count = len(self.client.received)
        self.t.waits("more by TCP", lambda: len(self.client.received) > count + 4 * BLOCK)


@case("M85", "MN-23 MN-35 MN-57 MN-65 MN-66 CN-06",
      "a TCP connection begins at home, goes on in two other networks, and ends at home: all of "
      "it comes, in order", node="M85")
def connection(t):
    t.begins_at_home()
    peer = t.correspondent()
    download = Download(t, peer)
    download.opens()
    download.goes_on()
    for router in visit(), elsewhere():
        t.node.plug(router)
        t.waits("a registration", lambda router=router: t.node.coa and router.has(t.node.coa))
        download.goes_on()
    t.comes_home()
    t.is_home()
    t.waits("the end", lambda: download.client.done, 90)
    t.require(download.client.received == b"".join(
        bytes([count & 0xff]) * BLOCK for count in range(BLOCKS)), "other octets came")
    t.require(not download.wrong, "; ".join(download.wrong))


@case("M88", "MN-13",
      "the module goes and comes: BU with any number; after BA 135 the next one",
      node="M88", alone=True)
def reloaded(t):
    t.goes_abroad()
    t.node.leaving = True
    command("modprobe", "-r", "mip6_mn")
    command("modprobe", "mip6_mn")
    t.node.leaving, t.agent.seq = False, None
    count, known = len(t.updates()), t.updates()[-1].seq

    def stale(seen):
        """Its number is not the next one, as far as the home agent knows."""
        t.agent.on.clear()
        t.agent.ba(seen, status=135, seq=known)

    t.agent.on["BU"] = stale
    t.node.becomes_mobile()
    t.must_be(t.update(count + 2), seq=known + 1 & 0xffff)
    t.registered()
