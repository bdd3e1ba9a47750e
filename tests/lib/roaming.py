# SPDX-License-Identifier: GPL-2.0
"""A mobile node under test, for cases (see cases.py) that play all that is around it.

    @case("M21", "MN-66", "what must be", node="M21")
    def another_network(t):
        t.goes_abroad()                 it starts in a network that it visits, and registers
        t.node.plug(elsewhere())        its cable is pulled, and plugged in somewhere else
        t.update(2)                     the second binding update that comes
        cn = t.correspondent()          see counterparts.py
        with cn.traffic():
            t.waits("an update", lambda: cn.came("BU"))

All that it sends is looked at as a whole when it comes; what is wrong with it makes the case fail.
Routers, home agents and correspondents do what the RFC says, unless a case says otherwise.
"""

import contextlib
import json
import socket
import struct
import threading
import time
import traceback

from bench import inside, run as command
from cases import Case, Failed, Node
from counterparts import Agent, Correspondent
from form import flaws
from home_agents import HA, HOA
from networks import INTERVAL_MS, home, visit
from packets import MH_NAMES, advertisement, echo, text

MN_MAC, MN_MAC_2 = "02:00:00:00:02:0a", "02:00:00:00:02:0b"
SEEN_S = 1.5            # what it is told it has seen by then, on a slow guest
LOOKS_S = 18            # DELAY, three probes, and mcast_solicit of cases.py, a second each
SECONDS = 40            # for what must come, on a slow guest
PULLED_S = 1.1          # for how long a cable is out: shorter, and the kernel may not notice
A, H, L, K = 0x8000, 0x4000, 0x2000, 0x1000
NEIGHBOURHOOD = {"NS", "NA", "RS", "RA", "MLD"}
ICMP6_FILTER = 1


