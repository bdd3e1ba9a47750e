# SPDX-License-Identifier: GPL-2.0
"""ICMPv6 errors about what a node under test has sent with a type 2 routing header."""

import socket
import struct
import time

from bench import HA, Broken, inside
from packets import error

ROUTER = "2001:db8:2::ff"
IPV6_RECVERR, MSG_ERRQUEUE, IPV6_MTU, ORIGIN_ICMP6 = 25, 0x2000, 24, 3


def udp_to(node, peer):
    """A socket in another namespace, connected to a port there, that tells about errors."""
    with inside(node):
        sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVERR, 1)
    sock.settimeout(5)
    sock.bind((HA, 0))
    sock.connect((peer, 4000))
    return sock


def told(sock):
    """Type, code and value of the ICMPv6 error that a socket got; None if it got none."""
    for _ in range(50):
        try:
            control = sock.recvmsg(1, 512, MSG_ERRQUEUE)[1]
        except OSError:
            time.sleep(0.1)
            continue
        origin, kind, code, value = struct.unpack("=xxxxBBBxI", control[0][2][:12])
        return (kind, code, value) if origin == ORIGIN_ICMP6 else None
    return None


def errors(bench, mn):
    """Cases; mn has a binding of any kind."""
    sock = udp_to("ha", mn.hoa)
    mark = bench.wire.mark()
    sock.send(bytes(1300))
    seen = bench.wait_for("OTHER", 5, mark, dst=mn.coa, rh2=mn.hoa)
    if not seen:
        raise Broken("no packet with routing header")
    wrong = bytearray(seen.octets)
    wrong[39] ^= 1
    bench.case("an error about another care-of address is nobody's",
               (bench.router, error(ROUTER, HA, 2, 0, 1320, bytes(wrong))))
    bench.case("packet too big", (bench.router, error(ROUTER, HA, 2, 0, 1320, seen.octets)),
               count={"NErrorsRelayed": 1},
               check=lambda _: [] if "mtu 1320" in bench.ip(f"-6 route get {mn.coa}") else
               ["the route to the care-of address has not learnt"])
    bench.results.check("the sender is told what is left", [] if told(sock) == (2, 0, 1296) else
                        ["it is not"])
    bench.results.check("and finds it at its socket", [] if sock.getsockopt(
        socket.IPPROTO_IPV6, IPV6_MTU) == 1296 else ["it does not"])
    spoilt = bytearray(error(ROUTER, HA, 1, 4, 0, seen.octets))
    spoilt[-1] ^= 1
    bench.case("an error with a wrong checksum is none", (bench.router, bytes(spoilt)))
    bench.case("port unreachable", (bench.router, error(ROUTER, HA, 1, 4, 0, seen.octets)),
               count={"NErrorsRelayed": 1})
    bench.results.check("reaches the sender", [] if told(sock) == (1, 4, 0) else ["it does not"])
    sock.close()
