"""Simulating many seeds: a row a seed, and no Mesa agent is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.core.compiling import announce
from sim.core.seeds import seeds_of
from sim.measures.columns import names_of
from sim.measures.values import measure
from sim.scenario import Scenario


def simulate(scenario: Scenario, seeds: Iterable[Any], ring_fence: float = 0.0) -> pd.DataFrame:
    """Run *scenario* once a seed; a row a seed with every declared measure (see sim.measures.columns).

    *ring_fence* is the share of working days that a mode without a team sets aside. Raises TypeError or ValueError,
    before anything is compiled, for what is no scenario, no share, no seed, or the same seed twice (sim/core/seeds.py).
    """
    scenario, ring_fence = check(scenario, ring_fence)
    numbers_given = seeds_of(seeds)
    announce()
    numbers = numbers_of(scenario)
    rows = []
    for seed in numbers_given:
        past = history(scenario, numbers, seed)
        end = branch(past, scenario, numbers, ring_fence)
        values = measure(past, end, numbers.arm, float(scenario.staffing.setup_days))
        rows.append({"seed": seed} | values)
    assert scenario.kind is not None
    return pd.DataFrame(rows, columns=["seed", *names_of(scenario.kind)])


def check(scenario: Any, ring_fence: Any) -> tuple[Scenario, float]:
    """What a city is made of besides its seed; raises TypeError or ValueError in one sentence."""
    if not isinstance(scenario, Scenario):
        raise TypeError(f"scenario = {scenario!r}: one from load_scenario expected")
    if isinstance(ring_fence, bool) or not isinstance(ring_fence, int | float) or not 0.0 <= ring_fence <= 1.0:
        raise ValueError(f"ring_fence = {ring_fence!r}: a share between 0 and 1 expected")
    return scenario, float(ring_fence)
