"""The agenda."""
from __future__ import annotations

import math

from sim.core.compiling import compiled
from sim.core.rows import Kind, real, whole

EVENT = Kind("event", time=real("day", "when"), kind=whole("kind", "what"), ref=whole("row", "whose"))


@compiled
def before(a, b):
    if a.time != b.time:
        return a.time < b.time
    if a.kind != b.kind:
        return a.kind < b.kind
    return a.ref < b.ref


@compiled
def _copy(a, b):
    a.time = b.time
    a.kind = b.kind
    a.ref = b.ref


@compiled
def push(heap, clock, time, kind, ref):
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
    if clock.pending == 0:
        return math.inf
    return heap[0].time
