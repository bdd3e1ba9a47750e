# SPDX-License-Identifier: GPL-2.0
"""Home registrations: made, renewed, moved; a home address that somebody else has (10.3.1)."""

import subprocess

from agent import HOME, Mobile
from bench import run as command
from cases import case
from packets import advertisement, solicitation, solicited_node

PROBED_S = 0.8          # RETRANS_TIMER is 1 s; what comes may be seen late
PATIENCE_MS = 4000      # how long we have to object
ANNOUNCED_MOST = 3      # MAX_NEIGHBOR_ADVERTISEMENT


def detects(t, mn, flags, target, packet, status):
    """Somebody sends a packet on the home link while an address is probed for."""
    command("sysctl", "-qw", f"net.ipv6.neigh.{HOME}.retrans_time_ms={PATIENCE_MS}",
            node=t.node.name)
    update = mn.update(flags=flags)
    t.nothing_waits()
    t.send(update.packet)
    t.is_probed(target)
    t.send(packet, t.host_mac)
    seen = t.next(15)
    t.require(seen, "no acknowledgement came")
    t.well_formed(seen)
    mn.answered(seen, update, status)


def conflicts(t, mn, flags, target, packet):
    """It is a conflict: nothing comes of the registration."""
    detects(t, mn, flags, target, packet, 134)
    t.require(not t.announcements, "it was announced all the same")
    mn.is_gone()


def comes_and_goes(t, flags):
    """Registration, refresh and end are answered."""
    mn = Mobile(t)
    for lifetime in 1000, 500, 0:
        mn.registers(lifetime, flags=flags)


@case("H01", "HA-06 HA-12 HA-15 HA-24 HA-29",
      "home registration: a probe for the home address, a second later BA 0 with RH2; one to three "
      "advertisements to all nodes, its solicited-node group joined; packets come and go by the "
      "tunnel")
def h01(t):
    mn = Mobile(t)
    seen = mn.registers()
    t.was_probed(mn.hoa)
    waited = seen.when - t.probes_for(mn.hoa)[0].when
    t.require(waited >= PROBED_S, f"the acknowledgement came {waited:.2f} s after the probe")
    mn.is_tunnelled()
    mn.is_heard()
    t.is_announced(mn.hoa)
    t.waits_for("a report about the group",
                lambda: solicited_node(mn.hoa) in t.node.joined)
    mn.registers(0)
    count = len(t.announcements)
    t.require(count <= ANNOUNCED_MOST, f"{count} advertisements to all nodes")


@case("H02", "HA-06 HA-25",
      "with L: the link-local address is probed for and announced too")
def h02(t):
    mn = Mobile(t)
    mn.registers(flags="AHL")
    t.require(t.probes_for(mn.hoa) and t.probes_for(mn.link_local), "one was not probed for")
    t.is_announced(mn.hoa, mn.link_local)


@case("H03", "BA-03",
      "home registration without A: BA all the same; so for the refresh and the end")
def h03(t):
    comes_and_goes(t, "H")


@case("H04", "HA-08",
      "refresh from the same care-of address: BA, and nothing is probed for again")
def h04(t):
    mn = Mobile(t).registered()
    probes = len(t.probes)
    mn.registers(500)
    mn.is_tunnelled()
    t.require(len(t.probes) == probes, "there was another probe")


@case("H05", "HA-08 HA-15 HA-31",
      "move to a second care-of address: BA to it, nothing is probed for again; packets come and "
      "go there at once")
def h05(t):
    mn, coa2 = Mobile(t).registered(), f"2001:db8:2:{t.label}::2"
    t.owns(coa2)
    probes = len(t.probes)
    mn.registers(src=coa2)
    mn.is_heard(coa2)
    mn.is_tunnelled(coa2)
    mn.is_bound(coa2)
    mn.is_unbound()
    t.require(len(t.probes) == probes, "there was another probe")


@case("H06", "HA-09",
      "three updates while the home address is probed for: one probe, one BA, to the last")
def h06(t):
    mn = Mobile(t)
    for _ in range(2):
        t.send(mn.update().packet)
    mn.registers()
    t.was_probed(mn.hoa)
    mn.registers()


@case("H07", "HA-07",
      "somebody advertises the home address while it is probed for: BA 134, no binding", node="patient")
def h07(t):
    mn = Mobile(t)
    conflicts(t, mn, "AH", mn.hoa, advertisement(mn.hoa, mn.hoa, t.host_mac))


@case("H08", "HA-07",
      "somebody probes for the home address meanwhile: BA 134, no binding", node="patient")
def h08(t):
    mn = Mobile(t)
    conflicts(t, mn, "AH", mn.hoa, solicitation("::", mn.hoa))


@case("H09", "HA-07",
      "with L, somebody advertises the link-local address meanwhile: BA 134, no binding", node="patient")
def h09(t):
    mn = Mobile(t)
    conflicts(t, mn, "AHL", mn.link_local,
              advertisement(mn.link_local, mn.link_local, t.host_mac))


@case("H10", "HA-07",
      "the same without L: BA 0", node="patient")
def h10(t):
    mn = Mobile(t)
    detects(t, mn, "AH", mn.hoa, advertisement(mn.link_local, mn.link_local, t.host_mac), 0)
    mn.is_tunnelled()


@case("H71", "HA-13",
      "K without dynamic keys: BA without K")
def h71(t):
    comes_and_goes(t, "AHK")


@case("H73", "HA-46",
      "the module goes and comes: binding error 1, nothing defended; BA 0 for any sequence number "
      "once it was probed for", node="reload", alone=True)
def h73(t):
    mn = Mobile(t, seq=2000).registered()
    mn.is_bound()
    for way in ("-r", "-a"):
        subprocess.run(["modprobe", way, "mip6_ha"], check=True)
    residents = t.node.residents
    t.node.configure()
    t.node.residents.update(residents)
    mn.is_gone()
    probes = len(t.probes)
    mn.seq = 10
    mn.registers()
    t.require(len(t.probes) > probes, f"it was not probed for on {HOME}")
    mn.is_bound()
    mn.is_tunnelled()
