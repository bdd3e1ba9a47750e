# SPDX-License-Identifier: GPL-2.0
"""Cases of a conformance test, side by side: each is a function in a thread of its own.

    @case("C01", "HO-03 BE-01", "what must be")
    def unknown_home_address(t):
        mn = Mobile(t)          # see mobile.py
        ...
    run(sys.argv[1:])

The node under test is in a network namespace, its cable's other end is ours: all hosts in the
world are behind it and played by this program. Every case has addresses of its own, and sees what
comes to them. Cases that need a node in a state of its own name another one (NODES). Here is
what cases of a correspondent node need; agent.py has what a home agent's need besides.
"""

import itertools
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections import deque

from bench import ETH_P_IPV6, NOISE, Broken, inside, ip_batch, receive, run as command, \
    socket_in, write_capture
from form import flaws
from packets import Seen, advertisement, echo, mac_bytes, packed, text
from tap import Results

CN, CN2 = "2001:db8:3::30", "2001:db8:3::31"
CN_MAC, ROUTER_MAC, ROUTER = "02:00:00:00:03:30", "02:00:00:00:03:ff", "fe80::ff"
ANSWER_S = 3.0          # an answer that is not there by then is asked for once more
TRIES = 5
SURE_S = 15.0           # one that cannot be asked for twice
SILENCE_S = 3.0
START_GAP_S = 0.15      # between starts of cases,
LATE_S = 0.1            # which wait while packets wait longer than this: a guest is slow
TOO_LATE_S = 0.3        # then what a case finds wrong may be of our making
PATIENCE_S = 20
AHEAD = -10             # of other files in the guest: all the world waits for this one
SO_RCVBUFFORCE = 33

# Nodes under test: what is not as it is for all is said under net.ipv6.mobility.
NODES = {
    "cn": {},
    "off": {"accept_return_routability": 0},
    "full": {"max_bindings": 4},
    "flood": {},
    "reload": {},
}
CASES = {}


class Failed(Exception):
    """The node under test did not do what it must."""


class Entry:
    """What is known of a case before it runs. alone: it runs only if it is named."""

    def __init__(self, number, requirements, what, function, node, alone):
        self.number, self.requirements, self.what = number, requirements.split(), what
        self.function, self.node, self.alone = function, node, alone

    def __str__(self):
        return " ".join([self.number, *self.requirements, self.what])


def case(number, requirements, what, node=None, alone=False):
    """Declares a case; its node under test is the first of the kinds that there are, if none is
    named."""
    def declare(function):
        assert number not in CASES, number
        CASES[number] = Entry(number, requirements, what, function, node, alone)
        return function
    return declare


class Node:
    """A correspondent node at the end of a cable."""

    KINDS = NODES
    VALUES = {}             # what all nodes have
    MODULE = "mip6_base"
    MACS = {"eth0": CN_MAC}
    ADDRESSES = CN, CN2     # the first one is what cases send to
    PULLED = False          # whether cables are pulled
    SETUP = [
        "addr add fe80::30/64 dev eth0 nodad",
        f"addr add {CN}/64 dev eth0 nodad", f"addr add {CN2}/64 dev eth0 nodad",
        f"route add default via {ROUTER} dev eth0",
    ]

    def __init__(self, name):
        self.name, self.socks, self.owners = name, {}, {}
        ends = {interface: f"{name}-{interface}" for interface in self.MACS}
        command("ip", "netns", "add", name)
        lines = ["link set lo up"]
        for interface, mac in self.MACS.items():
            lines += [f"link add {interface} address {mac} type veth peer name {ends[interface]} "
                      "netns peer",
                      f"link set {interface} addrgenmode none", f"link set {interface} up"]
        ip_batch(name, [*lines, *self.SETUP])
        for interface in self.MACS:
            # Who answers for all the hosts may be slow to.
            command("sysctl", "-qw", f"net.ipv6.neigh.{interface}.mcast_solicit=10", node=name)
            # What comes has the size that it would have on a wire, and its checksum.
            command("ethtool", "-K", interface, "tx", "off", "gso", "off", "tso", "off", node=name)
        ip_batch("peer", [f"link set {end} up promisc on" for end in ends.values()])
        for interface, end in ends.items():
            self.socks[interface] = socket_in("peer", end, ETH_P_IPV6)
            self.socks[interface].setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20)
        self.configure()

    def configure(self):
        """Sets what this node has of its own."""
        for name, value in {**self.VALUES, **self.KINDS[self.name]}.items():
            self.set(name, value)

    def takes(self, seen, world):
        """Gives what came to the case whose it is; whether there is one."""
        if seen.kind == "NS":
            owner = self.owners.get(seen.target)
            if owner or seen.target == ROUTER:
                mac = owner.mac if owner else ROUTER_MAC
                world.send(self, advertisement(seen.target, seen.target, mac, seen.src,
                                               0x60000000), mac)
            if owner:
                owner.solicited.append(seen)
            return True
        owner = self.owners.get(seen.dst)
        if owner:
            owner.put(seen)
        return bool(owner)

    def set(self, name, value):
        """Changes a value under net.ipv6.mobility."""
        with inside(self.name), \
                open(f"/proc/sys/net/ipv6/mobility/{name}", "w", encoding="ascii") as file:
            file.write(str(value))

    def has(self, name):
        """Whether there is such a value."""
        with inside(self.name):
            return os.path.exists(f"/proc/sys/net/ipv6/mobility/{name}")

    def ip(self, *commands):
        """ip(8) there."""
        ip_batch(self.name, commands)


