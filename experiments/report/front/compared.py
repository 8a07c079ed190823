"""The first part of the page of a comparison at one point: arms that branch in the same replications."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report import tail
from experiments.report.conclusions import spoken_of
from experiments.report.findings import TRIAL, goals, trial, worse
from experiments.report.front import trusted
from experiments.report.front.amounts import amount, days, outcome, places
from experiments.report.front.certainty import Agreement, agreement_of, said_of, verb
from experiments.report.front.guard import not_silent
from experiments.report.front.model import MOST_CANNOT, Front, Said
from experiments.report.front.price import price
from experiments.report.front.reasons import reasons, when_not
from experiments.report.front.table import bearers, rows
from experiments.report.results import Results
from experiments.report.shares import METRIC
from experiments.report.speech import Two, titled, word
from experiments.report.split import parts_of_naive
from experiments.report.words import MEANINGFUL, is_clear

TEAM = "task_force"  # the arm that a page is about where no other was divided


def front(results: Results) -> Front:
    """Everything above the fold; raises SilentError where it would leave out what is clearly worse."""
    arm = team_of(results)
    three = (levels(results, arm), without(results, arm), price(results, arm))
    told = Front(
        title=word("title.compare", scenario=titled(results.config["title"]), team=title(results, arm),
                   other=title(results, results.baseline)),
        question=word("question.one", team=title(results, arm), other=title(results, results.baseline)),
        banners=banners(results),
        three=three,
        trust=trusted.trust(results, arm),
        heads=(title(results, results.baseline), title(results, arm)),
        rows=rows(results, arm),
        bearers=bearers(results, arm),
        why=reasons(results, arm),
        when_not=when_not(results, arm),
        cannot=cannot(results),
    )  # fmt: skip
    must = set(goals(results))
    return not_silent(told, (one.measure for one in worse(results, arm) if one.measure in must))


def team_of(results: Results) -> str:
    """The arm that the page is about: the one whose difference was divided, else the task force, else the last."""
    if not len(results.shares) and TEAM in results.arms[1:]:
        return TEAM
    return spoken_of(results)


def title(results: Results, arm: str) -> Two:
    """An arm in words."""
    return titled(results.arm_title(arm))


def levels(results: Results, arm: str) -> Said:
    """The headline: both levels, the verb that the certainty allows, and the certainty on both axes."""
    line = results.line(METRIC, arm, results.primary)
    what = outcome(results.config["clients"], results.told.outcome)
    if math.isnan(line["difference"]):
        return Said(word("three.nobody", outcome=what))
    agreement = agreed(results, arm)
    text = word(
        "three.levels",
        verb=verb(is_clear(line), float(line["difference"]), agreement),
        outcome=what,
        mean=days(line["mean"]),
        base=days(line["baseline_mean"]),
        team=title(results, arm),
        other=title(results, results.baseline),
    )
    small = is_clear(line) and abs(line["difference"]) < MEANINGFUL * abs(line["baseline_mean"])
    text = text + word("three.small") if small else text
    return Said(text, said_of(line, agreement, places(results.noun)), frozenset({METRIC}))


def agreed(results: Results, arm: str) -> Agreement | None:
    """How the explanations of the stall agree; None where only one was run."""
    if not len(results.rivals):
        return None
    table = results.rivals[(results.rivals["metric"] == METRIC) & (results.rivals["arm"] == arm)]
    return agreement_of(table["difference"], float(results.line(METRIC, arm, results.primary)["difference"]))


def without(results: Results, arm: str) -> Said:
    """What comes without a team: a before-after look taken apart, or the best arm that has none."""
    parts = parts_of_naive(results, arm)
    if parts:
        told = {name: amount(value, "day", sign=True) for name, value in parts.items()}
        return Said(word("three.naive", team=title(results, arm), **told))
    others = [name for name in results.arms[1:] if not results.config["arms"][name].get("team") and name != arm]
    lines = {name: results.line(METRIC, name, results.primary) for name in others}
    better = {name: line for name, line in lines.items() if line["difference"] < 0 and is_clear(line)}
    if not better:
        return Said(word("three.best_none", other=title(results, results.baseline)))
    best = min(better, key=lambda name: float(better[name]["mean"]))
    text = word("three.best_other", arm=title(results, best), mean=days(better[best]["mean"]))
    return Said(text, said_of(pd.Series(better[best]), None, places(results.noun)))


def banners(results: Results) -> tuple[Two, ...]:
    """What has to be seen before anything is quoted."""
    found = []
    few = trial(results)
    if few:
        found.append(word("banner.trial", many=few, places=places(results.noun, few > 1), least=TRIAL))
    failed = len(results.manifest["failures"])
    if failed:
        found.append(word("banner.failed", many=failed))
    return (*found, *tail.warned(results))


def cannot(results: Results) -> tuple[Two, ...]:
    """What the page does not bear."""
    own = {"relocation": ("stalled", "later"), "blocks": ("title", "later")}.get(results.config["clients"], ("later",))
    return tuple(word(f"cannot.{name}") for name in ("size", *own, "unclear"))[:MOST_CANNOT]
