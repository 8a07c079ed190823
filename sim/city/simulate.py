"""Simulating many seeds: a row a seed, and no Mesa agent is made."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.core.compiling import announce
from sim.core.seeds import seed_of
from sim.measures.values import measure
from sim.scenario import Scenario


def simulate(scenario: Scenario, seeds: Iterable[int], ring_fence: float = 0.0) -> pd.DataFrame:
    """Run *scenario* once a seed; a row a seed with every declared measure (see sim.measures.columns).

    Raises TypeError or ValueError for what is no seed (sim/core/seeds.py).
    """
    announce()
    numbers = numbers_of(scenario)
    rows = []
    for seed in map(seed_of, seeds):
        past = history(scenario, numbers, seed)
        end = branch(past, scenario, numbers, ring_fence)
        values = measure(past, end, numbers.arm, float(scenario.staffing.setup_days))
        rows.append({"seed": seed} | values)
    return pd.DataFrame(rows)
