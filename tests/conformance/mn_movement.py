# SPDX-License-Identifier: GPL-2.0
"""A mobile node that moves, and where it says it is (RFC 6275 11.5, 11.7.1)."""

import time

from cases import case
from home_agents import HA, HOA
from networks import Router, elsewhere, visit
from packets import MH_NAMES, packed, solicitation, text
from roaming import MN_MAC, MN_MAC_2, A, H, K, L, Roamer

DETECTION_S = 1.0       # RetransTimer: what duplicate address detection takes
ROUTERS = "ff02::2"

Roamer.KINDS.update({f"M{number:02}": {} for number in (
    1, 2, 4, 21, 22, 23, 24, 25, 59, 60, 83, 87)})
Roamer.KINDS["M03"] = {"bu_flag_keymgm": 1}


@case("M01", "MN-04 MN-05 MN-09 MN-11 MN-30 MH-07 MH-13 OP-06 OP-09 TU-02",
      "from home to another network: router solicitation, a probe for the care-of address, a "
      "second later BU with A, H, home address option, alternate care-of address; then packets "
      "go by the tunnel", node="M01")
def leaves_home(t):
    t.begins_at_home()
    t.require(not t.updates(), "an update came, at home")
    began, router = time.monotonic(), visit()
    t.node.plug(router)
    update, coa = t.update(1), router.forms(MN_MAC)
    t.must_be(update, src=coa, dst=HA, hao=HOA, flags=A | H, options=[(3, packed(coa))],
              lifetime=lambda units: units > 0)
    probes = [seen for seen in t.node.log if seen.kind == "NS" and seen.target == coa and
              seen.src == "::" and seen.when > began]
    t.require(probes, "no probe for the care-of address")
    t.require(update.when - probes[0].when > DETECTION_S - 0.1, "it did not wait for an answer")
    t.require([seen for seen in t.node.log if seen.kind == "RS" and seen.dst == ROUTERS and
               began < seen.when < update.when], "no router solicitation")
    peer = t.correspondent()
    with peer.traffic():
        seen = t.waits("an echo request", lambda: peer.seen("ECHO"))[-1]
    t.must_be(seen.outer, src=coa, dst=HA, hlim=64)
    t.must_be(seen, src=HOA, hao=None, hlim=64)


@case("M02", "MN-10",
      "the home address ends like the link-local address: BU with L", node="M02")
def link_local(t):
    t.node.flags = A | H | L
    t.goes_abroad()
    t.must_be(t.update(1), flags=A | H | L)


@case("M03", "MN-11 MN-26",
      "K where the administrator wants it: in BU to the home agent, not in those to "
      "correspondents", node="M03")
def key_management(t):
    t.node.flags = A | H | K
    t.goes_abroad()
    with t.correspondent().traffic() as peer:
        update = t.waits("an update", lambda: peer.seen("BU"))[0]
    t.must_be(update, flags=A)


@case("M04", "MN-12",
      "care-of address valid for 200 s, home address for 200 s: BU with at most 50 units; with "
      "more where both last longer", node="M04")
def lifetimes(t):
    short = visit()
    short.valid, short.preferred = 200, 100
    t.goes_abroad(short)
    t.must_be(t.update(1), lifetime=lambda units: 0 < units <= 50)
    t.node.plug(elsewhere())
    t.must_be(t.update_from(elsewhere()), lifetime=lambda units: units > 50)
    t.registered()
    t.node.ip(f"addr change {HOA}/64 dev eth0 home nodad noprefixroute "
              "valid_lft 200 preferred_lft 100")
    third = Router("2001:db8:23::", "02:00:00:00:23:ff", "fe80::fd")
    t.node.plug(third)
    update = t.update_from(third)
    t.must_be(update, lifetime=lambda units: 0 < units <= 50)


@case("M21", "MN-66 MN-13 MN-09",
      "from one network to another: BU with the next number and the new address; its tunnel "
      "goes from there", node="M21")
def another_network(t):
    t.goes_abroad()
    router = elsewhere()
    t.node.plug(router)
    second, coa = t.update_from(router), router.forms(MN_MAC)
    t.must_be(second, src=coa, hao=HOA, options=[(3, packed(coa))])
    t.registered()
    began = time.monotonic()
    with t.correspondent().traffic() as peer:
        t.waits("an echo request", lambda: peer.came("ECHO", began + 1))
    t.must_be(peer.seen("ECHO")[-1].outer, src=coa, dst=HA)
    t.is_alive()


@case("M22", "MN-01",
      "another router on the link, while the first one answers: no BU", node="M22")
def second_router(t):
    first = visit()
    t.goes_abroad(first)
    t.node.routers["eth0"] = [first, elsewhere()]
    t.stops("an update", t.updates, 12)
    t.is_alive()


@case("M23", "MN-01 MN-03",
      "the first router falls silent, there is another one: solicitations to the first, then BU "
      "from an address of the other's", node="M23")