class Roamer(Node):
    """A mobile node."""

    KINDS = {"away": {}}
    MODULE = "mip6_mn"
    ADDRESSES = (HOA,)
    PULLED = True
    SHARED = "away",        # by cases
    TWO_CABLES = "M87",     # who has a second interface
    LINK_LOCAL = {"M02": "fe80::4"}     # who has another one than it would form by itself

    def __init__(self, name):
        self.MACS = {"eth0": MN_MAC}
        if name in self.TWO_CABLES:
            self.MACS["eth1"] = MN_MAC_2
        self.SETUP = [line for interface in self.MACS for line in (
            [f"addr add {self.LINK_LOCAL[name]}/64 dev {interface} nodad"]
            if name in self.LINK_LOCAL else
            [f"link set {interface} down", f"link set {interface} addrgenmode eui64",
             f"link set {interface} up"])]
        self.world, self.lock, self.running = None, threading.RLock(), False
        self.cases = []                         # those that it is under test for
        self.routers = {interface: [] for interface in self.MACS}
        self.told = dict.fromkeys(self.MACS)    # since when it can know in which network it is
        self.left = set()                       # routers that it was unplugged from, link-local
        self.agents, self.peers = {HA: Agent(self, HA)}, {}
        self.log, self.complaints = [], []
        self.others = []                        # to nobody known
        self.stranger = lambda seen: None       # what is answered to them
        self.requests, self.discovery = [], lambda request: None
        self.coa = None                         # what the home agent believes; None: at home
        self.announced = None                   # what it was told last
        self.returning = False                  # home again, and the home agent does not know
        self.leaving = False                    # its module is about to go
        self.hoas = {HOA}                       # what it may have in the tunnel
        self.usurper = None                     # link-layer address of who else has the home address
        self.flags = A | H                      # of its home registrations
        super().__init__(name)

    def configure(self):
        with inside(self.name):
            self.icmp = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
            self.index = socket.if_nametoindex("eth0")
        self.icmp.setsockopt(socket.IPPROTO_ICMPV6, ICMP6_FILTER, b"\xff" * 32)
        self.icmp.setblocking(False)
        super().configure()

    def starts(self, world, agent):
        """It becomes a mobile node, once; agent: its home agent's address, if it is told."""
        self.world, self.running = world, True
        threading.Thread(target=self._advertise, daemon=True).start()
        self.becomes_mobile(agent)

    def becomes_mobile(self, agent=HA):
        """As mipdiag(8) says."""
        self.mipdiag("--role", "mn")
        self.mipdiag("-i", "eth0", "-h", f"{HOA}/64", *([f"-H{agent}"] if agent else []))

    def mipdiag(self, *arguments):
        """Runs it there; returns what it printed."""
        return command("mipdiag", *arguments, node=self.name)

    # --- networks

    def plug(self, *routers, cable="eth0", pulled=True):
        """Where its cable goes: to a link with these routers. pulled: it sees that."""
        if pulled:
            self.pull(cable)
            time.sleep(PULLED_S)
        self.returning = bool(self.coa) and any(router.has(HOA) for router in routers)
        self.routers[cable] = list(routers)
        if pulled:
            command("ip", "link", "set", f"{self.name}-{cable}", "up", node="peer")
        for router in routers:
            self.tells(router, cable)

    def pull(self, cable="eth0"):
        """It is not connected to anything."""
        self.left.update(router.link_local for router in self.routers[cable])
        self.routers[cable], self.told[cable] = [], None
        for played in (*self.agents.values(), *self.peers.values()):
            played.missed = True
        command("ip", "link", "set", f"{self.name}-{cable}", "down", node="peer")

    def tells(self, router, cable):
        """A router advertises itself."""
        if router.advertises and not router.waits:
            self.told[cable] = self.told[cable] or time.monotonic()
            self.world.send(self, router.advert(), router.mac, cable)

    def _advertise(self):
        while not self.world.stopping:
            for cable, routers in self.routers.items():
                for router in routers:
                    self.tells(router, cable)
            time.sleep(INTERVAL_MS / 1000)

    def send(self, packet):
        """From wherever it comes: it arrives if the mobile node is where it is sent to."""
        dst = text(packet[24:40])
        for cable, routers in self.routers.items():
            for router in routers:
                if router.has(dst) and router.answers:
                    self.world.send(self, packet, router.mac, cable)
                    return

    def tunnel(self, packet):
        """By the home agent."""
        self.agents[HA].tunnel(packet)

    # --- what it sends

    def complain(self, what):
        self.complaints.append(what)

    def takes(self, seen, world):
        if seen.kind == "MLD":
            return True
        with self.lock:
            seen.outer = None
            self.log.append(seen)
            for flaw in flaws(seen, mobile=True) + self._improper(seen):
                self.complain(f"{flaw}: {seen} {seen.octets.hex()}")
            routers = self.routers[seen.link]
            if seen.kind == "RS":
                for router in routers:
                    router.waits = False
                    self.tells(router, seen.link)
            elif seen.kind == "NS":
                self._solicited(seen, routers)
            elif seen.kind != "NA" and any(
                    router.answers and router.mac == seen.eth_dst for router in routers) and any(
                        router.has(seen.src) or seen.src.startswith("fe80::")
                        for router in routers):
                # Nobody forwards what has a source from elsewhere (RFC 2827).
                try:
                    self.take(seen)
                except Exception:  # pylint: disable=broad-except
                    self.complain(traceback.format_exc())
            self._tell((seen.inner or seen).rh2 or (seen.inner or seen).dst)
        return True

    def _tell(self, dst):
        """Wakes up who waits for what is sent there."""
        peer = self.peers.get(dst)
        for case in [peer.case] if peer else self.cases:
            case.news.notify_all()

    def _solicited(self, seen, routers):
        for router in routers:
            if seen.src != "::" and router.answers and seen.target in router.addresses:
                self.world.send(self, advertisement(
                    seen.target, seen.target, router.mac, seen.src, 0xe0000000), router.mac,
                    seen.link)
            elif seen.src == "::" and seen.target == HOA and self.returning and \
                    HA in router.addresses:
                # It asks for its home agent (RFC 6275 11.5.5), which defends the address.
                self.world.send(self, advertisement(
                    router.link_local, HOA, router.mac, flags=0), router.mac, seen.link)
        if seen.src == "::" and seen.target == HOA and self.usurper and any(
                router.has(HOA) for router in routers):
            self.world.send(self, advertisement(HOA, HOA, self.usurper), self.usurper, seen.link)

    def _improper(self, seen):
        """What no mobile node may send, whatever happens; a list."""
        reasons, inner = [], seen.inner
        if (inner or seen).kind in NEIGHBOURHOOD and (inner or seen.hao):
            reasons.append("neighbour discovery in a tunnel or behind a home address option")
        if seen.kind in MH_NAMES and seen.kind != "BU" and seen.hao:
            reasons.append("a home address option with another message than a binding update")
        if (inner or seen).kind in MH_NAMES and (inner or seen).kind != "BA" and \
                (inner or seen).rh2:
            reasons.append("a routing header with another message than an acknowledgement")
        if inner and (inner.src not in self.hoas or inner.hao):
            reasons.append("in the tunnel, but not from the home address alone")
        here = self.routers[seen.link]
        if inner and seen.dst not in self.agents:
            reasons.append("in a tunnel to nobody who is a home agent")
        at_home = any(router.has(HOA) for router in here)
        told = self.told[seen.link]
        # The stack goes on to look for the router of the network before, for a packet that waits for it.
        looks_back = seen.kind == "NS" and seen.target in self.left and \
            told and seen.when < told + SEEN_S + LOOKS_S
        if seen.src == HOA and here and not at_home and not looks_back and \
                told and seen.when > told + SEEN_S:
            reasons.append("from the home address, in a network that is not home")
        if seen.src == HOA and self.returning and at_home and seen.kind not in ("BU", "NA"):
            reasons.append("from the home address, which the home agent still defends")
        return reasons

    def take(self, seen):
        """Gives what came to whom it is for."""
        dst = seen.rh2 or seen.dst
        if seen.kind == "DHAAD-REQUEST":
            self.requests.append(seen)
            self.discovery(seen)
        elif dst in self.agents:
            self.agents[dst].take(seen, bool(seen.outer))
        elif dst in self.peers:
            self.peers[dst].take(seen, bool(seen.outer))
        elif dst in self.owners:
            self.owners[dst].put(seen)
        else:
            self.others.append(seen)
            self.stranger(seen)

    def pings(self, address, scope=0):
        """It sends an echo request, if it can just now, from the address that it chooses."""
        with contextlib.suppress(OSError):
            self.icmp.sendto(struct.pack("!BBHHH", 128, 0, 0, 0x6d36, 1) + bytes(8),
                             (address, 0, 0, scope))


