# SPDX-License-Identifier: GPL-2.0
"""What mobile nodes are told of home network prefixes (RFC 6275 6.7, 6.8, 10.6)."""

import json
import os
import struct
import subprocess
import tempfile
import time

from cases import CN, NODES, SURE_S, case
from ha_discovery import A, L, OTHER, PREFIX, R, Agent, prefix_info
from listener import not_a_query
from packets import DSTOPTS, ICMP6, alt_coa, bu, carry, icmp6, ipv6, mh_bytes, \
    mobility_options_of_nd, packed, raw_dstopts, text

BINDFILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib", "bindfile.py")
MPS = 146
M, O = 0x80, 0x40       # of a router advertisement; an advertisement to mobile nodes has them too
FOREVER = 0xffffffff
LATE_S = 5.0            # what a slow machine adds
SHORT_S = 6
GAPS_S = 3, 6, 12       # between an advertisement and its repetitions

NODES.update({f"H{number}": {"accept_return_routability": 0, "allow_unprotected": 1}
              for number in range(66, 71)})


class Nobody:
    """Gets what is for all nodes."""

    def put(self, seen):
        """A packet came."""


class Away:
    """A mobile node that is away from home."""

    def __init__(self, t, number=1):
        self.t, self.seq = t, 100
        self.hoa = f"{PREFIX}{t.label}:{number}"
        self.coa = f"2001:db8:2:{t.label}::{number}0"
        t.owns(self.coa)
        t.node.owners["ff02::1"] = Nobody()

    def is_restored(self, agent, left, granted):
        """Put back as if it had been saved."""
        path = tempfile.mktemp()
        subprocess.run([BINDFILE, path], text=True, check=True, input=(
            f"{self.hoa} {self.coa} {CN} {left} {granted} {self.seq} 0xc000\n"))
        came = json.loads(agent.mipdiag("-j", "--restore", path))
        os.unlink(path)
        self.t.require(came["restored"] == 1, f"restored are {came}")
        seen = self.t.next(SURE_S)
        self.t.require(seen and not not_a_query(seen), f"it is not asked for its groups: {seen}")

    def registers(self, lifetime=1000, status=0):
        """A home registration; returns the acknowledgement."""
        self.seq += 1
        mh = mh_bytes(bu(self.seq, lifetime, "AH", [alt_coa(self.coa)]))
        seen = self.t.answer(carry(mh, self.coa, CN, self.hoa), "BA", tries=1)
        self.t.must_be(seen, status=status, seq=self.seq, dst=self.coa, rh2=self.hoa)
        return seen

    def solicitation(self, ident, reserved=0):
        """A mobile prefix solicitation."""
        message = icmp6(self.hoa, CN, MPS, 0, struct.pack("!HH", ident, reserved))
        return ipv6(self.coa, CN, DSTOPTS, raw_dstopts(
            ICMP6, b"\x01\x02\0\0\xc9\x10" + packed(self.hoa)) + message)

    def solicits(self, **fields):
        """Asks; returns the prefixes and the flags of the answer."""
        ident = next(self.t.idents) & 0xffff
        seen = self.t.answer(self.solicitation(ident, **fields), "MPA", tries=1)
        self.is_advertisement(seen)
        self.t.require(seen.value >> 16 == ident, f"identifier is not {ident:#x}: {seen}")
        return prefixes(seen), seen.value & 0xffff

    def is_advertisement(self, seen):
        """It is for this one, and in good form."""
        self.t.well_formed(seen)
        self.t.must_be(seen, kind="MPA", src=CN, dst=self.coa, rh2=self.hoa, hao=None, code=0)


def prefixes(seen):
    """Those in an advertisement: address -> (length, flags, valid, preferred)."""
    found = {}
    for kind, data in mobility_options_of_nd(seen.payload[8:]):
        if kind == 3:
            found[text(data[14:30])] = struct.unpack("!BBII", data[:10])
    return found


def about(t, found, expected):
    """Prefixes are these, with lifetimes that may have gone on a little."""
    t.require(set(found) == set(expected), f"prefixes are {found}")
    for address, (plen, flags, valid, preferred) in expected.items():
        real = found[address]
        t.require(real[:2] == (plen, flags) and max(valid - 15, 0) <= real[2] <= valid and
                  max(preferred - 15, 0) <= real[3] <= preferred, f"{address} is {real}")


@case("H66", "MP-03 MP-06 MP-07 IC-02 IC-03",
      "MPS with home address option, bound: MPA to the care-of address, RH2, same identifier; "
      "prefixes of our addresses, or those that we advertise, with M and O; one that is over as that",
      node="H66")
