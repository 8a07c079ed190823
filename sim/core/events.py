"""The agenda: a binary heap of events, ordered by time, then kind, then whose it is.

The order is total, so that it cannot depend on how the events came in. The heap's length lives in the city's row
(*clock*), so that a copy of the state is a copy of its agenda. An event mostly brings about another: the place of one
that is taken off stays free (``clock.vacant``) until the next is put on, which saves moving the last one up and back.
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
def _is_before(time, kind, ref, other):
    """Whether an event comes before another on the agenda."""
    if time != other.time:
        return time < other.time
    if kind != other.kind:
        return kind < other.kind
    return ref < other.ref


@compiled
def _write(row, time, kind, ref):
    """Write an event to a row."""
    row.time = time
    row.kind = kind
    row.ref = ref


@compiled
def push(heap, clock, time, kind, ref):
    """Put an event on the agenda; *heap* has room for every event that can be pending at once (found.lay_out)."""
    i = clock.pending
    clock.pending += 1
    if clock.vacant:
        clock.vacant = False
        _sink(heap, clock.pending, time, kind, ref)
        return
    while i > 0:
        parent = (i - 1) >> 1
        if not _is_before(time, kind, ref, heap[parent]):
            break
        _write(heap[i], heap[parent].time, heap[parent].kind, heap[parent].ref)
        i = parent
    _write(heap[i], time, kind, ref)


@compiled
def pop(heap, clock):
    """Take the first event off the agenda, which must not be empty: time, kind and ref."""
    _close(heap, clock)
    clock.pending -= 1
    clock.vacant = True
    return heap[0].time, heap[0].kind, heap[0].ref


@compiled
def next_time(heap, clock):
    """When the next event happens; infinity when none is pending."""
    _close(heap, clock)
    if clock.pending == 0:
        return math.inf
    return heap[0].time


@compiled
def _close(heap, clock):
    """Fill the vacant place with the last event, so that the heap is its first ``clock.pending`` rows."""
    if clock.vacant:
        clock.vacant = False
        last = heap[clock.pending]
        _sink(heap, clock.pending, last.time, last.kind, last.ref)


@compiled
def _sink(heap, n, time, kind, ref):
    """Put an event where the first of *n* was, and let whoever comes before it rise."""
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n:
            right = heap[child + 1]
            if _is_before(right.time, right.kind, right.ref, heap[child]):
                child += 1
        if _is_before(time, kind, ref, heap[child]):
            break
        _write(heap[i], heap[child].time, heap[child].kind, heap[child].ref)
        i = child
    _write(heap[i], time, kind, ref)
