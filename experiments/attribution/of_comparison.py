"""How much of the as-it-was difference is staff, hours, freed members, money, authority, coordination?

A comparison asks it. What separates the task force from the baseline where it has its extras is divided among the six
by Shapley's value over all orders in which authority and the freeing of members come after coordination; every
combination runs in the same replications.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from experiments.attribution.coalitions import values_in
from experiments.attribution.game import Game, experiment_of, game_between
from experiments.attribution.question import GROUP, Question
from experiments.attribution.shares import TOTAL, attribution
from experiments.study.experiment import Experiment
from experiments.study.explanations import NO_STALL
from experiments.study.front import say
from experiments.study.intervals import Judgement
from experiments.study.settings import Study
from sim.city.numbers import NO_EXTRAS
from sim.config import compose, validate
from sim.coordination.parameters import Coordination, Resources, RingFence

FOLDER = "attribution"
FILE = "attribution.csv"
ORDER = ("staff", "hours", "freed", "money", "authority", "coordination")  # the order of the table


class Asked(NamedTuple):
    """What a comparison asks beside itself, and what is to be run for it."""

    question: Question
    game: Game


def asked_of(study: Study) -> Asked | None:
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
    question = validate(Question, compose(f"{GROUP}/resources", []) | told)
    treatment = study.scenario(arm, setting)
    without = treatment.resources.model_copy(update=NO_EXTRAS)
    start = treatment.model_copy(update={"coordination": study.arms[baseline], "resources": without})
    return Asked(question, game_between(question, start, treatment))


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
    return extras and setting.ring_fence == RingFence.NONE and not setting.extras_without_team


def experiment_beside(asked: Asked, study: Study) -> Experiment:
    """The combinations, in a folder of their own below that of the comparison."""
    said = "every combination of staff, hours, freed members, money, authority and coordination"
    return experiment_of(asked.question, asked.game, study, FOLDER, said)


def shares_table(asked: Asked, folder: Path, judgement: Judgement) -> pd.DataFrame:
    """``attribution.csv``: a line a share and the total last; no line where some combination failed everywhere.

    *members* are the ingredients behind a share, *baseline_mean* is the level that the shares start from.
    """
    question, game = asked
    values, left_out = values_in(folder / FOLDER, question.metric, game.gap, game.coalitions)
    if left_out:
        say(f"{left_out} replications are left out: some of their combinations failed")
    if not len(values.table):
        return pd.DataFrame()
    table, _ = attribution(game.gap, values, game.orders, judgement, question.permutation_seed)
    order = dict.fromkeys((*ORDER, *game.gap.members, TOTAL))
    place_of = {name: place for place, name in enumerate(order)}
    members = {name: "+".join(inside) for name, inside in game.gap.members.items()}
    table = table.assign(
        members=table["ingredient"].map(members | {TOTAL: ""}),
        arm=question.treatment,
        baseline=question.baseline,
        resources=question.resources,
        baseline_mean=float(values.of(0).mean()),
        runs=float(len(values.table)),
    )
    return table.sort_values("ingredient", key=lambda names: names.map(place_of), kind="stable").reset_index(drop=True)
