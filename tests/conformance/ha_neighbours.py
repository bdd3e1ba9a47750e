# SPDX-License-Identifier: GPL-2.0
"""The home link: neighbour discovery for who is away, and what is not tunnelled (10.4)."""

import itertools
import struct

from agent import ALL_NODES, ALL_NODES_MAC, HA, HA_LINK_LOCAL, HOME, MACS, Mobile, advertised, \
    solicited
from cases import case
from packets import checksum, echo, ipv6, solicitation, solicited_node

UDP, NO_PORT = 17, 4242


def probed(t, target):
    """Another node's detection finds out that somebody has it."""
    seen = t.answer(solicitation("::", target), "NA", mac=t.host_mac)
    t.must_be(seen, src=lambda src: src in (HA, HA_LINK_LOCAL, target), dst=ALL_NODES, link=HOME,
              eth_src=MACS[HOME], eth_dst=ALL_NODES_MAC,
              payload=lambda octets: octets[4:] == advertised(target, 0))


def asked(t, mn, target):
    """By multicast and unicast, from a global and a link-local address, with and without a source
    link-layer address."""
    for src, dst, mac in itertools.product((t.host, t.neighbour), (solicited_node(target), target),
                                           (t.host_mac, None)):
        solicited(t, target, src, dst, mac)
    mn.is_tunnelled()


@case("H29", "HA-26",
      "solicitation for the home address, multicast or unicast, from a global or link-local "
      "address, with or without link-layer address: NA with the home agent's, R 0, S 1, O 0")
def h29(t):
    mn = Mobile(t).registered()
    asked(t, mn, mn.hoa)


@case("H30", "HA-27",
      "solicitation for the home address from nobody: NA to all nodes, R 0, S 0, O 0")
def h30(t):
    mn = Mobile(t).registered()
    probed(t, mn.hoa)


@case("H31", "HA-26 HA-27",
      "with L, for the link-local address: the same")
def h31(t):
    mn = Mobile(t).registered(flags="AHL")
    asked(t, mn, mn.link_local)
    probed(t, mn.link_local)


@case("H32", "HA-26 HA-16",
      "without L, for the link-local address: silence; so when an update leaves L out")
def h32(t):
    mn = Mobile(t).registered()
    mn.is_undefended(mn.link_local)
    mn.registers(flags="AHL")
    mn.is_defended(mn.link_local)
    mn.registers()
    mn.is_undefended(mn.link_local)
    mn.is_defended()


@case("H33", "HA-28",
      "solicitation to the home address's solicited-node group for another target: silence")
def h33(t):
    mn, twin = Mobile(t).registered(), f"2001:db8:1::5:{t.label}:1"
    assert solicited_node(twin) == solicited_node(mn.hoa)
    mn.is_undefended(twin)
    mn.is_defended()


@case("H35", "HA-27",
      "another host's detection for the home address, again and again: defended each time; still "
      "bound")
def h35(t):
    mn = Mobile(t).registered()
    for _ in range(3):
        probed(t, mn.hoa)
    mn.is_tunnelled()


@case("H38", "HA-33",
      "with L, echo request of a host on the home link to the link-local address: unreachable, "
      "code 3; not tunnelled")
def h38(t):
    mn = Mobile(t).registered(flags="AHL")
    packet = echo(t.neighbour, mn.link_local)
    seen = t.answer(packet, "UNREACHABLE")
    t.must_be(seen, src=HA_LINK_LOCAL, dst=t.neighbour, code=3, link=HOME, eth_dst=t.host_mac,
              quoted=packet)
    mn.is_tunnelled()


@case("H39", "HA-33",
      "the same from a multicast source: silence")
def h39(t):
    mn, group = Mobile(t).registered(flags="AHL"), "ff02::39"
    t.owns(group)
    t.send(echo(group, mn.link_local), t.host_mac)
    seen = t.answer(echo(t.neighbour, mn.link_local), "UNREACHABLE")
    t.must_be(seen, dst=t.neighbour)


def datagram(src, dst):
    """To a port that nobody listens at."""
    def header(csum):
        return struct.pack("!HHHH", NO_PORT, NO_PORT, 12, csum) + b"data"

    return ipv6(src, dst, UDP, header(checksum(src, dst, UDP, header(0))), 8)


@case("H40", "HA-34",
      "datagrams to ff02::1, ff05::1:3 on the home link: not tunnelled")
def h40(t):
    mn = Mobile(t).registered()
    for src, dst in itertools.product((t.host, t.neighbour), (ALL_NODES, "ff05::1:3")):
        t.send(datagram(src, dst))
    mn.is_tunnelled()