def silent_router(t):
    first, second = visit(), elsewhere()
    t.goes_abroad(first)
    t.node.routers["eth0"] = [first, second]
    t.stops("an update", t.updates, 4)
    first.advertises = first.answers = False
    began = time.monotonic()
    update = t.update_from(second, 90)
    t.must_be(update, src=second.forms(MN_MAC), options=[(3, packed(second.forms(MN_MAC)))])
    t.require([seen for seen in t.node.log if seen.kind == "NS" and began < seen.when < update.when
               and seen.target in first.addresses and seen.eth_dst == first.mac],
              "the silent router was not asked whether it is there")
    t.is_alive()


@case("M24", "MN-02",
      "another network whose router has the same link-local address and answers, and no cable "
      "was seen to be pulled: BU", node="M24")
def same_link_local(t):
    t.goes_abroad()
    router = elsewhere()
    router.link_local, router.mac = visit().link_local, visit().mac
    router.addresses = {router.link_local, router.address}
    t.node.plug(router, pulled=False)
    t.must_be(t.update_from(router, 60), src=router.forms(MN_MAC), hao=HOA)
    t.registered()
    t.is_alive()


@case("M25", "RT-03 MN-08 MN-36",
      "echo request with RH2 to the care-of address that was left: silence; to the new one: a "
      "reply", node="M25")
def old_address(t):
    first, second, peer = visit(), elsewhere(), t.correspondent()
    t.goes_abroad(first)
    t.node.plug(second)
    t.update_from(second)
    t.registered()
    t.told(peer.routed_echo(7, coa=second.forms(MN_MAC)), lambda: peer.seen("REPLY"))
    t.ignores(peer.routed_echo(8, coa=first.forms(MN_MAC)),
              way=lambda packet: t.world.send(t.node, packet, second.mac))
    t.require(len(peer.seen("REPLY")) == 1, "a reply from the address that was left")


@case("M59", "HO-09 MN-33",
      "in another network: solicitations for the care-of address are answered, and the router "
      "is asked for, as by any node", node="M59")
def neighbours(t):
    router = visit()
    t.goes_abroad(router)
    coa = router.forms(MN_MAC)
    for src, dst in ((router.link_local, None), (router.address, None), (router.address, coa)):
        count = len([seen for seen in t.node.log if seen.kind == "NA"])
        t.world.send(t.node, solicitation(src, coa, dst, router.mac), router.mac)
        seen = t.waits("an advertisement", lambda count=count: [
            seen for seen in t.node.log if seen.kind == "NA"][count:])[0]
        t.must_be(seen, src=coa, dst=src, target=coa, eth_dst=router.mac,
                  mac=lambda mac, asked=dst: mac == MN_MAC or asked == coa and mac is None,
                  value=lambda flags: flags & 0xc0000000 == 0x40000000)
    asked = t.waits("a solicitation for the router", lambda: [
        seen for seen in t.node.log if seen.kind == "NS" and seen.target in router.addresses])[0]
    t.must_be(asked, src=lambda src: router.has(src) or src.startswith("fe80::"), inner=None)


@case("M60", "MN-33",
      "echo requests to a link-local address, and from one: not with the home address, not in "
      "the tunnel", node="M60")
def link_locals(t):
    router = visit()
    t.goes_abroad(router)
    own = text(packed("fe80::")[:8] + packed(router.forms(MN_MAC))[8:])
    t.node.owners[router.link_local] = t
    for _ in range(10):
        t.node.pings(router.link_local, t.node.index)
        seen = t.next(2)
        if seen:
            break
    t.require(seen, "no echo request came")
    t.must_be(seen, kind="ECHO", src=own, dst=router.link_local, hao=None, outer=None)
    while t.next(1):
        pass


@case("M83", "LI-06 MN-15",
      "ten care-of addresses within a second or so, bound at a correspondent: at most three "
      "messages of a kind within a second; then it is bound to the last", node="M83")
def restless(t):
    router = visit()
    t.goes_abroad(router)
    with t.correspondent().traffic() as peer:
        t.waits("a binding", lambda: peer.bound)
        # The first address would come back by advertisements.
        router.autonomous, left = False, router.forms(MN_MAC)
        for number in range(10):
            coa = f"{router.prefix}{number + 0x10:x}"
            t.node.ip(f"addr add {coa}/64 dev eth0 nodad", f"addr del {left}/64 dev eth0")
            left = coa
        t.waits("a binding of the last", lambda: peer.bound == left == t.node.coa, 60)
    for kind, messages in (("BU to the home agent", t.updates()), *(
            (kind, peer.seen(kind)) for kind in MH_NAMES[1:6])):
        times = [seen.when for seen in messages]
        t.require(all(after - before > 0.9 for before, after in zip(times, times[3:])),
                  f"{kind}: more than three in a second, {times}")


@case("M87", "MN-69",
      "the interface goes down, another one is up: BU from there", node="M87")
def second_interface(t):
    router = elsewhere()
    t.goes_abroad()
    t.node.plug(router, cable="eth1", pulled=False)
    t.node.mipdiag("-i", "eth1", "-P", "1")
    t.stops("an update", t.updates, 4)
    t.node.ip("link set eth0 down")
    update = t.update_from(router)
    t.must_be(update, src=router.forms(MN_MAC_2), link="eth1", hao=HOA)
    t.registered()
    t.is_alive()
