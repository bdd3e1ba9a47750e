# SPDX-License-Identifier: GPL-2.0
"""Binding updates that a home agent refuses, and those that it does not hear (9.5.1, 10.3.1)."""

import mobile
from agent import HA, HA_AWAY, Mobile
from cases import SURE_S, case
from packets import alt_coa, carry, echo, nonce_indices, tunnelled

UNKNOWN = bytes([59, 0, 255]) + bytes(5)


@case("H11", "HA-04",
      "home address on no prefix of the home agent's, with and without A: BA 132, no binding")
def h11(t):
    mn = Mobile(t, hoa=f"2001:db8:77::{t.label}:1")
    for flags in "AH", "H":
        mn.refused(132, flags=flags)
    mn.is_unbound()
    t.require(not t.probes, "it was probed for")


@case("H14", "HA-02",
      "home registration with nonce indices: silence, no binding")
def h14(t):
    mn = Mobile(t)
    t.silent(mn.update(options=[nonce_indices(), alt_coa(mn.coa)]).packet)
    t.require(not t.probes_for(mn.hoa), "it was probed for")
    mn.is_gone()


@case("H15", "BU-01",
      "home address link-local, with and without L, multicast, loopback, unspecified: silence; the "
      "binding of another stays")
def h15(t):
    other, coa = Mobile(t, 2).registered(), f"2001:db8:2:{t.label}::f"
    updates = []
    for hoa in f"fe80::{t.label}:1", "ff0e::15", "::1", "::":
        updates += [Mobile(t, hoa=hoa, coa=coa).update(flags=flags) for flags in ("AH", "AHL")]
    t.silent(*(update.packet for update in updates))
    other.is_tunnelled()
    other.is_heard()


@case("H16", "BU-02 HA-05",
      "alternate care-of address multicast, link-local, loopback, unspecified: silence, of the "
      "home agent: silence or BA 174; the binding stays as it is")
def h16(t):
    mn = Mobile(t).registered()
    t.silent(*(mn.update(alt=alt).packet for alt in ("ff0e::16", "fe80::16", "::1", "::")))
    for alt in HA, HA_AWAY:
        update = mn.update(alt=alt)
        t.silent(update.packet, may=lambda seen, update=update: seen.kind == "BA" and
                 (seen.status, seen.seq, seen.dst, seen.rh2) ==
                 (174, update.seq, mn.coa, mn.hoa))
    mn.is_tunnelled()


def is_problem(t, packet, mn, pointer):
    """A parameter problem, code 0, comes of it to the care-of address and quotes it."""
    seen = t.answer(packet, "PARAMETER-PROBLEM")
    t.must_be(seen, src=HA, dst=mn.coa, code=0, value=pointer, rh2=None, hao=None, quoted=packet)


@case("H17", "MH-01 MH-02 MH-03 MH-11",
      "Header Len 0: parameter problem, pointer 65; an echo request behind the update: pointer 64; "
      "checksum 0: silence; no binding")
def h17(t):
    mn = Mobile(t)
    whole = mn.update().packet[64:]
    short = carry(whole[:1] + b"\0" + whole[2:8], mn.coa, HA, mn.hoa)
    is_problem(t, short, mn, 65)
    behind = b"\x3a" + whole[1:] + echo(mn.hoa, HA)[40:]
    is_problem(t, carry(behind, mn.coa, HA, mn.hoa, covered=len(whole)), mn, 64)
    t.silent(carry(whole, mn.coa, HA, mn.hoa, csum=0))
    t.require(not t.probes_for(mn.hoa), "it was probed for")
    mn.is_unbound()


def unknown_type(t, mn):
    """Binding error 2, about nobody's home address, comes to it at home."""
    seen = t.answer(carry(UNKNOWN, mn.hoa, HA), "BE")
    t.must_be(seen, src=HA, dst=mn.hoa, status=2, hoa="::", rh2=None, hao=None, options=[],
              eth_dst=mn.mac)


@case("H18", "MH-05 BE-01",
      "MH type 255 from a home address, without binding: binding error 2 with ::; so with "
      "one, through the tunnel; behind a home address option: with the home address")
def h18(t):
    mn = Mobile(t)
    mn.comes_home()
    unknown_type(t, mn)
    mn.goes_away()
    mn.registers()
    t.send(mn.sends(carry(UNKNOWN, mn.hoa, HA)))
    seen = t.next(SURE_S)
    t.require(seen and seen.inner, f"not tunnelled: {seen}")
    t.well_formed(seen.inner)
    t.must_be(seen, octets=tunnelled(HA, mn.coa, seen.inner.octets))
    t.must_be(seen.inner, kind="BE", src=HA, dst=mn.hoa, status=2, hoa="::", rh2=None, hao=None,
              options=[])
    seen = t.answer(carry(UNKNOWN, mn.coa, HA, mn.hoa), "BE")
    t.must_be(seen, src=HA, dst=mn.coa, status=2, hoa=mn.hoa, rh2=None, hao=None, options=[])


@case("H22", "BU-05 HA-16",
      "sequence number 16, 32782 after 15; 32784, 14 after 32783: BA 0")
def h22(t):
    for number, (last, seq) in enumerate(((15, 16), (15, 32782), (32783, 32784), (32783, 14)), 1):
        mn = Mobile(t, number, seq=last - 1).registered()
        mn.registers(seq=seq)
        mn.is_tunnelled()


@case("H23", "BU-05 BU-06 BU-14",
      "sequence number 14, 15, 32783 after 15; 32782, 32783, 15 after 32783, with and without A, "
      "from another care-of address: BA 135 there with the last one; the binding stays as it is")
def h23(t):
    for number, last, stale in (1, 15, (14, 15, 32783)), (2, 32783, (32782, 32783, 15)):
        mn = Mobile(t, number, seq=last - 1).registered()
        coa2 = f"2001:db8:2:{t.label}::{number}:2"
        t.owns(coa2)
        for seq in stale:
            for flags in "AH", "H":
                mn.refused(135, flags=flags, seq=seq, src=coa2, answer={"seq": last})
        mn.is_tunnelled()
        mn.is_unbound(coa2)
        mn.registers(seq=last + 1)


@case("H72", "HA-05 LI-04",
      "one binding more than the table holds: BA 130, those that there are stay; their updates "
      "are accepted", node="full")
def h72(t):
    bound, last = [Mobile(t, number).registered() for number in (1, 2)], Mobile(t, 3)
    last.refused(130)
    last.is_unbound()
    for mn in bound:
        mn.is_tunnelled()
        mn.registers(500)


@case("H74", "BU-07",
      "home registration of a home address that is bound by return routability: BA 139, still "
      "bound as before")
def h74(t):
    mn = mobile.Mobile(t, hoa=f"2001:db8:1::{t.label}:1", cn=HA)
    t.lives(mn.hoa, f"02:00:01:{int(t.label):02x}:01:01")
    mn.registered()
    mn.is_bound()
    home = Mobile(t, hoa=mn.hoa, coa=mn.coa, seq=mn.seq)
    home.refused(139)
    t.require(not t.probes, "it was probed for")
    mn.is_bound()
    mn.seq = home.seq - 1
    mn.registers(20)
