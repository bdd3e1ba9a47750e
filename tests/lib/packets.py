# SPDX-License-Identifier: GPL-2.0
"""Packets of Mobile IPv6: scapy builds the messages, Seen takes apart what comes back.

What comes back is read by code of its own, not by scapy, so that a mistake of scapy's is not made
twice, and so that checksums are verified with the home addresses (RFC 6275 6.1.1).
"""

import ipaddress
import logging
import os
import struct
import sys

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)


def without_manufacturers(exists=os.path.exists):
    """Hides 30,000 names of manufacturers, which scapy would read at its start."""
    return lambda path: not str(path).endswith("wireshark/manuf") and exists(path)


# Test guests are slow: scapy starts without what it can do without.
for _module in ("cryptography", "pyx", "matplotlib", "IPython"):
    sys.modules.setdefault(_module, None)
os.path.exists, _exists = without_manufacturers(), os.path.exists
try:
    # pylint: disable=wrong-import-position
    from scapy.layers.inet6 import MIP6MH_BU, MIP6MH_CoTI, MIP6MH_HoTI, MIP6OptAltCoA, \
        MIP6OptBindingAuthData, MIP6OptNonceIndices
finally:
    os.path.exists = _exists

MH = 135
ICMP6 = 58
IN_IP6 = 41
DSTOPTS, ROUTING, HOPBYHOP, FRAGMENT = 60, 43, 0, 44

BRR, HOTI, COTI, HOT, COT, BU, BA, BE = range(8)
MH_NAMES = ["BRR", "HOTI", "COTI", "HOT", "COT", "BU", "BA", "BE"]
ICMP_NAMES = {
    1: "UNREACHABLE", 2: "TOO-BIG", 3: "TIME-EXCEEDED", 4: "PARAMETER-PROBLEM",
    128: "ECHO", 129: "REPLY", 130: "MLD", 131: "MLD", 132: "MLD", 133: "RS", 134: "RA",
    135: "NS", 136: "NA", 143: "MLD", 144: "DHAAD-REQUEST", 145: "DHAAD-REPLY",
    146: "MPS", 147: "MPA",
}


def packed(addr):
    """Sixteen octets of an address written as text."""
    return ipaddress.IPv6Address(addr).packed


def text(octets):
    """The reverse."""
    return str(ipaddress.IPv6Address(octets))


def solicited_node(addr):
    """The solicited-node group of an address."""
    return text(packed("ff02::1:ff00:0")[:13] + packed(addr)[13:])


def checksum(src, dst, proto, data):
    """Internet checksum over IPv6 pseudo-header and data; 0 over data that holds a right one."""
    whole = packed(src) + packed(dst) + struct.pack("!I3xB", len(data), proto) + data
    if len(whole) % 2:
        whole += b"\0"
    total = sum(struct.unpack(f"!{len(whole) // 2}H", whole))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


# --- what is sent --------------------------------------------------------------------------------

