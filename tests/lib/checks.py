# SPDX-License-Identifier: GPL-2.0
"""Cases with a mobile node whose home agent is played: see correspondents.py."""

import contextlib
import json
import time

from correspondents import HA, HOA

SECONDS = 20        # for what must come
STEADY = 2.5        # for what must not: longer than the first repetition takes


class Checks:
    """Cases with one home agent."""

    def __init__(self, world, results):
        self.world, self.results, self.agent = world, results, world.agents[HA]

    def check(self, name, good, *told):
        self.results.check(name, [] if good else [str(line) for line in told] or ["it is not so"])

    def updates(self, since=0.0):
        """Binding updates that came: (time, packet)."""
        return [(entry[0], entry[2]) for entry in self.agent.came("BU", since)]

    def log(self, since=0.0):
        return [f"{when:.3f} {seen}" for when, kind, seen, _ in self.agent.log
                if when >= since and kind != "TUNNEL"]

    def comes(self, name, count=1, since=0.0):
        """So many updates come; returns them."""
        good = self.world.wait(lambda: len(self.updates(since)) >= count, SECONDS)
        self.check(name, good, *self.log(since))
        return self.updates(since)

    def nothing(self, name, act=lambda: None):
        """Again and again, and no update is sent."""
        since, end = time.monotonic(), time.monotonic() + STEADY
        while time.monotonic() < end:
            act()
            time.sleep(0.2)
        self.check(name, not self.updates(since), *self.log(since))

    def renewed(self, name, act):
        """Again and again until it has an effect; returns the updates since then."""
        since = time.monotonic()

        def seen():
            if not self.updates(since):
                act()
                time.sleep(0.2)
            return self.updates(since)

        self.check(name, self.world.wait(seen, SECONDS), *self.log(since))
        return self.updates(since)

    def entry(self):
        """That of the binding update list."""
        return next(entry for entry in json.loads(self.world.shell.run("mipdiag -j -l"))
                    if entry["hoa"] == HOA)

    def becomes(self, name, **facts):
        def good():
            entry = self.entry()
            return all(entry[key] == value for key, value in facts.items())
        self.check(name, self.world.wait(good, SECONDS), self.entry())

    @contextlib.contextmanager
    def answers(self, *answers):
        """Updates are answered like that, one after the other, and then as usual."""
        left = list(answers)
        self.agent.on["BU"] = lambda seen: (left.pop(0) if left else self.agent.honest["BU"])(seen)
        yield
        self.agent.on.clear()

    def gaps(self, name, updates, *expected):
        """How many seconds are between updates."""
        real = [after[0] - before[0] for before, after in zip(updates, updates[1:])]
        self.check(name, len(real) >= len(expected) and all(
            want - 0.2 <= gap <= want + 0.8 for gap, want in zip(real, expected)), real)
