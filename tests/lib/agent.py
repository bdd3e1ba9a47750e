# SPDX-License-Identifier: GPL-2.0
"""A home agent under test, for cases (see cases.py) that play all that is around it.

    eth0 2001:db8:1::1/64   the home link: on-link hosts, mobile nodes that are at home
    eth1 2001:db8:9::1/64   a router behind which all other hosts are

    @case("H01", "HA-06", "what must be")
    def first(t):
        mn = Mobile(t)                          a home address and a care-of address
        mn.registers()                          by a binding update that must be accepted
        mn.is_tunnelled(); mn.is_defended()     what the home agent does for it
        mn.is_gone()                            it does none of that

Who lives on the home link sends and hears there, everybody else does behind the router.
"""

import itertools
import json
import struct
import time

import mobile
from bench import run as command
from cases import ROUTER, ROUTER_MAC, SURE_S, Case, Node
from form import flaws
from mobile import Update
from packets import advertisement, alt_coa, bu, carry, echo, mac_bytes, mh_bytes, packed, \
    solicitation, solicited_node, text, tunnelled

HA, HA_LINK_LOCAL, HA_AWAY = "2001:db8:1::1", "fe80::1", "2001:db8:9::1"
HOME, AWAY = "eth0", "eth1"
MACS = {HOME: "02:00:00:00:00:01", AWAY: "02:00:00:00:00:02"}
ALL_NODES, ALL_NODES_MAC = "ff02::1", "33:33:00:00:00:01"
SOLICITED, OVERRIDE = 0x40000000, 0x20000000
REPORT, REPORTS_TO = 143, "ff02::16"        # MLDv2
NONCE = 14                                  # option of enhanced detection (RFC 7527)


class Agent(Node):
    """A home agent at the ends of two cables."""

    VIRTUAL = False
    KINDS = {
        "ha": {},
        "strict": {"allow_unprotected": 0},
        "ipsec": {"allow_unprotected": 0},
        "full": {"max_bindings": 2},
        "advice": {"binding_refresh_advice": 100},
        "reload": {},
        "patient": {},
        "groups": {"group_query_interval": 3},
        "moves": {"group_query_interval": 8},
    }
    PREPARE = {}            # what is done to nodes of a kind before they are asked anything
    VALUES = {"allow_unprotected": 1}
    MODULE = "mip6_ha"
    MACS = MACS
    ADDRESSES = HA, HA_AWAY
    SETUP = [
        f"addr add {HA_LINK_LOCAL}/64 dev {HOME} nodad", f"addr add {HA}/64 dev {HOME} nodad",
        f"addr add {HA_LINK_LOCAL}/64 dev {AWAY} nodad", f"addr add {HA_AWAY}/64 dev {AWAY} nodad",
        f"route add default via {ROUTER} dev {AWAY}",
    ]

    def configure(self):
        # Who is on the home link, by address; groups that were joined there.
        self.residents, self.joined = {ROUTER: ROUTER_MAC}, set()
        command("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1", node=self.name)
        command("mipdiag", "--role", "ha", node=self.name)
        self.PREPARE.get(self.name, lambda agent: None)(self)
        super().configure()

    def takes(self, seen, world):
        if seen.kind == "NS":
            owner, mac = self.owners.get(seen.target), self.residents.get(seen.target)
            if owner:
                (owner.probes if seen.src == "::" else owner.solicited).append(seen)
            if mac and seen.src != "::":
                world.send(self, advertisement(seen.target, seen.target, mac, seen.src,
                                               SOLICITED | OVERRIDE), mac, seen.link)
            return True
        if seen.kind == "NA" and seen.dst == ALL_NODES:
            owner = self.owners.get(seen.target)
            if owner and seen.value & OVERRIDE:
                owner.announcements.append(seen)
            elif owner:
                owner.put(seen)
            return bool(owner)
        if seen.kind == "MLD":
            self._note_groups(seen)
            return True
        return super().takes(seen, world)

    def _note_groups(self, seen):
        """Of a report; all that are about excluding nobody, as a host's are."""
        if seen.link != HOME or seen.type != REPORT or seen.sound or seen.dst != REPORTS_TO:
            return
        at = 8
        for _ in range(struct.unpack("!H", seen.payload[6:8])[0]):
            self.joined.add(text(seen.payload[at + 4:at + 20]))
            at += 20 + 16 * struct.unpack("!H", seen.payload[at + 2:at + 4])[0]


