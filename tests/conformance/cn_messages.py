# SPDX-License-Identifier: GPL-2.0
"""Mobility Headers: tests of addresses, and what is malformed (RFC 6275 6.1, 9.2, 9.4)."""

import struct
import time

from cases import CN, CN2, case
from mobile import Mobile, invalid
from packets import carry, coti, echo_from_home, hoti, mh_bytes, nonce_indices

COOKIE = b"cookie 8"
NONCES_CHANGE_S = 240
TYPE_8 = bytes([59, 0, 8]) + bytes(5)


def patched(octets, changes):
    """A copy with some octets changed: {offset: value}."""
    octets = bytearray(octets)
    for at, value in changes.items():
        octets[at] = value
    return bytes(octets)


def home_test_init(mn, changes=None, options=(), **carried):
    """A packet from the home address; octets of the message may be changed."""
    mh = patched(mh_bytes(hoti(COOKIE, options)), changes or {})
    return carry(mh, mn.hoa, mn.cn, **carried)


def checksum_changed(packet, at, change):
    """A copy whose checksum, of a Mobility Header that begins at an offset, is another."""
    value = struct.unpack("!H", packet[at + 4:at + 6])[0]
    return packet[:at + 4] + struct.pack("!H", change(value) & 0xffff) + packet[at + 6:]


def is_problem(t, packet, src, pointer):
    """A parameter problem, code 0, comes of it to its on-wire source and quotes it."""
    seen = t.answer(packet, "PARAMETER-PROBLEM")
    t.must_be(seen, src=CN, dst=src, code=0, value=pointer, rh2=None, hao=None,
              quoted=lambda quoted: quoted == packet)


def is_unknown_type(t, packet, dst, hoa):
    """Binding error 2 comes of it."""
    seen = t.answer(packet, "BE")
    t.must_be(seen, src=CN, dst=dst, status=2, hoa=hoa, rh2=None, hao=None, options=[])


@case("C02", "RR-06 MH-08",
      "HoTI: HoT to the home address, with cookie, index and token; no RH2")
def c02(t):
    Mobile(t).home_test()


@case("C03", "RR-07 MH-08",
      "CoTI: CoT to the care-of address, with cookie, index and token")
def c03(t):
    Mobile(t).careof_test()


@case("C04", "RR-06 RR-07 BA-09",
      "HoTI, CoTI, BU to a second address of the node: answers come from there")
def c04(t):
    mn = Mobile(t, cn=CN2).registered()
    mn.is_bound()


@case("C08", "OP-02 MH-06",
      "HoTI with nonce indices option and reserved fields set: HoT as usual")
def c08(t):
    mn = Mobile(t)
    seen = t.answer(home_test_init(mn, {3: 0xff, 6: 0xff, 7: 0xff}, [nonce_indices()]), "HOT")
    t.must_be(seen, src=CN, dst=mn.hoa, cookie=COOKIE, options=[], rh2=None)


@case("C09", "RR-08",
      "HoTI and CoTI with home address option: silence")
def c09(t):
    mn = Mobile(t)
    t.silent(*(carry(mh_bytes(init(COOKIE)), mn.coa, CN, mn.hoa) for init in (hoti, coti)))


@case("C10", "MH-03",
      "HoTI with Header Len 0: parameter problem, pointer 41")
def c10(t):
    mn = Mobile(t)
    is_problem(t, carry(patched(mh_bytes(hoti(COOKIE))[:8], {1: 0}), mn.hoa, CN), mn.hoa, 41)


@case("C11", "MH-03 HO-08",
      "BU behind a home address option with Header Len 0: parameter problem, pointer 65, to the "
      "care-of address; no binding")
def c11(t):
    mn = Mobile(t)
    mn.tests()
    update = mn.update(20, spoil=lambda mh: patched(mh[:8], {1: 0}))
    is_problem(t, update.packet, mn.coa, 65)
    mn.is_unbound()


@case("C12", "MH-01 MH-11",
      "Payload Proto 255: parameter problem, pointer 40 without, 64 with home address option")
def c12(t):
    mn = Mobile(t)
    is_problem(t, home_test_init(mn, {0: 255}), mn.hoa, 40)
    mn.tests()
    is_problem(t, mn.update(20, edit=lambda mh: patched(mh, {0: 255})).packet, mn.coa, 64)
    mn.is_unbound()


