# SPDX-License-Identifier: GPL-2.0
"""Packets over a binding, and those that pretend to be (RFC 6275 6.3, 6.4, 9.3)."""

import struct
import time

from cases import ANSWER_S, CN, CN2, case
from esp import ESP, Security
from fragments import Together, cut
from mobile import ECHOED, Mobile
from packets import DSTOPTS, FRAGMENT, ICMP6, checksum, echo, echo_from_home, echo_routed, \
    icmp6, ipv6, packed, raw_dstopts, solicitation, solicited_node

LINK_MTU = 1500


@case("C01", "HO-03 BE-01 BC-05",
      "echo request with home address option, no binding: binding error 1 to the care-of address, "
      "each time")
def c01(t):
    mn = Mobile(t)
    mn.is_unbound()
    t.until(time.monotonic() + 1)
    mn.is_unbound()


@case("C06", "CN-01 CN-04 BC-01",
      "echo request from the home address of a binding: the reply goes to the care-of address")
def c06(t):
    mn = Mobile(t).registered()
    mn.pings_at(mn.coa)


@case("C07", "HO-01",
      "echo request with home address option of a binding: the reply has RH2")
def c07(t):
    Mobile(t).registered().is_bound()


@case("C31", "CN-09 CN-10 MH-07 MH-08",
      "traffic until a binding ends: one to three BRR to the home address, reserved 0, no RH2; it "
      "ends when it must")
def c31(t):
    mn = Mobile(t)
    mn.tests()
    seen = mn.registers(25)
    end = seen.when + seen.lifetime * 4
    while time.monotonic() < end - 2:
        mn.pings_at(mn.coa)
        t.until(time.monotonic() + 2)
    t.until(end + 0.5)
    mn.is_unbound()
    came = [seen.when for seen in t.refreshes]
    t.require(1 <= len(came) <= 3, f"{len(came)} BRR came")
    t.require(all(later - earlier > 1 for earlier, later in zip(came, came[1:])),
              f"BRR came at {came}")
    for seen in t.refreshes:
        t.must_be(seen, dst=mn.hoa)


@case("C55", "CN-05 HO-03",
      "right home address from another care-of address, and the reverse: binding error 1, still "
      "bound")
def c55(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2)
    mn.is_unbound(other.coa)
    Mobile(t, hoa=other.hoa, coa=mn.coa).is_unbound()
    mn.is_bound()


@case("C56", "CN-06",
      "echo request with home address option whose checksum is made with the care-of address: "
      "silence")
def c56(t):
    mn = Mobile(t).registered()
    t.silent(echo_from_home(mn.coa, CN, mn.hoa, csum_src=mn.coa))
    mn.is_bound()


@case("C57", "BE-02 HO-02",
      "echo request with home address option from a multicast source; both multicast: silence")
def c57(t):
    mn, group, other = Mobile(t).registered(), "ff0e::57", "ff0e::57:1"
    t.owns(group, other)
    t.silent(echo_from_home(group, CN, mn.hoa), echo_from_home(group, CN, other))
    mn.is_bound()


@case("C58", "RT-04",
      "echo request with type 2 routing header to the node: silence, nothing forwarded")
def c58(t):
    mn = Mobile(t).registered()
    t.silent(*(echo_routed(mn.coa, CN, address) for address in (CN2, mn.hoa, "ff0e::58")))


def destinations(*options):
    """Octets of options, each 18 long, aligned at 8n+6 as home addresses are."""
    octets = b""
    for option in options:
        missing = (6 - len(octets) - 2) % 8
        octets += bytes([1, missing - 2]) + bytes(missing - 2) + option
    return octets


@case("C59", "HO-05 HO-06",
      "two home address options in a header, in two headers; one of length 15: silence")
