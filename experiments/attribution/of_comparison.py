"""How much of the as-it-was difference is staff, hours, money, authority and coordination? A part of a comparison.

What separates the task force from the baseline where it has its extras is divided among the five by Shapley's value
over all orders in which authority comes after coordination; every combination runs in the same villages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.rivals import NO_STALL
from experiments.attribution.coalitions import KIND
from experiments.attribution.combinations import canonical, plan_for, values_in
from experiments.attribution.question import Asked, Explain, asked_between
from experiments.attribution.tables import TOTAL, attribution
from experiments.study.conduct import Outcome, Share, conduct
from experiments.study.executors.events import Executor
from experiments.study.locks import turn
from experiments.study.manifest import (
    command_line,
    expected_manifest,
    noting_interrupts,
    open_manifest,
    write_manifest,
)
from experiments.study.plan import Plan
from experiments.study.settings import Study
from experiments.study.statistics import Judgement
from sim.city.numbers import NO_EXTRAS
from sim.config import compose, validate
from sim.coordination.parameters import Coordination, Resources

FOLDER = "attribution"
FILE = "attribution.csv"
FIRST = ("staff", "hours", "money", "authority", "coordination")  # the order of the table


@dataclass(frozen=True, slots=True)
class Question:
    """What a comparison asks beside itself: the question, its players, and how this process takes part."""

    explain: Explain
    asked: Asked
    share: Share
    allow_code_change: bool

    def about(self, folder: Path) -> tuple[Path, str, dict[str, Any], list[str], int, bool]:
        """What the manifest of *folder* is opened with."""
        told = canonical(self.explain, self.asked)
        return folder, KIND, told, command_line(), self.explain.seed, self.allow_code_change


def question_of(study: Study) -> Question | None:
    """The question of *study*; None where it is left out, or there is no team, no extras or nobody who stalls."""
    settings = study.study
    arm, setting = fullest_team(study), with_extras(study)
    if settings.attribution_replications == 0 or arm is None or setting is None:
        return None
    if study.explanation == NO_STALL:
        return None
    baseline = next(iter(study.arms))
    told = {
        "scenario": study.name,
        "baseline": baseline,
        "treatment": arm,
        "resources": setting,
        "replications": min(settings.attribution_replications, settings.replications),
        "seed": settings.seed,
        "confidence": settings.confidence,
        "resamples": settings.resamples,
    }
    explain = validate(Explain, compose("explain/resources", []) | told)
    treatment = study.scenario(arm, setting)
    without = treatment.resources.model_copy(update=NO_EXTRAS)
    start = treatment.model_copy(update={"coordination": study.arms[baseline], "resources": without})
    return Question(
        explain,
        asked_between(explain, start, treatment),
        Share.of(study.executor, study.run),
        study.run.allow_code_change,
    )


def fullest_team(study: Study) -> str | None:
    """The arm with a team that has most ingredients, the last of equals; None where the baseline has a team too."""
    baseline, *others = study.arms.items()
    teams = [name for name, arm in others if arm.team]
    if baseline[1].team or not teams:
        return None
    return max(reversed(teams), key=lambda name: switched_on(study.arms[name]))


def switched_on(arm: Coordination) -> int:
    """How many ingredients an arm has."""
    return sum(value is True for value in arm.model_dump().values())


def with_extras(study: Study) -> str | None:
    """The last resource setting in which a team, and it alone, has more than the closed city; None without one."""
    found = [name for name, setting in study.resources.items() if _is_as_it_was(setting)]
    return found[-1] if found else None


def _is_as_it_was(setting: Resources) -> bool:
    extras = any(getattr(setting, name) != nothing for name, nothing in NO_EXTRAS.items())
    return extras and setting.ring_fence == "none" and not setting.extras_without_team


def plan_of(question: Question, folder: Path) -> Plan:
    """What would be run in *folder*; raises ConfigError where it holds something else."""
    manifest = expected_manifest(*question.about(folder))
    return plan_for(question.explain, question.asked, manifest["code_hash"])


def simulate_parts(question: Question, folder: Path, executor: Executor) -> Outcome:
    """Run this process's share of the combinations in a folder of their own."""
    about = question.about(folder)
    expected_manifest(*about)  # refused before anything is written
    with turn(folder):
        manifest = open_manifest(*about)
    plan = plan_for(question.explain, question.asked, manifest["code_hash"])
    with noting_interrupts(folder, manifest):
        outcome = conduct(executor, plan, folder, question.share, "combinations")
    if not outcome.owed:
        write_manifest(folder, manifest | outcome.noted({}))
    return outcome


def parts_table(question: Question, folder: Path, judgement: Judgement) -> pd.DataFrame:
    """``attribution.csv``: a line a part and the total last; no line where some combination failed in every village.

    *members* are the ingredients of a part, *baseline_mean* is the level that the parts start from.
    """
    explain, asked = question.explain, question.asked
    values = values_in(folder, explain.metric, asked)
    if not len(values.table):
        return pd.DataFrame()
    table, _ = attribution(asked.gap, values, asked.orders, judgement, explain.permutation_seed)
    order = dict.fromkeys((*FIRST, *asked.gap.members, TOTAL))
    rank = {name: place for place, name in enumerate(order)}
    members = {name: "+".join(inside) for name, inside in asked.gap.members.items()}
    table = table.assign(
        members=table["ingredient"].map(members | {TOTAL: ""}),
        arm=explain.treatment,
        baseline=explain.baseline,
        resources=explain.resources,
        baseline_mean=float(values.of(0).mean()),
        runs=float(len(values.table)),
    )
    return table.sort_values("ingredient", key=lambda names: names.map(rank), kind="stable").reset_index(drop=True)