def h66(t):
    agent, mn = Agent(t), Away(t)
    mn.registers()
    found, flags = mn.solicits()
    t.require(found == {CN: (64, L | A | R, FOREVER, FOREVER)} and flags == 0,
              f"it says {found}, flags {flags:#x}")
    agent.advertises(10, [prefix_info(CN), prefix_info(OTHER, flags=L, valid=5000, preferred=300)],
                     managed=M)
    found, flags = mn.solicits()
    about(t, found, {CN: (64, L | A | R, 86400, 14400), OTHER: (64, L, 5000, 300)})
    t.require(flags == M << 8, f"flags are {flags:#x}")
    agent.advertises(10, [prefix_info(OTHER, flags=L, valid=0, preferred=0)], managed=O)
    found, flags = mn.solicits()
    about(t, found, {CN: (64, L | A | R, 86400, 14400), OTHER: (64, L, 0, 0)})
    t.require(flags == O << 8, f"flags are {flags:#x}")


@case("H67", "MP-04 MP-09",
      "MPS with home address option, not bound, or not any more: binding error 1", node="H67")
def h67(t):
    mn = Away(t)
    Agent(t)

    def refused():
        t.must_be(t.answer(mn.solicitation(1), "BE"), src=CN, dst=mn.coa, status=1, hoa=mn.hoa,
                  rh2=None)

    refused()
    mn.registers()
    mn.solicits()
    mn.registers(0)
    refused()


@case("H68", "MP-03",
      "MPS with reserved 0xffff: MPA", node="H68")
def h68(t):
    mn = Away(t)
    Agent(t)
    mn.registers()
    mn.solicits(reserved=0xffff)


@case("H69", "MP-01 MP-02 MP-05 MP-06 CV-01",
      "we advertise the home prefix with another lifetime: MPA to each mobile node, repeated 3, 6, "
      "12 s later, but to those that MPS or BU came from; none if nothing is new", node="H69")
def h69(t):
    agent, nodes = Agent(t), [Away(t, number) for number in (1, 2, 3)]
    silent, asking, moving = nodes
    agent.advertises(10, [prefix_info(CN)])
    for mn in nodes:
        mn.registers()
    set_intervals(t, 1, 1)
    agent.advertises(10, [prefix_info(CN)])
    t.until(time.monotonic() + 2)
    t.nothing_waits()
    agent.advertises(10, [prefix_info(CN, valid=50000)])
    told = {}
    while len(told) < len(nodes):
        seen = t.next(1 + LATE_S)
        t.require(seen, f"only {list(told)} are told")
        mn = next((mn for mn in nodes if mn.coa == seen.dst), None)
        t.require(mn and mn not in told, f"came {seen}")
        mn.is_advertisement(seen)
        about(t, prefixes(seen), {CN: (64, L | A | R, 50000, 14400)})
        told[mn] = seen
    # What is scheduled from here on is for later.
    set_intervals(t, 5000, 5000)
    asking.solicits()
    moving.registers()
    last = told[silent]
    for gap in GAPS_S:
        seen = t.next(gap + LATE_S)
        t.require(seen, f"no repetition after {gap} s")
        silent.is_advertisement(seen)
        t.require(gap - 0.2 <= seen.when - last.when <= gap + LATE_S,
                  f"it comes after {seen.when - last.when:.2f} s, not {gap} s")
        last = seen
    # Doubled once more it would come then.
    t.until(last.when + 2 * GAPS_S[-1] + LATE_S)
    t.nothing_waits()


def set_intervals(t, least, most):
    """MinMobPfxAdvInterval and MaxMobPfxAdvInterval."""
    t.node.set("min_mob_pfx_adv_interval", least)
    t.node.set("max_mob_pfx_adv_interval", most)


@case("H70", "MP-08 HA-10",
      "BU for longer than we advertise the home prefix: granted as long as MPA says that it is "
      "valid at most; then for less: the binding ends with it, and so does one that was restored; "
      "none is accepted any more: BA 132", node="H70")
def h70(t):
    agent, mn, restored = Agent(t), Away(t), Away(t, 2)
    agent.advertises(10, [prefix_info(CN, valid=1000, preferred=500)])
    seen = mn.registers(65535)
    t.require(980 // 4 <= seen.lifetime <= 1000 // 4, f"{seen.lifetime} units are granted")
    # By its own clock: the acknowledgement may have waited for a neighbour.
    asked = time.monotonic()
    left = json.loads(agent.mipdiag("-j", "-c"))[0]["lifetime"]
    valid = mn.solicits()[0][CN][2]
    left -= time.monotonic() - asked
    t.require(valid >= left, f"{left:.2f} s are left of the binding, {valid} s of the prefix")
    restored.is_restored(agent, left=500, granted=1000)
    began = time.monotonic()
    agent.advertises(10, [prefix_info(CN, valid=SHORT_S, preferred=0)])
    give_up = began + SHORT_S + 2 * LATE_S
    while agent.mipdiag("-j", "-c").strip() != "[]":
        t.require(time.monotonic() < give_up, f"bound after {SHORT_S} s")
        time.sleep(0.2)
    took = time.monotonic() - began
    t.require(took > SHORT_S - 1.5, f"bound no more after {took:.2f} s already")
    mn.registers(1000, status=132)
    agent.advertises(10, [prefix_info(CN)])
    mn.registers()
