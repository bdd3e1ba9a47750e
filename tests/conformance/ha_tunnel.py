# SPDX-License-Identifier: GPL-2.0
"""What goes through the tunnel of a binding, and what does not (10.4.2, 10.4.5; RFC 2473)."""

import json
import socket
import struct

from agent import HA, HOME, Mobile, hop
from bench import inside, run as command
from cases import SURE_S, case
from fragments import Together
from packets import DSTOPTS, FRAGMENT, ICMP6, IN_IP6, carry, echo, error, icmp6, ipv6, packed, \
    raw_dstopts, tunnelled

UNREACHABLE, TOO_BIG, TIME_EXCEEDED = 1, 2, 3
TUNNEL_MTU, LEAST_MTU = 1460, 1280
HEADERS = 48            # of IPv6 and of an echo request


def home_test(src, dst):
    """As a correspondent sends it."""
    return carry(bytes([59, 2, 3]) + bytes(3) + b"\0\4" + b"cookie 8" + b"token  8", src, dst)


@case("H36", "HA-31 TU-01 TU-02",
      "echo requests of a correspondent, of a host on the home link: tunnelled from the home agent "
      "to the care-of address, unchanged but for the hop limit; traffic class copied")
def h36(t):
    mn = Mobile(t).registered()
    mn.is_tunnelled()
    marked = bytearray(echo(t.cn, mn.hoa, hlim=7))
    marked[:2] = b"\x6b\x80"
    mn.is_tunnelled(packet=bytes(marked))
    mn.is_tunnelled(packet=echo(t.host, mn.hoa))
    mn.is_tunnelled(packet=echo(t.cn, mn.hoa, size=TUNNEL_MTU - HEADERS))


@case("H37", "HA-32 BC-01",
      "echo request of the home agent's own: RH2, no tunnel; the reply behind a home address "
      "option is heard")
def h37(t):
    mn = Mobile(t).registered()
    with inside(t.node.name):
        sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
    sock.settimeout(SURE_S)
    with sock:
        sock.bind((HA, 0))
        body = struct.pack("!HH", 37, 1) + b"abcd"
        sock.sendto(icmp6(HA, mn.hoa, 128, 0, body), (mn.hoa, 0))
        seen = t.next(SURE_S)
        t.require(seen, "nothing came")
        t.well_formed(seen)
        t.must_be(seen, kind="ECHO", src=HA, dst=mn.coa, rh2=mn.hoa, hao=None,
                  payload=lambda octets: octets[4:] == body)
        reply = icmp6(mn.hoa, HA, 129, 0, body)
        t.send(ipv6(mn.coa, HA, DSTOPTS, raw_dstopts(ICMP6, b"\1\2\0\0\xc9\x10" + packed(mn.hoa)) +
                    reply))
        while True:
            octets, source = sock.recvfrom(2048)
            if octets == reply:
                break
        t.require(source[0] == mn.hoa, f"the reply is from {source[0]}")


def relayed(t, packet, outer, kind, code, value, becomes):
    """An error about what the tunnel carried becomes one for who sent that; returns it."""
    router = f"2001:db8:4:{t.label}::1"
    seen = t.answer(error(router, HA, kind, code, value, outer), becomes)
    t.must_be(seen, src=lambda src: src in t.node.ADDRESSES, dst=t.cn, rh2=None, hao=None,
              quoted=lambda octets: len(octets) >= min(len(packet), 1000) and
              hop(packet).startswith(octets))
    return seen


def fails(t, kind, code):
    """It becomes unreachable, code 3, and nothing else: the binding is as it was."""
    mn = Mobile(t).registered()
    packet, outer = mn.arrives()
    t.becomes(packet, outer)
    t.must_be(relayed(t, packet, outer, kind, code, 0, "UNREACHABLE"), code=3)
    mn.is_tunnelled()


@case("H42", "HA-43 TU-06",
      "time exceeded about a tunnelled packet: unreachable, code 3, to the correspondent")
def h42(t):
    fails(t, TIME_EXCEEDED, 0)


@case("H43", "HA-43 TU-06",
      "unreachable, code 0, about a tunnelled packet: unreachable, code 3, to the correspondent")
def h43(t):
    fails(t, UNREACHABLE, 0)


def narrows(t, mn, told, left):
    """A packet that fills the tunnel, and what comes when a router tells how wide its link is."""
    packet, outer = mn.arrives(packet=echo(t.cn, mn.hoa, size=TUNNEL_MTU - HEADERS))
    t.becomes(packet, outer)
    t.must_be(relayed(t, packet, outer, TOO_BIG, 0, told, "TOO-BIG"), code=0, value=left)
    seen = t.answer(packet, "TOO-BIG")
    t.must_be(seen, dst=t.cn, code=0, value=left,
              quoted=lambda octets: octets[8:] == packet[8:8 + len(octets) - 8])


@case("H44", "TU-03 TU-06",
      "packet too big, 1400, about a tunnelled packet: 1360 to the correspondent; so for the next "
      "one that is too big, and one that is not is tunnelled")
def h44(t):
    mn = Mobile(t).registered()
    narrows(t, mn, 1400, 1360)
    mn.is_tunnelled(packet=echo(t.cn, mn.hoa, size=1360 - HEADERS))


