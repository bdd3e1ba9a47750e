# SPDX-License-Identifier: GPL-2.0
"""A mobile node and what its home agent tells of the home network (RFC 6275 11.4.2, 11.4.3)."""

import json
import time

from cases import case
from home_agents import HA, HOA
from mn_tests import addresses
from networks import Router, elsewhere, home, prefix_info, visit
from packets import ICMP6, echo, ipv6, packed, tunnelled
from roaming import MN_MAC, Roamer

STRANGER = "2001:db8:3::dead"
NEW_HOA, NEW_HA = "2001:db8:5::4", "2001:db8:5::2"
TIMEOUTS = [3, 6, 12, 24, 32]
DAY_S, SHORT_S = 86400, 200
SHORT_UNITS = SHORT_S // 4
UNKNOWN_OPTION = b"\xc8\1abcdef"

Roamer.KINDS.update({name: {} for name in (
    "M09", "M78", "M79", "M80", "M81", "M82", "M97", "M98", "M99")})


def asked(t, agent=None):
    """Mobile prefix solicitations that came."""
    return [entry[2] for entry in (agent or t.agent).came("MPS")]


def is_asked(t, number=1):
    """One of them, counted from 1; waits until it is there."""
    return t.waits(f"solicitation {number}", lambda: asked(t)[number - 1:number])[0]


def ident(seen):
    """Its identifier."""
    return seen.value >> 16


def has_other_prefixes(t):
    """From now on each acknowledgement says that it should ask for prefixes."""
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, status=1)


def home_prefix(valid, preferred=None):
    """What is told of the prefix of the home address."""
    return prefix_info(HA, valid, valid if preferred is None else preferred)


def tells(t, *options, **facts):
    """Its next solicitation, or one that waits for that, is answered like this, and none after."""
    def answer(seen):
        t.agent.on.pop("MPS", None)
        t.agent.mpa(ident(seen), *options, **facts)

    t.agent.on["MPS"] = answer


def dropped(t):
    """Advertisements that were not taken: for what they are, and as not asked for."""
    counted = json.loads(t.node.mipdiag("-j", "-s"))
    return counted["NPrefixAdvertDropInvalid"], counted["NPrefixAdvertDropMisc"]


def waits_for_address(t, what, condition, hoa=HOA):
    """Until a home address on its interface is so."""
    end = time.monotonic() + 20
    while not condition(addresses(t, hoa)):
        t.require(time.monotonic() < end, f"{what}: no, {addresses(t, hoa)}")
        time.sleep(0.3)


@case("M09", "MN-20 MN-53 IC-02",
      "BA 1: mobile prefix solicitation from the care-of address, with home address option; no "
      "more of them once it is answered", node="M09")
def told_by_status(t):
    has_other_prefixes(t)
    tells(t, home_prefix(DAY_S))
    t.begins(visit())
    seen = is_asked(t)
    t.must_be(seen, src=visit().forms(MN_MAC), dst=HA, hao=HOA, rh2=None, outer=None, code=0,
              payload=lambda octets: len(octets) == 8 and octets[6:] == b"\0\0")
    t.require(seen.when >= t.updates()[-1].when, "it did not wait for the acknowledgement")
    t.stops("a solicitation", lambda: asked(t), 8)


@case("M78", "MN-53 MN-70",
      "the home address is valid for 100 s more: solicitation from the care-of address, with home "
      "address option; valid for a day, as that is answered", node="M78")
def near_end(t):
    t.goes_abroad()
    t.require(not asked(t), "it asked, of an address without end")
    tells(t, home_prefix(DAY_S))
    t.node.ip(f"addr change {HOA}/64 dev eth0 home nodad noprefixroute "
              "valid_lft 100 preferred_lft 100")
    t.must_be(is_asked(t), src=t.node.coa, dst=HA, hao=HOA)
    waits_for_address(t, "its end is a day off", lambda found: found and
                      DAY_S - 60 < found[0]["valid_life_time"] <= DAY_S)
    t.stops("a solicitation", lambda: asked(t), 8)