class Trip(Case):
    """A case that runs."""

    # Most have a node of their own, which starts with them; those that take long begin first.
    START_GAP_S, AT_ONCE = 0.4, 8
    FIRST = "M05", "M06", "M07", "M11", "M74", "M84"

    def __init__(self, entry, world):
        super().__init__(entry, world)
        self.agent = self.node.agents[HA]
        self.news = threading.Condition(self.node.lock)
        with self.node.lock:
            self.node.cases.append(self)

    # --- where it is

    def begins(self, *routers, agent=HA):
        """In a network with these routers, unless it is on its way already."""
        with self.node.lock:
            first, self.node.running = not self.node.running, True
        if first:
            self.node.routers["eth0"] = list(routers)
            self.node.starts(self.world, agent)

    def goes_abroad(self, *routers, **facts):
        """It begins in a network that it visits, and is registered."""
        self.begins(*(routers or (visit(),)), **facts)
        self.registered()

    def begins_at_home(self):
        """Home is where it begins; its home agent has nothing to do."""
        self.begins(home())
        self.waits_for_node("that it is at home", lambda node: node["at"] == "home")

    def comes_home(self, router=None):
        """Its cable is plugged in at home."""
        router = router or home()
        self.node.plug(router)
        return router

    def is_home(self):
        """It has been acknowledged that it is home."""
        self.waits("an acknowledged de-registration", lambda: not self.node.coa)

    # --- what comes

    def waits(self, what, condition, seconds=SECONDS):
        """Until a condition holds; returns its value."""
        with self.news:
            value = self.news.wait_for(condition, seconds)
        self.require(value, f"{what} did not come")
        return value

    def update_from(self, router, seconds=SECONDS):
        """The first binding update from an address of a network."""
        return self.waits(f"an update from {router.prefix}", lambda: [
            seen for seen in self.updates() if router.has(seen.src)], seconds)[0]

    def updates(self, agent=None):
        """Binding updates that came to a home agent."""
        return [entry[2] for entry in (agent or self.agent).came("BU")]

    def update(self, number, agent=None, seconds=SECONDS):
        """One of them, counted from 1; waits until it is there."""
        return self.waits(f"binding update {number}",
                          lambda: self.updates(agent)[number - 1:number], seconds)[0]

    def stops(self, what, list_of, seconds):
        """No more of these come for a time; then the mobile node is still there."""
        count = len(list_of())
        self.until(time.monotonic() + seconds)
        self.require(len(list_of()) == count, f"{what} came")

    def gaps(self, list_of, expected):
        """Waits for so many messages; they must be so many seconds apart. A guest may be slow, be it
        with the one or with the one in front."""
        seen = self.waits(f"{len(expected) + 1} messages", lambda: (
            list_of() if len(list_of()) > len(expected) else None), sum(expected) + SECONDS)
        real = [after.when - before.when for before, after in zip(seen, seen[1:])]
        self.require(all(want * 0.9 - 0.15 <= gap <= want * 1.5 + 2
                         for want, gap in zip(expected, real)),
                     f"gaps are {[round(gap, 2) for gap in real]}, expected {expected}")
        return seen

    def state(self):
        """What it says of itself."""
        return json.loads(self.node.mipdiag("-j", "-m"))[0]

    def waits_for_node(self, what, condition, seconds=SECONDS):
        """Until what it says of itself is so."""
        end, pause = time.monotonic() + seconds, 0.25
        while not condition(self.state()):
            self.require(time.monotonic() < end, f"{what}: no, {self.state()}")
            time.sleep(pause)
            pause = min(2 * pause, 2)   # each look is a process

    def registered(self):
        """It knows that it is registered."""
        self.waits("an update that is accepted", lambda: self.node.coa)
        if self.node.name not in self.node.SHARED:
            self.waits_for_node("that it is registered", lambda node: node["registered"])

    # --- what is sent to it

    def correspondent(self, number=1):
        """One that this case plays alone."""
        address = f"2001:db8:3:{self.label}::{number:x}"
        peer = Correspondent(self.node, address)
        peer.case = self
        self.node.peers[address] = peer
        return peer

    def another_agent(self, address, hoa=HOA):
        """One more home agent, for that home address."""
        self.node.agents[address] = Agent(self.node, address, hoa)
        self.node.hoas.add(hoa)
        return self.node.agents[address]

    def told(self, packet, list_of, way=None):
        """What comes of a packet, the next of these; asked for again, as it may be limited."""
        count = len(list_of())
        for _ in range(5):
            (way or self.node.send)(packet)
            with self.news:
                if self.news.wait_for(lambda: list_of()[count:], 3):
                    return list_of()[count]
        raise Failed(f"nothing came of {packet.hex()}")

    def is_alive(self):
        """An echo request that the home agent tunnels is answered in the tunnel."""
        for _ in range(10):
            ident = next(self.idents) & 0xffff
            packet = echo(self.probe, HOA, ident)
            (self.node.tunnel if self.node.coa else self.node.send)(packet)
            with self.changed:
                if self.changed.wait_for(lambda ident=ident: ident in self.alive, 3):
                    return
        raise Failed("the mobile node does not answer an echo request any more")

    def ignores(self, *packets, way=None):
        """Nothing comes of these packets: nothing has when an echo request behind them is
        answered, nor within two seconds."""
        before, others = len(self.inbox), len(self.node.others)
        for packet in packets:
            (way or self.node.send)(packet)
        self.is_alive()
        self.until(time.monotonic() + 2)
        self.require(len(self.inbox) == before and len(self.node.others) == others,
                     f"came: {list(self.inbox)[before:] + self.node.others[others:]}")

    def run(self):
        reasons = super().run() + self.node.complaints[:10]
        if self.node.name not in self.node.SHARED:
            # Nobody cares what it does now.
            for cable in self.node.routers:
                self.node.pull(cable)
        if reasons:
            shared = self.node.name in self.node.SHARED
            reasons += [f"{seen.when:.3f} {seen}" for seen in list(self.node.log)
                        if not shared or f":{self.label}::" in str(seen)][-60:]
        return reasons
