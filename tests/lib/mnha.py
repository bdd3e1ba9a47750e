# SPDX-License-Identifier: GPL-2.0
"""Messages signed with a key that home agent and mobile node share, computed apart from what is
tested: RFC 4285.

    key = Key("2001:db8:1::4", 256)         # key.line: of a file of keys
    mh = key.sign(mh, coa)                  # Mobility Header with time stamp and authentication
    key.flaws(seen, coa, stamp)             # what is wrong with an acknowledgement's options

A Mobility Header is octets; addresses are text; a time stamp is NTP time as a number.
"""

import hashlib
import hmac
import ipaddress
import struct
import time

import rr
from packets import mobility_options, padded

NAI, MN_ID, AUTH, MESG_ID = 1, 8, 9, 10
MN_HA, MN_AAA = 1, 2
ALIGNMENT = {3: (8, 6), AUTH: (4, 1), MESG_ID: (8, 2)}
NTP_BEFORE_UNIX = 2208988800
OPTIONS = 12            # where they begin


def stamp(ahead=0.0):
    """The time now, so many seconds ahead."""
    return int((time.time() + ahead + NTP_BEFORE_UNIX) * 2 ** 32) & 2 ** 64 - 1


def added(mh, kind, data):
    """A message with one option more, where it may stand."""
    unit, rest = ALIGNMENT.get(kind, (1, 0))
    missing = (rest - len(mh)) % unit
    padding = b"" if not missing else b"\0" if missing == 1 else \
        bytes([1, missing - 2]) + bytes(missing - 2)
    return mh + padding + bytes([kind, len(data)]) + data


def load_command(*keys):
    """For a shell of a node: these are its keys from now on."""
    lines = "\n".join(key.line for key in keys)
    return f"printf '%s\\n' '{lines}' | mipdiag --keys -"


def stamp_in(mh):
    """The time stamp of a message, None if it has none."""
    told = dict(mobility_options(mh[OPTIONS:]))
    return struct.unpack("!Q", told[MESG_ID])[0] if MESG_ID in told else None


class Key:
    """What both ends know."""

    def __init__(self, hoa, spi=256, secret=bytes(range(32)), sha256=False, nai=b"", more=""):
        # pylint: disable=too-many-arguments
        self.hoa, self.spi, self.secret, self.nai = hoa, spi, secret, nai
        self.hash, self.size = (hashlib.sha256, 16) if sha256 else (hashlib.sha1, 12)
        self.line = " ".join([hoa, str(spi), "hmac-sha256" if sha256 else "hmac-sha1",
                              secret.hex()] + ([f"nai={nai.decode()}"] if nai else []) +
                             ([more] if more else []))

    def mac(self, mh, coa, end):
        """Over a message up to an offset; the checksum counts as 0."""
        octets = ipaddress.IPv6Address(coa).packed + ipaddress.IPv6Address(self.hoa).packed + \
            mh[:4] + b"\0\0" + mh[6:end]
        return hmac.new(self.secret, octets, self.hash).digest()[:self.size]

    def sign(self, mh, coa, when=None, subtype=MN_HA, behind=()):
        """A message with all that the RFC wants, in its order. when: time stamp, False for none;
        behind: options that come last, as (type, data)."""
        if self.nai:
            mh = added(mh, MN_ID, bytes([NAI]) + self.nai)
        if when is not False:
            mh = added(mh, MESG_ID, struct.pack("!Q", stamp() if when is None else when))
        mh = added(mh, AUTH, struct.pack("!BI", subtype, self.spi) + bytes(self.size))
        end = len(mh)
        for kind, data in behind:
            mh = added(mh, kind, data)
        mh = padded(mh)
        return mh[:end - self.size] + self.mac(mh, coa, end - self.size) + mh[end:]

    def place(self, mh):
        """Where the data of its authentication option are; None if it has none."""
        at = OPTIONS
        while at + 2 <= len(mh):
            if mh[at] == AUTH and mh[at + 1] == 5 + self.size and \
                    mh[at + 2:at + 7] == struct.pack("!BI", MN_HA, self.spi):
                return at + 7
            at += 1 if mh[at] == 0 else 2 + mh[at + 1]
        return None

    def flaws(self, seen, coa, when=None, more=()):
        """What is wrong with the options of an acknowledgement, a list. when: the time stamp that
        it must have; more: types of options in front."""
        reasons, options = [], mobility_options(seen.payload[OPTIONS:])
        kinds = [kind for kind, _ in options]
        expected = [*more] + ([MN_ID] if self.nai else []) + \
            ([] if when is None else [MESG_ID]) + [AUTH]
        if kinds != expected:
            return [f"its options are {kinds}, expected {expected}: {seen}"]
        told = dict(options)
        if self.nai and told[MN_ID] != bytes([NAI]) + self.nai:
            reasons.append(f"its identifier is {told[MN_ID]}")
        if when is not None and told[MESG_ID] != struct.pack("!Q", when):
            reasons.append(f"its time stamp is {told[MESG_ID].hex()}, expected {when:016x}")
        at = self.place(seen.payload)
        if not at or seen.payload[at:at + self.size] != self.mac(seen.payload, coa, at):
            reasons.append(f"it is not signed with SPI {self.spi}: {seen.payload.hex()}")
        return reasons


# --- itself --------------------------------------------------------------------------------------

# The key of the vectors P18 and P19 in tests/unit/vectors.txt, and their time stamp.
V7 = Key(rr.HOA, 0x101, bytes(range(15, -1, -1)), nai=b"mn1@example.net")
V7_STAMP = 0xe8d4a51080000000


def wrong(path):
    """What of this file disagrees with vectors that were made by others; empty if nothing."""
    packets, reasons = rr.vectors(path), []
    for name, right in ("P18", "09c27e3171b9113bfc7dcd13"), ("P19", "41f6004d638eff23fced7bee"):
        mh = packets[name][64:]
        at = V7.place(mh)
        if not at or V7.mac(mh, rr.COA, at).hex() != right or mh[at:at + 12].hex() != right:
            reasons.append(f"authentication data of {name} are not found, or not right")
    bare = packets["P18"][64:96]
    made = V7.sign(bare[:1] + b"\3" + bare[2:], rr.COA, V7_STAMP)
    if made[:4] + made[6:] != packets["P18"][64:68] + packets["P18"][70:]:
        reasons.append(f"P18 is {made.hex()}")
    return reasons
