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
from bench import ETH_P_ALL, Broken, Shell, ip_batch, run
from packets import ICMP6, MH, MH_NAMES, ROUTING, Seen, advertisement, carry, checksum, icmp6, ipv6, \
    mac_bytes, packed, tunnelled

HOA, HA = "2001:db8:1::4", "2001:db8:1::2"
ROUTER, ROUTER_MAC, MN_MAC = "fe80::ff", "02:00:00:00:02:ff", "02:00:00:00:02:0a"
VISITED = "2001:db8:2::"
COA = "2001:db8:2::ff:fe00:20a"
PREFIX_INFO = 3


def routed(mh, src, coa, hoa=HOA):
    """A packet with a message behind a type 2 routing header; its checksum is filled in."""
    mh = mh[:4] + b"\0\0" + mh[6:]
    mh = mh[:4] + struct.pack("!H", checksum(src, hoa, MH, mh)) + mh[6:]
    return ipv6(src, coa, ROUTING, bytes([MH, 2, 2, 1]) + bytes(4) + packed(hoa) + mh)


def ack(status, seq, units):
    """A binding acknowledgement with room for an authenticator that is not there yet."""
    return bytes([59, 3, 6, 0, 0, 0, status, 0]) + struct.pack("!HH", seq, units) + \
        b"\x01\x04" + bytes(4) + rr.BAD_HEAD + bytes(rr.AUTHENTICATOR)


def bare_ack(status, seq, units):
    return bytes([59, 1, 6, 0, 0, 0, status, 0]) + struct.pack("!HH", seq, units) + b"\x01\x02\0\0"


class Correspondent:
    """One that does what RFC 6275 says. on: what it does instead, by kind of message."""

    def __init__(self, world, addr):
        self.world, self.addr = world, addr
        self.log = []
        self.on = {}
        self.home = self.careof = bytes(8)
        self.bound = None

    # --- what came: (time, kind, packet, by the tunnel), oldest first

    def came(self, kind, since=0.0):
        return [entry for entry in self.log if entry[1] == kind and entry[0] >= since]

    def saw(self, kind, count=1, since=0.0):
        return len(self.came(kind, since)) >= count

    def take(self, seen, by_tunnel):
        self.log.append((time.monotonic(), seen.kind, seen, by_tunnel))
        honest = {"HOTI": self.hot, "COTI": self.cot, "BU": self.ba, "ECHO": self.reply}
        self.on.get(seen.kind, honest.get(seen.kind, lambda seen: None))(seen)

    # --- what is said

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
                               "-i", "0.2", self.addr], stdout=subprocess.DEVNULL) as ping:
            try:
                yield
            finally:
                ping.kill()


class World:
    """Everything but the mobile node."""

    def __init__(self, node="mn"):
        self.node = node
        self.complaints = []
        self.peers = {}
        self.updates = []
        self.others = []    # messages to nobody known
        self.stranger = lambda seen: None   # what is answered to them
        self.coa = COA      # the last that was registered
        self.stopping = False

    def __enter__(self):
        run("ip", "netns", "add", self.node)
        run("ip", "link", "add", "lan", "up", "type", "veth", "peer", "name", "eth0", "netns",
            self.node, "address", MN_MAC)
        with open("/proc/sys/net/ipv6/conf/lan/disable_ipv6", "w", encoding="ascii") as file:
            file.write("1")
        ip_batch(self.node, ["link set lo up", "link set eth0 up"])
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.sock.bind(("lan", ETH_P_ALL))
        self.shell = Shell(self.node)
        for loop in (self._receive, self._advertise):
            threading.Thread(target=self._until_the_end, args=(loop,), daemon=True).start()
        self.set("debuglevel", 3)
        self.shell.run(f"mipdiag --role mn && mipdiag -i eth0 -h {HOA}/64 -H{HA}")
        if not self.wait(self.registered, 40):
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
        self.send(tunnelled(HA, self.coa, packet))

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
            frame, where = self.sock.recvfrom(65536)
            # Ours come by too.
            if where[2] == 4 or frame[12:14] != b"\x86\xdd":
                continue
            seen = Seen(frame[14:])
            if seen.sound:
                self.complain(f"{seen.sound}: {seen}")
            self._take(seen)

    def _take(self, seen):
        if seen.kind == "NS" and seen.target == ROUTER and seen.src != "::":
            self.send(advertisement(ROUTER, ROUTER, ROUTER_MAC, dst=seen.src, flags=0xe0000000))
        elif seen.kind == "BU" and seen.dst == HA:
            seq, units = struct.unpack("!H2xH", seen.payload[6:12])
            self.updates.append(seen)
            self.coa = seen.src
            self.send(routed(bare_ack(0, seq, units), HA, seen.src))
        elif seen.kind == "TUNNEL" and seen.dst == HA and seen.inner.dst in self.peers:
            self.peers[seen.inner.dst].take(seen.inner, True)
        elif seen.dst in self.peers:
            self.peers[seen.dst].take(seen, False)
        elif (seen.inner or seen).kind in MH_NAMES:
            self.others.append(seen)
            self.stranger(seen.inner or seen)

