# SPDX-License-Identifier: GPL-2.0
"""A mobile node's bindings at correspondents (RFC 6275 11.7.2, 11.7.3, 11.7.4)."""

import contextlib
import time

import rr
from cases import case
from home_agents import HOA
from mn_tests import STRANGER, is_bound, is_tunnelled, stays_tunnelled
from networks import elsewhere
from packets import carry
from roaming import MN_MAC, A, Roamer

UNIT_S = 4
REFRESH_S = 11          # a refresh may be refused for that long after a registration
BRR = bytes([59, 0, 0, 0, 0, 0, 0, 0])
BRR_RESERVED = bytes([59, 0, 0, 0xff, 0, 0, 0xff, 0xff])

Roamer.KINDS.update({"M40": {}, "M48": {}})


def first_is(peer, answer, then=None):
    """Has the first update answered otherwise."""
    peer.on["BU"] = lambda seen: (
        answer if len(peer.seen("BU")) == 1 else then or peer.ba)(seen)


@case("M40", "MN-26 MN-27 MN-11 OP-06 OP-08 OP-10",
      "home registration for 50 units: BU to a correspondent has A alone, home address option, "
      "nonces, authorization data last, at most as many units as are left", node="M40")
def update(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, units=50)
    t.goes_abroad()
    home = t.update(1)
    with t.correspondent().traffic() as peer:
        seen = t.waits("an update", lambda: peer.seen("BU"))[0]
    left = 50 - (seen.when - home.when) / UNIT_S
    t.must_be(seen, src=t.node.coa, hao=HOA, flags=A, outer=None,
              lifetime=lambda units: 0 < units <= left)
    t.require([kind for kind, _ in seen.options] == [4, 5], f"its options are {seen.options}")


@case("M41", "MN-28 MN-29 MN-16 HO-01 HO-09",
      "BU to a correspondent, BA 0 a second later: packets go by the tunnel before, with home "
      "address option behind it")
def acknowledged(t):
    t.goes_abroad()
    peer, held = t.correspondent(), []
    peer.on["BU"] = held.append
    with peer.traffic():
        first = t.waits("an update", lambda: held)[0]
        t.until(first.when + 1.5)
        echoes = [seen for seen in peer.seen("ECHO") if seen.when > first.when]
        t.require(echoes and not any(seen.hao for seen in echoes), "option before the answer")
        peer.on.clear()
        peer.ba(held[-1])
        seen = is_bound(t, peer)
    t.must_be(seen, src=t.node.coa, hao=HOA, rh2=None, outer=None)


@case("M42", "MN-21",
      "BA 128: no more BU, packets go by the tunnel")
