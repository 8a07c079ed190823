"""What a line of a comparison bears: better, worse, too small, never occurred, the same by construction, set aside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from experiments.report.results import Results
from experiments.study.never import ordered
from sim.measures.columns import COLUMNS

TRIAL = 20  # pairs; of fewer nothing should be quoted
COSTS = ("staff_days", "overtime_days", "home_backlog_days", "routine_wait_days", "lost_routine")  # of every kind
RELATIVE = 0.02  # of the larger level: smaller differences are not worth a word
FLOORS = {"0..1": 0.01, "share": 0.01, "day": 0.5, "working days per cadre": 0.05, "million yuan": 0.01, "points": 0.1}
FLOOR = 0.05  # of a measure in another unit
SAME_PRICE = 0.02  # relative difference of what was paid to each
BETTER, WORSE, DIFFERS = "better", "worse", "differs"
UNCLEAR, FEW, SMALL, NEVER, EQUAL, MISSING = "unclear", "few", "small", "never", "equal", "missing"
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure of an arm beside another: levels, difference, interval, *kind* in a word, and what has to be said.

    *skewed*: mean and median of the paired differences point apart, so that few cases make the mean. *reserved*: what
    the other arm's level counts was set aside, used or not. *each* are the prices paid to each in both arms where they
    are as good as the same, else empty.
    """

    measure: str
    arm: str
    against: str
    level: float
    other: float
    difference: float
    low: float
    high: float
    pairs: int
    kind: str
    median: float = math.nan
    skewed: bool = False
    reserved: bool = False
    each: tuple[float, ...] = ()

    @property
    def bad(self) -> bool:
        """Whether it is clearly worse."""
        return self.kind == WORSE


def finding(results: Results, measure: str, arm: str, setting: str = "") -> Finding:
    """One measure of an arm beside the baseline in a resource setting, the primary one where none is named."""
    setting = setting or results.primary
    line = results.line(measure, arm, setting)
    rows = results.within(setting)
    gaps = paired(results, measure, arm, results.baseline, setting)
    pairs = 0 if math.isnan(line["difference"]) else int(line["pairs"])
    median = float(gaps.median()) if len(gaps) else math.nan
    reserved = measure == "staff_days" and bool((rows.loc[rows["arm"] == results.baseline, "ring_fence"] > 0).any())
    return Finding(
        measure,
        arm,
        results.baseline,
        float(line["mean"]),
        float(line["baseline_mean"]),
        float(line["difference"]),
        float(line["ci_low"]),
        float(line["ci_high"]),
        pairs,
        kind_of(line, measure, _never(rows, measure)),
        median,
        apart(line["difference"], median, worth(line, measure)),
        reserved,
        _each(results, measure, arm, rows),
    )


def kind_of(line: pd.Series, measure: str, never: bool) -> str:
    """What a line bears, in a word."""
    difference, low, high = (float(line[name]) for name in ("difference", "ci_low", "ci_high"))
    rules = (
        (MISSING, math.isnan(difference)),
        (NEVER, never),
        (EQUAL, low == high == difference == 0.0),
        (FEW, math.isnan(low)),
        (UNCLEAR, low <= 0 <= high),
        (SMALL, abs(difference) < worth(line, measure)),
        (DIFFERS, BY_NAME[measure].better == "none"),
        (BETTER, (difference < 0) == (BY_NAME[measure].better == "low")),
    )
    return next((kind for kind, holds in rules if holds), WORSE)


def worth(line: pd.Series, measure: str) -> float:
    """The smallest difference worth a word: a fiftieth of the larger level, and never less than the unit's floor."""
    floor = FLOORS.get(BY_NAME[measure].unit, FLOOR)
    return max(floor, RELATIVE * max(abs(float(line["mean"])), abs(float(line["baseline_mean"]))))


def apart(mean: float, median: float, floor: float) -> bool:
    """Whether mean and median point to different sides, and at least one of them by more than *floor*."""
    return mean * median < 0 and max(abs(mean), abs(median)) >= floor


def paired(results: Results, measure: str, arm: str, other: str, setting: str) -> pd.Series:
    """Differences of two arms in the same replications of which both have the measure."""
    rows = results.within(setting)
    if measure not in rows or measure not in BY_NAME:
        return pd.Series(dtype=float)
    keys = ["point", "replication"]
    told = rows.assign(value=ordered(rows, BY_NAME[measure]))
    sides = [told[told["arm"] == name].set_index(keys)["value"] for name in (arm, other)]
    gaps = sides[0] - sides[1]
    return gaps[gaps.abs() != math.inf].dropna()


def _never(rows: pd.DataFrame, measure: str) -> bool:
    """Whether a measure that counts events is 0 in every run: then it says nothing."""
    return measure in rows and bool(rows[measure].notna().any()) and not bool(rows[measure].fillna(0.0).any())


def _each(results: Results, measure: str, arm: str, rows: pd.DataFrame) -> tuple[float, ...]:
    """What was paid to each in the arm and in the baseline, where that is the same; empty where it is not."""
    if measure not in results.told.priced:
        return ()
    more, fewer = results.told.priced[measure]
    if not {measure, more, fewer} <= set(rows):
        return ()
    means = rows.groupby("arm")[[measure, more, fewer]].mean()
    many = means[more] - means[fewer]
    if not {arm, results.baseline} <= set(means.index) or min(many[arm], many[results.baseline]) <= 0:
        return ()
    mine, theirs = (float(means.loc[one, measure] / many[one]) for one in (arm, results.baseline))
    return (mine, theirs) if abs(mine - theirs) <= SAME_PRICE * max(abs(mine), abs(theirs)) else ()


def goals(results: Results) -> Iterator[str]:
    """Measures of what the arms are there for and of harm, of those that the study has: none may be left out."""
    for name in dict.fromkeys((*results.told.goals, *results.told.harms)):
        if name in results.runs:
            yield name


def spoken(results: Results) -> list[str]:
    """Goals, harms and costs, in this order."""
    costs = dict.fromkeys((*COSTS, *results.told.costs))
    return list(dict.fromkeys((*goals(results), *(name for name in costs if name in results.runs))))


def worse(results: Results, arm: str) -> list[Finding]:
    """What is clearly worse of an arm than of the baseline; what each was paid alike is no cost of its own."""
    found = (finding(results, name, arm) for name in spoken(results))
    return [one for one in found if one.bad and not one.each and not one.reserved]


def trial(results: Results) -> int:
    """How many pairs there are where they are too few to be quoted; else 0."""
    many = results.runs.drop_duplicates(["point", "replication"])
    return len(many) if 0 < len(many) < TRIAL else 0
