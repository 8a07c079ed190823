"""The history of one replication as a unit of work: what a fit looks at, and nothing after the intervention."""

from __future__ import annotations

import json
from functools import lru_cache

from experiments.study.keys import canonical_json
from experiments.study.plan import Plan, Result, Unit
from experiments.study.varied import varied
from sim.city.numbers import numbers_of
from sim.city.run import history
from sim.scenario import Scenario
from sim.state.numbers import Numbers

MEASURES = ("left", "stall")  # households left; days since the last signature


def simulate_history(plan: Plan, unit: Unit) -> list[Result]:
    """One replication up to the intervention: households left, and for how many days nothing had moved."""
    scenario, numbers = scenario_at(plan.text, canonical_json(plan.point(unit.point)))
    past = history(scenario, numbers, unit.seed)
    left = float(past.clients.book[0].left)
    stall = float(past.city[0].intervention - past.clients.book[0].last_signature) if left else 0.0
    return [({"left": left, "stall": stall}, None)]


@lru_cache(maxsize=64)
def scenario_at(text: str, point: str) -> tuple[Scenario, Numbers]:
    """The scenario at one point (as JSON), ready to run."""
    scenario = Scenario.model_validate(varied(json.loads(text), json.loads(point)))
    return scenario, numbers_of(scenario)
