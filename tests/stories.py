"""Small cities for tests: a scenario as plain data, changed in place, validated again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.config import load_scenario
from sim.core.events import REF_BITS, REF_MASK
from sim.core.rows import Row, Rows
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State


@lru_cache
def _loaded(name: str, arm: str, resources: str) -> Scenario:
    return load_scenario(name, [f"coordination={arm}", f"resources={resources}"])


def scenario(arm: str = "siloed", resources: str = "as_it_was", scene: str = "xiaonanmen", **changes: Any) -> Scenario:
    """The scenario *scene* with *changes*: ``issues__per_household=0.0`` sets a number, a dict replaces a mapping."""
    data = _loaded(scene, arm, resources).model_dump()
    if "city__departments" in changes:
        changes = {"city__offices": {}} | changes  # those of the scenario need not be there
    for place, value in changes.items():
        *above, last = place.split("__")
        node = data
        for name in above:
            node = node[name]
        assert last in node, f"no parameter {place}"
        node[last] = value
    return Scenario.model_validate(data)


SMALL: dict[str, Any] = {"households__total": 40, "calendar__intervention_day": 400, "calendar__horizon_days": 120}
"""A village and a history that run in a few milliseconds, with people left to sign."""


def ends(told: Scenario, seed: int = 1, ring_fence: float = 0.0) -> tuple[State, State]:
    """The city at the intervention and at the horizon."""
    numbers = numbers_of(told)
    past = history(told, numbers, seed)
    return past, branch(past, told, numbers, ring_fence)


def numbers(told: Scenario) -> Numbers:
    """A scenario's records."""
    return numbers_of(told)


def equal(one: State, other: State) -> bool:
    """Whether two states agree bit for bit."""
    return all(np.array_equal(a, b) for a, b in zip(arrays(one), arrays(other), strict=True))


def arrays(state: State) -> Iterator[Rows]:
    """Every array of rows of a state, those of its clients included."""
    for rows in state:
        yield from rows if isinstance(rows, tuple) else (rows,)


def agenda(heap: Rows, clock: Row) -> list[tuple[float, int, int]]:
    """What is on the agenda, in order: time, kind, whose."""
    first = int(clock.vacant)
    rows = heap[first : first + clock.pending]
    return sorted((float(row.time), int(row.what >> REF_BITS), int(row.what & REF_MASK)) for row in rows)


def office(cadres: int, utilisation: float, effort: float, clears: bool = True, floor: float = 0.0) -> dict[str, Any]:
    """One department as configuration."""
    return {"cadres": cadres, "utilisation": utilisation, "effort_mean": effort, "floor": floor, "clears": clears}


AT_ONCE: dict[str, Any] = {
    # nothing waits but for people and for meetings: a test of one rule is about that rule alone
    "city__load_is_busy": False,
    "work__rest_median": 0.0,
    "work__returned_share": 0.0,
    "work__client_median": 0.0,
    "work__denied_share": 0.0,
    "work__team_passing": 0.0,
    "work__juggling_loss": 0.05,
    "work__transfer_silo": 0.3,
    "work__transfer_sigma": 1.0,
    "work__meeting_period": 30,
    "staffing__stop_after": 0,
}

STILL: dict[str, Any] = AT_ONCE | {
    # every uncertainty and every delay off, one thing at a time is turned on by a test
    "city__skill_sigma": 0.0,
    "staffing__member_share": 1.0,
    "staffing__exit_rate": 0.0,
    "staffing__recall_rate": 0.0,
    "staffing__report_days": 0,
    "staffing__forget_days": 0.0,
    "city__second_share": 0.0,
    "work__effort_sigma": 0.0,
    "work__transfer_sigma": 0.0,
    "work__transfer_silo": 0.0,
    "work__juggling_loss": 0.0,
    "work__data_request_share": 0.0,
    "work__buck_passing": 0.0,
    "work__false_closing": 0.0,
    "work__validity": 100_000.0,
}

STILL_VILLAGE: dict[str, Any] = STILL | {
    # a project is as projects are usually, and a household decides for itself alone
    "households__adequacy_median": 1.0,
    "households__adequacy_sigma": 0.0,
    "households__pace_sigma": 0.0,
    "households__attached_share": 0.0,
    "households__joint_share": 0.0,
    "issues__load_sigma": 0.0,
    "negotiation__worry": 0.0,
    "negotiation__fetch_share": 0.0,
}
