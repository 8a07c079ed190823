"""Three stations in a row, each with several servers and one line: the rules that every program here follows.

Customers come one by one; each is served at every station in turn, first come first served, and leaves. The run
ends when the last has left. Times are exponential, every one a keyed draw for customer and station.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.core.purposes import ROUTINE_EFFORT, ROUTINE_GAP
from sim.core.randomness import exponential

SEED = 1
GAP = 1.0  # mean time between two customers
SERVERS = (5, 4, 6)
LOADS = (0.8, 0.85, 0.75)  # share of its servers that a station keeps busy
MEANS = tuple(load * servers * GAP for load, servers in zip(LOADS, SERVERS, strict=True))
STATIONS = range(len(SERVERS))
SIZES = {"small": (1_000,), "full": (10_000, 100_000)}


class Counts(NamedTuple):
    """What a run ends with, station by station; programs that follow the same rules agree on every number."""

    waited: tuple[int, ...]
    longest: tuple[int, ...]
    mean_wait: tuple[float, ...]
    end: float


def gap(customer: int) -> float:
    """Time between a customer and the one before, for programs in plain Python."""
    return float(exponential(SEED, ROUTINE_GAP, customer, 0, 0) * GAP)


def service(customer: int, station: int) -> float:
    """Time that a customer takes at a station, for programs in plain Python."""
    return float(exponential(SEED, ROUTINE_EFFORT, customer, station, 0) * MEANS[station])
