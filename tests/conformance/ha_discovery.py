# SPDX-License-Identifier: GPL-2.0
"""Home agents lists and their discovery (RFC 6275 7, 10.1, 10.5)."""

import json
import os
import socket
import struct
import subprocess
import tempfile
import time

from bench import inside, run as command
from cases import CN, CN_MAC, CN2, NODES, case
from packets import ICMP6, icmp6, ipv6, mac_bytes, mobility_options_of_nd, packed, solicitation, \
    text

PREFIX, OTHER = "2001:db8:3::", "2001:db8:33::"
ANYCAST, ALL_NODES, ALL_ROUTERS = "fdff:ffff:ffff:fffe", "ff02::1", "ff02::2"
HOST, HOST_MAC = "fe80::65", "02:00:00:00:65:65"
RS, RA, REQUEST = 133, 134, 144
H, R, L, A = 0x20, 0x20, 0x80, 0x40
EXPIRY_S = 6            # more than what a slow machine adds: twice as long would be noticed
LATE_S = 5.0            # what a slow machine adds

# A home agent has its list for itself: each case has a node of its own.
NODES.update({f"H{number}": {"accept_return_routability": 0} for number in range(56, 66)})


def prefix_info(address, plen=64, flags=L | A | R, valid=86400, preferred=14400):
    """A prefix information option."""
    return struct.pack("!BBBBIII", 3, 4, plen, flags, valid, preferred, 0) + packed(address)


def agent_info(preference, lifetime):
    """A home agent information option."""
    return struct.pack("!BBHHH", 8, 1, 0, preference, lifetime)


def advert_body(flags=H, lifetime=1800, options=()):
    """A router advertisement behind its checksum."""
    return struct.pack("!BBHII", 64, flags, lifetime, 0, 0) + b"".join(options)


class Agent:
    """The home agent under test, and others beside it."""

    def __init__(self, t):
        self.t, self.name, self.askers = t, t.node.name, 0
        command("modprobe", "mip6_ha")
        t.node.ip(f"addr del {CN2}/64 dev eth0")
        self.mipdiag("--role", "ha")

    def mipdiag(self, *arguments):
        """Runs it there."""
        return command("mipdiag", *arguments, node=self.name)

    def listed(self):
        """mipdiag -a: who is on the list, by address."""
        return {entry["agent"]: entry for entry in json.loads(self.mipdiag("-j", "-a"))}

    def counted(self, name):
        """One of the counters."""
        return json.loads(self.mipdiag("-j", "-s"))[name]

    def asker(self):
        """An address somewhere that has not asked yet."""
        self.askers += 1
        address = f"2001:db8:2:{self.t.label}::{self.askers:x}"
        self.t.owns(address)
        return address

    def asks(self, reserved=0, prefix=PREFIX, own=CN):
        """Discovery; returns the addresses in the reply, in their order."""
        src, ident = self.asker(), next(self.t.idents) & 0xffff
        dst = prefix.rstrip(":") + (":0:" if prefix.count(":") == 4 else ":") + ANYCAST
        seen = self.t.answer(ipv6(src, dst, ICMP6, icmp6(
            src, dst, REQUEST, 0, struct.pack("!HH", ident, reserved))), "DHAAD-REPLY")
        addresses = [text(seen.payload[at:at + 16]) for at in range(8, len(seen.payload), 16)]
        self.t.must_be(seen, src=own, dst=src, code=0, value=ident << 16, rh2=None, hao=None,
                       payload=lambda octets: len(octets) % 16 == 8)
        return addresses

    def tells(self, *addresses, **asked):
        """Discovery finds these, in this order."""
        found = self.asks(**asked)
        self.t.require(found == list(addresses), f"discovery finds {found}, "
                       f"expected {list(addresses)}")

    def hears(self, number, preference=None, lifetime=1800, info=None, flags=H, pio=(), src=None,
              spoil=lambda message: message, hlim=255):
        """A router on the link advertises itself; a preference is told with its lifetime."""
        src = src or f"fe80::a:{number:x}"
        options = [prefix_info(address(number))] if pio == () else list(pio)
        if preference is not None:
            options.append(agent_info(preference, lifetime if info is None else info))
        message = spoil(icmp6(src, ALL_NODES, RA, 0, advert_body(flags, lifetime, options)))
        self.t.send(ipv6(src, ALL_NODES, ICMP6, message, hlim), f"02:00:00:0a:00:{number:02x}")

    def advertises(self, preference, options=(), lifetime=1800, managed=0):
        """A router advertisement of its own, as radvd would send it there."""
        message = struct.pack("!BBH", RA, 0, 0) + advert_body(
            H | managed, 0, [*options, agent_info(preference, lifetime)])
        with inside(self.name):
            sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW, ICMP6)
            link = socket.if_nametoindex("eth0")
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        sock.bind(("fe80::30", 0, 0, link))
        sock.sendto(message, (ALL_NODES, 0, 0, link))
        sock.close()


