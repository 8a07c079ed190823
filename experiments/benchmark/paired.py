"""What one village of the study costs: its history once, and every arm that branches from it."""

from __future__ import annotations

import json
from collections.abc import Callable

from experiments.arms.replication import branches, plan_of_study, simulate_replication
from experiments.benchmark.measuring import Found, Prepared, rows_of, timed
from experiments.study.plan import Plan
from experiments.study.settings import Study, load_study, study_points

SET_ASIDE = 0.5  # share of working days that a silo sets aside at equal routine: about what matching finds
ARMS = {
    "paired run (silo, task force)": ["arms=[siloed,task_force]", "resources=[as_it_was]"],
    "whole comparison (three arms, three settings)": [],
}
SMALL = ["households.total=20", "calendar.intervention_day=60", "calendar.horizon_days=30"]
VILLAGES = {"small": 2, "full": 10}  # in one run


def measure_paired(size: str, rounds: int) -> Found:
    """CPU seconds of one village of both kinds; ratios are those to the paired run."""
    villages = VILLAGES[size]
    changes = SMALL if size == "small" else []
    first = village_plan([*ARMS["paired run (silo, task force)"], *changes])
    households = int(Study.model_validate(json.loads(first.text)).households.total)
    programs = {name: _runner([*words, *changes], villages) for name, words in ARMS.items()}
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, prepare in programs.items():
            spent[name].append(timed(prepare)[0] / villages)
    return Found(rows_of("villages of xiaonanmen", households, 1.0, spent), [], [])


def village_plan(words: list[str], units: int = 1) -> Plan:
    """The plan of a study as the command line would describe it, with so many villages."""
    study = load_study([f"replications={units}", *words])
    points = study_points(study)
    fences = {
        one: points.values.index.to_numpy(float) * 0.0 + (0.0 if study.arms[one[1]].team else SET_ASIDE)
        for one in branches(study)
        if one[0] == "equal_routine"
    }
    return plan_of_study(study, points, fences)


def _runner(words: list[str], villages: int) -> Callable[[], Prepared]:
    """So many villages of one plan, one after the other, with the rules loaded; ends with the number of runs."""
    plan = village_plan(words, villages)
    simulate_replication(plan, plan.unit(0))

    def run() -> int:
        return sum(len(simulate_replication(plan, plan.unit(number))) for number in range(villages))

    return lambda: run
