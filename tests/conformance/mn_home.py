# SPDX-License-Identifier: GPL-2.0
"""A mobile node that comes home (RFC 6275 11.5.5)."""

import time

from cases import case
from home_agents import HA, HOA
from mn_tests import is_bound
from networks import ALL_NODES, Router, home
from packets import solicitation, solicited_node
from roaming import MN_MAC, A, H, L, Roamer

SOLICITED, OVERRIDE, ROUTER = 0x40000000, 0x20000000, 0x80000000
AGAIN = [1, 2, 4]
UNIT_S = 4

Roamer.KINDS.update({f"M{number}": {} for number in range(65, 73)})
Roamer.LINK_LOCAL["M68"] = "fe80::4"


def de_registers(t):
    """The update by which it does, its whole form looked at; returns it."""
    seen = t.update_from(home())
    t.must_be(seen, src=HOA, dst=HA, lifetime=0, flags=t.node.flags, inner=None,
              eth_src=MN_MAC, eth_dst=home().mac)
    return seen


def about_home(t, kind, **facts):
    """Neighbour discovery about the home address that came, at home."""
    return [seen for seen in t.node.log if seen.kind == kind and seen.target == HOA and
            all(getattr(seen, name) == value for name, value in facts.items())]


def is_plain(t, number=1, gateway=home().mac):
    """What it sends goes to a correspondent as from any node; so do the answers."""
    with t.correspondent(number).traffic() as peer:
        seen = t.waits("an echo request", lambda: peer.seen("ECHO"))[0]
    t.must_be(seen, src=HOA, hao=None, outer=None, eth_src=MN_MAC, eth_dst=gateway)
    t.is_alive()


@case("M65", "MN-06 MN-57 MN-58 MN-61 MN-13",
      "home again: BU with lifetime 0 from the home address, to the home agent's link-layer "
      "address, nothing else from there before its answer; no probe", node="M65")
def comes_home(t):
    t.goes_abroad()
    with t.correspondent().traffic():
        held = []
        t.agent.on["BU"] = held.append
        t.comes_home()
        seen = de_registers(t)
        t.must_be(seen, hao=lambda hao: hao in (None, HOA))
        t.until(seen.when + 0.7)
        t.require(not about_home(t, "NS"), "a solicitation for the home address")
        t.require(not about_home(t, "NA"), "an advertisement of the home address")
        t.agent.on.clear()
        t.agent.ba(held[-1])
    t.is_home()
    is_plain(t, 2)


@case("M66", "MN-59 MN-60 MN-58",
      "home again, advertisements of another router, without link-layer address: NS from :: for "
      "the home address; BU to whom the answer names; the home address stays", node="M66")
def without_link_layer_address(t):
    t.goes_abroad()
    agent, router = home(), Router("2001:db8:1::", "02:00:00:00:01:ff")
    agent.advertises = router.names_itself = False
    t.node.plug(router, agent)
    de_registers(t)
    asked = about_home(t, "NS")
    t.require(asked, "nobody was asked for the link-layer address")
    t.must_be(asked[0], src="::", dst=solicited_node(HOA), eth_src=MN_MAC, outer=None)
    t.require(len(asked[0].payload) == 24, "it has options, from nobody")
    t.is_home()
    is_plain(t, gateway=router.mac)


@case("M67", "MN-62",
      "the home agent's solicitations for the home address, before its BA: an advertisement to "
      "it alone", node="M67")
def is_solicited(t):
    t.goes_abroad()
    held = []
    t.agent.on["BU"] = held.append
    t.comes_home()
    de_registers(t)
    for src in home().link_local, HA:
        count = len(about_home(t, "NA", dst=src))
        t.world.send(t.node, solicitation(src, HOA, mac=home().mac), home().mac)
        seen = t.waits("an advertisement",
                       lambda src=src, count=count: about_home(t, "NA", dst=src)[count:])[0]
        t.must_be(seen, src=HOA, mac=MN_MAC, eth_dst=home().mac,
                  value=lambda flags: flags & ROUTER == 0 and flags & SOLICITED)
    t.require(not about_home(t, "NA", dst=ALL_NODES), "it was told to all nodes")
    t.agent.on.clear()
    t.agent.ba(held[-1])
    t.is_home()


