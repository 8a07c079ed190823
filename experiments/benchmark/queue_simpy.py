"""The queue network in SimPy: a process a customer, a resource a station."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from experiments.benchmark.measuring import needed
from experiments.benchmark.queue_network import SERVERS, STATIONS, Counts, gap, service


def prepare(customers: int) -> Callable[[], Counts]:
    """A run that is ready to be timed; raises Missing without SimPy."""
    simpy = needed("simpy", "SimPy")
    environment = simpy.Environment()
    stations = [simpy.Resource(environment, capacity=servers) for servers in SERVERS]
    waited, longest, wait = [0] * len(SERVERS), [0] * len(SERVERS), [0.0] * len(SERVERS)

    def customer(key: int) -> Iterator[Any]:
        for station in STATIONS:
            joined = environment.now
            with stations[station].request() as turn:
                longest[station] = max(longest[station], len(stations[station].queue))
                yield turn
                if environment.now > joined:
                    waited[station] += 1
                    wait[station] += environment.now - joined
                yield environment.timeout(service(key, station))

    def source() -> Iterator[Any]:
        for key in range(customers):
            yield environment.timeout(gap(key))
            environment.process(customer(key))

    def run() -> Counts:
        environment.process(source())
        environment.run()
        means = tuple(whole / customers for whole in wait)
        return Counts(tuple(waited), tuple(longest), means, float(environment.now))

    return run