def address(number):
    """Of a home agent beside the one under test."""
    return f"2001:db8:3::a:{number:x}"


@case("H56", "DH-01 DH-02 DH-03 DH-04 DH-06 DH-07 HL-06",
      "discovery, a lone home agent, two prefixes: its address with the prefix asked for, from "
      "that address; silence for a multicast source", node="H56")
def h56(t):
    agent = Agent(t)
    t.node.ip(f"addr add {OTHER}30/64 dev eth0 nodad")
    agent.tells(CN)
    agent.tells(f"{OTHER}30", prefix=OTHER, own=f"{OTHER}30")
    t.owns("ff0e::56")
    dst = f"2001:db8:3:0:{ANYCAST}"
    request = struct.pack("!HH", 56, 0)
    t.silent(ipv6("ff0e::56", dst, ICMP6, icmp6("ff0e::56", dst, REQUEST, 0, request)))
    src = agent.asker()
    seen = t.answer(solicitation(src, dst, mac="02:00:00:00:56:01"), "NA")
    t.must_be(seen, target=dst, mac=CN_MAC, dst=src)


@case("H57", "IC-01",
      "discovery with reserved 0xffff: answered as ever", node="H57")
def h57(t):
    Agent(t).tells(CN, reserved=0xffff)


@case("H58", "DH-03 HL-02 HL-06",
      "others advertise preferences 0xffff and 5, we 10: we are between them, with the address "
      "that we advertise", node="H58")
def h58(t):
    agent = Agent(t)
    agent.advertises(10)
    agent.hears(1, 0xffff)
    agent.hears(2, 5)
    agent.tells(address(1), CN, address(2))
    t.node.ip(f"addr add {CN2}/64 dev eth0 nodad preferred_lft 0")
    either = {"own": lambda src: src in (CN, CN2)}
    agent.advertises(10, [prefix_info(CN2, valid=EXPIRY_S)])
    agent.tells(address(1), CN2, address(2), **either)
    agent.advertises(10, [prefix_info(CN)])
    give_up = time.monotonic() + EXPIRY_S + LATE_S
    while CN2 in agent.listed():
        t.require(time.monotonic() < give_up, f"{CN2} outlives its prefix")
    agent.tells(address(1), CN, address(2), **either)


@case("H59", "HL-02",
      "another advertises itself without home agent information: last, for the time that it is a "
      "router", node="H59")
def h59(t):
    agent = Agent(t)
    agent.advertises(10)
    agent.hears(1, lifetime=1234)
    agent.tells(CN, address(1))
    entry = agent.listed()[address(1)]
    t.require(entry["preference"] == 0 and 1200 < entry["lifetime"] <= 1234, f"it is {entry}")


@case("H60", "DH-03",
      "discovery again and again, two with the same preference: either comes first", node="H60")
def h60(t):
    agent = Agent(t)
    agent.hears(1)
    orders = {tuple(agent.asks()) for _ in range(50)}
    t.require(orders == {(CN, address(1)), (address(1), CN)}, f"orders are {orders}")


@case("H61", "HL-03 HL-04 ND-03 ND-04",
      "lifetime 0, of the home agent or of the router; H=0; R=0; a prefix of another length; a "
      "lifetime that ends: not listed", node="H61")
def h61(t):
    agent = Agent(t)
    for gone in {"info": 0}, {"preference": None, "lifetime": 0}, {"flags": 0}:
        agent.hears(1, 7)
        agent.tells(address(1), CN)
        agent.hears(1, **{"preference": 7, **gone})
        agent.tells(CN)
    agent.hears(2, 7, pio=[prefix_info(address(2), flags=L | A)])
    agent.hears(3, 7, pio=[prefix_info(address(3), plen=48)])
    agent.tells(CN)
    began = time.monotonic()
    agent.hears(1, 7, info=EXPIRY_S)
    while True:
        asked = time.monotonic() - began
        found = agent.asks()
        if found == [CN]:
            break
        t.require(asked < EXPIRY_S + LATE_S, f"{found} after {asked:.1f} s")
    took = time.monotonic() - began
    t.require(took > EXPIRY_S, f"gone after {took:.2f} s already")


@case("H62", "HL-02",
      "an advertisement with another preference: the order changes", node="H62")