def c59(t):
    mn = Mobile(t).registered()
    option = b"\xc9\x10" + packed(mn.hoa)
    single = raw_dstopts(DSTOPTS, destinations(option)) + raw_dstopts(ICMP6, destinations(option))
    request = icmp6(mn.hoa, CN, 128, 0, struct.pack("!H", 1) + ECHOED)
    t.silent(echo_from_home(mn.coa, CN, mn.hoa, options=destinations(option, option)),
             ipv6(mn.coa, CN, DSTOPTS, single + request),
             echo_from_home(mn.coa, CN, mn.hoa,
                            options=b"\1\2\0\0\xc9\x0f" + packed(mn.hoa)[:15] + b"\0"))
    mn.is_bound()


@case("C63", "CN-13",
      "echo request of 4000 octets with home address option in fragments: so is the reply, with "
      "RH2 in each")
def c63(t):
    mn = Mobile(t).registered()
    data = bytes(at * 7 & 0xff for at in range(4000))
    request = icmp6(mn.hoa, CN, 128, 0, struct.pack("!HH", 63, 1) + data)
    header = raw_dstopts(FRAGMENT, b"\1\2\0\0\xc9\x10" + packed(mn.hoa))
    for piece in cut(ICMP6, request, 1200, 63):
        t.send(ipv6(mn.coa, CN, DSTOPTS, header + piece))
    together, reply = Together(), None
    while reply is None:
        seen = t.next(ANSWER_S * 3)
        t.require(seen, "the reply is not there, or not all of it")
        t.well_formed(seen)
        t.must_be(seen, src=CN, dst=mn.coa, rh2=mn.hoa, proto=FRAGMENT,
                  octets=lambda octets: len(octets) <= LINK_MTU)
        reply = together.add(seen.payload)
    t.require(reply[:2] == b"\x81\0" and reply[8:] == data and
              not checksum(CN, mn.hoa, ICMP6, reply), f"the reply is {reply[:16].hex()}...")


@case("C65", "CN-02 MH-10",
      "home address on the link, bound elsewhere: neighbour discovery and HoT go there unchanged")
def c65(t):
    t.mac = "02:00:00:00:65:10"
    mn = Mobile(t, hoa="2001:db8:3::6510")
    # Resolved anew: the answer to a test needs a solicitation.
    mn.registered()
    t.node.ip("neigh flush dev eth0 to " + mn.hoa)
    mark = len(t.solicited)
    mn.home_test()
    t.require(len(t.solicited) > mark, "the home address was not solicited")
    t.must_be(t.solicited[mark], sound=None, rh2=None, hao=None, target=mn.hoa,
              dst=lambda dst: dst in (mn.hoa, solicited_node(mn.hoa)))
    seen = t.answer(solicitation(mn.hoa, CN, dst=CN, mac=t.mac), "NA")
    t.must_be(seen, src=CN, dst=mn.hoa, rh2=None, hao=None, eth_dst=t.mac, target=CN)
    mn.is_bound()


@case("C66", "HO-04 CN-06",
      "ESP for the home address behind a home address option: the reply is ESP behind RH2")
def c66(t):
    mn = Mobile(t).registered()
    security = Security(t.node, mn.hoa, CN)
    request = icmp6(mn.hoa, CN, 128, 0, struct.pack("!H", 66) + ECHOED)
    header = raw_dstopts(ESP, b"\1\2\0\0\xc9\x10" + packed(mn.hoa))
    seen = None
    for _ in range(2):
        t.send(ipv6(mn.coa, CN, DSTOPTS, header + security.seal(ICMP6, request)))
        seen = seen or t.next(ANSWER_S)
    t.require(seen, "no answer came")
    t.well_formed(seen)
    t.must_be(seen, src=CN, dst=mn.coa, rh2=mn.hoa, proto=ESP)
    opened = security.open(seen.payload)
    t.require(opened == (ICMP6, icmp6(CN, mn.hoa, 129, 0, struct.pack("!H", 66) + ECHOED)),
              f"the ESP holds {opened}")
    t.must_be(t.next(ANSWER_S), dst=mn.coa, rh2=mn.hoa, proto=ESP)