def raw_dstopts(nexthdr, options):
    """Destination options with octets of one's own; the caller has padded them."""
    assert (len(options) + 2) % 8 == 0, len(options)
    return bytes([nexthdr, (len(options) + 2) // 8 - 1]) + options


def bu(seq, lifetime, flags="AH", options=()):
    """The message alone, as scapy has it; lifetime in units of 4 s."""
    return MIP6MH_BU(seq=seq, flags=flags, mhtime=lifetime, options=list(options))


def alt_coa(addr):
    return MIP6OptAltCoA(acoa=addr)


def nonce_indices(home=1, careof=1):
    return MIP6OptNonceIndices(olen=4, hni=home, coni=careof)


def auth_data():
    """Binding authorization data whose authenticator is yet to come (see rr.sign)."""
    return MIP6OptBindingAuthData(olen=12, authenticator=0)


def hoti(cookie, options=()):
    return MIP6MH_HoTI(cookie=cookie, options=list(options))


def coti(cookie, options=()):
    return MIP6MH_CoTI(cookie=cookie, options=list(options))


def mh_bytes(message):
    """The octets of a message; its checksum, which needs addresses, is 0."""
    octets = bytearray(bytes(message))
    octets[4:6] = b"\0\0"
    return bytes(octets)


def padded(mh):
    """A Mobility Header whose options were put together by hand: padded, Header Len set."""
    missing = -len(mh) % 8
    mh += b"" if not missing else b"\0" if missing == 1 else \
        bytes([1, missing - 2]) + bytes(missing - 2)
    return mh[:1] + bytes([len(mh) // 8 - 1]) + mh[2:]


def ipv6(src, dst, nexthdr, payload, hlim=64):
    """A packet of octets."""
    return struct.pack("!IHBB", 6 << 28, len(payload), nexthdr, hlim) + \
        packed(src) + packed(dst) + payload


def carry(mh, src, dst, hoa=None, csum=None, covered=None):
    """A packet with the octets of a Mobility Header, behind a home address option if hoa is given.

    The checksum is right for what is sent unless csum says otherwise; covered: octets that it is
    over, if not all.
    """
    mh = bytearray(mh)
    if len(mh) >= 6:
        mh[4:6] = b"\0\0"
        if csum is None:
            csum = checksum(hoa or src, dst, MH, bytes(mh[:covered]))
        mh[4:6] = struct.pack("!H", csum)
    if hoa is None:
        return ipv6(src, dst, MH, bytes(mh))
    header = raw_dstopts(MH, b"\x01\x02\0\0\xc9\x10" + packed(hoa))
    return ipv6(src, dst, DSTOPTS, header + bytes(mh))


def icmp6(src, dst, kind, code, body, csum_src=None):
    """The octets of an ICMPv6 message; csum_src: whom the checksum says it is from."""
    message = struct.pack("!BBH", kind, code, 0) + body
    return message[:2] + struct.pack("!H", checksum(csum_src or src, dst, ICMP6, message)) + \
        message[4:]


def echo(src, dst, ident=1, size=8, hlim=64):
    return ipv6(src, dst, ICMP6, icmp6(src, dst, 128, 0, struct.pack("!HH", ident, 1) +
                                       bytes(size)), hlim)


def echo_from_home(coa, dst, hoa, ident=1, options=None, csum_src=None):
    """An echo request with a home address option (options: other octets in its place)."""
    options = b"\x01\x02\0\0\xc9\x10" + packed(hoa) if options is None else options
    message = icmp6(hoa, dst, 128, 0, struct.pack("!HH", ident, 1) + b"abcd", csum_src)
    return ipv6(coa, dst, DSTOPTS, raw_dstopts(ICMP6, options) + message)


def echo_routed(src, dst, hoa, ident=1):
    """An echo request with a type 2 routing header."""
    message = icmp6(src, hoa, 128, 0, struct.pack("!HH", ident, 1) + b"abcd")
    return ipv6(src, dst, ROUTING, bytes([ICMP6, 2, 2, 1]) + bytes(4) + packed(hoa) + message)


def tunnelled(outer_src, outer_dst, inner):
    return ipv6(outer_src, outer_dst, IN_IP6, inner)


def solicitation(src, target, dst=None, mac=None, hlim=255, csum=None):
    """A neighbour solicitation; without mac it has no source link-layer address option."""
    dst = dst or solicited_node(target)
    body = bytes(4) + packed(target) + (b"\x01\x01" + mac_bytes(mac) if mac else b"")
    message = icmp6(src, dst, 135, 0, body)
    if csum is not None:
        message = message[:2] + struct.pack("!H", csum) + message[4:]
    return ipv6(src, dst, ICMP6, message, hlim)


def advertisement(src, target, mac, dst="ff02::1", flags=0x20000000):
    """A neighbour advertisement; the flags are R 0x80000000, S 0x40000000, O 0x20000000."""
    body = struct.pack("!I", flags) + packed(target) + b"\x02\x01" + mac_bytes(mac)
    return ipv6(src, dst, ICMP6, icmp6(src, dst, 136, 0, body), 255)


def error(src, dst, kind, code, value, quoted):
    """An ICMPv6 error about a packet."""
    body = struct.pack("!I", value) + quoted[:1232]
    return ipv6(src, dst, ICMP6, icmp6(src, dst, kind, code, body))


def mac_bytes(mac):
    return bytes.fromhex(mac.replace(":", ""))


# --- what is seen --------------------------------------------------------------------------------

def mobility_options(octets):
    """Those but padding as (type, data) pairs; "broken" at the end if they cannot be told apart."""
    found, at = [], 0
    while at < len(octets):
        if octets[at] == 0:
            at += 1
            continue
        if at + 2 > len(octets) or at + 2 + octets[at + 1] > len(octets):
            return found + ["broken"]
        if octets[at] != 1:
            found.append((octets[at], octets[at + 2:at + 2 + octets[at + 1]]))
        at += 2 + octets[at + 1]
    return found


class Seen:
    """A packet that came: its attributes are what a test may ask for.

    kind: BA, BE, ... as in MH_NAMES, a name of ICMP_NAMES, TUNNEL, or OTHER. src, dst: on the
    wire. rh2, hao: home addresses, or None. sound: None, or what is wrong with it.
    """

    def __init__(self, octets, link=None, eth_src=None, eth_dst=None, when=0.0):
        self.octets, self.link, self.when = octets, link, when
        self.eth_src, self.eth_dst = eth_src, eth_dst
        self.kind, self.sound = "OTHER", None
        self.rh2 = self.hao = self.inner = None
        if len(octets) < 40 or octets[0] >> 4 != 6:
            self.sound = "no IPv6 packet"
            self.src = self.dst = "?"
            return
        length, nexthdr, self.hlim = struct.unpack("!HBB", octets[4:8])
        self.src, self.dst = text(octets[8:24]), text(octets[24:40])
        if len(octets) < 40 + length:
            self.sound = "shorter than its payload length"
        self.octets = octets[:40 + length]
        self.proto, self.payload = self._extensions(nexthdr)
        self._upper_layer()

    def _extensions(self, nexthdr):
        at = 40
        while nexthdr in (DSTOPTS, ROUTING, HOPBYHOP, FRAGMENT) and at + 8 <= len(self.octets):
            size = 8 if nexthdr == FRAGMENT else (self.octets[at + 1] + 1) * 8
            header = self.octets[at:at + size]
            if nexthdr == FRAGMENT and (header[2] << 8 | header[3]) & 0xfff9:
                return FRAGMENT, self.octets[at:]
            if nexthdr == ROUTING and header[1:4] == b"\x02\x02\x01":
                self.rh2 = text(header[8:24])
            if nexthdr == DSTOPTS:
                for option in mobility_options(header[2:]):
                    if option[0] == 201 and len(option[1]) == 16:
                        self.hao = text(option[1])
            nexthdr, at = header[0], at + size
        return nexthdr, self.octets[at:]

    def _upper_layer(self):
        ends = (self.hao or self.src, self.rh2 or self.dst)
        if self.proto == IN_IP6:
            self.kind, self.inner = "TUNNEL", Seen(self.payload, self.link)
        elif self.proto == MH:
            self._mobility(ends)
        elif self.proto == ICMP6:
            self._icmp(ends)

    def _mobility(self, ends):
        mh = self.payload
        if checksum(*ends, MH, mh):
            self.sound = "wrong checksum"
        if len(mh) < 8 or len(mh) % 8 or mh[0] != 59 or (mh[1] + 1) * 8 != len(mh) or mh[3]:
            self.sound = "bad Mobility Header"
            return
        self.kind = MH_NAMES[mh[2]] if mh[2] < len(MH_NAMES) else "OTHER"
        options = b""
        if self.kind == "BA" and len(mh) >= 16:
            self.status, self.flags, self.seq, self.lifetime = struct.unpack("!BBHH", mh[6:12])
            options = mh[12:]
        elif self.kind == "BE" and len(mh) >= 24:
            self.status, self.hoa = mh[6], text(mh[8:24])
            options = mh[24:]
        elif self.kind == "BU" and len(mh) >= 16:
            self.seq, self.flags, self.lifetime = struct.unpack("!HHH", mh[6:12])
            options = mh[12:]
        elif self.kind in ("HOTI", "COTI") and len(mh) >= 16:
            self.cookie, options = mh[8:16], mh[16:]
        elif self.kind in ("HOT", "COT") and len(mh) >= 24:
            self.index, self.cookie, self.token = struct.unpack("!H8s8s", mh[6:24])
            options = mh[24:]
        elif self.kind == "BRR":
            options = mh[8:]
        self.options = mobility_options(options)
        if "broken" in self.options:
            self.sound = "options cannot be told apart"

    def _icmp(self, ends):
        message = self.payload
        if len(message) < 8 or checksum(*ends, ICMP6, message):
            self.sound = "wrong ICMPv6 checksum"
            return
        self.type, self.code = message[0], message[1]
        self.kind = ICMP_NAMES.get(self.type, "OTHER")
        self.value = struct.unpack("!I", message[4:8])[0]
        if self.type < 128:
            self.quoted = message[8:]
        elif self.type in (128, 129):
            self.ident = self.value >> 16
        elif self.type in (135, 136):
            self.target, self.mac = text(message[8:24]), None
            for kind, data in mobility_options_of_nd(message[24:]):
                if kind in (1, 2):
                    self.mac = ":".join(f"{octet:02x}" for octet in data[:6])
            if self.hlim != 255:
                self.sound = "neighbour discovery with a hop limit below 255"

    def __str__(self):
        known = ("status", "seq", "lifetime", "hoa", "index", "code", "target", "rh2", "hao",
                 "sound")
        facts = [f"{name}={getattr(self, name)}" for name in known
                 if getattr(self, name, None) is not None]
        if self.kind in ("PARAMETER-PROBLEM", "TOO-BIG", "NA"):
            facts.append(f"value={self.value:#x}")
        if self.inner:
            facts.append(f"[{self.inner}]")
        return " ".join([f"{self.link}: {self.kind} {self.src} > {self.dst}"] + facts)


def mobility_options_of_nd(octets):
    """Neighbour discovery options: lengths in units of 8 octets."""
    at = 0
    while at + 8 <= len(octets) and octets[at + 1]:
        yield octets[at], octets[at + 2:at + octets[at + 1] * 8]
        at += octets[at + 1] * 8


class Want:
    """What a packet must be: Want("BA", dst=..., status=0, lifetime=lambda units: units <= 25)."""

    def __init__(self, kind, **facts):
        self.kind, self.facts = kind, facts

    def wrong(self, seen):
        """Why a packet of the right kind is not it; empty if it is."""
        reasons = [f"it is {seen.sound}: {seen}"] if seen.sound else []
        for name, value in self.facts.items():
            real = getattr(seen, name, None)
            if not value(real) if callable(value) else real != value:
                expected = "otherwise" if callable(value) else value
                reasons.append(f"{name} is {real}, expected {expected}: {seen}")
        return reasons

    def __str__(self):
        facts = [f"{name}={value}" for name, value in self.facts.items() if not callable(value)]
        return " ".join([self.kind] + facts)
