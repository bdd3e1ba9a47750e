# SPDX-License-Identifier: GPL-2.0
"""Networks that a mobile node visits, as their routers tell of them."""

import struct

from packets import ICMP6, icmp6, ipv6, mac_bytes, packed, text

ON_LINK, AUTONOMOUS, ROUTER_ADDRESS, HOME_AGENT = 0x80, 0x40, 0x20, 0x20
ALL_NODES = "ff02::1"
ADVERT, INTERVAL_MS = 134, 2000
PREFIX_INFO, INTERVAL_INFO = 3, 7


class Router:
    """One on a link: the link's prefix, its own addresses there, and what it tells."""

    def __init__(self, prefix, mac, link_local="fe80::ff", number=1, flags=0):
        self.prefix, self.mac, self.link_local, self.flags = prefix, mac, link_local, flags
        self.address = f"{prefix}{number:x}"
        self.addresses = {link_local, self.address}
        self.valid, self.preferred, self.lifetime = 86400, 14400, 1800
        self.names_itself = True    # there is a source link-layer address option
        self.autonomous, self.advertises, self.answers = True, True, True

    def has(self, address):
        """Whether an address is on the link."""
        return packed(address)[:8] == packed(self.prefix)[:8]

    def forms(self, mac):
        """The address that a host forms there by itself (RFC 4862, EUI-64)."""
        octets = mac_bytes(mac)
        return text(packed(self.prefix)[:8] + bytes([octets[0] ^ 2]) + octets[1:3] + b"\xff\xfe" +
                    octets[3:])

    def advert(self, dst=ALL_NODES):
        """A router advertisement."""
        options = struct.pack("!BBBBIII", PREFIX_INFO, 4, 64,
                              ON_LINK | ROUTER_ADDRESS | (AUTONOMOUS if self.autonomous else 0),
                              self.valid, self.preferred, 0) + packed(self.address)
        options += struct.pack("!BBHI", INTERVAL_INFO, 1, 0, INTERVAL_MS)
        if self.names_itself:
            options += b"\1\1" + mac_bytes(self.mac)
        body = struct.pack("!BBHII", 64, self.flags, self.lifetime, 0, 0) + options
        return ipv6(self.link_local, dst, ICMP6,
                    icmp6(self.link_local, dst, ADVERT, 0, body), 255)


def home():
    """The home network; the home agent is its router."""
    return Router("2001:db8:1::", "02:00:00:00:01:02", "fe80::2", 2, HOME_AGENT)


def visit():
    """A network to visit."""
    return Router("2001:db8:2::", "02:00:00:00:02:ff")


def elsewhere():
    """Another one."""
    return Router("2001:db8:22::", "02:00:00:00:22:ff", "fe80::fe")
