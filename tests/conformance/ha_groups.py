# SPDX-License-Identifier: GPL-2.0
"""Multicast through the tunnel: who is a member, what is forwarded (10.4.2, 10.4.3)."""

import time

from agent import AWAY, HA, HOME, MACS, Mobile, hop
from cases import ROUTER_MAC, SURE_S, case
from listener import BLOCK, IS_EXCLUDE, IS_INCLUDE, TO_INCLUDE, datagram, done, not_a_query, \
    record, report, report2
from packets import error, text, packed, tunnelled

TOO_BIG = 2


def group_of(t, number=1):
    return f"ff1e::{t.label}:{number}"


def tells(mn, *packets):
    """What is behind them in the tunnel is forwarded: they have been looked at."""
    mn.is_heard(behind=[mn.sends(packet) for packet in packets])


def gets(t, packet, *to):
    """The packet, one hop on, comes to these care-of addresses, and nothing else comes."""
    t.nothing_waits()
    t.send(packet)
    comes(t, {tunnelled(HA, coa, hop(packet)) for coa in to})


def comes(t, wanted, home=()):
    """These packets, by the tunnel, and those on the home link, in whatever order."""
    wanted, home = set(wanted), set(home)
    while wanted or home:
        seen = t.next(SURE_S)
        t.require(seen, f"{len(wanted) + len(home)} are missing")
        group, link = (wanted, AWAY) if seen.link == AWAY else (home, HOME)
        t.require(seen.octets in group, f"came: {seen} {seen.octets.hex()}")
        group.remove(seen.octets)
        t.require(seen.eth_src == MACS[link], f"{seen} is from {seen.eth_src}")
        if link == AWAY:
            t.must_be(seen, eth_dst=ROUTER_MAC)
        else:
            t.must_be(seen, eth_dst="33:33:" + ":".join(f"{octet:02x}"
                                                        for octet in packed(seen.dst)[12:]))
    # What would be more of them is there now.
    t.is_alive()
    t.nothing_waits()


def moves(t, mn, coa):
    """It registers from there, and is asked there, at once."""
    update, since = mn.update(src=coa), time.monotonic()
    t.nothing_waits()
    t.send(update.packet)
    came = {seen.kind: seen for seen in (t.next(SURE_S), t.next(SURE_S)) if seen}
    t.require(set(came) == {"BA", "TUNNEL"}, f"came: {[str(seen) for seen in came.values()]}")
    t.well_formed(came["BA"])
    mn.answered(came["BA"], update)
    query = came["TUNNEL"]
    t.require(not not_a_query(query) and query.when - since < 2.5, f"came: {query}")
    t.must_be(query, dst=coa)


def still_gets(t, packet, coa):
    """The packet comes there, and nothing else but queries."""
    t.send(packet)
    while seen := t.next(SURE_S):
        if seen.octets == tunnelled(HA, coa, hop(packet)):
            return
        t.require(not not_a_query(seen), f"{not_a_query(seen)}")
    t.require(False, "it does not come any more")


@case("H41", "HA-34 HA-35",
      "tunnelled reports, version 2 from a link-local address, version 1 from the home address, join "
      "ff1e::/16 groups: the home agent joins them on the home link, and a stream of a host there is "
      "tunnelled to each member, moves with it, and ends with done, an empty include, the binding; not "
      "tunnelled: other groups, ff15::, ff18::, hop limit 1, a link-local source")
