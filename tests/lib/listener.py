# SPDX-License-Identifier: GPL-2.0
"""Multicast listener discovery (RFC 2710, RFC 3810), as a listener speaks it, and what it is for."""

import struct

from packets import HOPBYHOP, ICMP6, checksum, icmp6, ipv6, packed

QUERY, REPORT, DONE, REPORT2 = 130, 131, 132, 143
ALL_ROUTERS, ALL_MLD2_ROUTERS = "ff02::2", "ff02::16"
IS_INCLUDE, IS_EXCLUDE, TO_INCLUDE, TO_EXCLUDE, ALLOW, BLOCK = range(1, 7)
ALERT = b"\5\2\0\0\1\0"
UDP = 17


def message(src, dst, kind, body, hlim=1, options=ALERT, spoil=0):
    """A packet; options: those of its hop-by-hop header; spoil: is added to the checksum."""
    octets = bytearray(icmp6(src, dst, kind, 0, body))
    octets[2:4] = struct.pack("!H", (struct.unpack("!H", octets[2:4])[0] + spoil) & 0xffff)
    return ipv6(src, dst, HOPBYHOP, bytes([ICMP6, (len(options) + 2) // 8 - 1]) + options +
                bytes(octets), hlim)


def report(src, group, **more):
    """Version 1."""
    return message(src, group, REPORT, bytes(4) + packed(group), **more)


def done(src, group, **more):
    return message(src, ALL_ROUTERS, DONE, bytes(4) + packed(group), **more)


def record(kind, group, *sources, aux=b""):
    return struct.pack("!BBH", kind, len(aux) // 4, len(sources)) + packed(group) + \
        b"".join(map(packed, sources)) + aux


def report2(src, *records, count=None, **more):
    """Version 2; records: octets, or groups that are wanted from whatever source."""
    octets = [item if isinstance(item, bytes) else record(TO_EXCLUDE, item) for item in records]
    head = struct.pack("!HH", 0, len(records) if count is None else count)
    return message(src, ALL_MLD2_ROUTERS, REPORT2, head + b"".join(octets), **more)


def datagram(src, dst, size=8, hlim=64):
    """What a stream to a group is made of."""
    data = struct.pack("!HHHH", 4242, 4242, 8 + size, 0) + bytes(size)
    return ipv6(src, dst, UDP, data[:6] + struct.pack("!H", checksum(src, dst, UDP, data)) +
                data[8:], hlim)


def not_a_query(seen):
    """Why a packet in the tunnel is not a general query in good form, a list."""
    inner = seen.inner
    if not inner or inner.kind != "MLD" or inner.type != QUERY:
        return [f"is no query: {seen}"]
    reasons = [inner.sound] if inner.sound else []
    if (inner.dst, inner.hlim) != ("ff02::1", 1) or not inner.src.startswith("fe80:"):
        reasons.append(f"is from {inner.src} to {inner.dst} with hop limit {inner.hlim}")
    if inner.octets[40:48] != bytes([ICMP6, 0]) + ALERT:
        reasons.append(f"begins {inner.octets[40:48].hex()}")
    if len(inner.payload) != 28 or any(inner.payload[8:24]) or inner.payload[24:25] != b"\2":
        reasons.append(f"asks {inner.payload.hex()}")
    return reasons