@case("C13", "MH-02",
      "checksum 0 or off by one: silence, no binding")
def c13(t):
    mn = Mobile(t)
    mn.tests()
    for change in (lambda value: 0), (lambda value: value + 1):
        t.silent(checksum_changed(home_test_init(mn), 40, change),
                 checksum_changed(mn.update(20).packet, 64, change))
    mn.is_unbound()


@case("C14", "MH-05 BE-01 BE-02",
      "MH type 8: binding error 2 with :: without, with the home address behind a home address "
      "option; silence for a multicast source")
def c14(t):
    mn, group = Mobile(t), "ff0e::14"
    is_unknown_type(t, carry(TYPE_8, mn.hoa, CN), mn.hoa, "::")
    is_unknown_type(t, carry(TYPE_8, mn.coa, CN, mn.hoa), mn.coa, mn.hoa)
    t.owns(group)
    t.silent(carry(TYPE_8, group, CN), carry(TYPE_8, group, CN, mn.hoa))


@case("C15", "MH-12",
      "MH type 255 with Header Len 0: binding error 2, not a parameter problem; so with a binding")
def c15(t):
    mn = Mobile(t)
    unknown = carry(patched(TYPE_8, {2: 255}), mn.hoa, CN)
    is_unknown_type(t, unknown, mn.hoa, "::")
    mn.registered()
    is_unknown_type(t, unknown, mn.hoa, "::")
    is_unknown_type(t, carry(patched(TYPE_8, {2: 255}), mn.coa, CN, mn.hoa), mn.coa, mn.hoa)


def invalid_updates(mn, **message):
    """Updates that a node that does not look at the addresses first would answer: nonces too old,
    home registration, and one that is good but for them."""
    far = invalid(mn.home[0])
    return [mn.update(20, indices=(far, far), **message).packet,
            mn.update(20, flags="AH", options=lambda usual: [], **message).packet,
            mn.update(20, **message).packet]


@case("C24", "BU-02 BA-05",
      "BU from a multicast or link-local source: silence, no binding")
def c24(t):
    mn = Mobile(t)
    mn.tests()
    mn.careof_test_if_any("fe80::24")
    t.owns("ff0e::24")
    for src in "ff0e::24", "fe80::24":
        t.silent(*invalid_updates(mn, src=src))
    mn.pings_at(mn.hoa)


@case("C25", "BU-01 HO-02",
      "home address multicast, link-local, unspecified, loopback: silence for echo request and BU")
def c25(t):
    coa = Mobile(t).coa
    for number, hoa in enumerate(("ff0e::25", "fe80::25", "::", "::1"), 2):
        mn = Mobile(t, number, hoa=hoa, coa=coa)
        mn.careof_test()
        t.silent(echo_from_home(coa, CN, hoa), *invalid_updates(mn))


@case("C26", "BU-02",
      "alternate care-of address multicast, link-local, unspecified: silence, no binding")
def c26(t):
    mn = Mobile(t)
    mn.tests()
    mn.careof_test_if_any("fe80::26")
    for alt in "ff0e::26", "fe80::26", "::":
        t.silent(*invalid_updates(mn, alt=alt))
    mn.pings_at(mn.hoa)


@case("C43", "RR-01",
      "HoTI again and again: the nonce index changes within 240 s, the token with it")
def c43(t):
    mn = Mobile(t)
    began, first = time.monotonic(), mn.home_test()
    while mn.home_test()[0] == first[0]:
        t.require(time.monotonic() < began + NONCES_CHANGE_S, f"the index is still {first[0]}")
        t.until(time.monotonic() + 2)
    t.require(mn.home[1] != first[1], f"nonces {first[0]} and {mn.home[0]} give one token")


@case("C62", "MH-04 OP-03",
      "BU cut off after every octet: silence or parameter problem; then it is accepted")
def c62(t):
    mn = Mobile(t)
    mn.tests()
    update = mn.update(20)
    whole = update.packet
    cut = [carry(whole[64:end], mn.coa, CN, mn.hoa) for end in range(64, len(whole))]
    cut += [whole[:4] + struct.pack("!H", end - 40) + whole[6:end]
            for end in range(40, len(whole))]
    t.silent(*cut, may=lambda seen: seen.kind == "PARAMETER-PROBLEM" and seen.dst == mn.coa)
    mn.is_accepted(update, 20)
