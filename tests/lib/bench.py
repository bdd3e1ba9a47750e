# SPDX-License-Identifier: GPL-2.0
"""A node under test and what is around it, for cases that a peer's packets make.

    namespace "ha":   eth0 2001:db8:1::1 on the home link, eth1 2001:db8:2::1 on a visited link,
                      everything else by a router on the visited link
    namespace "peer": the other ends of the two links, without a stack of their own: every host
                      there is played by this program, by packet sockets

    with Bench() as bench:
        mn = MobileNode("2001:db8:1::10", "2001:db8:2::10")
        bench.case("it is accepted", mn.bu(100), want=[Want("BA", status=0)], count=ACCEPTED)

A case sends something, sees what comes back, what was counted and what became of the bindings,
and is one line of TAP. That nothing comes is only believed with an echo request behind it that is
answered, and some time of silence after that.
"""

import contextlib
import ctypes
import json
import os
import select
import socket
import struct
import subprocess
import threading
import time

from listener import not_a_query
from packets import Seen, Want, advertisement, alt_coa, bu, carry, echo, mac_bytes, mh_bytes
from tap import Results

ETH_P_IPV6, ETH_P_ALL, PACKET_OUTGOING, CLONE_NEWNET = 0x86dd, 3, 4, 0x40000000
SO_TIMESTAMPNS = 35

HA = "2001:db8:1::1"
HA_VISITED = "2001:db8:2::1"
HA_LINK_LOCAL = "fe80::1"
ROUTER_LINK_LOCAL = "fe80::ff"
CN = "2001:db8:3::30"
PROBE = "2001:db8:2::ee"
HA_MAC = {"home": "02:00:00:00:00:01", "visited": "02:00:00:00:00:02"}
ALL_NODES = "ff02::1"

# What counts traffic, not verdicts: free to move unless a case says what is expected.
TRAFFIC = {
    "NEncapsulations", "NDecapsulations", "NHomeAddrOptRcvd", "NRoutingHdrRcvd",
    "NRoutingHdrSent", "NNeighSolicitAnswered", "NRouterSolicitSent", "NGroupQueriesSent",
}
NOISE = {"MLD", "RS", "RA", "OTHER-ETHERNET"}
NEIGHBOURS = {"NS", "NA"}

# Counters of an answered binding update.
ACCEPTED = {"NBindUpdatesRcvd": 1, "NBindAcksSent": 1}
CREATED = {**ACCEPTED, "NHomeAddrDADStarted": 1}
REFUSED = {"NBindUpdatesRcvd": 1, "NBindNAcksSent": 1}
INVALID = {"NBindUpdatesRcvd": 1, "NBindUpdatesDropInvalid": 1}


class Broken(Exception):
    """The test bed does not stand: nothing after this can be told."""