@case("M68", "MN-63 MN-35",
      "BA 0, at home: one to three advertisements of the home address to all nodes, with L of "
      "the link-local one, too: R 0, S 0, O 1; packets are plain", node="M68")
def announced(t):
    t.node.flags = A | H | L
    t.goes_abroad()
    t.comes_home()
    de_registers(t)
    t.is_home()
    for target in HOA, "fe80::4":
        t.waits(f"an advertisement of {target}", lambda target=target: [
            seen for seen in t.node.log if seen.kind == "NA" and seen.target == target])
    is_plain(t)
    t.until(time.monotonic() + 3)
    for target in HOA, "fe80::4":
        told = [seen for seen in t.node.log if seen.kind == "NA" and seen.target == target and
                seen.dst == ALL_NODES]
        t.require(1 <= len(told) <= 3, f"{target} was advertised {len(told)} times")
        for seen in told:
            t.must_be(seen, value=OVERRIDE, mac=MN_MAC, eth_src=MN_MAC)


@case("M69", "MN-21 MN-63",
      "BA 133, at home: as de-registered; an advertisement, packets are plain", node="M69")
def not_known(t):
    t.goes_abroad()

    def answer(seen):
        t.node.coa, t.node.returning = None, False
        t.agent.ba(seen, status=133)

    t.agent.on["BU"] = answer
    t.comes_home()
    de_registers(t)
    t.waits("an advertisement", lambda: about_home(t, "NA", dst=ALL_NODES))
    is_plain(t)
    t.stops("an update", t.updates, 4)


@case("M70", "MN-64 MN-14 MN-57",
      "no BA, at home: BU after 1, 2, 4 s; nothing else from the home address until there is "
      "one", node="M70")
def unanswered(t):
    t.goes_abroad()
    t.agent.on["BU"] = lambda seen: None
    with t.correspondent().traffic() as peer:
        t.comes_home()
        began = time.monotonic()
        t.gaps(lambda: [seen for seen in t.updates() if seen.src == HOA], AGAIN)
        t.require(not peer.came("ECHO", began), "the home address is used")
        t.require(not about_home(t, "NA"), "the home address is advertised")
        t.agent.on.clear()
        t.is_home()
        t.waits("an echo request", lambda: peer.came("ECHO", began))
    is_plain(t, 2)


@case("M71", "MN-64",
      "home again when the registration is over, home agent silent: packets are plain, no BU "
      "any more", node="M71")
def late(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, units=3)
    t.goes_abroad()
    t.node.pull()
    t.until(t.updates()[-1].when + 3 * UNIT_S + 1)
    t.node.coa = None
    t.agent.on["BU"] = lambda seen: None
    t.comes_home()
    is_plain(t)
    t.stops("an update", t.updates, 4)


@case("M72", "MN-65 MN-35 RR-20 MN-13",
      "home again with a binding at a correspondent: packets are plain at once; BU with "
      "lifetime 0 from the home address, of the home token alone", node="M72")
def bound(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        is_bound(t, peer)
        t.comes_home()
        t.is_home()
        seen = t.waits("a de-registration", lambda: [
            seen for seen in peer.seen("BU") if not seen.lifetime])[0]
        t.must_be(seen, src=HOA, hao=None, outer=None, flags=A, eth_dst=home().mac)
        t.require(not peer.bound, "it was not answered")
        began = time.monotonic()
        echoes = t.waits("echo requests", lambda: [
            seen for seen in peer.seen("ECHO") if seen.when > began][4:])
        t.require(not any(seen.hao for seen in echoes), "home address option")
    t.is_alive()
    t.require(not any(seen.hao for seen in peer.seen("ECHO") if seen.eth_dst == home().mac),
              "home address option, at home")