def h62(t):
    agent = Agent(t)
    agent.hears(1, 100)
    agent.hears(2, 200)
    agent.tells(address(2), address(1), CN)
    agent.hears(1, 300)
    agent.tells(address(1), address(2), CN)


@case("H63", "HL-05",
      "advertisements with hop limit 64, a wrong checksum, from a global address, of another code, "
      "with an option of length 0: nobody comes, nobody goes; each is counted", node="H63")
def h63(t):
    def changed(at, value):
        return lambda message: message[:at] + bytes([message[at] ^ value]) + message[at + 1:]

    def patched(at, value):
        def spoil(message):
            message = message[:2] + b"\0\0" + message[4:]
            message = message[:at] + bytes([value]) + message[at + 1:]
            return icmp6("fe80::a:1", ALL_NODES, message[0], message[1], message[4:])
        return spoil

    agent, bad = Agent(t), [
        {"hlim": 64}, {"spoil": changed(2, 0xff)}, {"src": address(1)}, {"spoil": patched(1, 1)},
        {"spoil": patched(17, 0)}]
    agent.hears(1, 7)
    agent.tells(address(1), CN)
    for kind in bad:
        agent.hears(1, 7, info=0, **kind)
        agent.tells(address(1), CN)
    agent.hears(1, 7, info=0)
    agent.tells(CN)
    before = agent.counted("NRouterAdvertDropInvalid")
    t.require(before == len(bad), f"{before} counted of {len(bad)}")
    for kind in bad:
        agent.hears(1, 7, **kind)
        agent.tells(CN)


@case("H64", "DH-05 LI-05",
      "78 others: the 77 best, in a packet of 1280 octets at most; 129 of them: one is not "
      "remembered", node="H64")
def h64(t):
    agent = Agent(t)
    for number in range(1, 79):
        agent.hears(number, 1000 - number)
    agent.tells(*(address(number) for number in range(1, 78)))
    for number in range(79, 130):
        agent.hears(number, 1000 - number)
    agent.tells(*(address(number) for number in range(1, 78)))
    t.require(len(agent.listed()) == 129, f"{len(agent.listed())} are listed with us")
    t.require(agent.counted("NHomeAgentsListFull") == 1, "that is not counted")


RADVD = """interface eth0 {{
    AdvSendAdvert on;
    AdvDefaultLifetime 0;
    AdvHomeAgentFlag on;
    AdvHomeAgentInfo on;
    HomeAgentLifetime 10000;
    HomeAgentPreference 77;
    prefix {address}/64 {{ AdvOnLink on; AdvAutonomous on; AdvRouterAddr on; }};
}};
"""


def radvd(t):
    """Runs it there; returns the process."""
    directory = tempfile.mkdtemp()
    config = os.path.join(directory, "radvd.conf")
    with open(config, "w", encoding="ascii") as file:
        file.write(RADVD.format(address=CN))
    return subprocess.Popen(
        ["nsenter", f"--net=/run/netns/{t.node.name}", "radvd", "-n", "-m", "stderr", "-C", config,
         "-p", os.path.join(directory, "pid")], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


@case("H65", "ND-01 ND-09 HL-06",
      "router solicitation on the home link, with radvd as README.md has it: an advertisement with "
      "H, our whole address with R, home agent information, link-layer address; discovery goes by "
      "it", node="H65")
def h65(t):
    agent, seen = Agent(t), None
    command("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1", node=t.node.name)
    t.owns(ALL_NODES)
    process = radvd(t)
    try:
        give_up = time.monotonic() + 60
        while not seen or seen.kind != "RA":
            t.require(time.monotonic() < give_up, "no advertisement comes")
            t.send(ipv6(HOST, ALL_ROUTERS, ICMP6, icmp6(
                HOST, ALL_ROUTERS, RS, 0, bytes(4) + b"\1\1" + mac_bytes(HOST_MAC)), 255), HOST_MAC)
            seen = t.next(4)
        options = dict(mobility_options_of_nd(seen.payload[16:]))
        t.must_be(seen, sound=None, src="fe80::30", hlim=255)
        t.require(seen.payload[5] & H, "H is 0")
        t.require(options.get(1) == mac_bytes(CN_MAC), "no link-layer address")
        t.require(options.get(8) == struct.pack("!HHH", 0, 77, 10000), "no home agent information")
        t.require(3 in options and options[3][1] & R and options[3][14:] == packed(CN),
                  "no prefix information with our address")
        # It advertises when it likes.
        t.may_come.add("RA")
        t.inbox.clear()
        agent.hears(1, 76)
        agent.hears(2, 78)
        agent.tells(address(2), CN, address(1))
    finally:
        process.terminate()
        process.wait()
