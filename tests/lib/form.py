# SPDX-License-Identifier: GPL-2.0
"""What every packet that a node under test sends must look like, whatever it says."""

from packets import BA, BE, BRR, BU, COT, COTI, DSTOPTS, FRAGMENT, HOT, HOTI, ICMP6, IN_IP6, MH, \
    ROUTING

HOP_LIMIT, ND_HOP_LIMIT = 64, 255
UPPER = {MH, ICMP6, FRAGMENT, 6, 50}
# Octets in front of the options.
FIXED = {BRR: 8, HOTI: 16, COTI: 16, HOT: 24, COT: 24, BU: 12, BA: 12, BE: 24}
# BA: a correspondent sets none of its flags; BU: the first four are somebody else's to judge.
RESERVED = {BRR: (6, 7), HOTI: (6, 7), COTI: (6, 7), BU: (9,), BA: (7,), BE: (7,)}
# xn+y, RFC 6275 6.2, RFC 4285
ALIGNMENT = {2: (2, 0), 3: (8, 6), 4: (2, 0), 5: (8, 2), 9: (4, 1), 10: (8, 2)}
RH2_BEGINS, HAO_BEGINS = b"\x02\x02\x01\0\0\0\0", b"\x02\x01\x02\0\0\xc9\x10"


def _options(mh, at):
    """What is wrong with the options of a Mobility Header, which begin at an offset."""
    reasons, padding = [], 0
    while at < len(mh):
        kind, size = mh[at], 1 if mh[at] == 0 else 2 + mh[at + 1]
        if kind > 1:
            align, rest = ALIGNMENT.get(kind, (1, 0))
            if at % align != rest:
                reasons.append(f"option {kind} is at offset {at}, not at {align}n+{rest}")
            padding = 0
        else:
            padding += size
            if any(mh[at + 2:at + size]):
                reasons.append("its padding is not zero")
            if padding > 7:
                reasons.append(f"{padding} octets of padding in a row")
        at += size
    return reasons


def _mobility(mh):
    kind = mh[2]
    reasons = [f"octet {at} of its Mobility Header is {mh[at]:#x}, not 0"
               for at in RESERVED.get(kind, ()) if mh[at]]
    return reasons + (_options(mh, FIXED[kind]) if kind in FIXED else [])


def flaws(seen, mobile=False):
    """What is wrong with the form of a packet that came, a list. mobile: it is a mobile node's,
    which may have a home address option, or be in a tunnel."""
    if seen.sound:
        return [seen.sound]
    octets, reasons = seen.octets, []
    if octets[0] != 0x60 or octets[1] & 0xf0:
        reasons.append("its traffic class is not 0")
    if seen.hlim != (ND_HOP_LIMIT if seen.kind in ("NS", "NA", "RS") else HOP_LIMIT):
        reasons.append(f"its hop limit is {seen.hlim}")
    nexthdr, at = octets[6], 40
    if nexthdr == ROUTING:
        if octets[at + 1:at + 8] != RH2_BEGINS:
            reasons.append(f"its routing header begins {octets[at:at + 8].hex()}")
        nexthdr, at = octets[at], at + 24
    if nexthdr == DSTOPTS and mobile:
        if octets[at + 1:at + 8] != HAO_BEGINS:
            reasons.append(f"its destination options begin {octets[at:at + 8].hex()}")
        nexthdr = octets[at]
    if nexthdr == IN_IP6 and mobile:
        return reasons + [f"inside, {reason}" for reason in flaws(seen.inner)]
    if nexthdr not in UPPER:
        reasons.append(f"it has a header {nexthdr}, which is not called for")
    elif nexthdr == MH:
        reasons += _mobility(seen.payload)
    return reasons