@case("M79", "MN-53 MN-14",
      "no answer: solicitations after 3, 6, 12, 24, 32 s", node="M79")
def unanswered(t):
    has_other_prefixes(t)
    t.goes_abroad()
    t.gaps(lambda: asked(t), TIMEOUTS)


@case("M80", "MN-54 IC-02",
      "advertisements of another node, without routing header, in the tunnel: nothing comes of "
      "them; with an identifier that is not the last solicitation's: nothing but a solicitation; "
      "its answer is taken", node="M80")
def not_the_answer(t):
    t.goes_abroad()
    short = home_prefix(SHORT_S)
    ends = visit().forms(MN_MAC)

    def is_ignored(updates):
        t.is_alive()
        t.until(time.monotonic() + 2)
        t.require(len(t.updates()) == updates, "an update came of it")
        t.require(addresses(t)[0]["valid_life_time"] > 2 * DAY_S, "its content was taken")

    count = len(t.updates())
    t.agent.mpa(1, short, src=STRANGER)
    t.agent.mpa(2, short, way=lambda src, message: ipv6(src, ends, ICMP6, message))
    t.agent.mpa(3, short, way=lambda src, message: tunnelled(
        src, ends, ipv6(src, HOA, ICMP6, message)))
    is_ignored(count)
    t.require(not asked(t), "a solicitation came of it")
    t.require(dropped(t) == (3, 0), f"counted: {dropped(t)}")
    t.agent.mpa(4, short)
    seen = is_asked(t)
    is_ignored(count)
    for wrong in ident(seen) ^ 1, ident(seen) ^ 0x8000:
        t.agent.mpa(wrong, short)
    is_ignored(count)
    t.require(dropped(t) == (3, 3), f"counted: {dropped(t)}")
    tells(t, short)
    t.must_be(t.update(count + 1), lifetime=lambda units: 0 < units <= SHORT_UNITS)
    t.registered()


@case("M81", "MN-55 MN-12 MN-27 MN-70",
      "an advertisement says that the home address is valid for 200 s: BU for no longer to the "
      "home agent, and to a correspondent that has a binding for longer; so long is the "
      "address's own lifetime", node="M81")
def shorter(t):
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        bound = t.waits("a binding", lambda: [
            seen for seen in peer.seen("BU") if peer.bound])[-1]
        t.require(bound.lifetime > SHORT_UNITS, f"for {bound.lifetime} units")
        count, began = len(t.updates()), time.monotonic()
        tells(t, home_prefix(SHORT_S))
        t.agent.mpa(1)
        t.must_be(t.update(count + 1), lifetime=lambda units: 0 < units <= SHORT_UNITS)
        seen = t.waits("an update to the correspondent",
                       lambda: [entry[2] for entry in peer.came("BU", began)])[0]
        t.must_be(seen, lifetime=lambda units: 0 < units <= SHORT_UNITS)
    waits_for_address(t, "its end is near", lambda found: found and
                      found[0]["valid_life_time"] <= SHORT_S)


@case("M82", "IC-03 IC-01 MN-54",
      "an advertisement with all reserved bits set, an option 200 before and behind the prefix: "
      "accepted", node="M82")
def odd(t):
    t.goes_abroad()
    count = len(t.updates())
    tells(t, UNKNOWN_OPTION, home_prefix(SHORT_S), UNKNOWN_OPTION, flags=0xffff)
    t.agent.mpa(1)
    t.must_be(t.update(count + 1), lifetime=lambda units: 0 < units <= SHORT_UNITS)
    t.registered()


def is_tunnelled(t, agent, hoa):
    """An echo request that a home agent tunnels is answered likewise, from a home address."""
    answer = []

    def forward(seen):
        if seen.inner.kind == "REPLY" and seen.inner.src == hoa:
            answer.append(seen)

    agent.on["TUNNEL"] = forward
    t.told(tunnelled(agent.addr, t.node.coa, echo(t.probe, hoa)), lambda: answer)
    agent.on.pop("TUNNEL")


@case("M97", "MN-55 MN-64 MN-49 MN-67",
      "at home, another prefix, the old one not preferred any more: a probe for the address in the new "
      "one; away, a request for home agents there, and BU for either address", node="M97")
