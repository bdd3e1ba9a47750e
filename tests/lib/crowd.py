# SPDX-License-Identifier: GPL-2.0
"""Many mobile nodes at once, at one care-of address, for a bench."""

import time

from bench import Broken
from packets import alt_coa, bu, carry, mh_bytes

COA = "2001:db8:2::10"


def batches(items, size):
    return [items[at:at + size] for at in range(0, len(items), size)]


def of_kind(packets, kind, **facts):
    return [seen for seen in packets if seen.kind == kind and
            all(getattr(seen, name) == value for name, value in facts.items())]


def register(bench, addresses, agent, at_once):
    """Registers home addresses, so many at a time; returns the seconds that it took."""
    bench.visitor.addresses.add(COA)
    message = mh_bytes(bu(1, 0xffff, "AH", [alt_coa(COA)]))
    began = time.monotonic()
    for batch in batches(addresses, at_once):
        mark = bench.wire.mark()
        for hoa in batch:
            bench.wire.send(bench.visitor, carry(message, COA, agent, hoa))
        if not bench.wire.wait(mark, lambda packets, size=len(batch): len(
                of_kind(packets, "BA", status=0)) >= size, 60):
            raise Broken(f"{len(of_kind(bench.wire.since(mark), 'BA', status=0))} of "
                         f"{len(batch)} registrations are acknowledged")
    return time.monotonic() - began
