# SPDX-License-Identifier: GPL-2.0
"""Correspondents, a home agent and a router, played for a real mobile node that is away.

    with World() as world:
        peer = world.correspondent()
        peer.on["BU"] = lambda seen: peer.ba(seen, status=128)
        with peer.traffic():
            world.wait(lambda: peer.saw("BU"), 10)
            world.path(peer)["why"]

The mobile node's cable ends in this namespace. Whatever it sends is answered as everybody honest
would, but for what a correspondent's "on" says otherwise.
"""

import contextlib
import json
import os
import socket
import struct
import subprocess
import threading
import time

import rr
from bench import ETH_P_ALL, SO_TIMESTAMPNS, Broken, Shell, ip_batch, receive, run
from home_agents import HA, HOA, HomeAgent, Played, bare_ack, routed
from packets import ICMP6, MH_NAMES, ROUTING, Seen, advertisement, carry, icmp6, ipv6, \
    mac_bytes, packed

ROUTER, ROUTER_MAC, MN_MAC = "fe80::ff", "02:00:00:00:02:ff", "02:00:00:00:02:0a"
VISITED = "2001:db8:2::"
COA = "2001:db8:2::ff:fe00:20a"
PREFIX_INFO = 3


def ack(status, seq, units):
    """A binding acknowledgement with room for an authenticator that is not there yet."""
    return bytes([59, 3, 6, 0, 0, 0, status, 0]) + struct.pack("!HH", seq, units) + \
        b"\x01\x04" + bytes(4) + rr.BAD_HEAD + bytes(rr.AUTHENTICATOR)


class Correspondent(Played):
    """One that does what RFC 6275 says."""

    def __init__(self, world, addr):
        super().__init__(world, addr)
        self.honest = {"HOTI": self.hot, "COTI": self.cot, "BU": self.ba, "ECHO": self.reply}
        self.home = self.careof = bytes(8)
        self.bound = None

    def hot(self, seen, cookie=None, token=None, send=None):
        self.home = token or os.urandom(8)
        mh = bytes([59, 2, 3, 0, 0, 0, 0, 5]) + (cookie or seen.payload[8:16]) + self.home
        (send or self.world.tunnel)(carry(mh, self.addr, HOA))

    def cot(self, seen, cookie=None, dst=None, send=None):
        self.careof = os.urandom(8)
        mh = bytes([59, 2, 4, 0, 0, 0, 0, 9]) + (cookie or seen.payload[8:16]) + self.careof
        (send or self.world.send)(carry(mh, self.addr, dst or seen.src))

    def key(self, lifetime):
        return rr.kbm(self.home, self.careof if lifetime else b"")

    def ba(self, seen, status=0, seq=None, key=None, units=None, spoil=lambda mh: mh):
        got, asked = struct.unpack("!H2xH", seen.payload[6:12])
        if not rr.signed(seen.payload, self.key(asked), seen.src, self.addr):
            self.world.complain(f"{self.addr}: wrong authenticator in {seen}")
        mh = ack(status, got if seq is None else seq, asked if units is None else units)
        mh = spoil(rr.sign(mh, key or self.key(asked), seen.src, self.addr))
        if status == 0 and not key:
            self.bound = seen.src if asked else None
        if seen.src == HOA:
            self.world.tunnel(carry(mh, self.addr, HOA))
        else:
            self.world.send(routed(mh, self.addr, seen.src))

    def refuse(self, seen, status):
        """One of the refusals that cannot be authenticated."""
        mh = bare_ack(status, struct.unpack("!H", seen.payload[6:8])[0], 0)
        self.world.send(routed(mh, self.addr, seen.src))

    def error(self, status=1, hoa=HOA, src=None, dst=None):
        mh = bytes([59, 2, 7, 0, 0, 0, status, 0]) + packed(hoa)
        self.world.send(carry(mh, src or self.addr, dst or self.world.coa))

    def refresh(self):
        self.world.tunnel(carry(bytes([59, 0, 0, 0, 0, 0, 0, 0]), self.addr, HOA))

    def icmp(self, kind, code, value, quoted, dst=COA, src=None):
        src = src or self.addr
        packet = ipv6(src, dst, ICMP6, icmp6(src, dst, kind, code,
                                             struct.pack("!I", value) + quoted[:1200]))
        (self.world.tunnel if dst == HOA else self.world.send)(packet)

    def reply(self, seen):
        message = icmp6(self.addr, HOA, 129, 0, seen.payload[4:])
        if self.bound:
            self.world.send(ipv6(self.addr, self.bound, ROUTING, bytes([ICMP6, 2, 2, 1]) +
                                 bytes(4) + packed(HOA) + message))
        else:
            self.world.tunnel(ipv6(self.addr, HOA, ICMP6, message))

    @contextlib.contextmanager
    def traffic(self):
        """The mobile node pings it meanwhile."""
        with subprocess.Popen(["nsenter", f"--net=/run/netns/{self.world.node}", "ping", "-n", "-q",
                               "-i", "0.4", self.addr], stdout=subprocess.DEVNULL) as ping:
            try:
                yield
            finally:
                ping.kill()


