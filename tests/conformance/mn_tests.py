# SPDX-License-Identifier: GPL-2.0
"""A mobile node that tests the way to a correspondent (RFC 6275 5.2, 11.6)."""

import os
import time

from cases import case
from home_agents import HA, HOA
from networks import elsewhere, visit
from packets import ICMP6, carry, coti, echo, hoti, icmp6, ipv6, mh_bytes
from roaming import Roamer

STRANGER = "2001:db8:3::dead"
BACK_OFF = [1, 2, 4, 8, 16]
MAX_BINDACK_S = 32
FLOWS_S = 3             # in which data come all the time, on a slow guest
HOT, COT = 3, 4

Roamer.KINDS.update({"M34": {}})


def is_bound(t, peer):
    """Waits until packets come with a home address option."""
    return t.waits(f"an echo request to {peer.addr} with home address option", lambda: [
        seen for seen in peer.seen("ECHO") if seen.hao])[0]


def is_tunnelled(t, peer, since=None):
    """Waits until packets come by the tunnel, and none without it behind that."""
    since = since or time.monotonic()
    t.waits(f"an echo request to {peer.addr} in the tunnel",
            lambda: [seen for seen in peer.seen("ECHO") if seen.when > since and not seen.hao])


def stays_tunnelled(t, peer, seconds=10):
    """For a time packets come by the tunnel, and neither tests nor updates do."""
    is_tunnelled(t, peer)
    began = time.monotonic()
    t.stops(f"a message to {peer.addr}", peer.messages, seconds)
    is_tunnelled(t, peer)
    t.require(not any(seen.hao for seen in peer.seen("ECHO") if seen.when > began),
              "packets do not go by the tunnel")


def none_but(t, peer, kind, others, count=3):
    """What came made no difference: no update, and one kind of test was repeated with another
    cookie each time (which the peer looks at)."""
    t.waits(f"{count} times {kind}", lambda: len(peer.seen(kind)) >= count)
    t.require(not peer.seen("BU"), "an update came")
    t.require(len(peer.seen(others)) <= 2, f"{others} came again")


@case("M27", "MN-24 MN-26 MN-30 MN-38 RR-12 RR-13 MH-09 OP-06 TU-02",
      "tunnelled echo request: a tunnelled reply; then packets both ways: HoTI in the tunnel, "
      "CoTI directly, without options; BU when both are answered")
