# SPDX-License-Identifier: GPL-2.0
"""Binding updates and their acknowledgements (RFC 6275 6.1.7, 9.5.1, 9.5.4)."""

import time

from scapy.layers.inet6 import MIP6OptBRAdvice

import rr
from cases import case
from mobile import Mobile, invalid
from packets import alt_coa, padded

EXPIRED_S = 245         # MAX_NONCE_LIFETIME is 240 s
USABLE_S = 205          # MAX_TOKEN_LIFETIME is 210 s
CHANGE_S = 40           # nonces that change each 30 s have done so by then
UNSIGNED = {"signed": False}


def nothing(options):
    return []


@case("C05", "BU-13 BA-01 BA-04 BA-06 BA-07 MH-13 OP-06",
      "return routability and BU: BA 0 with RH2, authorized, lifetime at most 105 units")
def c05(t):
    Mobile(t).registered().is_bound()


def with_unknown_option(mh):
    """An option 200 in front of the nonce indices."""
    return padded(mh[:12] + b"\xc8\2\0\0" + mh[12:18] + b"\1\2\0\0" + mh[18:])


def misaligned(mh):
    """Nonce indices at an odd offset, behind them padding that is not zero."""
    return padded(mh[:12] + b"\0" + mh[12:18] + b"\1\5" + b"\xff" * 5 + mh[18:])


@case("C16", "OP-01 OP-02 OP-07 OP-09 BU-16 BU-20",
      "BU with refresh advice; with L; with K; with all reserved flags; with an option 200; with "
      "misaligned nonce indices, padding not zero: BA 0, bound")
def c16(t):
    mn = Mobile(t)
    mn.tests()
    mn.registers(options=lambda options: [MIP6OptBRAdvice(rinter=10)] + options)
    mn.registers(flags="AL")
    mn.registers(flags="AK")
    mn.registers(edit=lambda mh: mh[:8] + b"\x8f\xff" + mh[10:])
    mn.registers(edit=with_unknown_option)
    mn.registers(edit=misaligned)
    mn.is_bound()


@case("C17", "OP-08",
      "BU with nonce indices, authorization data, alternate care-of address: silence")
def c17(t):
    mn = Mobile(t)
    mn.tests()
    t.silent(mn.update(20, options=lambda options: options + [alt_coa(mn.coa)]).packet)
    mn.is_unbound()


@case("C18", "OP-08",
      "BU with authorization data in front of nonce indices: silence")
def c18(t):
    mn = Mobile(t)
    mn.tests()
    t.silent(mn.update(20, options=lambda options: options[::-1]).packet)
    mn.is_unbound()


@case("C19", "BU-09 OP-10",
      "BU, or de-registration, without nonce indices: silence, still bound")
def c19(t):
    mn = Mobile(t).registered()
    t.silent(*(mn.update(lifetime, options=lambda options: options[1:]).packet
               for lifetime in (20, 0)))
    mn.is_bound()


def authenticator_of(size):
    """Makes the authenticator, with which a BU ends, one of another length."""
    def spoil(mh):
        return padded(mh[:-14] + bytes([5, size]) + (mh[-12:] + bytes(4))[:size])
    return spoil


def twice(mh):
    """Two options with the nonce indices."""
    return padded(mh[:18] + mh[12:18] + b"\1\0" + mh[18:])


@case("C20", "BU-09 OP-03 OP-04 OP-05 OP-08",
      "BU without authorization data, with octets behind them, with a wrong authenticator, with "
      "one of 0, 11, 16 octets; with nonce indices twice, or of length 200: silence")
def c20(t):
    mn = Mobile(t)
    mn.tests()
    t.silent(mn.update(20, options=lambda options: options[:1]).packet,
             mn.update(20, edit=lambda mh: padded(mh + b"\1\6" + bytes(6))).packet,
             mn.update(20, spoil=lambda mh: mh[:-1] + bytes([mh[-1] ^ 1])).packet,
             mn.update(20, spoil=lambda mh: mh[:-12] + bytes(12)).packet,
             *(mn.update(20, spoil=authenticator_of(size)).packet for size in (0, 11, 16)),
             mn.update(20, edit=twice).packet,
             mn.update(20, edit=lambda mh: mh[:13] + b"\xc8" + mh[14:]).packet)
    mn.is_unbound()
    mn.registers()


@case("C21", "BA-02",
      "BU without A: bound, but no BA")
def c21(t):
    mn = Mobile(t)
    mn.tests()
    t.silent(mn.update(20, flags=0).packet)
    mn.is_bound()


@case("C22", "BU-06",
      "BU without A and with an old sequence number: BA 135, authorized, with the last one "
      "accepted")
def c22(t):
    mn = Mobile(t).registered()
    for old in mn.seq, mn.seq - 1:
        mn.refused(135, flags=0, seq=old, answer={"seq": mn.seq})
    mn.is_bound()


@case("C23", "BU-08 RR-02 BA-06",
      "BU without A, nonces expired: BA 136, 137, 138 (home, care-of, both) without authorization "
      "data")
def c23(t):
    mn = Mobile(t)
    mn.tests()
    home, careof = mn.home[0], mn.careof[mn.coa][0]
    t.until(time.monotonic() + EXPIRED_S)
    mn.tests()
    new_home, new_careof = mn.home[0], mn.careof[mn.coa][0]
    for status, *indices in ((136, home, new_careof), (137, new_home, careof), (138, home, careof)):
        mn.refused(status, flags=0, indices=indices, answer=UNSIGNED)
    mn.is_unbound()
    mn.registers(seq=1)


