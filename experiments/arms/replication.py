"""One replication as a unit of work: its history is simulated once, every arm branches from it."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

import numpy as np

from experiments.arms.shortage import check_staffable
from experiments.study.design import Points
from experiments.study.growing import identity_of
from experiments.study.keys import canonical_json, source_hash
from experiments.study.plan import Branch, Plan, Result, Unit
from experiments.study.settings import Study
from experiments.study.varied import DRAW, varied
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.clients.kinds import kind_named, kind_of
from sim.measures.columns import names_of
from sim.measures.values import measure
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State

SHORTEST: dict[str, Any] = {"calendar.intervention_day": 5, "calendar.horizon_days": 5}

Prepared = dict[Branch, tuple[Scenario, Numbers]]


def branches(study: Study) -> tuple[Branch, ...]:
    """Every resource setting and arm, in the order of the tables."""
    return tuple((resources, arm) for resources in study.resources for arm in study.arms)


def plan_of_study(
    study: Study, points: Points, fences: Mapping[Branch, np.ndarray], code: str = "", series: bool = True
) -> Plan:
    """All replications of a study, every arm of one as one unit; *code* is that which the folder was begun with."""
    return Plan(
        simulate=simulate_replication,
        identity=identity_of(study.canonical(points), code or source_hash()),
        code=source_hash(),
        scenario=study.name,
        text=study.model_dump_json(),
        seed=study.study.seed,
        replications=study.study.replications,
        points=points.values,
        groups=(branches(study),),
        measures=names_of(study.client_kind),
        series=series,
        prepare=load_rules,
        fences=fences,
        noun=study.client_kind.noun,
    )


def simulate_replication(plan: Plan, unit: Unit) -> list[Result]:
    """Measures and daily series of one replication at one point: one for each resource setting and arm."""
    fences = [plan.fence(one, unit.point) for one in unit.branches]
    if any(math.isnan(fence) for fence in fences):
        raise ValueError("routine work could not be matched at this point")
    prepared = branches_at(plan.text, canonical_json(plan.point(unit.point)))
    first, numbers = next(iter(prepared.values()))
    if DRAW in plan.points:  # a plausible city may be one that nobody would call teams in; others are refused at once
        check_staffable(list(prepared.values()), unit.seed)
    past = history(first, numbers, unit.seed)
    results: list[Result] = []
    for position, (one, fence) in enumerate(zip(unit.branches, fences, strict=True)):
        scenario, numbers = prepared[one]
        end = branch(past, scenario, numbers, fence)
        values = measure(past, end, numbers.arm, float(scenario.staffing.setup_days))
        results.append((values, daily(end, whole=position == 0) if plan.series else None))
    return results


@lru_cache(maxsize=64)
def branches_at(text: str, point: str) -> Prepared:
    """Every arm and resource setting at one point (as JSON), ready to run; kept, as a worker comes back to it."""
    study = study_at(text, json.loads(point))
    prepared = {}
    for resources, arm in branches(study):
        scenario = study.scenario(arm, resources)
        prepared[resources, arm] = (scenario, numbers_of(scenario))
    return prepared


def study_at(text: str, point: dict[str, Any]) -> Study:
    """The study with the values of one point."""
    return Study.model_validate(varied(deepcopy(_tree(text)), point))


@lru_cache(maxsize=4)
def _tree(text: str) -> dict[str, Any]:
    """The study as plain data; two studies that vary different parameters may share it, so points write into a copy."""
    return dict(json.loads(text))


def load_rules(plan: Plan) -> None:
    """Run the smallest replication once, so that the compiled rules are there before any clock is started."""
    with contextlib.suppress(ValueError):  # a city that cannot be so small loads them with its first unit
        study = Study.model_validate(json.loads(plan.text))
        resources, arm = branches(study)[-1]
        scenario = smallest(study.scenario(arm, resources))
        numbers = numbers_of(scenario)
        branch(history(scenario, numbers, 0), scenario, numbers, 0.0)


def smallest(scenario: Scenario) -> Scenario:
    """The same with few clients and a few days: it loads the compiled rules in milliseconds."""
    tree = scenario.model_dump(mode="json")
    return Scenario.model_validate(varied(tree, SHORTEST | dict(kind_named(scenario.clients).smallest)))


def daily(end: State[Any], whole: bool) -> dict[str, np.ndarray]:
    """The run's series: a row a day after the intervention; history, monthly, only for the first arm (*whole*)."""
    rows = end.series[: int(end.city[0].sampled)]
    kept = slice(None) if whole else rows["day"] >= 0
    rows = rows[kept]
    people = float(end.departments["establishment"].sum())
    own = {name: values(end)[kept] for name, values in kind_of(end).series.items()}
    return {
        "day": rows["day"].astype(np.int32),
        "matters_open": rows["matters_open"].astype(np.int32),
        "home_backlog": rows["backlog"] / people,
        "team_size": rows["away"].astype(np.int32),
        **own,
    }
