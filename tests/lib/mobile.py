# SPDX-License-Identifier: GPL-2.0
"""A mobile node as a correspondent sees it, played for a case of cases.py.

    mn = Mobile(t)                  a home address and a care-of address of this case alone
    mn.tests()                      return routability
    mn.registers(105)               a binding update that must be accepted
    mn.is_bound(); mn.is_unbound()  where packets go now
"""

import os

import rr
from cases import ANSWER_S, CN
from packets import alt_coa, auth_data, bu, carry, coti, echo, echo_from_home, hoti, mh_bytes, \
    nonce_indices

LIFETIME_MAX = 105      # MAX_RR_BINDING_LIFETIME, in units of 4 s
NOTHING = 0, bytes(8)
ECHOED = b"\0\1abcd"    # behind the identifier, see packets.echo_from_home()


def invalid(index):
    """A nonce index that is none of a correspondent that gives out this one."""
    return 0xffff if 64 < index < 0xffc0 else index ^ 0x8000


class Update:
    """A binding update: the packet, and what the answer has to do with it."""

    def __init__(self, packet, seq, src, coa, key):
        self.packet, self.seq, self.src, self.coa, self.key = packet, seq, src, coa, key


class Mobile:
    """Its number tells it from others of the same case."""

    def __init__(self, case, number=1, hoa=None, coa=None, cn=CN, seq=100):
        self.case, self.cn, self.seq = case, cn, seq
        self.hoa = hoa or f"2001:db8:1:{case.label}::{number}0"
        self.coa = coa or f"2001:db8:2:{case.label}::{number}0"
        # What tests gave: (nonce index, token).
        self.home, self.careof = NOTHING, {}
        case.owns(self.hoa, self.coa)

    # --- return routability

    def _test(self, init, kind, src):
        """Sends an init message until it is answered; returns what it gave."""
        cookies = []

        def packet():
            cookies.append(os.urandom(8))
            return carry(mh_bytes(init(cookies[-1])), src, self.cn)

        seen = self.case.answer(packet, kind)
        self.case.must_be(seen, src=self.cn, dst=src, rh2=None, hao=None, options=[],
                          cookie=lambda cookie: cookie in cookies)
        return seen.index, seen.token

    def home_test(self):
        self.home = self._test(hoti, "HOT", self.hoa)
        return self.home

    def careof_test(self, coa=None):
        """For any address; it becomes one of the case."""
        coa = coa or self.coa
        self.case.owns(coa)
        self.careof[coa] = self._test(coti, "COT", coa)
        return self.careof[coa]

    def careof_test_if_any(self, coa):
        """For an address whose tests need not be answered."""
        self.case.owns(coa)
        self.case.send(carry(mh_bytes(coti(bytes(8))), coa, self.cn))
        seen = self.case.next(ANSWER_S)
        if seen:
            self.case.must_be(seen, kind="COT", dst=coa)
            self.careof[coa] = seen.index, seen.token

    def tests(self):
        self.home_test()
        self.careof_test()

    # --- binding updates

    def key(self, lifetime, coa, token_of=None):
        """Of a binding at a care-of address: to end it takes the home token alone."""
        if lifetime == 0 or coa == self.hoa:
            return rr.kbm(self.home[1])
        return rr.kbm(self.home[1], self.careof.get(token_of or coa, NOTHING)[1])

    def update(self, lifetime, flags="A", seq=None, src=None, alt=None, hao=True, indices=None,
               token_of=None, key=None, options=None, edit=None, spoil=None):
        """A binding update; its number is the next one unless seq says otherwise.

        src: on the wire. alt: alternate care-of address. hao: whether there is a home address
        option. indices: of nonces, if others than those of the tests. token_of: care-of address
        whose token goes into the key. key: another one. options: called with [nonce indices,
        authorization data], returns what is there instead. edit, spoil: called with the octets of
        the message before and after they are signed.
        """
        if seq is None:
            seq = self.seq = (self.seq + 1) & 0xffff
        src = src or (self.coa if hao else self.hoa)
        coa = alt or src
        if indices is None:
            indices = (self.home[0], self.careof.get(token_of or coa, NOTHING)[0])
        usual = [nonce_indices(*indices), auth_data()]
        mh = mh_bytes(bu(seq, lifetime, flags, ([alt_coa(alt)] if alt else []) +
                         (options(usual) if options else usual)))
        mh = edit(mh) if edit else mh
        key = key or self.key(lifetime, coa, token_of)
        mh = rr.sign(mh, key, coa, self.cn) if rr.place(mh) else mh
        mh = spoil(mh) if spoil else mh
        return Update(carry(mh, src, self.cn, self.hoa if hao else None), seq, src, coa, key)

    def answered(self, seen, update, status=0, seq=None, signed=True, lifetime=None):
        """Compares an acknowledgement with the update that it is about. lifetime: what was
        granted, or a function that tells whether that is right."""
        self.case.must_be(seen, status=status, src=self.cn, dst=update.src, hao=None,
                          rh2=None if update.src == self.hoa else self.hoa,
                          seq=update.seq if seq is None else seq, flags=0)
        if lifetime is not None:
            self.case.must_be(seen, lifetime=lifetime)
        kinds = [kind for kind, _ in seen.options]
        self.case.require(kinds == ([5] if signed else []), f"its options are {kinds}: {seen}")
        self.case.require(not signed or
                          rr.signed(seen.payload, update.key, update.coa, self.cn),
                          f"its authenticator is wrong: {seen}")

    def is_accepted(self, update, lifetime, granted=None):
        """Returns the acknowledgement. granted: how much of the lifetime there must be, or a
        function that tells whether that is right."""
        seen = self.case.answer(update.packet, "BA", tries=1)
        least = 0 if lifetime == 0 or update.coa == self.hoa else 1
        most = min(lifetime, LIFETIME_MAX) if least else 0
        if granted is None:
            def granted(units):
                return least <= units <= most
        self.answered(seen, update, lifetime=granted)
        return seen

    def registers(self, lifetime=LIFETIME_MAX, granted=None, **message):
        """A binding update that is accepted; returns the acknowledgement."""
        return self.is_accepted(self.update(lifetime, **message), lifetime, granted)

    def registered(self, lifetime=LIFETIME_MAX, **message):
        """All it takes; returns itself."""
        self.tests()
        self.registers(lifetime, **message)
        return self

    def refused(self, status, lifetime=20, answer=None, **message):
        """An update that is refused. answer: what else is known of the acknowledgement."""
        update = self.update(lifetime, **message)
        seen = self.case.answer(update.packet, "BA")
        self.answered(seen, update, status, **answer or {})
        return seen

    # --- what became of it

    def echoes(self, coa=None):
        """An echo request with home address option: the answer shows what is bound."""
        coa, idents = coa or self.coa, []

        def packet():
            idents.append(next(self.case.idents) & 0xffff)
            return echo_from_home(coa, self.cn, self.hoa, idents[-1])

        seen = self.case.answer(packet, "REPLY", "BE")
        if seen.kind == "BE":
            self.case.must_be(seen, src=self.cn, dst=coa, status=1, hoa=self.hoa, rh2=None,
                              hao=None, options=[])
            return None
        self.case.must_be(seen, src=self.cn, rh2=self.hoa, hao=None, dst=coa,
                          ident=lambda ident: ident in idents,
                          payload=lambda octets: octets[6:] == ECHOED)
        return seen

    def is_bound(self, coa=None):
        self.case.require(self.echoes(coa), f"{self.hoa} is not bound to {coa or self.coa}")

    def is_unbound(self, coa=None):
        self.case.require(not self.echoes(coa), f"{self.hoa} is bound to {coa or self.coa}")

    def pings_at(self, where, size=8):
        """An echo request without home address option: its answer comes to an address."""
        seen = self.case.answer(
            lambda: echo(self.hoa, self.cn, next(self.case.idents) & 0xffff, size), "REPLY")
        self.case.must_be(seen, src=self.cn, dst=where, hao=None,
                          rh2=None if where == self.hoa else self.hoa,
                          payload=lambda octets: octets[6:] == b"\0\1" + bytes(size))
        return seen