def refused(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on["BU"] = lambda seen: peer.ba(seen, status=128)
    with peer.traffic():
        t.waits("an update", lambda: peer.seen("BU"))
        t.until(time.monotonic() + 0.5)
        stays_tunnelled(t, peer)


@case("M43", "MN-13 MN-21",
      "BA 135 with number 65535: BU with number 0; it is accepted")
def other_number(t):
    t.goes_abroad()
    peer = t.correspondent()
    first_is(peer, lambda seen: peer.ba(seen, status=135, seq=0xffff))
    with peer.traffic():
        is_bound(t, peer)
    t.require([seen for seen in peer.seen("BU") if seen.seq == 0], "none had number 0")


@case("M44", "MN-21 RR-13",
      "BA 136, 137, 138: HoTI, CoTI, both again, then BU with what they give")
def expired(t):
    t.goes_abroad()
    with contextlib.ExitStack() as stack:
        peers = []
        for status, again in ((136, ["HOTI"]), (137, ["COTI"]), (138, ["HOTI", "COTI"])):
            peer = t.correspondent(status)
            first_is(peer, lambda seen, peer=peer, status=status: peer.refuse(seen, status))
            stack.enter_context(peer.traffic())
            peers.append((peer, again))
        for peer, again in peers:
            is_bound(t, peer)
            for kind in "HOTI", "COTI":
                count = len(peer.seen(kind))
                t.require(count >= 2 if kind in again else count <= 2,
                          f"{count} times {kind}, expected again: {again}")


@case("M45", "MN-16 MN-14 OP-08",
      "BA with a wrong authenticator, without one, with one that is not last, with another "
      "number: ignored, BU after 1, 2, 4, 8 s; then a right one")
def worthless(t):
    t.goes_abroad()
    peer = t.correspondent()
    answers = [
        lambda seen: peer.ba(seen, key=bytes(20)),
        lambda seen: peer.refuse(seen, 0),
        lambda seen: peer.ba(seen, key=peer.key(1), spoil=lambda mh: rr.sign(
            mh[:1] + b"\4" + mh[2:] + b"\x01\x06" + bytes(6), peer.key(1), seen.src, peer.addr)),
        lambda seen: peer.ba(seen, key=peer.key(1), seq=(seen.seq + 7) & 0xffff),
    ]
    peer.on["BU"] = lambda seen: (answers.pop(0) if answers else peer.ba)(seen)
    with peer.traffic():
        t.gaps(lambda: peer.seen("BU"), [1, 2, 4, 8])
        t.require(not any(seen.hao for seen in peer.seen("ECHO")[:-3]), "option all the same")
        is_bound(t, peer)


@case("M46", "MN-18 MN-22 BL-01",
      "BA for 5 units, then no answer any more: BU again before they are over; no home address "
      "option when they are")
def shorter(t):
    t.goes_abroad()
    peer = t.correspondent()
    first_is(peer, lambda seen: peer.ba(seen, units=5), then=lambda seen: None)
    with peer.traffic():
        is_bound(t, peer)
        peer.on.update(HOTI=lambda seen: None, COTI=lambda seen: None)
        first = peer.seen("BU")[0]
        ends = first.when + 5 * UNIT_S
        again = t.waits("another message", lambda: [
            seen for seen in peer.messages() if seen.when > first.when + 2])[0]
        t.require(again.when < ends, "asked for again when it was over")
        t.until(ends + 0.5)
        is_tunnelled(t, peer)
    last = [seen for seen in peer.seen("ECHO") if seen.hao][-1].when
    t.require(last < ends, f"home address option {last - ends:.2f} s after the end")


@case("M47", "OP-11",
      "BA from a correspondent with refresh advice of 1 unit: no BU within 10 s")
def advised(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on["BU"] = lambda seen: peer.ba(
        seen, edit=lambda mh: mh[:12] + b"\2\2\0\1\1\0" + mh[18:])
    with peer.traffic():
        is_bound(t, peer)
        t.stops("an update", lambda: peer.seen("BU"), 10)


@case("M48", "MN-23 MN-66 RR-17",
      "another network: each correspondent gets a CoTI from there, after the home agent's BU, and a BU, "
      "after its BA; packets then go directly from there", node="M48")
def moves(t):
    t.goes_abroad()
    router = elsewhere()
    with contextlib.ExitStack() as stack:
        peers = [stack.enter_context(t.correspondent(number).traffic()) for number in (1, 2, 3)]
        for peer in peers:
            is_bound(t, peer)
        held = []
        t.agent.on["BU"] = held.append
        t.node.plug(router)
        t.waits("an update", lambda: held)
        t.until(held[0].when + 0.8)
        t.agent.on.clear()
        t.agent.ba(held[-1])
        coa = router.forms(MN_MAC)
        for peer in peers:
            t.waits("a packet from there", lambda peer=peer: [
                seen for seen in peer.seen("ECHO") if seen.hao and seen.src == coa])
            t.must_be(peer.seen("BU")[-1], src=coa, hao=HOA)
            t.must_be(peer.seen("COTI")[-1], src=coa)
            t.require(peer.seen("COTI")[-1].when > held[-1].when, "a test before the home agent")


@case("M49", "MN-48 MH-06",
      "BRR from a bound correspondent, also with reserved bits set: BU")
def asked(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
        for message in BRR, BRR_RESERVED:
            t.until(peer.seen("BU")[-1].when + 3)
            t.stops("an update that was not asked for", lambda: peer.seen("BU"), REFRESH_S)
            t.told(carry(message, peer.addr, HOA), lambda: peer.seen("BU"), t.node.tunnel)
        began = time.monotonic()
        t.waits("an echo request", lambda: peer.came("ECHO", began))
        is_bound(t, peer)


@case("M50", "MN-48 BL-04",
      "BRR from a stranger: nothing")
def asked_by_stranger(t):
    t.goes_abroad()
    stranger = t.correspondent()
    for message in BRR, BRR_RESERVED:
        t.ignores(*[carry(message, src, HOA) for src in (stranger.addr, STRANGER)],
                  way=t.node.tunnel)
    t.require(not stranger.log, "something came")


@case("M61", "BL-01 MN-30",
      "a binding ends while nothing is sent: the next packet goes by the tunnel")
def ends(t):
    t.goes_abroad()
    peer = t.correspondent()
    first_is(peer, lambda seen: peer.ba(seen, units=3), then=lambda seen: None)
    with peer.traffic():
        is_bound(t, peer)
        peer.on.update(HOTI=lambda seen: None, COTI=lambda seen: None)
    over = peer.seen("BU")[0].when + 3 * UNIT_S + 0.2
    t.until(over)
    t.node.pings(peer.addr)
    seen = t.waits("an echo request", lambda: [
        seen for seen in peer.seen("ECHO") if seen.when > over])[0]
    t.must_be(seen, src=HOA, hao=None)
