"""The event queue: a binary heap, ordered by time, then kind, then whose it is.

The order is total, so that it cannot depend on how the events came in. The heap's length lives in the city's row
(*clock*), so that a copy of the state is a copy of its queue. An event mostly brings about another: the place of one
that is taken off stays free (``clock.vacant``) until the next is scheduled, which saves moving the last up and back.
Kind and row share one word, and which of two comes first is worked out without a branch: nobody could foresee it.
"""

from __future__ import annotations

import math
from typing import Protocol

from sim.core.compiling import compiled, internal
from sim.core.rows import Rows, RowType, real, whole


class Clock(Protocol):
    """Where the queue's length is kept: any row with these two fields."""

    pending: int
    vacant: bool


class Event(RowType):
    """An event that is to happen."""

    time: float = real("day", "when it happens")
    what: int = whole("kind and row", "what happens (sim/core/event_kinds.py) and, in the lower bits, to whom")


REF_BITS = 32  # for the row to which it happens; a city has fewer rows of a kind than they can count
REF_MASK = (1 << REF_BITS) - 1


@internal
def _is_before(time: float, what: int, other: Event) -> bool:
    """Whether an event comes before another."""
    return (time < other.time) | ((time <= other.time) & (what < other.what))


@internal
def _write(row: Event, time: float, what: int) -> None:
    """Write an event to a row."""
    row.time = time
    row.what = what


@compiled
def push(heap: Rows[Event], clock: Clock, time: float, kind: int, ref: int) -> None:
    """Schedule an event; *heap* has room for every event that can be pending at once (sim/city/initialise.py)."""
    what = (kind << REF_BITS) | ref
    i = clock.pending
    clock.pending += 1
    if clock.vacant:
        clock.vacant = False
        _sink(heap, clock.pending, time, what)
        return
    while i > 0:
        parent = (i - 1) >> 1
        if not _is_before(time, what, heap[parent]):
            break
        _write(heap[i], heap[parent].time, heap[parent].what)
        i = parent
    _write(heap[i], time, what)


@compiled
def pop(heap: Rows[Event], clock: Clock) -> tuple[float, int, int]:
    """Take the first event off the queue, which must not be empty: time, kind and ref."""
    _close(heap, clock)
    clock.pending -= 1
    clock.vacant = True
    return heap[0].time, heap[0].what >> REF_BITS, heap[0].what & REF_MASK


@compiled
def next_time(heap: Rows[Event], clock: Clock) -> float:
    """When the next event happens; infinity when none is pending."""
    _close(heap, clock)
    if clock.pending == 0:
        return math.inf
    return heap[0].time


@internal
def _close(heap: Rows[Event], clock: Clock) -> None:
    """Fill the vacant place with the last event, so that the heap is its first ``clock.pending`` rows."""
    if clock.vacant:
        clock.vacant = False
        _sink(heap, clock.pending, heap[clock.pending].time, heap[clock.pending].what)


@internal
def _sink(heap: Rows[Event], n: int, time: float, what: int) -> None:
    """Put an event where the first of *n* was, and let whoever comes before it rise."""
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n:
            child += _is_before(heap[child + 1].time, heap[child + 1].what, heap[child])
        if _is_before(time, what, heap[child]):
            break
        _write(heap[i], heap[child].time, heap[child].what)
        i = child
    _write(heap[i], time, what)
