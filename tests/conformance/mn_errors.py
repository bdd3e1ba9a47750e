# SPDX-License-Identifier: GPL-2.0
"""What a mobile node lets itself be told by errors, and what it drops (RFC 6275 6.4, 11.3)."""

import contextlib
import os
import time

from cases import case
from home_agents import HA, HOA
from mn_tests import STRANGER, is_bound, stays_tunnelled
from networks import home, visit
from packets import carry, echo, echo_from_home, packed, tunnelled
from roaming import MN_MAC, Roamer

NO_EXTENSIONS, NO_OPTION, NO_ROUTE = 1, 2, 0
UNREACHABLE, PROBLEM = 1, 4
NEXT_HEADER_AT = {"HOTI": 6, "COTI": 6, "BU": 40}     # what names the Mobility Header
OPTION_AT = 46          # the home address option's type
MESSAGES = "HOTI", "COTI", "BU"

Roamer.KINDS.update({"M58": {}})


def binding_error(peer, status, dst, hoa=HOA, src=None):
    """To an address of the mobile node."""
    mh = bytes([59, 2, 7, 0, 0, 0, status, 0]) + packed(hoa)
    (peer.world.tunnel if dst == HOA else peer.world.send)(carry(mh, src or peer.addr, dst))


def stays_bound(t, peer, *acts):
    """None of these makes a difference: packets go directly, and no message comes."""
    count = len(peer.messages())
    for act in acts:
        for _ in range(3):
            act()
            t.until(time.monotonic() + 0.4)
    began = time.monotonic()
    echoes = t.waits("echo requests", lambda: [
        seen for seen in peer.seen("ECHO") if seen.when > began][4:])
    t.require(all(seen.hao for seen in echoes), "a packet by the tunnel")
    t.require(len(peer.messages()) == count, "another test or update")


def each(t, answer):
    """One correspondent for each message, which is answered like that; then left alone."""
    t.goes_abroad()
    with contextlib.ExitStack() as stack:
        peers = []
        for number, kind in enumerate(MESSAGES, 1):
            peer = t.correspondent(number)
            peer.on[kind] = lambda seen, peer=peer: answer(peer, seen)
            stack.enter_context(peer.traffic())
            peers.append((peer, kind))
        for peer, kind in peers:
            t.waits(kind, lambda peer=peer, kind=kind: peer.seen(kind))
        t.until(time.monotonic() + 0.5)
        for peer, kind in peers:
            stays_tunnelled(t, peer, 4)
            # One may have been on its way.
            t.require(len(peer.seen(kind)) <= 2, f"{kind} came again")


@case("M51", "MN-45 MN-29",
      "binding error 1 from a bound correspondent: packets go by the tunnel; bound anew, "
      "directly")
