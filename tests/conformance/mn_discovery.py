# SPDX-License-Identifier: GPL-2.0
"""A mobile node that is not told who its home agent is (RFC 6275 11.4.1)."""

from cases import case
from home_agents import HA
from networks import elsewhere, visit
from roaming import MN_MAC, Roamer

ANYCAST = "2001:db8:1:0:fdff:ffff:ffff:fffe"    # RFC 2526
SECOND = "2001:db8:1::3"
TIMEOUTS = [3, 6, 12, 24]
LAST_S = 48             # what would be next
FIRST_BINDACK_S = 1.5   # InitialBindackTimeoutFirstReg

Roamer.KINDS.update({f"M{number}": {} for number in (73, 74, 75, 76, 77)})


def asks(t):
    """It has to ask who its home agent is; returns its first request."""
    t.begins(visit(), agent=None)
    return t.waits("a request", lambda: t.node.requests)[0]


def two(t, request):
    """It is told of two home agents: that we play from the first, and one more."""
    second = t.another_agent(SECOND)
    t.agent.tell(request, HA, SECOND)
    return second


@case("M73", "MN-49 MN-50 IC-01",
      "no home agent is known: request from the care-of address to the anycast address, "
      "reserved 0; BU to who is told of; in the next network to it at once", node="M73")
def first_request(t):
    request = asks(t)
    t.must_be(request, src=visit().forms(MN_MAC), dst=ANYCAST, code=0, hao=None, rh2=None,
              payload=lambda octets: len(octets) == 8 and octets[6:] == b"\0\0")
    t.require(not t.updates(), "an update to nobody it was told of")
    t.agent.tell(request, HA)
    t.update(1)
    t.registered()
    t.node.plug(elsewhere())
    t.must_be(t.update_from(elsewhere()), src=elsewhere().forms(MN_MAC))
    t.registered()


@case("M74", "MN-49",
      "no answer: requests after 3, 6, 12, 24 s, then no more", node="M74")
def no_reply(t):
    asks(t)
    t.gaps(lambda: t.node.requests, TIMEOUTS)
    t.stops("a request", lambda: t.node.requests, LAST_S + 3)
    t.require(len(t.node.requests) == 5, f"there were {len(t.node.requests)}")
    t.require(not t.updates(), "an update")


@case("M75", "MN-50 MN-14",
      "two home agents, the first of which is silent: the second is asked, not within 1.5 s",
      node="M75")
def silent_agent(t):
    t.agent.on["BU"] = lambda seen: None
    second = two(t, asks(t))
    first = t.update(1)
    other = t.update(1, second)
    t.require(other.when - first.when > FIRST_BINDACK_S,
              f"after {other.when - first.when:.2f} s already")
    t.waits_for_node("that it is registered there", lambda node: node["registered"] and
                     node["agent"] == SECOND)


@case("M76", "MN-52 IC-01",
      "replies with a wrong identifier, to another address: ignored; with reserved bits set: "
      "accepted", node="M76")
def wrong_identifier(t):
    def answer(request):
        ident = request.value >> 16
        for wrong in (ident ^ 1, ident ^ 0x8000, 0):
            t.agent.tell(request, HA, ident=wrong)

    t.node.discovery = answer
    asks(t)
    t.gaps(lambda: t.node.requests, TIMEOUTS[:2])
    t.require(not t.updates(), "an update")
    t.node.discovery = lambda request: t.agent.tell(request, HA, reserved=0xffff)
    t.update(1)
    t.registered()


@case("M77", "MN-50 MN-21",
      "the first of two home agents refuses: the second is asked", node="M77")
def refusing_agent(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, status=132)
    second = two(t, asks(t))
    t.update(1)
    t.update(1, second)
    t.waits_for_node("that it is registered there", lambda node: node["registered"] and
                     node["agent"] == SECOND)
    t.stops("an update to the first one", t.updates, 4)
