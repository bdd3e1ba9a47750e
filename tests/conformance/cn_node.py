# SPDX-License-Identifier: GPL-2.0
"""The node as a whole: errors from the path, limits, switches, its end and new start."""

import socket
import subprocess
import threading
import time

from bench import inside
from cases import ANSWER_S, CN, case
from fragments import Together
from mobile import Mobile
from packets import DSTOPTS, FRAGMENT, carry, echo, echo_from_home, error, hoti, ipv6, mh_bytes, \
    packed, raw_dstopts
from tcp import TCP, Client

UNREACHABLE, TOO_BIG = 1, 2
LINK_MTU, PATH_MTU = 1500, 1280


@case("C54", "CN-07 CN-08",
      "unreachable errors about packets with RH2: still bound after the first, and after those "
      "about packets that the node did not send; unbound in the end")
def c54(t):
    mn, stranger = Mobile(t).registered(), Mobile(t, 2)
    sent = mn.pings_at(mn.coa).octets

    def unreachable(quoted):
        t.send(error("2001:db8:2:54::1", CN, UNREACHABLE, 3, 0, quoted))
        t.until(time.monotonic() + 1)

    for _ in range(5):
        unreachable(sent[:48] + packed(stranger.hoa) + sent[64:])
        unreachable(sent[:24] + packed(stranger.coa) + sent[40:])
    mn.is_bound()
    unreachable(sent)
    mn.is_bound()
    give_up = time.monotonic() + 120
    while True:
        t.require(time.monotonic() < give_up, "still bound after 120 s of errors")
        seen = t.answer(echo(mn.hoa, CN, next(t.idents) & 0xffff), "REPLY")
        if seen.dst == mn.hoa:
            break
        t.must_be(seen, dst=mn.coa, rh2=mn.hoa)
        unreachable(seen.octets)
    mn.is_unbound()


def errors_about(t, packets):
    """Sends packets at once; returns how many binding errors come and how long it took."""
    began = time.monotonic()
    for packet in packets:
        t.world.send(t.node, packet)
    t.is_alive()
    took, count = time.monotonic() - began, 0
    while (seen := t.next(1)):
        t.must_be(seen, kind="BE", status=1)
        count += 1
    return count, took


@case("C60", "BE-03 LI-07 LI-09",
      "a thousand echo requests with home address option, no binding: few binding "
      "errors, to one source and in all", node="flood")
def c60(t):
    mn = Mobile(t)
    count, took = errors_about(t, [echo_from_home(mn.coa, CN, mn.hoa)] * 500)
    t.require(1 <= count <= 10 + 2 * took, f"{count} binding errors to one source in {took:.1f} s")
    sources = [f"2001:db8:2:60::1:{number:x}" for number in range(1, 501)]
    t.owns(*sources)
    t.until(time.monotonic() + 2)
    count, took = errors_about(t, [echo_from_home(src, CN, mn.hoa) for src in sources])
    t.require(1 <= count <= 20 + 20 * took, f"{count} binding errors in {took:.1f} s")


@case("C61", "BU-17 LI-04 BC-03",
      "one binding more than the table holds: BA 130, authorized, or the oldest is "
      "gone", node="full")
def c61(t):
    if t.node.has("max_cached_bindings"):
        t.node.set("max_cached_bindings", 4)
    full, last = [Mobile(t, number).registered() for number in range(1, 5)], Mobile(t, 5)
    last.tests()
    update = last.update(20)
    seen = t.answer(update.packet, "BA", tries=1)
    if seen.status:
        last.answered(seen, update, 130)
        last.is_unbound()
    else:
        last.answered(seen, update)
        last.is_bound()
        full[0].is_unbound()
    for mn in full[1:] + ([full[0]] if seen.status else []):
        mn.is_bound()


def serve(t, data):
    """A server on the node under test that sends data to who connects; returns its port."""
    with inside(t.node.name):
        listener = socket.socket(socket.AF_INET6)
    listener.bind((CN, 0))
    listener.listen()

    def one():
        connection = listener.accept()[0]
        connection.sendall(data)
        connection.close()
        listener.close()

    threading.Thread(target=one, daemon=True).start()
    return listener.getsockname()[1]


@case("C64", "CN-03 CN-08",
      "TCP to a home address, path MTU 1280 to the care-of address: all of it arrives, each "
      "packet with RH2, whole or in fragments, none too big once that is known")
def c64(t):
    mn, router, data = Mobile(t).registered(), "2001:db8:2:64::1", bytes(range(250)) * 240
    client = Client(mn.hoa, CN, serve(t, data))
    header = raw_dstopts(TCP, b"\1\2\0\0\xc9\x10" + packed(mn.hoa))

    def send(segments):
        for segment in segments:
            t.send(ipv6(mn.coa, CN, DSTOPTS, header + segment))

    told, big, together = 0, 0, Together()
    give_up = time.monotonic() + 120
    send(client.open())
    while not client.done:
        t.require(time.monotonic() < give_up, f"{len(client.received)} octets came in 120 s")
        seen = t.next(ANSWER_S)
        if not seen:
            send([] if client.next else client.open())
            continue
        t.well_formed(seen)
        t.must_be(seen, src=CN, dst=mn.coa, rh2=mn.hoa,
                  proto=lambda proto: proto in (TCP, FRAGMENT),
                  octets=lambda octets: len(octets) <= LINK_MTU)
        if len(seen.octets) > PATH_MTU:
            big += 1
            t.require(not told or seen.when < told + ANSWER_S,
                      f"{len(seen.octets)} octets came, long after Packet Too Big: {seen}")
            told = told or time.monotonic()
            t.send(error(router, CN, TOO_BIG, 0, PATH_MTU, seen.octets))
            continue
        # TCP knows no MTU below 1280: with RH2 its segments are longer than the path takes.
        segment = together.add(seen.payload) if seen.proto == FRAGMENT else seen.payload
        send(client.heard(segment) if segment else [])
    t.require(client.received == data, f"{len(client.received)} octets came, not those sent")
    t.require(big, "no packet was longer than 1280 octets, so nothing was shown")
    # What it sent again before it heard that all had come.
    t.settle(lambda seen: seen.proto in (TCP, FRAGMENT))


@case("C67", "CV-03",
      "route optimization switched off: HoTI draws binding error 2 or nothing, an "
      "echo request from the home address a plain reply", node="off")
def c67(t):
    mn = Mobile(t)
    t.silent(carry(mh_bytes(hoti(bytes(8))), mn.hoa, CN),
             may=lambda seen: seen.kind == "BE" and seen.status == 2 and seen.hoa == "::")
    mn.pings_at(mn.hoa)


@case("C68", "CN-14 RR-11",
      "the module goes and comes under traffic: binding error 1, old "
      "nonces expired, then registration with any sequence number", node="reload", alone=True)
def c68(t):
    mn, going = Mobile(t, seq=2000).registered(), threading.Event()
    mn.is_bound()

    def traffic():
        while not going.wait(0.02):
            t.world.send(t.node, echo_from_home(mn.coa, CN, mn.hoa))

    thread = threading.Thread(target=traffic, daemon=True)
    thread.start()
    try:
        for way in ("-r", "-a"):
            subprocess.run(["modprobe", way, "mip6_base"], check=True)
        t.node.configure()
    finally:
        going.set()
        thread.join()
    t.is_alive()
    while t.next(1):
        pass
    mn.is_unbound()
    seen = t.answer(mn.update(20).packet, "BA", tries=1)
    t.must_be(seen, status=lambda status: status in (136, 137, 138), options=[])
    mn.seq = 10
    mn.tests()
    mn.registers()
    mn.is_bound()