class World:
    """All there is around the nodes under test."""

    def __init__(self, kind, names):
        command("modprobe", kind.MODULE)
        command("ip", "netns", "add", "peer")
        command("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1", node="peer")
        self.nodes = {name: kind(name) for name in names}
        self.strays, self.frames, self.stopping = [], [], False
        self.late = 0           # how long a packet has waited to be received
        self.lags = []          # (when, how long) of those that waited too long
        self.thread = threading.Thread(target=self._receive, daemon=True)
        self.thread.start()

    def send(self, node, packet, mac=ROUTER_MAC, link="eth0"):
        dst = packet[24:40]
        to = b"\x33\x33" + dst[12:] if dst[0] == 0xff else mac_bytes(node.MACS[link])
        frame = to + mac_bytes(mac) + struct.pack("!H", ETH_P_IPV6) + packet
        self.frames.append((time.time(), frame))
        try:
            node.socks[link].send(frame)
        except OSError:
            # Its cable was pulled this moment.
            if not node.PULLED:
                raise

    def _receive(self):
        ends = {sock: (node, link) for node in self.nodes.values()
                for link, sock in node.socks.items()}
        while not self.stopping:
            for sock in select.select(list(ends), [], [], 0.2)[0]:
                try:
                    frame, _, age = receive(sock)
                except OSError:
                    if not ends[sock][0].PULLED:
                        raise
                    continue
                self.late = max(self.late, age)
                if age > TOO_LATE_S:
                    self.lags.append((time.monotonic(), age))
                self.frames.append((time.time() - age, frame))
                macs = [":".join(f"{octet:02x}" for octet in frame[at:at + 6]) for at in (6, 0)]
                node, link = ends[sock]
                seen = Seen(frame[14:], link, *macs, time.monotonic() - age)
                if not node.takes(seen, self) and seen.kind not in NOISE:
                    self.strays.append(f"{node.name}: {seen}")

    def keeps_up(self, seconds):
        """Waits so long, and on until packets are received soon after they came; returns whether
        they are."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.late = 0
            time.sleep(seconds)
            if self.late < LATE_S:
                return True
        return False

    def lag(self, since):
        """For how long a packet has waited since then, if that was too long, else 0."""
        return max((age for when, age in list(self.lags) if when >= since), default=0)

    def close(self):
        """Takes everything away; what went over the cables is kept if somebody will look."""
        self.stopping = True
        self.thread.join()
        for name in (*self.nodes, "peer"):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)


class Case:
    """A case that runs: what it sends and what comes to its addresses."""

    START_GAP_S, AT_ONCE, FIRST = START_GAP_S, 1000, ()

    def __init__(self, entry, world):
        self.entry, self.world, self.node = entry, world, world.nodes[entry.node]
        self.local = self.node.ADDRESSES[0]
        self.label = str(int(entry.number[1:]))
        self.mac, self.probe = ROUTER_MAC, f"2001:db8:4:{self.label}::ee"
        self.inbox, self.changed, self.log = deque(), threading.Condition(), []
        self.solicited, self.refreshes, self.alive = [], [], set()
        self.may_come = set()   # kinds that may come at any time
        self.idents = itertools.count(int(self.label) * 256)
        self.owns(self.probe)

    def owns(self, *addresses):
        """What is sent to them comes to this case."""
        for address in addresses:
            self.node.owners[text(packed(address))] = self

    def put(self, seen):
        """A packet came (called by the receiving thread)."""
        with self.changed:
            if seen.dst == self.probe:
                self.alive.add(getattr(seen, "ident", None))
            else:
                self.log.append(f"{seen.when:.3f} came {seen} {seen.octets.hex()}")
                # Any binding that was used may draw these before its end (RFC 6275 9.5.5).
                if seen.kind == "BRR":
                    self.refreshes.append(seen)
                elif seen.kind not in self.may_come:
                    self.inbox.append(seen)
            self.changed.notify_all()

    def way(self, packet, mac):
        """By which link-layer address and which link a packet is sent. mac: of whom, if a case
        says so."""
        return mac or self.mac, "eth0"

    def send(self, packet, mac=None):
        way = self.way(packet, mac)
        seen = Seen(packet, way[1])
        self.log.append(f"{time.monotonic():.3f} sent {seen} {packet.hex()}")
        self.world.send(self.node, packet, *way)

    def next(self, seconds):
        """The next packet that comes, or None."""
        with self.changed:
            self.changed.wait_for(lambda: self.inbox, seconds)
            return self.inbox.popleft() if self.inbox else None

    def until(self, when):
        """Waits for a time (of time.monotonic())."""
        time.sleep(max(0, when - time.monotonic()))

    def answer(self, packet, *kinds, tries=TRIES, mac=None):
        """The answer to a packet, which must come next, in good form. packet may be a function
        that makes one. Nodes limit the rate of what strangers can make them send: what has no
        answer is asked for again, as long as tries are left."""
        self.nothing_waits()
        for attempt in range(tries):
            octets = packet() if callable(packet) else packet
            self.send(octets, mac)
            seen = self.next(ANSWER_S if tries > 1 else SURE_S)
            if seen:
                break
        else:
            raise Failed(f"no {' or '.join(kinds)} came")
        self._drop_repeated(seen.kind, attempt)
        if seen.kind not in kinds:
            raise Failed(f"expected {' or '.join(kinds)}, but came {seen}")
        self.well_formed(seen)
        return seen

    def _drop_repeated(self, kind, count):
        """Answers to what was asked again may be late, or not come at all."""
        late = time.monotonic() + SURE_S
        with self.changed:
            while count > 0 and self.changed.wait_for(
                    lambda: any(seen.kind == kind for seen in self.inbox),
                    late - time.monotonic()):
                kept = [seen for seen in self.inbox if seen.kind != kind]
                count -= len(self.inbox) - len(kept)
                self.inbox = deque(kept)

    def is_alive(self):
        """Waits until what was sent before has been looked at: an echo request behind it is
        answered."""
        idents = set()
        for _ in range(TRIES):
            ident = next(self.idents) & 0xffff
            idents.add(ident)
            packet = echo(self.probe, self.local, ident)
            self.world.send(self.node, packet, *self.way(packet, None))
            with self.changed:
                if self.changed.wait_for(lambda: idents & self.alive, ANSWER_S):
                    return
        raise Failed("the node under test does not answer an echo request any more")

    def silent(self, *packets, may=lambda seen: False):
        """Nothing comes of these packets, but what may come of any of them."""
        self.nothing_waits()
        for packet in packets:
            self.send(packet)
        self.settle(may)

    def settle(self, may):
        """Nothing more comes, but what may."""
        since = time.monotonic()
        self.is_alive()
        self.until(since + SILENCE_S)
        with self.changed:
            self.inbox = deque(seen for seen in self.inbox if flaws(seen) or not may(seen))
        self.nothing_waits()

    def nothing_waits(self):
        """What has come is what was expected, and no more."""
        if self.inbox:
            raise Failed(f"came too: {self.inbox[0]}")

    def well_formed(self, seen):
        self.require(not flaws(seen), f"{seen}: {'; '.join(flaws(seen))}")

    def require(self, condition, reason):
        if not condition:
            raise Failed(reason)

    def must_be(self, seen, **facts):
        """Compares what is known of a packet."""
        for name, value in facts.items():
            real = getattr(seen, name, None)
            good = value(real) if callable(value) else real == value
            self.require(good, f"{name} is {real}"
                         f"{'' if callable(value) else f', expected {value}'}: {seen}")

    def run(self):
        """Returns why it failed, a list."""
        try:
            self.entry.function(self)
            self.until(time.monotonic() + 0.5)
            self.nothing_waits()
            for seen in self.refreshes:
                self.well_formed(seen)
                self.must_be(seen, src=lambda src: src in self.node.ADDRESSES, rh2=None, hao=None,
                             options=[])
        except (Failed, Broken) as why:
            where = traceback.extract_tb(why.__traceback__)
            line = next((frame.lineno for frame in where
                         if frame.name == self.entry.function.__name__), 0)
            return [f"{why} (line {line})", *self.log[-24:]]
        except Exception:  # pylint: disable=broad-except
            return traceback.format_exc().splitlines() + self.log[-24:]
        return []


def _selected(numbers):
    unknown = set(numbers) - set(CASES)
    if unknown:
        print(f"no such case: {' '.join(sorted(unknown))}", file=sys.stderr)
        sys.exit(2)
    return [entry for number, entry in sorted(CASES.items())
            if (number in numbers if numbers else not entry.alone)]


def _listed():
    for _, entry in sorted(CASES.items()):
        print(f"| {entry.number} | {', '.join(entry.requirements)} | {entry.what} |")


def _run_all(make, world, entries, results, final):
    """Returns those whose result counts for nothing, unless it is final: we were late, not the node."""
    lock, room = threading.Lock(), threading.Semaphore(make.AT_ONCE)
    again = []

    def one(entry):
        with room:
            look(entry)

    def look(entry):
        began = time.monotonic()
        reasons = make(entry, world).run()
        lag = world.lag(began)
        with lock:
            if reasons and lag and not final:
                again.append(entry)
                results.note(f"{entry.number} is looked at again: a packet waited for {lag:.1f} s")
                for reason in reasons:
                    results.note(f"  {reason}")
            else:
                results.check(str(entry), reasons)
            results.note(f"{entry.number} took {time.monotonic() - began:.1f} s")

    threads = [threading.Thread(target=one, args=(entry,), daemon=True)
               for entry in sorted(entries, key=lambda entry: entry.number not in make.FIRST)]
    for thread in threads:
        thread.start()
        if not world.keeps_up(make.START_GAP_S):
            with lock:
                results.note("packets are not received in time: this guest is too slow")
    for thread in threads:
        thread.join()
    return again


def _in_a_world(node, make, entries, results, final):
    """Runs cases in a world of their own; returns that, and as _run_all()."""
    world = World(node, sorted({entry.node for entry in entries}))
    try:
        return world, _run_all(make, world, entries, results, final)
    finally:
        world.close()


def run(arguments, node=Node, make=Case):
    """Runs the cases with these numbers, or all but those that are to be alone; --list: tells what
    there is, as a table. node, make: the classes of the nodes under test and of what cases are
    given."""
    if arguments == ["--list"]:
        return _listed()
    results, worlds = Results(), []
    entries = _selected(arguments)
    os.nice(AHEAD)
    for entry in entries:
        entry.node = entry.node or next(iter(node.KINDS))
    try:
        for final in False, True:
            if entries:
                world, entries = _in_a_world(node, make, entries, results, final)
                worlds.append(world)
    except Broken as why:
        results.check("the test bed stands", [str(why)])
    results.check("nothing comes to addresses that no case has",
                  [stray for world in worlds for stray in world.strays][:20])
    if results.failed and "MIP6_ARTIFACTS" in os.environ:
        write_capture(os.path.join(os.environ["MIP6_ARTIFACTS"], "cases.pcap"),
                      [frame for world in worlds for frame in world.frames])
    return results.done()