class VirtualAgent(Agent):
    """One whose home network is on an interface without neighbours: nobody is there, neither hosts
    nor mobile nodes that have come home."""

    VIRTUAL = True
    MACS = {AWAY: MACS[AWAY]}
    SETUP = [f"link add {HOME} type dummy", f"link set {HOME} up", *Agent.SETUP]


class HomeCase(Case):
    """A case that runs."""

    def __init__(self, entry, world):
        super().__init__(entry, world)
        self.probes, self.announcements, self.witnesses = [], [], itertools.count(0x80)
        self.cn = f"2001:db8:3:{self.label}::c"
        self.host, self.neighbour = f"2001:db8:1::{self.label}:ff", f"fe80::{self.label}:ff"
        self.host_mac = f"02:00:01:{int(self.label):02x}:00:ff"
        self.owns(self.cn, self.host, self.neighbour)
        self.lives(self.host, self.host_mac)
        self.lives(self.neighbour, self.host_mac)

    def lives(self, address, mac):
        """Whoever has this address is on the home link, if there can be anybody."""
        if not self.node.VIRTUAL:
            self.node.residents[text(packed(address))] = mac

    def leaves(self, address):
        """No more."""
        self.node.residents.pop(text(packed(address)), None)

    def way(self, packet, mac):
        mac = mac or self.node.residents.get(text(packet[8:24]))
        return (mac, HOME) if mac else (ROUTER_MAC, AWAY)

    def becomes(self, packet, octets, link=AWAY, mac=ROUTER_MAC):
        """What comes of a packet, and nothing else, is that: to a link-layer address on a link."""
        self.nothing_waits()
        self.send(packet)
        seen = self.next(SURE_S)
        self.require(seen, "nothing came")
        self.must_be(seen, octets=octets, link=link, eth_src=MACS[link], eth_dst=mac)

    def waits_for(self, what, condition):
        """Until it holds."""
        end = time.monotonic() + SURE_S
        while not condition():
            self.require(time.monotonic() < end, f"{what} did not come")
            self.until(time.monotonic() + 0.05)

    def is_probed(self, *addresses):
        """Waits until duplicate address detection has asked for each of them."""
        for address in addresses:
            self.waits_for(f"a probe for {address}",
                           lambda address=address: self.probes_for(address))

    def probes_for(self, address):
        return [seen for seen in self.probes if seen.target == address]

    def was_probed(self, address):
        """Duplicate address detection has asked for it once, if there is anybody to ask."""
        count = len(self.probes_for(address))
        self.require(count == (0 if self.node.VIRTUAL else 1), f"{count} probes were sent")

    def is_announced(self, *addresses):
        """Waits until each of them has been announced to the home link."""
        for address in addresses:
            self.waits_for(f"an announcement of {address}", lambda address=address: any(
                seen.target == address for seen in self.announcements))

    def silent(self, *packets, may=lambda seen: False):
        """Nothing comes of these packets, not even duplicate address detection: what would have
        come is there when another mobile node has been registered behind them."""
        self.nothing_waits()
        for packet in packets:
            self.send(packet)
        witness = Mobile(self, next(self.witnesses))
        kept, seen = [], None
        update = witness.update()
        self.send(update.packet)
        while not seen or seen.dst != witness.coa:
            seen = self.next(SURE_S)
            self.require(seen, f"no acknowledgement came to {witness.coa}")
            if seen.dst != witness.coa and (flaws(seen) or not may(seen)):
                kept.append(seen)
        self.require(not kept, f"came: {kept and kept[0]}")
        self.well_formed(seen)
        witness.answered(seen, update)

    def run(self):
        reasons = super().run()
        for seen in self.probes:
            reasons += flaws(seen) + self._not_a_probe(seen)
        for seen in self.announcements:
            reasons += flaws(seen) + self._not_announcing(seen)
        return reasons + self._needless()

    def _needless(self):
        """Where nobody is, nothing shows that somebody is asked, but for the time and a counter."""
        counters = json.loads(command("mipdiag", "-j", "-s", node=self.node.name)) \
            if self.node.VIRTUAL else {}
        return ["duplicate address detection"] if counters.get("NHomeAddrDADStarted") else []

    @staticmethod
    def _not_a_probe(seen):
        """Why a solicitation of nobody's is not what detection sends, a list."""
        good = seen.link == HOME and seen.dst == solicited_node(seen.target) and \
            seen.eth_src == MACS[HOME] and seen.payload[4:8] == bytes(4) and \
            (len(seen.payload) == 24 or seen.payload[24] == NONCE)
        return [] if good else [f"not a probe: {seen} {seen.octets.hex()}"]

    def _not_announcing(self, seen):
        good = seen.link == HOME and seen.src in (*self.node.ADDRESSES, HA_LINK_LOCAL) and \
            seen.payload[4:] == advertised(seen.target, OVERRIDE) and \
            (seen.eth_src, seen.eth_dst) == (MACS[HOME], ALL_NODES_MAC)
        return [] if good else [f"not an announcement: {seen} {seen.octets.hex()}"]