def renumbered_at_home(t):
    t.begins_at_home()
    agent = t.another_agent(NEW_HA, NEW_HOA)
    router = home()
    router.preferred, router.more = 0, prefix_info(NEW_HA, DAY_S, DAY_S)
    t.node.routers["eth0"] = [router]
    t.waits("a probe", lambda: [
        seen for seen in t.node.log if seen.kind == "NS" and seen.src == "::" and
        seen.target == NEW_HOA])
    waits_for_address(t, "the new address is there", lambda found: found and not
                      found[0].get("tentative"), NEW_HOA)
    t.node.discovery = lambda request: agent.tell(request, NEW_HA)
    t.node.plug(visit())
    t.must_be(t.update(1), hao=HOA)
    t.must_be(t.update(1, agent), hao=NEW_HOA, dst=NEW_HA)
    t.require(t.node.requests[0].dst.startswith("2001:db8:5:"), f"it asks {t.node.requests[0].dst}")


@case("M98", "MN-55 MN-67 MN-70 MN-12",
      "another home prefix, the old one preferred: nothing; not preferred any more: BU for the "
      "address that is formed in the new one, to the home agent's address there; either is used, "
      "the old one until it is not valid any more; from elsewhere it is tried again", node="M98")
def renumbered(t):
    t.goes_abroad()
    agent = t.another_agent(NEW_HA, NEW_HOA)
    new = prefix_info(NEW_HA, DAY_S, DAY_S)
    tells(t, home_prefix(DAY_S), new)
    t.agent.mpa(1)
    is_asked(t)
    t.stops("an update", lambda: t.updates() + t.updates(agent), 4)
    count = len(asked(t))
    tells(t, home_prefix(40, 0), new)
    t.agent.mpa(2)
    ends = is_asked(t, count + 1).when + 40
    seen = t.update(1, agent)
    t.must_be(seen, src=visit().forms(MN_MAC), dst=NEW_HA, hao=NEW_HOA,
              options=[(3, packed(visit().forms(MN_MAC)))], lifetime=lambda units: units > 50)
    is_tunnelled(t, agent, NEW_HOA)
    is_tunnelled(t, t.agent, HOA)
    t.require(addresses(t, NEW_HOA) and "deprecated" not in addresses(t, NEW_HOA)[0],
              "the new address is not there to be used")
    t.require(addresses(t)[0].get("deprecated"), "the old address is preferred")
    t.until(ends + 2)
    t.waits_for_node("that the old one is over", lambda node: node["trouble"] == "expired")
    t.require(not addresses(t), "the old address is still there")
    is_tunnelled(t, agent, NEW_HOA)
    # That is nobody's word but a message's: it is tried once more, from elsewhere, and is not the usual source.
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, status=132)
    router = elsewhere()
    t.node.plug(router)
    for agents in (t.updates, lambda: t.updates(agent)):
        t.waits("an update from elsewhere", lambda agents=agents: [
            seen for seen in agents() if router.has(seen.src)])
    t.waits_for_node("that the old one is refused", lambda node: node["trouble"] == "refused")
    t.node.coa = router.forms(MN_MAC)   # where the new one is registered
    is_tunnelled(t, agent, NEW_HOA)


@case("M99", "MN-55 MN-12",
      "the home address is not valid any more, and there is no other prefix: no BU for it, and said "
      "so; in the next network it is tried again", node="M99")
def expired(t):
    t.goes_abroad()
    tells(t, home_prefix(10))
    t.agent.mpa(1)
    told = is_asked(t).when
    t.waits_for_node("that it says so", lambda node: node["trouble"] == "expired")
    for seen in t.updates():
        if seen.when > told:
            t.must_be(seen, lifetime=lambda units, seen=seen: units * 4 <= told + 11 - seen.when)
    t.require(not addresses(t), "the address is still there")
    t.stops("an update", t.updates, 6)
    third = Router("2001:db8:23::", "02:00:00:00:23:ff", "fe80::fd")
    t.node.plug(third)
    t.update_from(third)
    t.registered()