def unknown(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
        for kind in MESSAGES:
            peer.on[kind] = lambda seen: None
        began = time.monotonic()
        binding_error(peer, 1, t.node.coa)
        seen = t.waits("an echo request in the tunnel", lambda: [
            seen for seen in peer.seen("ECHO") if seen.when > began and not seen.hao])[0]
        t.until(seen.when + 2)
        t.require(not any(later.hao for later in peer.seen("ECHO") if later.when >= seen.when),
                  "option all the same")
        peer.on.clear()
        t.waits("a packet directly", lambda: peer.seen("ECHO")[-1].hao)


@case("M52", "MN-46",
      "binding error 2 after HoTI, CoTI, BU: no further one, packets go by the tunnel")
def no_mobility(t):
    each(t, lambda peer, seen: binding_error(peer, 2, seen.src,
                                             HOA if seen.kind == "BU" else "::"))


@case("M53", "MN-44 MN-46 BL-04",
      "binding error 2 from a bound correspondent while nothing is asked; binding errors from a "
      "stranger, about another home address: nothing")
def stray_errors(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
        stays_bound(
            t, peer,
            lambda: binding_error(peer, 2, t.node.coa), lambda: binding_error(peer, 2, HOA, "::"),
            lambda: binding_error(peer, 1, t.node.coa, src=STRANGER),
            lambda: binding_error(peer, 2, t.node.coa, src=STRANGER),
            lambda: binding_error(peer, 1, t.node.coa, "2001:db8:1::5"))


@case("M54", "MN-41 RR-19 BL-03",
      "parameter problem, code 1, about HoTI, CoTI, BU: no further one, packets go by the "
      "tunnel")
def next_header(t):
    each(t, lambda peer, seen: peer.icmp(PROBLEM, NO_EXTENSIONS, NEXT_HEADER_AT[seen.kind],
                                       seen.octets))


@case("M55", "MN-43 BL-04",
      "parameter problem, code 1, from a stranger, and about what was not sent: nothing")
def forged(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
        home_test, update = peer.seen("HOTI")[-1].octets, peer.seen("BU")[-1].octets
        other = update[:24] + packed(STRANGER) + update[40:]
        stays_bound(
            t, peer,
            lambda: peer.icmp(PROBLEM, NO_EXTENSIONS, 40, other, src=STRANGER),
            lambda: peer.icmp(PROBLEM, NO_EXTENSIONS, 40, home_test[:48] + os.urandom(8)),
            lambda: peer.icmp(PROBLEM, NO_EXTENSIONS, 40, update[:70] + b"\xff\xff" + update[72:]))


@case("M56", "MN-42",
      "parameter problem, code 2, about the home address option, from a bound correspondent: "
      "packets go directly")
def option(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        packet = is_bound(t, peer).octets
        stays_bound(t, peer, lambda: peer.icmp(PROBLEM, NO_OPTION, OPTION_AT, packet))


@case("M57", "MN-14",
      "unreachable about HoTI: repeated after 1, 2, 4 s")
def unreachable(t):
    t.goes_abroad()
    peer = t.correspondent()
    peer.on["HOTI"] = lambda seen: peer.icmp(UNREACHABLE, NO_ROUTE, 0, seen.octets)
    with peer.traffic():
        t.gaps(lambda: peer.seen("HOTI"), [1, 2, 4])


@case("M58", "RT-01 RT-02 RT-03 RT-06 LI-10 MN-35",
      "RH2 of length 4, with two segments left, with somebody else's address, to the home "
      "address: silence, nothing forwarded; at home, too", node="M58")
def routing_headers(t):
    t.goes_abroad()
    peer = t.correspondent()
    bad = [{"head": b"\4\2\1"}, {"head": b"\2\2\2"}, {"head": b"\2\2\0"},
           {"hoa": "2001:db8:1::5"}, {"hoa": STRANGER}, {"coa": HOA, "hoa": HOA}]

    def silent(router, packets):
        t.ignores(*packets, way=lambda packet: t.world.send(t.node, packet, router.mac))
        t.require(not peer.log, "something came")

    silent(visit(), [peer.routed_echo(58, **facts) for facts in bad])
    t.told(peer.routed_echo(58), lambda: peer.seen("REPLY"))
    peer.log.clear()
    old = peer.routed_echo(58)
    t.comes_home()
    t.is_home()
    silent(home(), [old, *(peer.routed_echo(58, coa=coa) for coa in (HOA, home().forms(MN_MAC)))])


@case("M64", "MN-39 HO-03 HO-10 BE-01",
      "echo request with home address option, from a mobile node without binding, by the "
      "tunnel: binding error 1 to its care-of address, in the tunnel")
def unknown_mobile(t):
    t.goes_abroad()
    other, coa = t.correspondent(), t.correspondent(2)
    packet = echo_from_home(coa.addr, HOA, other.addr, 64)
    seen = t.told(packet, lambda: [seen for _, _, seen, _ in coa.log], t.node.tunnel)
    t.must_be(seen, kind="BE", src=HOA, status=1, hoa=other.addr, rh2=None, hao=None, options=[])
    t.must_be(seen.outer, src=t.node.coa, dst=HA)
    t.require(not other.log, "something came to its home address")


@case("M86", "MN-37 TU-05",
      "packets in the tunnel from an address that is not the home agent's: silence")
def other_tunnel(t):
    t.goes_abroad()
    peer = t.correspondent()
    packet = echo(peer.addr, HOA, 86)
    t.ignores(*[tunnelled(outer, t.node.coa, packet)
                for outer in (STRANGER, peer.addr, "2001:db8:1::3", visit().address)])
    t.require(not peer.log, "something came")