def advertised(target, flags):
    """What an advertisement of the home agent says, behind its checksum."""
    return struct.pack("!I", flags) + packed(target) + b"\2\1" + mac_bytes(MACS[HOME])


def hop(packet):
    """The packet, one hop on."""
    return packet[:7] + bytes([packet[7] - 1]) + packet[8:]


class Mobile(mobile.Mobile):
    """A mobile node as its home agent sees it. Its number is below 255."""

    def __init__(self, case, number=1, hoa=None, coa=None, seq=100):
        hoa = text(packed(hoa or f"2001:db8:1::{case.label}:{number:x}"))
        super().__init__(case, number, hoa,
                         coa or f"2001:db8:2:{case.label}::{number:x}", HA, seq)
        self.link_local = text(packed("fe80::")[:8] + packed(self.hoa)[8:])
        self.mac = f"02:00:01:{int(case.label):02x}:{number:02x}:01"
        case.owns(self.link_local)

    def comes_home(self):
        """It hears what is sent on the home link."""
        self.case.lives(self.hoa, self.mac)

    def goes_away(self):
        self.case.leaves(self.hoa)

    def update(self, lifetime=1000, flags="AH", seq=None, src=None, alt="", hao=True,
               options=None, edit=None):  # pylint: disable=arguments-differ
        """A home registration; its number is the next one unless seq says otherwise.

        src: on the wire. alt: alternate care-of address, None: no option; if not said, what is
        away names src. hao: whether there is a home address option. options: others than these.
        edit: called with the octets of the message.
        """
        if seq is None:
            seq = self.seq = (self.seq + 1) & 0xffff
        src = src or (self.coa if hao else self.hoa)
        if alt == "":
            alt = None if src == self.hoa else src
        if options is None:
            options = [alt_coa(alt)] if alt else []
        mh = mh_bytes(bu(seq, lifetime, flags, options))
        mh = edit(mh) if edit else mh
        return Update(carry(mh, src, self.cn, self.hoa if hao else None), seq, src, alt or src,
                      None)

    def answered(self, seen, update, status=0, seq=None, lifetime=None, options=()):
        """Compares an acknowledgement with the update that it is about."""
        # pylint: disable=arguments-differ
        home = update.src == self.hoa
        link, mac = (HOME, self.mac) if home else (AWAY, ROUTER_MAC)
        self.case.must_be(seen, kind="BA", status=status, src=self.cn, dst=update.src, hao=None,
                          rh2=None if home else self.hoa, flags=0,
                          seq=update.seq if seq is None else seq, options=list(options),
                          link=link, eth_src=MACS[link], eth_dst=mac)
        if lifetime is not None:
            self.case.must_be(seen, lifetime=lifetime)

    def registers(self, lifetime=1000, granted=None, options=(), **message):
        """An update that is accepted; returns the acknowledgement. granted: how much of the
        lifetime there must be, or a function that tells whether that is right. options: of the
        acknowledgement."""
        update = self.update(lifetime, **message)
        seen = self.case.answer(update.packet, "BA", tries=1)
        ends = lifetime == 0 or update.coa == self.hoa
        self.answered(seen, update, lifetime=0 if ends else lifetime if granted is None
                      else granted, options=options)
        return seen

    def registered(self, lifetime=1000, **message):
        """The same; returns itself."""
        self.registers(lifetime, **message)
        return self

    # --- what the home agent does for it

    def arrives(self, coa=None, packet=None):
        """A packet of a correspondent's, and what the tunnel makes of it."""
        packet = packet or echo(self.case.cn, self.hoa, next(self.case.idents) & 0xffff)
        outer = bytearray(tunnelled(HA, coa or self.coa, hop(packet)))
        # RFC 6040: the traffic class goes along.
        outer[:2] = packet[0] & 0xff, packet[1] & 0xf0
        return packet, bytes(outer)

    def is_tunnelled(self, coa=None, packet=None):
        """What a correspondent sends to it comes to the care-of address."""
        self.case.becomes(*self.arrives(coa, packet))

    def sends(self, packet, coa=None):
        """A packet in the reverse tunnel."""
        return tunnelled(coa or self.coa, HA, packet)

    def speaks(self, src=None):
        """An echo request to a correspondent."""
        return echo(src or self.hoa, self.case.cn, next(self.case.idents) & 0xffff)

    def is_heard(self, coa=None, behind=()):
        """What it sends into the reverse tunnel comes to a correspondent; what is sent in front
        of that does not."""
        for packet in behind:
            self.case.send(packet)
        packet = self.speaks()
        self.case.becomes(self.sends(packet, coa), hop(packet))

    def is_defended(self, target=None):
        """A solicitation of a host on the home link is answered."""
        if not self.case.node.VIRTUAL:
            solicited(self.case, target or self.hoa)

    def is_undefended(self, *targets):
        """None is; the home agent's own address is known behind them."""
        if self.case.node.VIRTUAL:
            return
        for target in targets or (self.hoa,):
            self.case.send(solicitation(self.case.host, target, mac=self.case.host_mac))
            self.case.send(solicitation("::", target), self.case.host_mac)
        solicited(self.case, HA, kernels=True)

    def is_at_home(self, behind=()):
        """What a correspondent sends to it comes there; what is sent in front of that, nowhere. On a
        virtual home link, nothing does."""
        packet, _ = self.arrives()
        if self.case.node.VIRTUAL:
            Case.silent(self.case, *behind, packet)
            return
        self.comes_home()
        for other in behind:
            self.case.send(other)
        self.case.becomes(packet, hop(packet), HOME, self.mac)
        self.goes_away()

    def is_gone(self):
        """It is not bound, not defended, not tunnelled, not heard; at home it gets what is its."""
        self.is_unbound()
        self.goes_away()
        self.is_undefended()
        self.is_at_home(behind=[self.sends(self.speaks())])


def solicited(t, target, src=None, dst=None, mac="", kernels=False):
    """A solicitation of a host's on the home link is answered as proxies do, or, for an address of
    the kernel's own, as routers do."""
    src = src or t.host
    seen = t.answer(solicitation(src, target, dst, t.host_mac if mac == "" else mac), "NA")
    t.must_be(seen, dst=src, link=HOME, eth_src=MACS[HOME], eth_dst=t.host_mac, target=target)
    if not kernels:
        t.must_be(seen, src=lambda src: src in (HA, HA_LINK_LOCAL, target),
                  payload=lambda octets: octets[4:] == advertised(target, SOLICITED))
