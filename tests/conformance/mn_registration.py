# SPDX-License-Identifier: GPL-2.0
"""A mobile node and its home agent's answers (RFC 6275 11.7.1, 11.7.3, 11.8)."""

import struct
import threading
import time

from cases import case
from home_agents import HA, HOA, NO_OPTION, routed
from networks import elsewhere, visit
from packets import MH, carry, checksum, error
from roaming import MN_MAC, Roamer

FIRST = [1.5, 3, 6, 12, 24, 32]
AGAIN = [1, 2, 4, 8, 16, 32, 32]
STEADY_S = 6            # longer than a first repetition, and than the one behind it
PROBLEM, NEXT_HEADER = 4, 1
DSTOPTS_AT = 40
MH_AT = 64              # of what comes behind a routing header
SOONER_S = 0.3          # what is to be there before an end need not be there at the last moment

Roamer.KINDS.update({f"M{number:02}": {} for number in (
    5, 6, 8, 10, 11, 12, 14, 16, 17, 18, 19, 20, 26)})
Roamer.KINDS["M07"] = {"first_bindack_timeout": 4000}


def mute(t):
    """Its home agent does not answer; returns the honest one's way to."""
    t.agent.on["BU"] = lambda seen: None
    return t.agent.ba


@case("M05", "MN-14 MN-13",
      "no answer to the first registration: repeated after 1.5, 3, 6, 12, 24, 32 s, each time "
      "with the next number, else the same", node="M05")
def first_registration(t):
    mute(t)
    t.begins(visit())
    updates = t.gaps(t.updates, FIRST)
    for seen in updates[1:]:
        t.must_be(seen, src=updates[0].src, lifetime=updates[0].lifetime)
    t.require(not t.state()["registered"], "it believes that it is registered")


@case("M06", "MN-14 MN-13 MN-19",
      "no answer to a refresh: repeated after 1, 2, 4, 8, 16, 32, 32 s", node="M06")
def refresh(t):
    t.agent.on["BU"] = lambda seen: (t.agent.ba(seen, units=105, advice=2), mute(t))
    t.goes_abroad()
    count = len(t.updates())
    t.gaps(lambda: t.updates()[count:], AGAIN)


@case("M07", "CV-02 MN-14",
      "first_bindack_timeout of 4 s: repeated after 4, 8, 16, 32 s", node="M07")
def other_timeout(t):
    mute(t)
    t.begins(visit())
    t.gaps(t.updates, [4, 8, 16, 32])


@case("M08", "MN-17 MN-30",
      "BA 0 to the third BU: no more of them; packets go by the tunnel", node="M08")
def accepted(t):
    t.agent.on["BU"] = lambda seen: len(t.updates()) == 3 and t.agent.ba(seen)
    t.begins(visit())
    t.update(3)
    t.registered()
    t.stops("an update", t.updates, 12)
    with t.correspondent().traffic() as peer:
        t.waits("an echo request", lambda: peer.seen("ECHO"))
    t.must_be(peer.seen("ECHO")[0].outer, src=visit().forms(MN_MAC), dst=HA)


@case("M10", "MN-17",
      "BA 1, 2, 127: accepted, each in another network", node="M10")
def other_successes(t):
    networks = visit(), elsewhere(), visit()
    for number, (status, router) in enumerate(zip((1, 2, 127), networks), 1):
        t.agent.on["BU"] = lambda seen, status=status: t.agent.ba(seen, status=status)
        count = len(t.updates())
        if number == 1:
            t.begins(router)
        else:
            t.node.plug(router)
        t.must_be(t.update(count + 1), src=router.forms(MN_MAC))
        t.registered()
        t.stops(f"after status {status} another update", t.updates, 4)


@case("M11", "MN-21 MN-13",
      "BA 128 to 134, 255, each in another network: not registered, at most three more BU "
      "within 6 s, each with the next number", node="M11")
def refusals(t):
    for count, status in enumerate((128, 129, 130, 131, 132, 133, 134, 255)):
        t.agent.on["BU"] = lambda seen, status=status: t.agent.ba(seen, status=status)
        router = (visit, elsewhere)[count % 2]()
        if count:
            t.node.pull()
        before = len(t.updates())
        if count:
            t.node.plug(router)
        else:
            t.begins(router)
        update = t.update(before + 1)
        t.must_be(update, src=router.forms(MN_MAC))
        t.until(update.when + STEADY_S)
        t.require(len(t.updates()) - before <= 4, f"after status {status} again and again")
        t.require(not t.state()["registered"], f"registered, with status {status}")
    t.agent.on.clear()
    t.node.plug(visit())
    t.registered()


@case("M12", "MN-13 MN-21",
      "BA 135 with number 65535: the next BU has number 0", node="M12")