def run(*command, node=None):
    """Runs a command, in a node's namespace if one is named; returns what it printed."""
    inside = ["nsenter", f"--net=/run/netns/{node}"] if node else []
    done = subprocess.run([*inside, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def ip_batch(node, commands):
    """Runs ip(8) in a node's namespace once for many commands."""
    done = subprocess.run(["ip", "-n", node, "-batch", "-"], input="\n".join(commands) + "\n",
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"ip -batch: {done.stderr.strip()}")


@contextlib.contextmanager
def inside(node):
    """This thread is in another namespace meanwhile."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open("/proc/thread-self/ns/net", "rb") as here, open(f"/run/netns/{node}", "rb") as there:
        if libc.setns(there.fileno(), CLONE_NEWNET):
            raise Broken(f"setns: {os.strerror(ctypes.get_errno())}")
        try:
            yield
        finally:
            libc.setns(here.fileno(), CLONE_NEWNET)


def socket_in(node, interface, protocol=ETH_P_ALL):
    """A packet socket in another namespace."""
    with inside(node):
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol))
        sock.bind((interface, protocol))
    sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    return sock


def receive(sock):
    """A frame, where it is from, and how long ago it came: the reader may be late."""
    frame, notes, _, address = sock.recvmsg(65536, socket.CMSG_SPACE(16))
    seconds, nanoseconds = struct.unpack("qq", notes[0][2])
    return frame, address, max(0.0, time.time() - seconds - nanoseconds / 1e9)


def write_capture(path, frames):
    """Frames and when they were sent or came, as a capture (pcap, Ethernet)."""
    with open(path, "wb") as file:
        file.write(struct.pack("!IHHIIII", 0xa1b2c3d4, 2, 4, 0, 0, 65536, 1))
        for when, frame in frames:
            file.write(struct.pack("!IIII", int(when), int(when % 1 * 1e6), len(frame),
                                   len(frame)) + frame)


class Shell:
    """A shell in a node's namespace: there once, not started for each look."""

    def __init__(self, node):
        self.process = subprocess.Popen(
            ["nsenter", f"--net=/run/netns/{node}", "sh"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, command):
        """Returns what the command printed; errors too, if it failed."""
        self.process.stdin.write(f"{{ {command}; }} </dev/null\nprintf '\\n\\001%d\\n' $?\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith("\001"):
                if line.strip() != "\0010":
                    raise Broken(f"{command}: {''.join(lines).strip()}")
                return "".join(lines)
            lines.append(line)
        raise Broken(f"the shell ended at: {command}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Host:
    """Somebody on a link: has a link-layer address, answers solicitations for its addresses."""

    def __init__(self, link, mac, *addresses):
        self.link, self.mac, self.addresses = link, mac, set(addresses)

    def sends(self, packet):
        """A step of a case."""
        return self, bytes(packet)


class Wire:
    """Both links: keeps what comes, answers neighbour solicitations for the hosts."""

    def __init__(self, sockets, hosts):
        self.sockets, self.hosts = sockets, hosts
        self.seen, self.changed, self.stopping = [], threading.Condition(), False
        self.frames = []    # both ways: (when, "sent" or "came", link, octets)
        self.thread = threading.Thread(target=self._receive, daemon=True)
        self.thread.start()

    def close(self):
        self.stopping = True
        self.thread.join()

    def send(self, host, packet):
        dst = packet[24:40]
        mac = b"\x33\x33" + dst[12:] if dst[0] == 0xff else mac_bytes(HA_MAC[host.link])
        frame = mac + mac_bytes(host.mac) + struct.pack("!H", ETH_P_IPV6) + packet
        self.frames.append((time.time(), "sent", host.link, frame))
        self.sockets[host.link].send(frame)

    def told(self, since):
        """What went over the links since then, a line each."""
        return [f"{when:.3f} {way} {Seen(frame[14:], link)}"
                for when, way, link, frame in list(self.frames) if when >= since]

    def save(self, path):
        """All that went over the links."""
        write_capture(path, ((when, frame) for when, _, _, frame in self.frames))

    def _receive(self):
        links = {sock: link for link, sock in self.sockets.items()}
        while not self.stopping:
            for sock in select.select(list(links), [], [], 0.2)[0]:
                frame, address, age = receive(sock)
                if address[2] == PACKET_OUTGOING or frame[12:14] != b"\x86\xdd":
                    continue
                macs = [":".join(f"{octet:02x}" for octet in frame[at:at + 6]) for at in (6, 0)]
                self.frames.append((time.time() - age, "came", links[sock], frame))
                seen = Seen(frame[14:], links[sock], *macs, time.monotonic() - age)
                self._resolve(seen)
                with self.changed:
                    self.seen.append(seen)
                    self.changed.notify_all()

    def _resolve(self, seen):
        if seen.kind != "NS" or seen.src == "::":
            return
        for host in self.hosts:
            if host.link == seen.link and seen.target in host.addresses:
                self.send(host, advertisement(seen.target, seen.target, host.mac, seen.src,
                                              0x60000000))

    def mark(self):
        """Now: what comes from here on is seen[mark:]."""
        with self.changed:
            return len(self.seen)

    def since(self, mark):
        with self.changed:
            return self.seen[mark:]

    def wait(self, mark, condition, seconds):
        """Waits until condition(packets since mark) holds; returns its value."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                value = condition(self.seen[mark:])
                left = end - time.monotonic()
                if value or left <= 0:
                    return value
                self.changed.wait(left)


class MobileNode:
    """What a peer needs to play one: it counts its binding updates."""

    def __init__(self, hoa, coa, away, home=None, seq=100):
        self.hoa, self.coa, self.away, self.home, self.seq = hoa, coa, away, home, seq
        away.addresses.add(coa)

    def is_at_home(self, there=True):
        """Whether the home link finds it there."""
        if self.home:
            (self.home.addresses.add if there else self.home.addresses.discard)(self.hoa)

    def mh(self, lifetime, flags="AH", options=None, seq=None):
        """The octets of a binding update; its number is the next one."""
        if seq is None:
            self.seq = (self.seq + 1) & 0xffff
            seq = self.seq
        options = [alt_coa(self.coa)] if options is None else options
        return mh_bytes(bu(seq, lifetime, flags, options))

    def bu(self, lifetime, dst=HA, coa=None, **message):
        """A step: a binding update from away."""
        self.is_at_home(False)
        if coa and "options" not in message:
            message["options"] = [alt_coa(coa)]
        return self.sends(self.mh(lifetime, **message), dst, coa)

    def sends(self, mh, dst=HA, coa=None, **carried):
        """A step: octets of a Mobility Header behind the home address option."""
        return self.away, carry(mh, coa or self.coa, dst, self.hoa, **carried)

    def bu_at_home(self, lifetime, options=(), **message):
        """A step: a binding update from the home link, without home address option."""
        self.is_at_home()
        return self.home, carry(self.mh(lifetime, options=options, **message), self.hoa, HA)

    def ba(self, status=0, **facts):
        """The acknowledgement of its last binding update, sent from away."""
        return Want("BA", status=status, **{
            "seq": self.seq, "src": HA, "dst": self.coa, "rh2": self.hoa, "link": "visited",
            **facts})


class Bench:
    """The test bed and its cases."""

    def __init__(self, role="ha", unprotected=True, config=None):
        self.results, self.wire, self.shell, self.ident = Results(), None, None, 1000
        self.role, self.unprotected, self.config = role, unprotected, config
        self.neighbour = Host("home", "02:00:00:00:01:10", "2001:db8:1::99", "fe80::110")
        self.returned = Host("home", "02:00:00:00:01:20")
        self.visitor = Host("visited", "02:00:00:00:02:10", PROBE)
        self.router = Host("visited", "02:00:00:00:02:ff", ROUTER_LINK_LOCAL)
        self.counters, self.bindings = {}, {}
        self.sent = 0.0     # when the last step of a case began

    def __enter__(self):
        try:
            self._build()
        except Broken as why:
            self.results.check("the test bed stands", [str(why)])
            self.results.done()
        return self

    def __exit__(self, kind, why, trace):
        if kind is Broken:
            self.results.check("the test bed holds", [str(why)])
        for part in (self.wire, self.shell):
            if part:
                part.close()
        if self.wire and self.results.failed and "MIP6_ARTIFACTS" in os.environ:
            self.wire.save(os.path.join(os.environ["MIP6_ARTIFACTS"], "bench.pcap"))
        for node in ("ha", "peer"):
            subprocess.run(["ip", "netns", "delete", node], capture_output=True, check=False)
        if kind in (None, Broken):
            self.results.done()

    def _build(self):
        for node in ("ha", "peer"):
            run("ip", "netns", "add", node)
        run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1", node="peer")
        # Errors are wanted each time, to the same hosts.
        run("sysctl", "-qw", "net.ipv6.icmp.ratelimit=0", "net.ipv6.conf.all.forwarding=1",
            node="ha")
        commands, ends = ["link set lo up"], []
        for interface, link, plain in (("eth0", "home", HA), ("eth1", "visited", HA_VISITED)):
            commands += [
                f"link add {interface} address {HA_MAC[link]} type veth peer name {link} "
                "netns peer",
                f"link set {interface} addrgenmode none", f"link set {interface} up",
                f"addr add {HA_LINK_LOCAL}/64 dev {interface} nodad",
                f"addr add {plain}/64 dev {interface} nodad",
            ]
            ends.append(f"link set {link} up promisc on")
        commands.append(f"route add default via {ROUTER_LINK_LOCAL} dev eth1")
        ip_batch("ha", commands)
        ip_batch("peer", ends)
        self.wire = Wire({link: socket_in("peer", link) for link in HA_MAC},
                         [self.neighbour, self.returned, self.visitor, self.router])
        self.shell = Shell("ha")
        self.start()
        if not self._probe(10):
            raise Broken("the node under test does not answer an echo request")
        self.counters, self.bindings = self._look()

    def start(self):
        """Makes the node what it is to be, for the first time or after mip6_base was removed."""
        if self.config is not None:
            os.makedirs("/etc/netns/ha", exist_ok=True)
            with open("/etc/netns/ha/network-mip6.conf", "w", encoding="ascii") as file:
                file.write(self.config)
            run("ip", "netns", "exec", "ha", "mobile-ip6", "start")
            return
        run("modprobe", {"ha": "mip6_ha", "cn": "mip6_base"}[self.role])
        self.set("debuglevel", 7)
        if self.role == "ha":
            self.shell.run("mipdiag --role ha")
            self.set("allow_unprotected", int(self.unprotected))

    def set(self, name, value):
        """Changes a value under net.ipv6.mobility."""
        self.shell.run(f"echo {value} >/proc/sys/net/ipv6/mobility/{name}")

    def ip(self, arguments):
        """ip(8) on the node under test."""
        return self.shell.run(f"ip {arguments}")

    def _look(self):
        counters, bindings = map(json.loads, self.shell.run(
            "mipdiag -j -s && echo ---- && mipdiag -j -c").split("----"))
        return counters, {entry["hoa"]: (entry["coa"], entry["sequence"]) for entry in bindings}

    def _probe(self, seconds):
        """Whether an echo request, sent behind what was sent before, is answered."""
        self.ident += 1
        mark, ident = self.wire.mark(), self.ident
        self.wire.send(self.visitor, echo(PROBE, HA, ident))
        return self.wire.wait(mark, lambda packets: any(
            seen.kind == "REPLY" and seen.ident == ident for seen in packets), seconds)

    def send(self, step):
        """Does a step: sends (host, packet), waits a number of seconds, or calls."""
        if isinstance(step, tuple):
            self.wire.send(*step)
        elif callable(step):
            step()
        else:
            time.sleep(step)

    def wait_for(self, kind, seconds=3.0, since=None, **facts):
        """Waits for a packet; returns it or None."""
        mark, want = self.wire.mark() if since is None else since, Want(kind, **facts)
        return self.wire.wait(mark, lambda packets: next(
            (seen for seen in packets if seen.kind == kind and not want.wrong(seen)), None),
            seconds)

    def register(self, node, lifetime=1000, **message):
        """A binding that a later case needs."""
        mark = self.wire.mark()
        self.send(node.bu(lifetime, **message))
        if not self.wait_for("BA", 5, mark, status=0, rh2=node.hoa, seq=node.seq):
            raise Broken(f"{node.hoa} cannot be registered: "
                         f"{[str(seen) for seen in self._answers(mark)]}")
        self.settle()

    def settle(self):
        """What moved up to now is not the next case's."""
        self.counters, self.bindings = self._look()

    def calms_down(self, quiet=3.0, within=60.0):
        """Waits until no answer has come for so long: some wait for neighbours, three seconds at most."""
        until, mark = time.monotonic() + within, self.wire.mark()
        while time.monotonic() < until:
            time.sleep(quiet)
            if not self._answers(mark):
                break
            mark = self.wire.mark()

    def _answers(self, mark, neighbours=False):
        """What came, but for what always comes."""
        return [seen for seen in self.wire.since(mark)
                if seen.kind not in NOISE and (neighbours or seen.kind not in NEIGHBOURS)
                and not (seen.kind == "REPLY" and seen.dst == PROBE)
                and (seen.kind != "TUNNEL" or not_a_query(seen))]

    def case(self, name, *steps, want=(), count=None, bound=None, quiet=None, within=4.0,
             neighbours=None, check=None):
        """One case.

        steps: see send(). want: packets that must come, nothing else may; none: silence.
        neighbours: whether solicitations and advertisements count as answers too; if not said,
        they do not, but may be wanted (None), or only those about this address (text).
        count: counters that must move, by how much; verdicts that are not named must not.
        bound: home addresses whose binding changes: to (care-of address, sequence number), or
        None for none. check: called with what came, returns reasons why it is not right.
        """
        mark, began = self.wire.mark(), time.time()
        for step in steps:
            self.sent = time.monotonic()
            self.send(step)
        kinds = [item.kind for item in want]
        self.wire.wait(mark, lambda packets: all(
            sum(seen.kind == kind and self._about(seen, neighbours) for seen in packets)
            >= kinds.count(kind) for kind in kinds), within if want else 0)
        reasons = [] if self._probe(5) else ["an echo request behind it is not answered"]
        time.sleep(quiet if quiet is not None else 0.1 if want else 0.5)

        came = [seen for seen in self._answers(mark, True) if self._about(seen, neighbours)]
        reasons += self._compare(want, came, neighbours)
        reasons += check(came) if check else []
        before = self.counters, self.bindings
        self.settle()
        reasons += self._counted(before[0], count or {})
        reasons += self._bound(before[1], bound or {})
        self.results.check(name, reasons)
        if reasons:
            self.results.note("on the links meanwhile:")
            for line in self.wire.told(began):
                self.results.note(f"  {line}")

    def took(self, kind, least, most):
        """A check for case(): how many seconds after the last step it came."""
        return lambda came: [
            f"came after {seen.when - self.sent:.2f} s, expected {least} to {most} s: {seen}"
            for seen in came if seen.kind == kind and not least <= seen.when - self.sent <= most]

    @staticmethod
    def _about(seen, neighbours):
        return seen.kind not in NEIGHBOURS or neighbours in (None, True) or \
            seen.target == neighbours

    @staticmethod
    def _compare(want, came, neighbours):
        reasons, left = [], list(came)
        for item in want:
            alike = [seen for seen in left if seen.kind == item.kind]
            right = [seen for seen in alike if not item.wrong(seen)]
            if right:
                left.remove(right[0])
            elif alike:
                reasons += item.wrong(alike[0])
                left.remove(alike[0])
            else:
                reasons.append(f"did not come: {item}")
        # An advertisement that is wanted may be repeated, and the stack asks its neighbours
        # whether they are still there when it likes.
        return reasons + [f"came too: {seen}" for seen in left
                          if seen.kind not in NEIGHBOURS or neighbours is not None and
                          not (seen.kind == "NS" and seen.dst == seen.target) and
                          all(item.kind != seen.kind or item.wrong(seen) for item in want)]

    def _counted(self, before, expected):
        reasons = []
        for name in sorted(set(self.counters) | set(expected)):
            moved = self.counters.get(name, 0) - before.get(name, 0)
            if name in TRAFFIC and name not in expected:
                continue
            value = expected.get(name, 0)
            if not value(moved) if callable(value) else moved != value:
                reasons.append(f"{name} moved by {moved}" +
                               ("" if callable(value) else f", expected {value}"))
        return reasons

    def _bound(self, before, changes):
        expected = dict(before)
        for hoa, value in changes.items():
            expected.pop(hoa, None)
            if value:
                expected[hoa] = value
        real = self.bindings
        return [f"binding of {hoa} is {real.get(hoa)}, expected {expected.get(hoa)}"
                for hoa in sorted(set(real) | set(expected))
                if real.get(hoa) != expected.get(hoa)]