class World:
    """Everything but the mobile node."""

    def __init__(self, node="mn", agent=HA):
        """agent: the home agent that the mobile node is told of; None: it has to find one."""
        self.node, self.agent, self.link = node, agent, f"lan-{node}"
        self.complaints = []
        self.agents = {HA: HomeAgent(self, HA)}
        self.requests = []  # for discovery of home agents: (time, packet)
        self.peers = {}
        self.others = []    # messages to nobody known
        self.stranger = lambda seen: None   # what is answered to them
        self.discovery = lambda request: None   # what is answered to requests for home agents
        self.coa = COA      # the last that was registered
        self.stopping = False

    def __enter__(self):
        run("ip", "netns", "add", self.node)
        run("ip", "link", "add", self.link, "up", "type", "veth", "peer", "name", "eth0", "netns",
            self.node, "address", MN_MAC)
        run("sysctl", "-qw", f"net.ipv6.conf.{self.link}.disable_ipv6=1")
        ip_batch(self.node, ["link set lo up", "link set eth0 up"])
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.sock.bind((self.link, ETH_P_ALL))
        self.sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.shell = Shell(self.node)
        for loop in (self._receive, self._advertise):
            threading.Thread(target=self._until_the_end, args=(loop,), daemon=True).start()
        self.set("debuglevel", 3)
        self.shell.run(f"mipdiag --role mn && mipdiag -i eth0 -h {HOA}/64" +
                       (f" -H{self.agent}" if self.agent else ""))
        if self.agent and not self.wait(self.registered, 40):
            raise Broken("the mobile node has not registered")
        return self

    def __exit__(self, *_):
        self.stopping = True
        self.shell.run("mipdiag --role cn")
        self.shell.close()
        run("ip", "netns", "delete", self.node)

    def set(self, name, value):
        self.shell.run(f"echo {value} >/proc/sys/net/ipv6/mobility/{name}")

    def correspondent(self):
        peer = Correspondent(self, f"2001:db8:3::{len(self.peers) + 1:x}")
        self.peers[peer.addr] = peer
        return peer

    def home_agent(self, addr):
        """One more."""
        self.agents[addr] = HomeAgent(self, addr)
        return self.agents[addr]

    def move(self, coa):
        """To another address on the same link. The first one comes back by itself, and is left."""
        self.shell.run(f"ip addr add {coa}/64 dev eth0 nodad && ip addr del {self.coa}/64 dev eth0")
        return self.wait(lambda: self.coa == coa and self.registered(), 20)

    def registered(self):
        return any(home["registered"] for home in json.loads(self.shell.run("mipdiag -j -m")))

    def path(self, peer):
        return json.loads(self.shell.run(f"mipdiag -j -p {peer.addr}"))

    def count(self, name):
        return json.loads(self.shell.run("mipdiag -j -s"))[name]

    def complain(self, what):
        self.complaints.append(what)

    @staticmethod
    def wait(condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() >= end:
                return False
            time.sleep(0.05)
        return True

    def send(self, packet):
        self.sock.send(mac_bytes(MN_MAC) + mac_bytes(ROUTER_MAC) + b"\x86\xdd" + packet)

    def tunnel(self, packet):
        """By the home agent."""
        self.agents[HA].tunnel(packet)

    def _until_the_end(self, loop):
        try:
            loop()
        except OSError:
            # The link goes with the mobile node.
            if not self.stopping:
                raise

    def _advertise(self):
        prefix = bytes([PREFIX_INFO, 4, 64, 0xc0]) + struct.pack("!II4x", 86400, 86400) + \
            packed(VISITED)
        body = bytes([64, 0]) + struct.pack("!HII", 1800, 0, 0) + prefix + \
            b"\x01\x01" + mac_bytes(ROUTER_MAC)
        while not self.stopping:
            self.sock.send(b"\x33\x33\0\0\0\x01" + mac_bytes(ROUTER_MAC) + b"\x86\xdd" +
                           ipv6(ROUTER, "ff02::1", ICMP6,
                                icmp6(ROUTER, "ff02::1", 134, 0, body), 255))
            time.sleep(1)

    def _receive(self):
        while not self.stopping:
            frame, where, age = receive(self.sock)
            # Ours come by too.
            if where[2] == 4 or frame[12:14] != b"\x86\xdd":
                continue
            seen = Seen(frame[14:], when=time.monotonic() - age)
            if seen.sound:
                self.complain(f"{seen.sound}: {seen}")
            self.take(seen)

    def take(self, seen, by_tunnel=False):
        """Gives what came to whom it is for."""
        if seen.kind == "NS" and seen.target == ROUTER and seen.src != "::":
            self.send(advertisement(ROUTER, ROUTER, ROUTER_MAC, dst=seen.src, flags=0xe0000000))
        elif seen.kind == "DHAAD-REQUEST":
            self.requests.append((seen.when, seen))
            self.discovery(seen)
        elif seen.dst in self.agents and not by_tunnel:
            self.agents[seen.dst].take(seen)
        elif seen.dst in self.peers:
            self.peers[seen.dst].take(seen, by_tunnel)
        elif seen.kind in MH_NAMES:
            self.others.append(seen)
            self.stranger(seen)