@case("C27", "BU-10 BA-04",
      "alternate care-of address with its token: BA to the source with RH2, traffic to the "
      "alternate")
def c27(t):
    mn, alt = Mobile(t), "2001:db8:2:27::a0"
    mn.tests()
    mn.careof_test(alt)
    mn.registers(alt=alt)
    mn.pings_at(alt)
    mn.is_bound(alt)
    mn.is_unbound()


@case("C28", "BU-10 RR-21",
      "alternate care-of address with the source's token; key of the home token alone: silence")
def c28(t):
    mn, alt = Mobile(t), "2001:db8:2:28::a0"
    mn.tests()
    mn.careof_test(alt)
    t.silent(mn.update(20, alt=alt, token_of=mn.coa).packet,
             mn.update(20, key=rr.kbm(mn.home[1])).packet)
    mn.is_unbound()
    mn.is_unbound(alt)


@case("C30", "RR-17 RR-04",
      "re-registration with the tokens of the one before: BA 0; with a care-of token from another "
      "nonce: BA 0")
def c30(t):
    mn = Mobile(t).registered()
    mn.registers(20)
    careof = mn.careof[mn.coa]
    while careof[0] == mn.home[0]:
        t.until(time.monotonic() + 3)
        careof = mn.careof_test()
    mn.registers(20)
    mn.is_bound()


@case("C40", "BU-08 BA-06",
      "nonce index 0xffff for home, care-of, both: BA 136, 137, 138 without authorization data")
def c40(t):
    mn = Mobile(t)
    mn.tests()
    home, careof = mn.home[0], mn.careof[mn.coa][0]
    for status, *indices in ((136, invalid(home), careof), (137, home, invalid(careof)),
                             (138, invalid(home), invalid(careof))):
        mn.refused(status, indices=indices, answer=UNSIGNED)
    mn.is_unbound()


class Tests:
    """Tokens, and when they were asked for and there."""

    def __init__(self, mn):
        self.asked = time.monotonic()
        mn.tests()
        self.home, self.careof, self.came = mn.home, dict(mn.careof), time.monotonic()

    def of(self, mn):
        """A mobile node uses them."""
        mn.home, mn.careof = self.home, self.careof


def around_a_change(t, mn):
    """The last tokens of a nonce and the first of the next: those that must live longest after
    its first use, and those that may be accepted the longest. Of nonces that change more seldom
    than this waits: any."""
    give_up, before = time.monotonic() + CHANGE_S, Tests(mn)
    while True:
        t.until(time.monotonic() + 2)
        after = Tests(mn)
        if after.home[0] != before.home[0] or time.monotonic() > give_up:
            return before, after
        before = after


@case("C41", "RR-02",
      "tokens used after 205 s, the last ones that their nonce gave: BA 0")
def c41(t):
    mn = Mobile(t)
    last, _ = around_a_change(t, mn)
    last.of(mn)
    t.until(last.asked + USABLE_S)
    mn.registers(20)


@case("C42", "RR-02",
      "tokens used after 245 s, the first ones of their nonce: BA 138 without authorization data")
def c42(t):
    mn = Mobile(t)
    _, first = around_a_change(t, mn)
    first.of(mn)
    t.until(first.came + EXPIRED_S)
    mn.refused(138, answer=UNSIGNED)
    mn.is_unbound()


# What is stored, what is refused then, what is accepted in the end.
SEQUENCES = (
    (10000, (10000, 9999, 42768, 0), 10001), (10000, (), 42767), (42768, (), 0), (42768, (), 9999),
    (15, (14, 15, 32783), 16), (15, (), 32782), (32783, (32782, 32783, 15), 32784), (32783, (), 14),
)


@case("C44", "BU-05 BU-14",
      "sequence numbers around 0, 15, 10000, 32767, 65535: 1 to 32767 ahead modulo 65536 is "
      "accepted, 135 with the last one otherwise")
def c44(t):
    for number, (stored, refused, accepted) in enumerate(SEQUENCES, 1):
        mn = Mobile(t, number).registered(seq=stored)
        for seq in refused:
            mn.refused(135, seq=seq, answer={"seq": stored})
        mn.registers(seq=accepted)


@case("C45", "BU-05",
      "first BU with sequence number 0, 32768, 65535: BA 0")
def c45(t):
    for number, seq in enumerate((0, 32768, 65535), 1):
        Mobile(t, number).registered(seq=seq)


@case("C48", "BA-06",
      "home registration without nonce indices: BA 131 without authorization data, no binding")
def c48(t):
    mn = Mobile(t)
    for lifetime in 20, 0:
        mn.refused(131, lifetime, flags="AH", options=nothing, answer=UNSIGNED)
    mn.is_unbound()


@case("C49", "BU-07",
      "the same where there is a binding: BA 139, still bound; it ends when it would have")
def c49(t):
    mn = Mobile(t)
    mn.tests()
    ends = mn.registers(10, granted=10).when + 40
    for lifetime in 1, 0, 100:
        mn.refused(139, lifetime, flags="AH", options=nothing, answer=UNSIGNED)
    mn.is_bound()
    t.until(ends + 0.5)
    mn.is_unbound()


@case("C50", "BU-07 HA-02",
      "home registration with nonce indices and authorization data: silence; or 139 if bound")
def c50(t):
    mn = Mobile(t)
    mn.tests()
    t.silent(mn.update(20, flags="AH").packet)
    mn.is_unbound()
    mn.registers()
    t.silent(mn.update(20, flags="AH").packet,
             may=lambda seen: seen.kind == "BA" and seen.status == 139)
    mn.is_bound()
