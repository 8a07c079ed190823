"""What share of time must a silo set aside to cost the same routine work as a team, or the same staff-days?"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.arms.replication import load_rules, study_at
from experiments.study.design import Points
from experiments.study.engine import advance
from experiments.study.executors.events import Executor
from experiments.study.experiment import Fences
from experiments.study.front import say
from experiments.study.growing import identity_of
from experiments.study.keys import canonical_json, digest, source_hash
from experiments.study.locks import turn
from experiments.study.parts import rows_in_order
from experiments.study.plan import Plan, Result, Unit
from experiments.study.settings import Study
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.coordination.parameters import RingFence
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State

TOLERANCE = 0.001  # of the routine work solved; model 9 asks for 1 %
HALVINGS = 12
SECANTS = 6
STEP = 0.03  # first step of the refinement, as a share of working days
MOST = 0.95  # nobody's whole time is set aside
FIRST = 40  # replications of the rough search; all are used for the refinement
FOLDER = "matching"
SOUGHT = (RingFence.EQUAL_ROUTINE, RingFence.EQUAL_STAFF)  # settings whose share is found by trying


def ring_fences(executor: Executor, study: Study, points: Points, folder: Path, code: str) -> Fences:
    """The ring-fences at equal routine for every point: found once, then kept in the folder.

    A search that fails leaves NaN: the runs of its point fail and say so. Shards do it once, whoever is first.
    """
    plan = search_plan(study, points, code)
    if not plan.groups:
        return {}
    with turn(folder / FOLDER):
        every = np.arange(len(plan))
        found = advance(executor, plan, folder / FOLDER, 1, study.run.retry_failed, every, "matching what is set aside")
    rows = pa.concat_tables(rows_in_order(found, len(plan), ["share", "error"])).to_pandas()
    for error in rows.loc[rows["error"] != "", "error"].head(1):
        say(f"routine work could not be matched at some point: {error.splitlines()[0]}")
    shares = rows["share"].to_numpy().reshape(len(points.values), len(plan.groups))
    return {group[0]: shares[:, place] for place, group in enumerate(plan.groups)}


def search_plan(study: Study, points: Points, code: str) -> Plan:
    """A unit for every point, setting that is sought and arm without a team; none where no arm has a team."""
    settings = [name for name, setting in study.resources.items() if setting.ring_fence in SOUGHT]
    without = [name for name, arm in study.arms.items() if not arm.team]
    some_team = len(without) < len(study.arms)
    return Plan(
        simulate=search,
        identity=digest(f"matching {identity_of(study.canonical(points), code)}"),
        code=source_hash(),
        scenario=study.name,
        text=study.model_dump_json(),
        seed=study.study.seed,
        replications=1,
        points=points.values,
        groups=tuple(((setting, arm),) for setting in settings for arm in without if some_team),
        measures=("share",),
        prepare=load_rules,
    )


def search(plan: Plan, unit: Unit) -> list[Result]:
    """The share of working days that one arm sets aside in one setting, at one point.

    Found by bisection on the first replications of the study, then refined by secants on all of them (at most
    ``matching_seeds``), each history simulated once; 0 where the task force costs no routine work at all.
    """
    setting, arm = unit.branches[0]
    study = study_at(plan.text, plan.point(unit.point))
    team = next(name for name, one in study.arms.items() if one.team)
    pasts = histories(plan.text, canonical_json(plan.point(unit.point)))
    target = target_of(plan.text, canonical_json(plan.point(unit.point)), team, setting)
    scenario = study.scenario(arm, setting)
    rough = bisect(scenario, pasts[:FIRST], float(np.mean(target[:FIRST])))
    return [({"share": refine(scenario, pasts, float(np.mean(target)), rough)}, None)]


@lru_cache(maxsize=1)
def histories(text: str, point: str) -> list[State[Any]]:
    """The replications on which shares are sought, at the day of the intervention; kept for the next arm."""
    study = study_at(text, json.loads(point))
    some = study.scenario(next(iter(study.arms)), next(iter(study.resources)))
    numbers = numbers_of(some)
    count = min(study.study.matching_seeds, study.study.replications)
    return [history(some, numbers, study.study.seed + replication) for replication in range(count)]


@lru_cache(maxsize=1)
def target_of(text: str, point: str, team: str, setting: str) -> np.ndarray:
    """What is matched, in the city of the task force, in each of those replications."""
    return solved(study_at(text, json.loads(point)).scenario(team, setting), histories(text, point), 0.0)


def solved(scenario: Scenario, pasts: list[State[Any]], share: float) -> np.ndarray:
    """What is matched (working days) in each replication, *share* of the days set aside: the more, the less of it."""
    numbers = numbers_of(scenario)
    return np.array([_solved_one(past, scenario, numbers, share) for past in pasts])


def _solved_one(past: State[Any], scenario: Scenario, numbers: Numbers, share: float) -> float:
    """In one replication after the intervention: routine work solved, in working days, or staff-days not charged."""
    end = branch(past, scenario, numbers, share)
    if scenario.resources.ring_fence == RingFence.EQUAL_STAFF:
        return -float(end.cadres["charged"].sum())
    return float((end.departments["solved_effort"] - past.departments["solved_effort"]).sum())


def bisect(scenario: Scenario, pasts: list[State[Any]], target: float) -> float:
    """The share at which the mean of what is matched equals *target*; 0 when it is below already without any."""
    low, high = 0.0, MOST
    share = 0.0
    if solved(scenario, pasts, 0.0).mean() > target:
        for _ in range(HALVINGS):
            share = (low + high) / 2.0
            gap = solved(scenario, pasts, share).mean() - target
            if abs(gap) <= TOLERANCE * abs(target):
                break
            low, high = (share, high) if gap > 0.0 else (low, share)
    return share


def refine(scenario: Scenario, pasts: list[State[Any]], target: float, start: float) -> float:
    """The same share on more replications, by secants from a good first guess *start*; the best that was tried."""
    tried = {start: float(solved(scenario, pasts, start).mean()) - target}
    last = start
    step = STEP if tried[start] > 0.0 else -STEP  # more set aside, less routine solved
    for _ in range(SECANTS):
        if min(abs(gap) for gap in tried.values()) <= TOLERANCE * abs(target):
            break
        share = min(MOST, max(0.0, last + step))
        if share in tried:
            break
        tried[share] = float(solved(scenario, pasts, share).mean()) - target
        rise = tried[share] - tried[last]
        if rise == 0.0:
            break
        step = -tried[share] * (share - last) / rise
        last = share
    return min(tried, key=lambda share: abs(tried[share]))