def begins(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        reply = t.told(echo(peer.addr, HOA, 27), lambda: peer.seen("REPLY"), t.node.tunnel)
        t.must_be(reply, src=HOA, ident=27, hao=None, rh2=None)
        t.must_be(reply.outer, src=t.node.coa, dst=HA)
        update = t.waits("an update", lambda: peer.seen("BU"))[0]
        home, careof = peer.seen("HOTI")[0], peer.seen("COTI")[0]
        t.must_be(home.outer, src=t.node.coa, dst=HA)
        t.must_be(careof, src=t.node.coa, outer=None)
        t.require(home.cookie != careof.cookie, "both cookies are the same")
        t.require(max(home.when, careof.when) <= update.when, "an update in front of a test")


@case("M28", "MN-24",
      "packets between the mobile node and its home agent, in the tunnel: no HoTI, no CoTI")
def home_agent(t):
    def reply(seen):
        t.node.tunnel(ipv6(HA, HOA, ICMP6, icmp6(HA, HOA, 129, 0, seen.payload[4:])))

    t.agent.on["ECHO"] = reply
    t.goes_abroad()
    for _ in range(12):
        t.node.pings(HA)
        t.node.tunnel(echo(HA, HOA, 28))
        t.until(time.monotonic() + 0.3)
    t.waits("twelve of each", lambda: len(t.agent.came("ECHO")) >= 6 and
            len(t.agent.came("REPLY")) >= 6)
    t.stops("a test", lambda: t.agent.came("HOTI") + t.agent.came("COTI"), 3)
    t.require(not t.agent.came("HOTI") + t.agent.came("COTI"), "a test")


@case("M29", "MN-38 MN-39 MH-08 MH-09 RR-06 RR-07",
      "tunnelled HoTI and CoTI: HoT and CoT in the tunnel, with cookie, index and token, "
      "without routing header or home address option; no tests of its own")
def as_correspondent(t):
    t.goes_abroad()
    peer = t.correspondent()
    for message, kind in ((hoti, "HOT"), (coti, "COT")):
        cookie = os.urandom(8)
        answer = t.told(carry(mh_bytes(message(cookie)), peer.addr, HOA), lambda kind=kind:
                        peer.seen(kind), t.node.tunnel)
        t.must_be(answer, src=HOA, dst=peer.addr, cookie=cookie, rh2=None, hao=None, options=[],
                  token=lambda token: token != bytes(8))
        t.must_be(answer.outer, src=t.node.coa, dst=HA)
    t.stops("a test", peer.messages, 3)
    t.require(not peer.messages(), "a test of its own")


@case("M30", "MN-24 MN-37",
      "tunnelled echo requests to an address that is not its own: silence")
def not_home(t):
    t.goes_abroad()
    peer = t.correspondent()
    packet = echo(peer.addr, "2001:db8:1::5", 30)
    t.ignores(*[packet] * 6, way=t.node.tunnel)
    t.require(not peer.log, "something came")


@case("M31", "MN-36 RT-01 HO-09",
      "a bound correspondent's echo requests with RH2: replies with home address option, no "
      "tests")
def direct(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
    count = len(peer.messages())
    for ident in range(6):
        t.node.send(peer.routed_echo(ident))
    t.waits("six replies", lambda: len([
        seen for seen in peer.seen("REPLY") if seen.hao == HOA and not seen.outer]) >= 6)
    t.require(len(peer.messages()) == count, "another test or update")


@case("M32", "RR-12",
      "HoT before CoT, CoT before HoT: BU in both cases")
def either_order(t):
    t.goes_abroad()
    for number, (first, second) in enumerate((("HOTI", "COTI"), ("COTI", "HOTI")), 1):
        peer = t.correspondent(number)
        peer.on[second] = lambda seen: None
        with peer.traffic():
            t.waits(second, lambda: peer.seen(second) and peer.seen(first))
            t.until(time.monotonic() + 0.5)
            t.require(not peer.seen("BU"), "an update after one test")
            peer.on.clear()
            is_bound(t, peer)


@case("M33", "RR-13 RR-14 MN-14",
      "HoT with a wrong cookie, from another address, not tunnelled: ignored, HoTI repeated "
      "with another cookie; then one that is right: BU")
def wrong_home_test(t):
    t.goes_abroad()
    peer, router = t.correspondent(), visit()

    def lie(seen):
        test = peer.test(HOT, 7, seen.cookie, bytes(8))
        t.node.tunnel(carry(peer.test(HOT, 7, bytes(8), bytes(8)), peer.addr, HOA))
        t.node.tunnel(carry(peer.test(HOT, 7, seen.cookie[:7] + b"!", bytes(8)), peer.addr, HOA))
        t.node.tunnel(carry(test, STRANGER, HOA))
        t.node.tunnel(carry(peer.test(COT, 7, seen.cookie, bytes(8)), peer.addr, HOA))
        for dst in HOA, t.node.coa:
            t.world.send(t.node, carry(test, peer.addr, dst), router.mac)

    peer.on["HOTI"] = lie
    with peer.traffic():
        none_but(t, peer, "HOTI", "COTI")
        peer.on.clear()
        is_bound(t, peer)


@case("M34", "RR-15 RT-03 MN-14",
      "CoT with a wrong cookie, from another address, to another of its addresses, to the "
      "care-of address that was left, by the tunnel: ignored, CoTI repeated; then one that is "
      "right: BU", node="M34")
def wrong_careof_test(t):
    t.goes_abroad()
    old, router = t.node.coa, elsewhere()
    t.node.plug(router)
    t.update_from(router)
    t.registered()
    peer, other = t.correspondent(), f"{router.prefix}77"
    t.node.ip(f"addr add {other}/64 dev eth0 nodad preferred_lft 0")

    def lie(seen):
        test = peer.test(COT, 7, seen.cookie, bytes(8))
        t.node.send(carry(test, peer.addr, other))
        t.node.send(carry(peer.test(COT, 7, bytes(8), bytes(8)), peer.addr, seen.src))
        t.node.send(carry(test, STRANGER, seen.src))
        t.node.send(carry(peer.test(HOT, 7, seen.cookie, bytes(8)), peer.addr, seen.src))
        t.world.send(t.node, carry(test, peer.addr, old), router.mac)
        t.node.tunnel(carry(test, peer.addr, HOA))

    peer.on["COTI"] = lie
    with peer.traffic():
        none_but(t, peer, "COTI", "HOTI")
        peer.on.clear()
        is_bound(t, peer)


@case("M35", "RR-16",
      "second HoT and CoT with other tokens for the same cookies: BU is made of the first ones")
def second_answers(t):
    t.goes_abroad()
    peer = t.correspondent()

    def twice(answer, kind, send):
        def both(seen):
            answer(seen)
            send(carry(peer.test(kind, 1, seen.cookie, os.urandom(8)), peer.addr, seen.src))
        return both

    peer.on.update(HOTI=twice(peer.hot, HOT, t.node.tunnel),
                   COTI=twice(peer.cot, COT, t.node.send))
    with peer.traffic():
        is_bound(t, peer)


@case("M36", "RR-14 RR-15",
      "HoT and CoT that nothing asked for, from a bound correspondent and from a stranger: "
      "nothing")
def unexpected(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
    count = len(peer.messages())
    for addr in peer.addr, STRANGER:
        t.ignores(carry(peer.test(HOT, 1, bytes(8), bytes(8)), addr, HOA), way=t.node.tunnel)
        t.ignores(carry(peer.test(COT, 1, bytes(8), bytes(8)), addr, t.node.coa))
    t.require(len(peer.messages()) == count, "another test or update")


@case("M37", "MH-06",
      "HoT and CoT with reserved bits set: BU")
def reserved(t):
    def edit(mh):
        return mh[:3] + b"\xff" + mh[4:]

    t.goes_abroad()
    peer = t.correspondent()
    peer.on.update(HOTI=lambda seen: peer.hot(seen, edit=edit),
                   COTI=lambda seen: peer.cot(seen, edit=edit))
    with peer.traffic():
        is_bound(t, peer)


@case("M38", "MH-01 MH-02 MH-03 MH-05 BE-01 MN-38",
      "HoT with payload proto 58; Header Len 1: parameter problem in the tunnel; MH type 200: "
      "binding error 2 in the tunnel; a wrong checksum: silence; no BU")
def malformed(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on["HOTI"] = lambda seen: None
    with peer.traffic():
        request = t.waits("HoTI", lambda: peer.seen("HOTI"))[-1]
    good = peer.test(HOT, 7, request.cookie, bytes(8))
    for at, value, kind, facts in (
            (0, 58, "PARAMETER-PROBLEM", {"code": 0, "value": 40}),
            (1, 1, "PARAMETER-PROBLEM", {"code": 0, "value": 41}),
            (2, 200, "BE", {"status": 2, "hoa": "::"})):
        packet = carry(good[:at] + bytes([value]) + good[at + 1:], peer.addr, HOA,
                       covered=16 if at == 1 else None)
        seen = t.told(packet, lambda kind=kind: peer.seen(kind), t.node.tunnel)
        t.must_be(seen, src=HOA, dst=peer.addr, rh2=None, hao=None, **facts)
        t.must_be(seen.outer, src=t.node.coa, dst=HA)
        t.require(kind == "BE" or seen.quoted == packet, "it does not quote what came")
    count = len(peer.log)
    t.ignores(carry(good, peer.addr, HOA, csum=0), carry(good, peer.addr, HOA, csum=0x1234),
              way=t.node.tunnel)
    t.require(all(entry[1] in ("ECHO", "HOTI", "COTI") for entry in peer.log[count:]),
              "a wrong checksum was answered")
    t.require(not peer.seen("BU"), "an update")


@case("M39", "MN-14 MN-30 RR-13",
      "no HoT: HoTI after 1, 2, 4, 8, 16 s; data go by the tunnel all the time")
def no_home_test(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on["HOTI"] = lambda seen: None
    with peer.traffic():
        tests = t.gaps(lambda: peer.seen("HOTI"), BACK_OFF)
        times = [seen.when for seen in peer.seen("ECHO") if seen.when > tests[0].when]
    gaps = [after - before for before, after in zip(times, times[1:])]
    t.require(len(gaps) > 20 and max(gaps) < FLOWS_S, f"data pause for {max(gaps):.1f} s")
    t.require(not peer.seen("BU"), "an update")


@case("M84", "MN-47 MN-14 LI-08",
      "a correspondent that answers nothing: tests after 1, 2, 4, 8, 16 s, one more at most, "
      "then none for a time; data go by the tunnel")
def mute(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on.update(HOTI=lambda seen: None, COTI=lambda seen: None)
    with peer.traffic():
        for kind in "HOTI", "COTI":
            t.gaps(lambda kind=kind: peer.seen(kind), BACK_OFF)
        t.until(peer.seen("HOTI")[5].when + MAX_BINDACK_S + 2)
        for kind in "HOTI", "COTI":
            t.require(len(peer.seen(kind)) <= 7, f"{len(peer.seen(kind))} times {kind}")
        stays_tunnelled(t, peer, 20)
