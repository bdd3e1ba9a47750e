# SPDX-License-Identifier: GPL-2.0
"""What becomes of bindings: they end, move, are deleted (RFC 6275 9.5, 9.6)."""

import itertools
import time

from cases import CN2, case
from mobile import Mobile, invalid

EXPIRED_S = 245         # MAX_NONCE_LIFETIME is 240 s
UNIT_S = 4
LATE_S = 0.5            # a binding that is over may still be seen so much later


def ends(seen):
    """When the binding of an acknowledgement must be over."""
    return seen.when + seen.lifetime * UNIT_S + LATE_S


@case("C29", "BU-15 BA-08",
      "re-registration with new tests for one unit: BA with lifetime 1, gone after 4 s")
def c29(t):
    mn = Mobile(t).registered()
    mn.tests()
    seen = mn.registers(1, granted=1)
    t.until(ends(seen))
    mn.is_unbound()


@case("C32", "BU-11 BU-12 RR-20",
      "de-registration from away with a key of both tokens: silence; of the home token alone: BA "
      "0 with RH2, lifetime 0; unbound")
def c32(t):
    mn = Mobile(t).registered()
    t.silent(mn.update(0, key=mn.key(20, mn.coa)).packet)
    mn.is_bound()
    mn.registers(0)
    mn.is_unbound()


@case("C33", "BU-11",
      "alternate care-of address that is the home address, lifetime 20: de-registration likewise")
def c33(t):
    mn = Mobile(t).registered()
    mn.registers(20, alt=mn.hoa)
    mn.is_unbound()


@case("C34", "BU-11 BU-04 BA-04",
      "de-registration from home, with and without home address option, alternate care-of "
      "address, lifetime 0: BA 0 to the home address without RH2; replies go there")
def c34(t):
    mn = Mobile(t)
    mn.tests()
    for hao, alt, lifetime in itertools.product((False, True), (None, mn.hoa), (0, 20)):
        mn.registers()
        mn.pings_at(mn.coa)
        mn.registers(lifetime, src=mn.hoa, hao=hao, alt=alt)
        mn.pings_at(mn.hoa)


@case("C35", "BU-06 BU-14",
      "de-registration from home with an old sequence number: BA 135 to the home address without "
      "RH2; still bound")
def c35(t):
    mn = Mobile(t).registered()
    mn.refused(135, 0, hao=False, seq=mn.seq, answer={"seq": mn.seq})
    mn.is_bound()


@case("C36", "BU-08 BU-12",
      "de-registration with the home nonce expired, invalid, both invalid: BA 136, still bound")
def c36(t):
    mn = Mobile(t).registered()
    home = mn.home[0]
    t.until(time.monotonic() + EXPIRED_S)
    mn.tests()
    far, careof = invalid(mn.home[0]), mn.careof[mn.coa][0]
    for indices in (home, careof), (far, careof), (far, invalid(careof)):
        mn.refused(136, 0, indices=indices, answer={"signed": False})
    mn.is_bound()


@case("C37", "BU-12",
      "de-registration with an invalid care-of nonce index: BA 0, unbound")
def c37(t):
    mn = Mobile(t).registered()
    mn.registers(0, indices=(mn.home[0], invalid(mn.careof[mn.coa][0])))
    mn.is_unbound()


@case("C38", "RR-17 BA-04",
      "a second care-of address with its token and the old home token: BA to it, traffic to it")
def c38(t):
    mn, coa2 = Mobile(t).registered(), "2001:db8:2:38::a0"
    mn.careof_test(coa2)
    mn.registers(src=coa2)
    mn.pings_at(coa2)
    mn.is_bound(coa2)
    mn.is_unbound()


@case("C39", "BU-14",
      "the same with an old sequence number: BA 135 to it, traffic to the first one")
def c39(t):
    mn, coa2 = Mobile(t).registered(), "2001:db8:2:39::a0"
    mn.careof_test(coa2)
    mn.refused(135, src=coa2, seq=mn.seq, answer={"seq": mn.seq})
    mn.pings_at(mn.coa)
    mn.is_bound()


@case("C46", "BU-13 BC-02",
      "lifetime 0xffff, 106: BA 105; 10: at most 10, and gone in time")
def c46(t):
    mn = Mobile(t)
    mn.tests()
    mn.registers(0xffff, granted=105)
    mn.registers(106, granted=105)
    seen = mn.registers(10)
    mn.is_bound()
    t.until(ends(seen))
    mn.is_unbound()
    mn.pings_at(mn.hoa)


@case("C47", "BU-14",
      "BU for 10 units, then one for 20 that is refused: gone when the first one ends")
def c47(t):
    mn = Mobile(t)
    mn.tests()
    seen = mn.registers(10)
    mn.refused(135, 20, seq=mn.seq, answer={"seq": mn.seq})
    t.until(ends(seen))
    mn.is_unbound()


@case("C51", "BC-07",
      "registered, deleted, the first BU replayed: not accepted, not bound")
def c51(t):
    mn = Mobile(t, seq=9999)
    mn.tests()
    first = mn.update(105)
    mn.is_accepted(first, 105)
    mn.registers(0)
    t.silent(first.packet, may=lambda seen: seen.kind == "BA" and seen.status >= 128)
    mn.is_unbound()
    mn.pings_at(mn.hoa)


@case("C52", "BU-03",
      "BU that leads from the care-of address of a binding back to its home address: silence")
def c52(t):
    mn = Mobile(t).registered()
    back = Mobile(t, hoa=mn.coa, coa=mn.hoa)
    back.tests()
    t.silent(back.update(20).packet)
    mn.is_bound()


@case("C53", "BC-06",
      "two mobile nodes: bindings of their own; one ends alone, the other is bound for one "
      "address of the node only")
def c53(t):
    one, other = (Mobile(t, number).registered() for number in (1, 2))
    for mn in one, other:
        mn.is_bound()
        mn.pings_at(mn.coa)
    one.registers(0)
    one.is_unbound()
    other.is_bound()
    Mobile(t, 2, cn=CN2).is_unbound()
