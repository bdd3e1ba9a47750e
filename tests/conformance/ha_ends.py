# SPDX-License-Identifier: GPL-2.0
"""How long home registrations last, and how they end (10.3.1, 10.3.2)."""

import itertools
import time

from agent import HOME, Mobile
from cases import case

LONGEST = 0xffff
MONTH_S = 2592000       # AdvValidLifetime
UNIT_S = 4
LATE_S = 1              # after its time a home address may still be defended for so long
ADVICE = 2              # the option's type


def prefix(t, valid, preferred, change=False):
    """A home prefix of the case's own, with lifetimes; returns a home address there."""
    t.node.ip(f"addr {'change' if change else 'add'} 2001:db8:1:{t.label}::1/64 dev {HOME} "
              f"nodad valid_lft {valid} preferred_lft {preferred}")
    return f"2001:db8:1:{t.label}::1:{t.label}:1"


@case("H19", "HA-10 HA-44",
      "lifetime 0xffff, home prefix valid for 100 s: BA with at most 25 units")
def h19(t):
    mn = Mobile(t, hoa=prefix(t, 100, 100))
    mn.registers(LONGEST, granted=lambda units: 15 <= units <= 25)
    mn.is_tunnelled()


@case("H20", "HA-10",
      "lifetime 0xffff, home prefix preferred for 10 s, valid for 30 days: BA with 0xffff units")
def h20(t):
    mn = Mobile(t, hoa=prefix(t, MONTH_S, 10))
    mn.registers(LONGEST)
    mn.is_tunnelled()


@case("H21", "HA-10 HA-11 HA-04",
      "lifetime 0xffff, home prefix valid for 9 s: bound until then; then not bound, defended, "
      "tunnelled, BA 132 for another update")
def h21(t):
    mn = Mobile(t, hoa=prefix(t, 9, 9))
    end = time.monotonic() + 9
    # The link stays theirs whose home it is.
    t.node.ip(f"route add 2001:db8:1:{t.label}::/64 dev {HOME} metric 2000")
    seen = mn.registers(LONGEST, granted=lambda units: 1 <= units <= 2)
    mn.is_tunnelled()
    mn.is_defended()
    t.until(seen.when + seen.lifetime * UNIT_S + LATE_S)
    mn.is_unbound()
    mn.is_undefended()
    mn.is_at_home()
    t.until(end + LATE_S)
    mn.refused(132)


@case("H24", "HA-14 HA-18",
      "registration where refreshes are advised: BA with the advice; de-registration from away: "
      "BA 0 with RH2, lifetime 0, no advice; gone", node="advice")
def h24(t):
    mn = Mobile(t)
    mn.registers(options=[(ADVICE, b"\0\x19")])
    mn.registers(0)
    mn.is_gone()


def leaves(t, mn, lifetime, **message):
    """De-registration from home."""
    mn.registered()
    mn.is_tunnelled()
    mn.comes_home()
    mn.registers(lifetime, src=mn.hoa, **message)
    mn.is_gone()


@case("H25", "HA-18 HA-19 HA-20 HA-21 HA-49 BU-11",
      "de-registration from home, with and without home address option, alternate care-of address, "
      "lifetime 0: BA 0 there without RH2; not bound, defended, tunnelled, heard")
def h25(t):
    for number, (hao, alt, lifetime) in enumerate(itertools.product(
            (False, True), (False, True), (0, 1000)), 1):
        mn = Mobile(t, number)
        leaves(t, mn, lifetime, hao=hao, alt=mn.hoa if alt else None)


@case("H26", "HA-17",
      "de-registration without binding, from away, from home with and without home address option: "
      "BA 133, from home without RH2")
def h26(t):
    mn = Mobile(t)
    mn.refused(133, 0)
    mn.comes_home()
    for hao in False, True:
        mn.refused(133, 0, src=mn.hoa, hao=hao)


@case("H27", "HA-22 BU-14",
      "de-registration from home with an old sequence number: BA 135 there without RH2; still "
      "bound")
def h27(t):
    mn = Mobile(t).registered()
    mn.comes_home()
    mn.refused(135, 0, src=mn.hoa, hao=False, seq=mn.seq, answer={"seq": mn.seq})
    mn.goes_away()
    mn.is_tunnelled()
    mn.is_defended()
    mn.is_heard()


@case("H28", "HA-23 BC-08",
      "de-registration, then an older update that was delayed: BA 135 with the last sequence "
      "number; gone")
def h28(t):
    mn = Mobile(t).registered()
    late = mn.update()
    mn.registers(0)
    seen = t.answer(late.packet, "BA")
    mn.answered(seen, late, 135, seq=mn.seq)
    mn.is_gone()


@case("H34", "HA-19 BC-02 BC-09",
      "solicitations after de-registration, after the shortest lifetime has passed: silence")
def h34(t):
    mn = Mobile(t).registered(flags="AHL")
    for target in mn.hoa, mn.link_local:
        mn.is_defended(target)
    mn.registers(0)
    mn.is_undefended(mn.hoa, mn.link_local)
    seen = mn.registers(1, flags="AHL")
    mn.is_defended(mn.link_local)
    t.until(seen.when + UNIT_S + LATE_S)
    mn.is_undefended(mn.hoa, mn.link_local)
    mn.is_gone()