@case("H45", "TU-04 TU-06",
      "packet too big, 1280: 1280 to the correspondent; a packet of 1280 octets is then tunnelled "
      "in two fragments")
def h45(t):
    mn = Mobile(t).registered()
    narrows(t, mn, LEAST_MTU, LEAST_MTU)
    packet = echo(t.cn, mn.hoa, size=LEAST_MTU - HEADERS)
    t.send(packet)
    together, whole = Together(), None
    for _ in range(2):
        seen = t.next(SURE_S)
        t.require(seen and not whole, "fragments are missing")
        t.well_formed(seen)
        t.must_be(seen, src=HA, dst=mn.coa, proto=FRAGMENT,
                  octets=lambda octets: len(octets) <= LEAST_MTU and octets[40] == IN_IP6)
        whole = together.add(seen.payload)
    t.require(whole == hop(packet), "the fragments hold another packet")


@case("H46", "HA-38",
      "reverse tunnel from the care-of address, home address inside: forwarded as it is but for "
      "the hop limit, to a correspondent, to a host on the home link")
def h46(t):
    mn = Mobile(t).registered()
    mn.is_heard()
    packet = echo(mn.hoa, t.host)
    t.becomes(mn.sends(packet), hop(packet), HOME, t.host_mac)


@case("H47", "HA-38 TU-05",
      "reverse tunnel from another address, home address inside: silence")
def h47(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2)
    mn.is_heard(behind=[other.sends(mn.speaks()), tunnelled("ff0e::47", HA, mn.speaks())])


@case("H48", "HA-38",
      "after a move, from the care-of address that was left: silence")
def h48(t):
    mn, coa2 = Mobile(t).registered(), f"2001:db8:2:{t.label}::2"
    t.owns(coa2)
    mn.is_heard()
    mn.registers(src=coa2)
    mn.is_heard(coa2, behind=[mn.sends(mn.speaks())])


@case("H49", "HA-40",
      "reverse tunnel with an inner source that is not bound, from its own and from a registered "
      "care-of address: silence")
def h49(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2)
    mn.is_heard(behind=[other.sends(other.speaks()), mn.sends(other.speaks()),
                        mn.sends(mn.speaks(HA)), mn.sends(mn.speaks(mn.coa))])


@case("H50", "HA-40",
      "another mobile node's home address inside, from the own care-of address: silence")
def h50(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    mn.is_heard(behind=[mn.sends(other.speaks()), other.sends(mn.speaks())])
    other.is_heard()


@case("H51", "HA-40",
      "inner source link-local, multicast, loopback, unspecified: silence")
def h51(t):
    mn = Mobile(t).registered(flags="AHL")
    t.owns("ff0e::51")
    mn.is_heard(behind=[mn.sends(mn.speaks(src))
                        for src in (mn.link_local, "ff0e::51", "::1", "::")])


@case("H54", "HA-31 HA-15",
      "HoT for a mobile node, again after its move: tunnelled to the care-of address that it has, "
      "without RH2")
def h54(t):
    mn, coa2 = Mobile(t).registered(), f"2001:db8:2:{t.label}::2"
    t.owns(coa2)
    mn.is_tunnelled(packet=home_test(t.cn, mn.hoa))
    mn.registers(src=coa2)
    mn.is_tunnelled(coa2, home_test(t.cn, mn.hoa))


@case("H55", "HA-41",
      "from one mobile node to another, both away: out of one tunnel into the other")
def h55(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    for here, there in (mn, other), (other, mn):
        packet, outer = there.arrives(packet=echo(here.hoa, there.hoa))
        t.becomes(here.sends(packet), outer)


@case("H75", "HA-32 HO-01",
      "echo request behind a home address option from the care-of address: the reply has RH2; "
      "binding error 1 from another")
def h75(t):
    mn = Mobile(t).registered()
    mn.is_bound()
    mn.is_unbound(Mobile(t, 2).coa)
    mn.is_bound()


@case("H78", "HA-48",
      "a care-of address that is a home address at another home agent, which sends what comes there "
      "back into ours: three rounds of two tunnels each, then silence and a count; so for a first "
      "fragment and behind destination options")
def h78(t):
    mn, other = Mobile(t).registered(), f"2001:db8:4:{t.label}::2"
    packet = echo(t.cn, mn.hoa)
    # RFC 2473 4.1.1: the first tunnel allows for four more.
    for _ in range(3):
        packet, outer = mn.arrives(packet=packet)
        t.becomes(packet, outer)
        packet = tunnelled(other, mn.hoa, hop(outer))
    inside_it = packet[40:]
    looped = loops(t)
    t.silent(packet,
             ipv6(other, mn.hoa, FRAGMENT, struct.pack("!BBHI", IN_IP6, 0, 1, 78) + inside_it),
             ipv6(other, mn.hoa, DSTOPTS, raw_dstopts(IN_IP6, b"\1\4\0\0\0\0") + inside_it))
    t.require(loops(t) >= looped + 3, f"{loops(t) - looped} are counted")
    mn.is_tunnelled()


def loops(t):
    """What did not enter a tunnel for being in too many."""
    link, = json.loads(command("ip", "-j", "-s", "link", "show", "dev", "ip6tnl1",
                               node=t.node.name))
    return link["stats64"]["tx"]["collisions"]
