"""The queue network as this project writes such things: rows, small compiled rules, the keyed draws and the agenda."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from experiments.benchmark.queue_network import GAP, MEANS, SEED, SERVERS, Counts
from sim.core.compiling import compiled, internal
from sim.core.events import Event, pop, push
from sim.core.purposes import ROUTINE_EFFORT, ROUTINE_GAP
from sim.core.randomness import exponential
from sim.core.rows import Rows, RowType, flag, real, whole

ARRIVAL = 0  # the end of a service at station s is event 1 + s


class Clock(RowType):
    """The clock."""

    seed: int = whole("seed", "keys every draw")
    pending: int = whole("events", "length of the event heap")
    vacant: bool = flag("the first place of the heap is free for the next event")
    now: float = real("day", "time of the last event")
    gap: float = real("day", "mean time between two customers")


class Station(RowType):
    """A station."""

    key: int = whole("id", "its own row")
    servers: int = whole("servers", "how many it has")
    service: float = real("day", "mean time of a service")
    busy: int = whole("servers", "serving somebody")
    first: int = whole("customer", "head of the line, -1 when empty")
    last: int = whole("customer", "tail")
    waiting: int = whole("customers", "length of the line")
    longest: int = whole("customers", "the longest that the line has been")
    waited: int = whole("customers", "had to wait")
    wait: float = real("day", "time that they waited, in all")


class Customer(RowType):
    """A customer."""

    since: float = real("day", "when it joined the line")
    next: int = whole("customer", "next in its line")


@internal
def expect(now: float, clock: Clock, heap: Rows[Event], c: int) -> None:
    """Put the coming of customer *c* on the agenda."""
    push(heap, clock, now + exponential(clock.seed, ROUTINE_GAP, c, 0, 0) * clock.gap, ARRIVAL, c)


@internal
def begin(now: float, clock: Clock, station: Station, heap: Rows[Event], c: int) -> None:
    """A server takes customer *c*."""
    station.busy += 1
    took = exponential(clock.seed, ROUTINE_EFFORT, c, station.key, 0) * station.service
    push(heap, clock, now + took, 1 + station.key, c)


@internal
def join(now: float, clock: Clock, station: Station, customers: Rows[Customer], heap: Rows[Event], c: int) -> None:
    """Customer *c* comes to a station: it is served at once, or stands at the end of the line."""
    if station.busy < station.servers:
        begin(now, clock, station, heap, c)
        return
    customers[c].since = now
    customers[c].next = -1
    if station.first < 0:
        station.first = c
    else:
        customers[station.last].next = c
    station.last = c
    station.waiting += 1
    station.longest = max(station.longest, station.waiting)


@internal
def free(now: float, clock: Clock, station: Station, customers: Rows[Customer], heap: Rows[Event]) -> None:
    """A server is free: it takes the first of the line."""
    station.busy -= 1
    c = station.first
    if c < 0:
        return
    station.first = customers[c].next
    station.waiting -= 1
    station.waited += 1
    station.wait += now - customers[c].since
    begin(now, clock, station, heap, c)


@compiled
def live(clock: Clock, stations: Rows[Station], customers: Rows[Customer], heap: Rows[Event]) -> None:
    """Every event, until the last customer has left."""
    expect(0.0, clock, heap, 0)
    while clock.pending > 0:
        now, kind, c = pop(heap, clock)
        clock.now = now
        if kind == ARRIVAL:
            if c + 1 < len(customers):
                expect(now, clock, heap, c + 1)
            join(now, clock, stations[0], customers, heap, c)
        else:
            free(now, clock, stations[kind - 1], customers, heap)
            if kind < len(stations):
                join(now, clock, stations[kind], customers, heap, c)


def prepare(customers: int) -> Callable[[], Counts]:
    """A run that is ready to be timed."""
    clock, stations = Clock.make(1)[0], Station.make(len(SERVERS))
    clock.seed, clock.gap = SEED, GAP
    stations["key"] = np.arange(len(SERVERS))
    stations["servers"], stations["service"] = SERVERS, MEANS
    stations["first"] = -1
    people, heap = Customer.make(customers), Event.make(sum(SERVERS) + 2)

    def run() -> Counts:
        live(clock, stations, people, heap)
        return Counts(
            tuple(stations["waited"].tolist()),
            tuple(stations["longest"].tolist()),
            tuple((stations["wait"] / customers).tolist()),
            float(clock.now),
        )

    return run
