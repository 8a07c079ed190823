"""The queue network in Ciw: nodes in a row, with distributions that give the keyed draws."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from experiments.benchmark.measuring import needed
from experiments.benchmark.queue_network import SERVERS, STATIONS, Counts, gap, service


def gaps_of(distribution: Any, customers: int) -> Any:
    """Times between customers, and none after the last."""

    class Gaps(distribution):
        """The next one is that of the next customer."""

        def __init__(self) -> None:
            self.come = 0

        def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002  (the library's names)
            """The next gap."""
            self.come += 1
            return gap(self.come - 1) if self.come <= customers else math.inf

    return Gaps()


def services_of(distribution: Any, station: int) -> Any:
    """Times of service at one station."""

    class Services(distribution):
        """Individuals are numbered from one."""

        def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002  (the library's names)
            """The time of this individual."""
            return service(ind.id_number - 1, station)

    return Services()


def prepare(customers: int) -> Callable[[], Counts]:
    """A run that is ready to be timed; raises Missing without Ciw."""
    ciw = needed("ciw", "Ciw")
    distribution: Any = ciw.dists.Distribution
    after = [[float(to == place + 1) for to in STATIONS] for place in STATIONS]
    network = ciw.create_network(
        arrival_distributions=[gaps_of(distribution, customers), *[None] * (len(SERVERS) - 1)],
        service_distributions=[services_of(distribution, station) for station in STATIONS],
        routing=after,
        number_of_servers=list(SERVERS),
    )
    simulation = ciw.Simulation(network)

    def run() -> Counts:
        simulation.simulate_until_max_time(math.inf)
        records = sorted(simulation.get_all_records(), key=lambda record: record.service_start_date)
        waited, longest, wait = [0] * len(SERVERS), [0] * len(SERVERS), [0.0] * len(SERVERS)
        for record in records:
            station = record.node - 1
            line = record.queue_size_at_arrival - SERVERS[station] + 1
            longest[station] = max(longest[station], line)
            if record.waiting_time > 0.0:
                waited[station] += 1
                wait[station] += record.waiting_time
        end = max(record.exit_date for record in records)
        return Counts(tuple(waited), tuple(longest), tuple(whole / customers for whole in wait), float(end))

    return run
