# SPDX-License-Identifier: GPL-2.0
"""Return routability, computed apart from what is tested: RFC 6275 5.2, 6.2.7.

    key = kbm(home_token, careof_token)         # of a registration; kbm(home_token): a deletion
    mh = sign(mh, key, coa, cn)                 # Mobility Header with authorization data
    signed(mh, key, coa, cn)                    # whether they are there, last, and right

A Mobility Header is octets; addresses are text.
"""

import hashlib
import hmac
import ipaddress
import re

BAD_HEAD = b"\x05\x0c"  # type and length of the binding authorization data option
AUTHENTICATOR = 12


def _packed(addr):
    return ipaddress.IPv6Address(addr).packed


def token(kcn, addr, nonce, careof):
    """A keygen token, as a correspondent makes it: its first 8 octets are sent."""
    octets = _packed(addr) + nonce + (b"\1" if careof else b"\0")
    return hmac.new(kcn, octets, hashlib.sha1).digest()[:8]


def kbm(home_token, careof_token=b""):
    """The key of a binding; to delete one takes the home token alone."""
    return hashlib.sha1(home_token + careof_token).digest()


def place(mh):
    """Where in a binding update or acknowledgement the authenticator is; None if there is none of
    the right length."""
    at = 12
    while at + 2 <= len(mh):
        if mh[at:at + 2] == BAD_HEAD:
            return at + 2
        at += 1 if mh[at] == 0 else 2 + mh[at + 1]
    return None


def authenticator(mh, key, coa, cn):
    """Over a header up to the option's length octet; the checksum counts as 0."""
    octets = _packed(coa) + _packed(cn) + mh[:4] + b"\0\0" + mh[6:place(mh)]
    return hmac.new(key, octets, hashlib.sha1).digest()[:AUTHENTICATOR]


def sign(mh, key, coa, cn):
    """The header with its authenticator filled in, wherever it is."""
    at = place(mh)
    return mh[:at] + authenticator(mh, key, coa, cn) + mh[at + AUTHENTICATOR:]


def signed(mh, key, coa, cn):
    """Whether a header ends in the option, and the option holds the right authenticator."""
    return place(mh) == len(mh) - AUTHENTICATOR and \
        mh[-AUTHENTICATOR:] == authenticator(mh, key, coa, cn)


# --- itself --------------------------------------------------------------------------------------

HOA, COA, ALT, CN = "2001:db8:1::10", "2001:db8:2::20", "2001:db8:4::40", "2001:db8:3::30"
HOME, CAREOF, CAREOF_ALT = map(bytes.fromhex, (
    "98a67513cec18470", "1e70bf470823015d", "f6845d9052502307"))
KCN = bytes(range(20))
HOME_NONCE, CAREOF_NONCE = bytes.fromhex("a0a1a2a3a4a5a6a7"), bytes.fromhex("c0c1c2c3c4c5c6c7")

TOKENS = (
    (KCN, HOA, HOME_NONCE, False, HOME),
    (KCN, COA, CAREOF_NONCE, True, CAREOF),
    (KCN, ALT, CAREOF_NONCE, True, CAREOF_ALT),
    (b"\xff" * 20, "2001:db8::1", bytes(8), False, bytes.fromhex("f223573db181d92f")),
    (b"\xff" * 20, "2001:db8::1", bytes(8), True, bytes.fromhex("6d52834a889f8319")),
    (bytes(20), "fd00::1", b"\xff" * 8, False, bytes.fromhex("e93f3bb9d8ce47d0")),
    (bytes(range(0x14, 0x28)), "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
     bytes.fromhex("0123456789abcdef"), True, bytes.fromhex("5990c2b5c9f359b2")),
)
KEYS = (
    ((HOME, CAREOF), "7f7276ae17ec156ba13b385e3d3106d05faae9da"),
    ((HOME, CAREOF_ALT), "f435a2704a9a8596186ae15c5f6e6d25865e13fb"),
    ((HOME,), "9a7cb7bc9e373680cec8fbf9b12dfe1b29cacbb4"),
)
# Packets of tests/unit/vectors.txt: name, where the Mobility Header begins, tokens, and care-of
# address.
PACKETS = (
    ("P06", 64, (HOME, CAREOF), COA), ("P07", 64, (HOME, CAREOF), COA),
    ("P08", 40, (HOME,), HOA), ("P09", 40, (HOME,), HOA),
    ("P10", 64, (HOME, CAREOF_ALT), ALT), ("P11", 64, (HOME, CAREOF_ALT), ALT),
    ("P12", 64, (HOME, CAREOF), COA), ("P14", 64, (HOME,), COA),
)


def vectors(path):
    """The packets of a file like tests/unit/vectors.txt, by name."""
    packets, name = {}, None
    with open(path, encoding="ascii") as file:
        for line in file:
            title = re.match(r"P\d+", line)
            if title:
                name = title[0]
                packets[name] = b""
            elif line.startswith(" "):
                packets[name] += bytes.fromhex("".join(line.split()[1:]))
    return packets


def wrong(path):
    """What of this file disagrees with vectors that were made by others; empty if nothing."""
    packets = vectors(path)
    reasons = [f"token of {addr} is {token(kcn, addr, nonce, careof).hex()}"
               for kcn, addr, nonce, careof, right in TOKENS
               if token(kcn, addr, nonce, careof) != right]
    reasons += [f"key {right} is {kbm(*tokens).hex()}"
                for tokens, right in KEYS if kbm(*tokens).hex() != right]
    for name, at, tokens, coa in PACKETS:
        mh = packets[name][at:]
        if not signed(mh, kbm(*tokens), coa, CN):
            reasons.append(f"authenticator of {name} is "
                           f"{authenticator(mh, kbm(*tokens), coa, CN).hex()}")
        if signed(mh[:-1] + bytes([mh[-1] ^ 1]), kbm(*tokens), coa, CN):
            reasons.append(f"{name} is right with a bit of its authenticator changed")
    return reasons
