# SPDX-License-Identifier: GPL-2.0
"""What must be authenticated, by IPsec with keys set by hand (10.3.1, 10.4.6, RFC 3776)."""

from agent import AWAY, HA, MACS, Mobile, hop
from cases import ROUTER_MAC, SURE_S, Case, case
from esp import ESP, Security
from ha_tunnel import home_test
from packets import DSTOPTS, IN_IP6, MH, carry, hoti, ipv6, mh_bytes, packed, raw_dstopts

SPI = 0x1000            # of the case's first security association


def spi(t, number=0):
    return SPI * int(t.label) + 2 * number


def updates(t, mn, number=0):
    """The home agent's policy demands ESP, in transport mode, of what a mobile node tells it."""
    return Security(t.node, mn.hoa, HA, spi(t, number), MH, answers=False)


def under(security, mn, update):
    """The packet of an update under ESP."""
    header = raw_dstopts(ESP, b"\1\2\0\0\xc9\x10" + packed(mn.hoa))
    return ipv6(mn.coa, HA, DSTOPTS, header + security.seal(MH, update.packet[64:]))


@case("H12", "HA-01 SE-08",
      "home registration that nothing authenticates, where that is not allowed: silence, nothing "
      "probed for, no binding", node="strict")
def h12(t):
    mn = Mobile(t)
    first = mn.update()
    t.send(first.packet)
    mn.is_gone()
    t.node.set("allow_unprotected", 1)
    mn.registers()
    t.was_probed(mn.hoa)


@case("H13", "HA-01 SE-03 SE-04",
      "where policy demands ESP of updates: one in clear, one under ESP of another mobile node, one "
      "without alternate care-of address: silence, nothing probed for; under its own: BA 0 with RH2",
      node="ipsec")
def h13(t):
    mn, other, third = Mobile(t), Mobile(t, 2), Mobile(t, 3)
    own, others = updates(t, mn), updates(t, other, 1)
    # Without policy, it is the home agent alone that looks whose security association it is.
    anybody = Security(t.node, other.hoa, HA, spi(t, 2), bare="authentic")
    nobody = Security(t.node, third.hoa, HA, spi(t, 3), bare="not at all")
    Case.silent(t, mn.update().packet, under(others, mn, mn.update()),
                under(own, mn, mn.update(alt=None)), under(anybody, third, third.update()),
                under(nobody, third, third.update()))
    t.require(not t.probes_for(third.hoa), "it was probed for")
    t.require(not t.probes_for(mn.hoa), "it was probed for")
    for who, security in (mn, own), (other, others):
        update = who.update()
        who.answered(t.answer(under(security, who, update), "BA", tries=1), update, lifetime=1000)
    Case.silent(t, mn.update(0).packet, under(others, mn, mn.update(0)))
    mn.is_tunnelled()


def tunnel(t, mn):
    """ESP in tunnel mode for the tests of return routability."""
    return Security(t.node, mn.hoa, "::/0", spi(t), MH, (mn.coa, HA))


def init(t, mn):
    """The mobile node's first message to a correspondent."""
    return carry(mh_bytes(hoti(b"cookie 8")), mn.hoa, t.cn)


def tests_by_esp(t, mn, security, behind=()):
    """HoTI comes out, HoT goes in."""
    for packet in behind:
        t.send(packet)
    packet = init(t, mn)
    t.becomes(ipv6(mn.coa, HA, ESP, security.seal(IN_IP6, packet)), hop(packet))
    packet = home_test(t.cn, mn.hoa)
    t.send(packet)
    seen = t.next(SURE_S)
    t.require(seen, "no HoT came")
    t.well_formed(seen)
    t.must_be(seen, src=HA, dst=mn.coa, rh2=None, proto=ESP, link=AWAY, eth_src=MACS[AWAY],
              eth_dst=ROUTER_MAC)
    opened = security.open(seen.payload)
    t.require(opened == (IN_IP6, hop(packet)), f"the ESP holds {opened}")


@case("H52", "HA-37",
      "HoTI by ESP in tunnel mode: forwarded; HoT returns by ESP in tunnel mode; payload goes "
      "without")
def h52(t):
    mn = Mobile(t).registered()
    tests_by_esp(t, mn, tunnel(t, mn))
    mn.is_heard()
    mn.is_tunnelled()


@case("H53", "HA-39",
      "HoTI in clear while policy demands ESP: silence; by ESP it is forwarded; so for all that is "
      "in the reverse tunnel")
def h53(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    security = tunnel(t, mn)
    tests_by_esp(t, mn, security, behind=[mn.sends(init(t, mn))])
    security = Security(t.node, other.coa, HA, spi(t, 1), IN_IP6, answers=False)
    t.send(other.sends(other.speaks()))
    packet = other.speaks()
    t.becomes(ipv6(other.coa, HA, ESP, security.seal(IN_IP6, packet)), hop(packet))
