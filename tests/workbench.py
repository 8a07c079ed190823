"""A small workbench: a stream of matters in a closed city, with changes; and a town of three departments."""

from functools import lru_cache
from typing import Any

import numpy as np

from sim.config import load_scenario
from sim.scenario import Scenario
from sim.state.state import State
from tests.stories import AT_ONCE, STILL, ends, office


@lru_cache
def loaded(arm: str) -> Scenario:
    return load_scenario("workbench", [f"coordination={arm}", "resources=closed"])


def bench(arm: str = "siloed", **changes: Any) -> Scenario:
    """The workbench in a closed city, with *changes*."""
    data = loaded(arm).model_dump()
    for place, value in (AT_ONCE | {"stream__simple_share": 0.0} | changes).items():
        *above, last = place.split("__")
        node = data
        for name in above:
            node = node[name]
        assert last in node, f"no parameter {place}"
        node[last] = value
    return Scenario.model_validate(data)


def city_of(departments: dict[str, dict]) -> dict[str, Any]:
    """A city of these departments, the last of which leads; one seat in each."""
    *_, last = departments
    named = {f"city__{what}_department": last for what in ("visit", "plot", "leaders")}
    seats = {name: {"members": 1, "outside": 0} for name in departments}
    return named | {"city__departments": departments, "city__offices": {}, "staffing__seats": seats}


def worked(t: np.ndarray) -> np.ndarray:
    """Working days that have passed at calendar time *t*."""
    return np.floor(t / 7.0) * 5.0 + np.minimum(t % 7.0, 5.0)


TOWN = STILL | city_of({name: office(2, 0.0, 1.0) for name in "abc"} | {"top": office(1, 0.0, 0.25, clears=False)})
TOWN |= {"city__blocks": 1, "stream__competences": 3, "stream__effort": 3.0, "stream__effort_law": "fixed"}
TOWN |= {"stream__load": 0.6, "stream__ruling_share": 0.0, "staffing__teams": 1, "staffing__report_days": 0}
TOWN |= {"calendar__intervention_day": 0, "calendar__horizon_days": 300, "work__meeting_quorum": 1.0}
TOWN |= {"evaluation__false_closing": 0.0}
BUSY = city_of({name: office(2, 0.7, 0.3) for name in "abc"} | {"top": office(1, 0.5, 0.25, clears=False)})


@lru_cache
def year(arm: str = "siloed", **changes: Any) -> tuple[State, State]:
    return ends(bench(arm, **changes), 2)


def jobs_waiting(state):
    """Every job in a queue."""
    rows = []
    for queue in state.queues[state.queues["waiting"] > 0]:
        row = int(queue["first"])
        while row >= 0:
            rows.append(row)
            row = int(state.jobs[row]["next"])
    return state.jobs[rows]