def h41(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    one, two, coa2 = group_of(t), group_of(t, 2), f"2001:db8:2:{t.label}::3"
    stream = datagram(t.host, one, 100)
    t.owns(coa2)
    t.silent(stream)
    tells(mn, report2("fe80::41", one, f"ff15::{t.label}", f"ff18::{t.label}", f"ff02::{t.label}"))
    gets(t, stream, mn.coa)
    t.waits_for("the home agent's report", lambda: text(packed(one)) in t.node.joined)
    t.silent(datagram(t.host, two), datagram(t.host, f"ff15::{t.label}"),
             datagram(t.host, f"ff18::{t.label}"), datagram(t.host, f"ff02::{t.label}"),
             datagram(t.host, one, hlim=1), datagram(t.neighbour, one))
    tells(other, report(other.hoa, one), report("fe80::41", two))
    gets(t, stream, mn.coa, other.coa)
    gets(t, datagram(t.host, two), other.coa)
    tells(other, done("fe80::42", one))
    gets(t, stream, mn.coa)
    gets(t, datagram(t.host, two), other.coa)
    other.registers(0, src=other.coa)
    t.silent(datagram(t.host, two))
    other.registers()
    t.silent(datagram(t.host, two))
    moves(t, mn, coa2)
    gets(t, stream, coa2)
    mn.is_heard(coa2, behind=[mn.sends(report2("fe80::41", record(TO_INCLUDE, one)), coa2)])
    t.silent(stream)


@case("H79", "HA-35",
      "members are queried in their tunnel every interval, and answers keep them members; without an "
      "answer membership ends after two intervals and the response time; who has no group is not queried",
      node="groups")
def h79(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    group, since = group_of(t), time.monotonic()
    stream = datagram(t.host, group)
    tells(mn, report2("fe80::79", group))
    asked = []
    while len(asked) < 3:
        seen = t.next(SURE_S)
        t.require(seen, "no query came")
        t.must_be(seen, kind="TUNNEL", src=HA, dst=mn.coa)
        t.require(not not_a_query(seen), f"{not_a_query(seen)}")
        t.must_be(seen.inner, payload=lambda octets: octets[4:6] == b"\x05\xdc" and octets[25] == 3)
        t.send(mn.sends(report2("fe80::79", record(IS_EXCLUDE, group))))
        asked.append(seen.when)
    t.require(all(2.9 <= later - sooner < 6 for sooner, later in zip([since, *asked], asked)),
              f"queries came {[when - since for when in asked]} s after the report")
    # Longer after the report than membership lasts without any answer.
    came, end = [], asked[-1] + 2 * 3 + 1.5
    t.send(stream)
    while not came or came[-1].octets != tunnelled(HA, mn.coa, hop(stream)):
        came.append(t.next(SURE_S))
        t.require(came[-1], "the stream does not come any more")
        t.require(len(came) < 4, f"came: {came[0]}")
    ended(t, mn, stream, end, came[:-1])


def ended(t, mn, stream, end, queries):
    """The stream does not come any more when membership has ended, nor queries: who does not answer
    gets two."""
    t.until(end + 0.5)
    t.send(stream)
    while seen := t.next(4):
        queries.append(seen)
    t.require(len(queries) == 2, f"{len(queries)} queries: {[str(seen) for seen in queries]}")
    for seen in queries:
        t.require(not not_a_query(seen), f"{not_a_query(seen)}")
        t.must_be(seen, dst=mn.coa)
    mn.is_tunnelled()


@case("H80", "HA-38 HA-40",
      "reverse tunnel, to a group: forwarded to the home link and to other members, not back; a group of "
      "link scope, or hop limit 1: silence")
def h80(t):
    mn, other = Mobile(t).registered(), Mobile(t, 2).registered()
    group = group_of(t)
    t.owns(group, f"ff18::{t.label}", f"ff02::{t.label}")
    packet = datagram(mn.hoa, f"ff18::{t.label}")
    t.send(mn.sends(packet))
    comes(t, [], [hop(packet)])
    tells(mn, report2("fe80::80", group))
    tells(other, report2("fe80::80", group))
    packet = datagram(mn.hoa, group, 64)
    t.send(mn.sends(packet))
    comes(t, [tunnelled(HA, other.coa, hop(packet))], [hop(packet)])
    # The last one is of somebody on the home link, who is not the mobile node: that is away.
    mn.comes_home()
    t.silent(mn.sends(datagram(mn.hoa, f"ff02::{t.label}")), mn.sends(datagram(mn.hoa, group, hlim=1)),
             mn.sends(datagram(other.hoa, group)), datagram(mn.hoa, group))
    mn.goes_away()


@case("H81", "TU-03 TU-06",
      "a packet to a group that is too big for the tunnels of two members: packet too big, once; what a "
      "router says of one tunnel: silence; who has a wider one gets the packet")
def h81(t):
    mn, other, third = (Mobile(t, number).registered() for number in (1, 2, 3))
    group = group_of(t)
    for member in mn, other, third:
        tells(member, report2("fe80::81", group))
    stream = datagram(t.host, group, 1350)
    gets(t, stream, mn.coa, other.coa, third.coa)
    t.silent(*(error(f"2001:db8:4:{t.label}::1", HA, TOO_BIG, 0, 1380,
                     tunnelled(HA, member.coa, hop(stream))) for member in (mn, other)))
    t.send(stream)
    came = [t.next(SURE_S), t.next(SURE_S)]
    t.require(all(came), "nothing came")
    for seen in came:
        if seen.kind == "TUNNEL":
            t.must_be(seen, octets=tunnelled(HA, third.coa, hop(stream)))
        else:
            t.must_be(seen, kind="TOO-BIG", dst=t.host, value=1340)
    t.require({seen.kind for seen in came} == {"TUNNEL", "TOO-BIG"}, f"came: {came[0]}, {came[1]}")
    t.require(not t.next(1), "more came")


@case("H82", "HA-35",
      "sources of a group are blocked: the mobile node is queried, at once; an answer keeps it a member; "
      "without one membership ends sooner than otherwise", node="groups")
def h82(t):
    mn = Mobile(t).registered()
    group = group_of(t)
    stream, told = datagram(t.host, group), record(IS_INCLUDE, group, t.host)
    tells(mn, report2("fe80::82", told))
    blocks = mn.sends(report2("fe80::82", record(BLOCK, group, t.host)))
    since = time.monotonic()
    t.send(blocks)
    seen = t.next(SURE_S)
    t.require(seen and not not_a_query(seen) and seen.when - since < 2.5, f"came: {seen}")
    t.must_be(seen, dst=mn.coa)
    t.send(mn.sends(report2("fe80::82", told)))
    queried(t, mn.coa, since + 5)
    still_gets(t, stream, mn.coa)
    since = time.monotonic()
    t.send(mn.sends(report2("fe80::82", told)))
    t.send(blocks)
    # Three times the response time of 1.5 s, not 2 * 3 s and one.
    queried(t, mn.coa, since + 5)
    t.silent(stream)
    mn.is_tunnelled()


@case("H83", "HA-35",
      "a member registers anew from where it is: no query; from elsewhere: it is queried there, at once, and "
      "again; what it tells of goes on, what it does not tell of ends sooner than otherwise", node="moves")
def h83(t):
    mn, coa2 = Mobile(t).registered(), f"2001:db8:2:{t.label}::3"
    kept, lost = group_of(t), group_of(t, 2)
    t.owns(coa2)
    tells(mn, report2("fe80::83", kept, lost))
    mn.registers()
    mn.is_tunnelled()
    since = time.monotonic()
    moves(t, mn, coa2)
    t.send(mn.sends(report2("fe80::83", record(IS_EXCLUDE, kept)), coa2))
    still_gets(t, datagram(t.host, lost), coa2)
    # Three times the response time of 4 s, not 2 * 8 s and one.
    queried(t, coa2, since + 14)
    t.send(datagram(t.host, lost))
    still_gets(t, datagram(t.host, kept), coa2)


def queried(t, coa, until):
    """What comes until then are queries, one at least."""
    t.until(until)
    t.require(t.inbox, "no query came")
    while t.inbox:
        seen = t.next(1)
        t.require(not not_a_query(seen), f"{not_a_query(seen)}")
        t.must_be(seen, dst=coa)
