"""One run of a case as a unit of work: the share of households that have signed, day by day after the opening."""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np

from experiments.arms.replication import branches, load_rules, study_at
from experiments.forecasting.case import Case
from experiments.study.design import Points
from experiments.study.keys import canonical_json, source_hash
from experiments.study.plan import Plan, Result, Unit
from experiments.study.settings import Study
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.clients.kinds import kind_of
from sim.scenario import Scenario
from sim.state.numbers import Numbers

GRID = 60  # days at which a curve is kept, besides those of the outcome


def measures_of(days: list[int]) -> tuple[str, ...]:
    """The names under which a curve is kept: a column a day."""
    return tuple(f"signed_{day}" for day in days)


def days_of(case: Case) -> list[int]:
    """Days after the opening at which the curve is kept: a grid, the end of the window, and those of the outcome."""
    grid = {round(day) for day in np.linspace(0, case.horizon, min(GRID, case.horizon) + 1)}
    return sorted(
        grid | {one.day for one in case.known} | ({case.window} if case.window else set()) & {*range(case.horizon + 1)}
    )


def simulate_curve(plan: Plan, unit: Unit) -> list[Result]:
    """The share signed at the end of every kept day of one run."""
    scenario, numbers = scenario_at(plan.text, canonical_json(plan.point(unit.point)))
    end = branch(history(scenario, numbers, unit.seed), scenario, numbers)
    days = [int(name.removeprefix("signed_")) for name in plan.measures]
    return [(dict(zip(plan.measures, curve(end, days, scenario.offer.opening), strict=True)), None)]


def curve(end: object, days: list[int], opening: float) -> list[float]:
    """Shares at the end of so many days after the *opening*, from the series of a run."""
    rows = end.series[: int(end.city[0].sampled)]["day"]  # type: ignore[attr-defined]
    shares = kind_of(end).series["signed"](end)  # type: ignore[arg-type]
    found = np.searchsorted(rows, np.array(days) + opening, side="right") - 1
    return [float(shares[place]) for place in found]


@lru_cache(maxsize=64)
def scenario_at(text: str, point: str) -> tuple[Scenario, Numbers]:
    """The scenario of one city of a case, ready to run."""
    study = study_at(text, json.loads(point))
    ((resources, arm),) = branches(study)
    scenario = study.scenario(arm, resources)
    return scenario, numbers_of(scenario)


def plan_of_case(case: Case, study: Study, points: Points, identity: str) -> Plan:
    """Every city of a case as a unit of its own."""
    return Plan(
        simulate=simulate_curve,
        identity=identity,
        code=source_hash(),
        scenario=study.name,
        text=study.model_dump_json(),
        seed=study.study.seed,
        replications=study.study.replications,
        points=points.values,
        groups=(branches(study),),
        measures=measures_of(days_of(case)),
        prepare=load_rules,
        noun=study.client_kind.noun,
    )