def other_number(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(
        seen, **{"status": 135, "seq": 0xffff, "units": 0} if len(t.updates()) == 1 else {})
    t.begins(visit())
    t.must_be(t.update(2), seq=0)
    t.registered()


@case("M14", "MN-16 MN-14",
      "BA with a number that was not sent: ignored, BU is repeated when it was due", node="M14")
def wrong_number(t):
    wrong = [1, -0x100, 0x100, 0x8000]

    def answer(seen):
        for off in wrong:
            t.agent.ba(seen, seq=(seen.seq + off) & 0xffff)

    t.agent.on["BU"] = answer
    t.begins(visit())
    t.gaps(t.updates, FIRST[:2])
    t.require(not t.state()["registered"], "it believes that it is registered")
    t.agent.on.clear()
    t.registered()


@case("M16", "MH-06 OP-01 OP-02 OP-09 MN-17",
      "BA with all reserved bits set; with an option 200, nonce indices, padding that is not "
      "zero: accepted", node="M16")
def reserved_bits(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(
        seen, flags=0x7f, edit=lambda mh: mh[:3] + b"\xff" + mh[4:])
    t.begins(visit())
    t.registered()
    t.stops("an update", t.updates, 4)
    odd = b"\xc8\x02ab\x04\x04\0\1\0\1\x01\x08abcdefgh"
    t.agent.on["BU"] = lambda seen: t.agent.ba(
        seen, edit=lambda mh: mh[:1] + b"\x03" + mh[2:12] + odd)
    t.node.plug(elsewhere())
    t.update_from(elsewhere())
    t.registered()
    t.stops("an update", t.updates, 4)


@case("M17", "MN-18 MN-22",
      "BA for 10 units, a second late: refreshed within 40 s of the BU", node="M17")
def shorter(t):
    t.agent.on["BU"] = lambda seen: threading.Timer(
        1, t.agent.ba, (seen,), {"units": 10}).start()
    t.goes_abroad()
    t.agent.on.clear()
    first, second = t.updates()[-1], t.update(len(t.updates()) + 1, seconds=45)
    took = second.when - first.when
    t.require(4 < took < 40 - SOONER_S, f"refreshed after {took:.1f} s")


@case("M18", "MN-19",
      "BA for 105 units with refresh advice of 5: refreshed within 20 s", node="M18")
def advised(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, units=105, advice=5)
    t.goes_abroad()
    first, second = t.updates()[-1], t.update(len(t.updates()) + 1)
    took = second.when - first.when
    t.require(4 < took < 20 + SOONER_S, f"refreshed after {took:.1f} s")


@case("M19", "MH-01 MH-02 MH-03 MH-05 MH-11 BE-01",
      "BA with payload proto 58; Header Len 0: parameter problems, pointer at it; MH type 200: "
      "binding error 2 with ::; a wrong checksum, checksum 0: silence; BU is repeated", node="M19")
def malformed(t):
    mute(t)
    t.begins(visit())
    update = t.update(1)
    good = bytes([59, 1, 6, 0, 0, 0, 0, 0]) + struct.pack(
        "!HH", update.seq, update.lifetime) + NO_OPTION

    def told(packet):
        return t.told(packet, lambda: [seen for _, kind, seen, _ in t.agent.log
                                       if kind not in ("BU", "TUNNEL")])

    for at, value, covered in ((0, 58, 16), (1, 0, 8)):
        packet = bytearray(routed(good[:at] + bytes([value]) + good[at + 1:], HA, update.src))
        # It is over what Header Len says.
        csum = checksum(HA, HOA, MH, bytes(packet[MH_AT:MH_AT + 4]) + b"\0\0" +
                        bytes(packet[MH_AT + 6:MH_AT + covered]))
        packet[MH_AT + 4:MH_AT + 6] = struct.pack("!H", csum)
        packet = bytes(packet)
        seen = told(packet)
        t.must_be(seen, kind="PARAMETER-PROBLEM", code=0, value=MH_AT + at)
        t.require(seen.quoted[:40] == packet[:40] or seen.quoted[:24] == packet[:24],
                  f"it quotes {seen.quoted.hex()}")
        t.require(seen.quoted[MH_AT:] == packet[MH_AT:], f"it quotes {seen.quoted.hex()}")
    seen = told(routed(good[:2] + b"\xc8" + good[3:], HA, update.src))
    t.must_be(seen, kind="BE", status=2, hoa="::")
    wrong = bytearray(routed(good, HA, update.src))
    for value in (bytes([wrong[MH_AT + 4] ^ 1, wrong[MH_AT + 5]]), b"\0\0"):
        wrong[MH_AT + 4:MH_AT + 6] = value
        t.node.send(bytes(wrong))
    # The checksum is over the home address.
    t.node.send(carry(good, HA, update.src))
    count = len(t.updates())
    t.update(count + 1)
    t.require(not t.state()["registered"], "it believes that it is registered")


@case("M20", "MN-41",
      "parameter problem, code 1, about the first BU: no further one for a time", node="M20")
def knows_nothing(t):
    t.agent.on["BU"] = lambda seen: t.node.send(
        error(HA, seen.src, PROBLEM, NEXT_HEADER, DSTOPTS_AT, seen.octets))
    t.begins(visit())
    t.update(1)
    t.stops("an update", t.updates, 8)


@case("M26", "MN-22 MN-13 MN-18",
      "BA for 4 units, again and again: refreshed each time before its end, three times",
      node="M26")
def refreshed(t):
    t.agent.on["BU"] = lambda seen: t.agent.ba(seen, units=4)
    t.goes_abroad()
    count = len(t.updates()) - 1
    t.update(count + 4, seconds=60)
    updates = t.updates()[count:]
    times = [seen.when for seen in updates]
    t.require(all(2 < after - before < 16 - SOONER_S for before, after in zip(times, times[1:])),
              f"times are {times}")
    t.must_be(updates[-1], src=updates[0].src, hao=HOA)
    began = time.monotonic()
    t.is_alive()
    t.require(time.monotonic() - began < 10, "no answer for long")
