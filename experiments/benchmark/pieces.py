"""What a piece of work costs in each kind of city beside one of the workbench: all in turns, in one process.

A piece is a job that somebody has done: a routine matter, a clearance of a matter, or a call on a client. Of matters
with several clearances only the stream's are all counted, so that the other kinds look dearer than they are, not
cheaper. A run is the history and one arm, with seeds of its own a round.
"""

from __future__ import annotations

import time
from statistics import median
from typing import Any, NamedTuple

from experiments.benchmark.growth import ARMS, WORKBENCH, pieces
from experiments.benchmark.measuring import Found, Row
from sim.config import CONFIGS, load_scenario, options
from sim.scenario import Scenario

KINDS = {
    "small": ("civilised_city",),
    "full": ("civilised_city", "railway_approval", "sports_centre", "city_portfolio"),
}
LEAST_ROUNDS = 12  # a run takes some hundredths of a second, so that a median of few would be noise


class Turn(NamedTuple):
    """One run: CPU seconds, and what was done in them."""

    cpu_s: float
    pieces: int

    @property
    def each(self) -> float:
        """CPU seconds a piece."""
        return self.cpu_s / self.pieces


def measure_pieces(size: str, rounds: int) -> Found:
    """A row a scenario and arm; its ratio is that of a piece to the workbench's, the median over the rounds."""
    there = options(CONFIGS, "scenario")
    asked = [(WORKBENCH, arm) for arm in ARMS] + [(name, arm) for name in KINDS[size] if name in there for arm in ARMS]
    left_out = [f"left out: {name}: no such scenario here" for name in KINDS[size] if name not in there]
    told = {(name, arm): load_scenario(name, [f"coordination={arm}"]) for name, arm in asked}
    for scenario in told.values():
        turn(scenario, 0)  # loads the compiled rules before the clock starts
    turns: dict[tuple[str, str], list[Turn]] = {one: [] for one in asked}
    for seed in range(1, max(rounds, LEAST_ROUNDS) + 1):
        for one, scenario in told.items():
            turns[one].append(turn(scenario, seed))
    rows = [row(name, arm, turns[name, arm], turns[WORKBENCH, arm]) for name, arm in asked]
    return Found(rows, [], left_out)


def turn(scenario: Scenario, seed: int) -> Turn:
    """The history and the scenario's arm, timed together."""
    from sim.city.numbers import numbers_of
    from sim.city.run import branch, history

    numbers: Any = numbers_of(scenario)
    before = time.process_time()
    end = branch(history(scenario, numbers, seed), scenario, numbers)
    return Turn(time.process_time() - before, pieces(end))


def row(name: str, arm: str, own: list[Turn], base: list[Turn]) -> Row:
    """The row of one scenario and arm beside the workbench under the same arm."""
    seconds, done = [one.cpu_s for one in own], int(median(one.pieces for one in own))
    ratio = median(mine.each / other.each for mine, other in zip(own, base, strict=True))
    work = f"a piece of {name}, {arm}"
    return Row(work, done, "ours", min(seconds), median(seconds), 1.0 / median(one.each for one in own), ratio)
