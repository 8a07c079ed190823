"""One unit of work: one village, whose history is simulated once and from which every arm branches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from experiments.study.settings import Study
from sim.city.numbers import Numbers, numbers_of
from sim.city.run import branch, history
from sim.city.state import State
from sim.measures.values import measure
from sim.scenario import Scenario

Fences = dict[str, dict[str, float]]  # resource setting -> arm -> share of working days


@lru_cache(maxsize=4)
def prepare(canonical: str) -> dict[tuple[str, str], tuple[Scenario, Numbers]]:
    """Every arm x resource setting of a study, ready to run; kept, because a worker runs one study again and again."""
    study = Study.model_validate_json(canonical)
    prepared = {}
    for resources in study.resources:
        for arm in study.arms:
            scenario = study.scenario(arm, resources)
            prepared[resources, arm] = (scenario, numbers_of(scenario))
    return prepared


def simulate_unit(
    canonical: str, fences: Fences, seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, np.ndarray | Any]]]:
    """Rows of results and daily series of one village: a row for each resource setting and arm, in that order."""
    prepared = prepare(canonical)
    first, numbers = next(iter(prepared.values()))
    past = history(first, numbers, seed)
    rows, series = [], []
    for position, ((resources, arm), (scenario, numbers)) in enumerate(prepared.items()):
        fence = fences.get(resources, {}).get(arm, 0.0)
        end = branch(past, scenario, numbers, fence)
        values = measure(past, end, numbers.regimes[1].negotiation, float(scenario.staffing.setup_days))
        rows.append({"resources": resources, "arm": arm, "ring_fence": fence} | values)
        series.append(daily(end, whole=position == 0))
    return rows, series


def daily(end: State, whole: bool) -> dict[str, np.ndarray]:
    """The run's series: a row a day after the intervention; history, monthly, only for the first arm (*whole*)."""
    rows = end.series[: int(end.city[0].sampled)]
    if not whole:
        rows = rows[rows["day"] >= 0]
    people = float(end.departments["establishment"].sum())
    return {
        "day": rows["day"].astype(np.int32),
        "signed": rows["signed"] / len(end.households),
        "matters_open": rows["matters_open"].astype(np.int32),
        "home_backlog": rows["backlog"] / people,
        "team_size": rows["away"].astype(np.int32),
        "trust": rows["trust"].copy(),
    }
