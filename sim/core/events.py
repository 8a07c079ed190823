"""The agenda: a binary heap of events, ordered by time, then kind, then whose it is.

The order is total, so that it cannot depend on how the events came in. The heap's length lives in the city's row
(*clock*), so that a copy of the state is a copy of its agenda.
"""

from __future__ import annotations

import math

from sim.core.compiling import compiled
from sim.core.rows import Kind, real, whole

EVENT = Kind(
    "event",
    time=real("day", "when it happens"),
    kind=whole("kind", "what happens (sim/core/agenda.py)"),
    ref=whole("row", "to whom"),
)


@compiled
def before(a, b):
    """Whether event *a* comes before event *b*."""
    if a.time != b.time:
        return a.time < b.time
    if a.kind != b.kind:
        return a.kind < b.kind
    return a.ref < b.ref


@compiled
def _copy(a, b):
    """Write event *b* over event *a*."""
    a.time = b.time
    a.kind = b.kind
    a.ref = b.ref


@compiled
def push(heap, clock, time, kind, ref):
    """Put an event on the agenda; *heap* has room for every event that can be pending at once (found.lay_out)."""
    i = clock.pending
    clock.pending += 1
    while i > 0:
        parent = (i - 1) >> 1
        p = heap[parent]
        if p.time < time or (p.time == time and (p.kind < kind or (p.kind == kind and p.ref <= ref))):
            break
        _copy(heap[i], p)
        i = parent
    heap[i].time = time
    heap[i].kind = kind
    heap[i].ref = ref


@compiled
def pop(heap, clock):
    """Take the first event off the agenda, which must not be empty: time, kind and ref."""
    time = heap[0].time
    kind = heap[0].kind
    ref = heap[0].ref
    clock.pending -= 1
    n = clock.pending
    last = heap[n]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n and before(heap[child + 1], heap[child]):
            child += 1
        if before(last, heap[child]):
            break
        _copy(heap[i], heap[child])
        i = child
    if n > 0:
        _copy(heap[i], last)
    return time, kind, ref


@compiled
def next_time(heap, clock):
    """When the next event happens; infinity when none is pending."""
    if clock.pending == 0:
        return math.inf
    return heap[0].time
