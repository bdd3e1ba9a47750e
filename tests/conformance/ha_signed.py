# SPDX-License-Identifier: GPL-2.0
"""Home registrations that are signed with a key of the mobile node's: RFC 4285."""

import os

import rr
from agent import HA, Agent, Mobile
from bench import run as command
from cases import case
from mnha import MN_AAA, MN_HA, V7, Key, load_command, stamp, stamp_in
from packets import packed

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "unit", "vectors.txt")
ALT_COA = 3
HOUR_S = 3600


def hoa(number, mobile=1):
    """As agent.Mobile has them."""
    return f"2001:db8:1::{number}:{mobile:x}"


KEYS = [
    Key(hoa(76)), Key(hoa(76), 300, bytes(range(1, 65)), sha256=True),
    Key(hoa(76, 2), more="no-timestamp"), Key(hoa(77)), V7,
]
Agent.KINDS["keys"] = {}
Agent.PREPARE["keys"] = lambda agent: command("sh", "-c", load_command(*KEYS), node=agent.name)


def key_of(address, spi=256):
    return next(key for key in KEYS if (key.hoa, key.spi) == (address, spi))


def update(mn, key, lifetime=1000, when=None, spoil=None, subtype=MN_HA, behind=(), **message):
    # pylint: disable=too-many-arguments
    """A binding update that is signed; spoil: called with its octets then."""
    coa = message.get("src") or mn.coa

    def sign(mh):
        mh = key.sign(mh, coa, when, subtype, behind)
        return spoil(mh) if spoil else mh

    return mn.update(lifetime, edit=sign, **message)


def answered(t, mn, message, key, status=0, when=None, tries=1, **facts):
    """It is answered; key: with which the answer is signed, None: it is not."""
    seen = t.answer(message.packet, "BA", tries=tries)
    mn.answered(seen, message, status, options=seen.options, **facts)
    wrong = key.flaws(seen, message.coa, when) if key else \
        [f"it has options: {seen.options}"] if seen.options else []
    t.require(not wrong, "; ".join(wrong))
    return seen


def flip(mh):
    """A bit of the authentication data is another one."""
    at = KEYS[0].place(mh)
    return mh[:at] + bytes([mh[at] ^ 1]) + mh[at + 1:]


def forged(t, mn, key):
    """146 without a signature; nothing changes."""
    elsewhere = f"2001:db8:2:{t.label}::bad"
    t.owns(elsewhere)
    for message in (
            update(mn, key, spoil=flip, src=elsewhere),
            update(mn, Key(mn.hoa, 999), src=elsewhere),
            update(mn, Key(mn.hoa, 256, bytes(32)), src=elsewhere),
            update(mn, Key(hoa(76, 9), 256), src=elsewhere),
            update(mn, key, src=elsewhere,
                   spoil=lambda mh: mh.replace(packed(elsewhere), packed(mn.coa)))):
        answered(t, mn, message, None, 146, tries=5)
        mn.is_tunnelled()


def stale(t, mn, key):
    """144, signed, with the home agent's seconds and the rest of ours; then it is accepted."""
    first = update(mn, key)
    answered(t, mn, first, key, when=stamp_in_packet(first))
    for when in stamp_in_packet(first), stamp(HOUR_S), stamp(-HOUR_S):
        message = first if when == stamp_in_packet(first) else update(mn, key, when=when)
        seen = t.answer(message.packet, "BA")
        told = stamp_in(seen.payload) or 0
        t.require(told & 0xffffffff == when & 0xffffffff, f"the time stamp is {told:016x}")
        t.require(abs((told >> 32) - (stamp() >> 32)) <= 2, f"the time stamp is {told:016x}")
        mn.answered(seen, message, 144, options=seen.options)
        t.require(not key.flaws(seen, message.coa, told), f"{key.flaws(seen, message.coa, told)}")
        mn.is_tunnelled()
    again = told + (2 << 32)
    answered(t, mn, update(mn, key, when=again), key, when=again)


def stamp_in_packet(message):
    """Of an update."""
    return stamp_in(message.packet[64:])


def vector(t):
    """A message that others have signed, years ago."""
    packet = rr.vectors(VECTORS)["P18"]
    t.owns(rr.COA)
    seen = t.answer(packet, "BA")
    t.must_be(seen, status=144, src=HA, dst=rr.COA, rh2=rr.HOA, seq=7, lifetime=0)
    told = stamp_in(seen.payload)
    t.require(told & 0xffffffff == 0x80000000, f"the time stamp is {told:016x}")
    t.require(not V7.flaws(seen, rr.COA, told), f"{V7.flaws(seen, rr.COA, told)}")


@case("H76", "AU-02 AU-04 AU-05 AU-06 AU-07 AU-08 AU-09 AU-10",
      "signed by RFC 4285: BA 0, signed, with our time stamp; a bit changed, another key, SPI, home "
      "or care-of address: BA 146, unsigned; sent again, an hour too early or late: BA 144 with "
      "the home agent's seconds, accepted with these; without time stamp: BA 145, or 0 where none "
      "is wanted; with an old number: BA 135; options behind the signature are ignored; HMAC-SHA-256; "
      "P18", node="keys")
def h76(t):
    mn, other, key = Mobile(t), Mobile(t, 2), key_of(hoa(76))
    first = update(mn, key)
    answered(t, mn, first, key, when=stamp_in_packet(first), lifetime=1000)
    mn.is_tunnelled()
    forged(t, mn, key)
    stale(t, mn, key)
    answered(t, mn, update(mn, key, when=False), key, 145, tries=5)
    message = update(other, key_of(other.hoa), when=False)
    answered(t, other, message, key_of(other.hoa), lifetime=1000)
    late = stamp(3)
    message = update(mn, key, when=late, seq=mn.seq - 50)
    answered(t, mn, message, key, 135, when=late, seq=mn.seq - 1)
    late = stamp(4)
    message = update(mn, key, when=late, alt=None,
                     behind=[(ALT_COA, packed(f"2001:db8:2:{t.label}::bad"))])
    answered(t, mn, message, key, when=late, lifetime=1000)
    mn.is_tunnelled()
    late = stamp(5)
    stronger = key_of(mn.hoa, 300)
    answered(t, mn, update(mn, stronger, 0, when=late), stronger, when=late, lifetime=0)
    mn.is_gone()
    vector(t)


@case("H77", "AU-01",
      "where there is a key for the home address: not signed, or for an AAA alone: silence, nothing "
      "probed for, though what nothing authenticates is allowed", node="keys")
def h77(t):
    mn = Mobile(t)
    t.silent(mn.update().packet, update(mn, key_of(mn.hoa), subtype=MN_AAA).packet)
    t.require(not t.probes_for(mn.hoa), "it was probed for")
    mn.is_gone()
