"""Paired comparison of arms: differences, intervals, superiority, who never got there, what pairing is worth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement, doubtful
from experiments.study.never import counted, ordered
from experiments.study.resampling import FEWEST
from experiments.study.settings import StudySettings
from experiments.study.varied import DRAW
from sim.measures.column import Column
from sim.measures.columns import COLUMNS

KEYS = ["point", "replication"]
CONTRACT = ("mean", "baseline_mean", "difference", "ci_low", "ci_high", "superiority", "runs", "runs_needed",
            "variance_ratio")  # fmt: skip


def judgement_of(settings: StudySettings) -> Judgement:
    """How the intervals of a study are made."""
    return Judgement(settings.confidence, settings.resamples, settings.target_half_width)


def superiority(arm: np.ndarray, baseline: np.ndarray, better: str) -> float:
    """Share of pairs in which the arm does better, ties counted half; NaN where no direction is good."""
    if better == "none" or len(arm) == 0:
        return math.nan
    wins = (arm < baseline) if better == "low" else (arm > baseline)
    return float(wins.mean() + 0.5 * (arm == baseline).mean())


def runs_needed(differences: np.ndarray, judgement: Judgement) -> float:
    """Pairs for a half-width of *target* times the mean difference; NaN where the mean cannot be told from zero.

    The rule is relative, so near zero it would ask for any number; there a smallest difference of interest must
    be named first (promises S14).
    """
    from scipy.special import ndtri

    count = len(differences)
    if count < FEWEST:
        return math.nan
    mean, deviation = float(differences.mean()), float(differences.std(ddof=1))
    z = float(ndtri(0.5 + judgement.confidence / 2.0))
    if abs(mean) <= z * deviation / math.sqrt(count) or mean == 0.0:
        return math.nan
    return float(math.ceil(max(FEWEST, (z * deviation / (judgement.target * abs(mean))) ** 2)))


def variance_ratio(arm: np.ndarray, baseline: np.ndarray) -> float:
    """How many times more runs unpaired arms would need: (var a + var b) / var(a - b); NaN where undefined."""
    if len(arm) < FEWEST:
        return math.nan
    spread = float((arm - baseline).var(ddof=1))
    whole = float(arm.var(ddof=1) + baseline.var(ddof=1))
    return whole / spread if spread > 0.0 else math.nan


def compare_pairs(
    arm: np.ndarray,
    baseline: np.ndarray,
    column: Column,
    judgement: Judgement,
    salt: str,
    draws: np.ndarray | None = None,
) -> dict[str, Any]:
    """One line of a comparison from paired values; a value that was never reached is infinite (never.py).

    Means, difference and interval are of the *runs* in which both got there; superiority, counts and medians of all
    *pairs* in which both have the measure. *draws* say which pairs are of cities that share their numbers: those are
    one cluster for the interval and for the runs needed, however many they are.
    """
    known = ~(np.isnan(arm) | np.isnan(baseline))
    whole = counted(arm[known], baseline[known], column.better)
    both = np.isfinite(arm) & np.isfinite(baseline)
    a, b = arm[both], baseline[both]
    clusters = None if draws is None else draws[both]
    low, high = judgement.interval(a - b, salt, clusters)
    partial = whole["never"] > 0 or whole["baseline_never"] > 0
    return {
        "mean": float(a.mean()) if len(a) else math.nan,
        "baseline_mean": float(b.mean()) if len(b) else math.nan,
        "difference": float((a - b).mean()) if len(a) else math.nan,
        "ci_low": low,
        "ci_high": high,
        "superiority": superiority(arm[known], baseline[known], column.better),
        "runs": float(len(a)),
        "runs_needed": math.nan if partial else _needed(a - b, judgement, clusters),
        "variance_ratio": variance_ratio(a, b),
        "interval_doubtful": doubtful(a - b, clusters),
        **whole,
    }


def _needed(differences: np.ndarray, judgement: Judgement, clusters: np.ndarray | None) -> float:
    """Runs needed; of clusters so many that their means would be known so well."""
    if clusters is None or not len(differences):
        return runs_needed(differences, judgement)
    means = pd.Series(differences).groupby(clusters).mean().to_numpy()
    needed = runs_needed(means, judgement)
    return needed if math.isnan(needed) else float(math.ceil(needed * len(differences) / len(means)))


def compare_table(
    runs: pd.DataFrame, judgement: Judgement, columns: tuple[Column, ...] = COLUMNS, everywhere: bool = False
) -> pd.DataFrame:
    """``comparison.csv``: every arm against the first, in every resource setting, for every column.

    *runs* in the order of the design; failed runs are left out together with their pairs. Cities of one draw, where
    the runs are of plausible cities, count as one for intervals. A measure that no run has is left out unless asked for
    *everywhere*.
    """
    runs = runs[runs["status"] == "ok"]
    lines = []
    for resources in runs["resources"].unique():
        within = runs[runs["resources"] == resources]
        arms = list(within["arm"].unique())
        tables = {arm: within[within["arm"] == arm].set_index(KEYS) for arm in arms}
        baseline = tables[arms[0]]
        for arm in arms[1:]:
            keys = baseline.index.intersection(tables[arm].index)
            draws = tables[arm].loc[keys, DRAW].to_numpy() if DRAW in within else None
            for column in columns:
                if column.name not in within:
                    continue  # another kind of client has it
                mine, theirs = (ordered(table.loc[keys], column) for table in (tables[arm], baseline))
                if np.isnan(mine).all() and np.isnan(theirs).all() and not everywhere:
                    continue  # what this scenario does not have
                line = compare_pairs(mine, theirs, column, judgement, f"{resources}/{arm}/{column.name}", draws)
                lines.append(_line(column, arm, arms[0], line, resources))
    return pd.DataFrame(lines)


def before_after(runs: pd.DataFrame, judgement: Judgement, before: str) -> pd.DataFrame:
    """The naive contrast: each arm after the intervention against the measure named *before* in the same replication.

    It is printed beside the comparison to show how much it flatters: task forces are sent where things are stuck.
    """
    if not before:
        return pd.DataFrame()
    ok = runs[runs["status"] == "ok"]
    column = next(column for column in COLUMNS if column.name == "restricted_days")
    last = ok["resources"].unique()[-1]
    lines = []
    for arm in ok["arm"].unique():
        rows = ok[(ok["arm"] == arm) & (ok["resources"] == last)]
        after, past = rows["restricted_days"].to_numpy(float), rows[before].to_numpy(float)
        if np.isnan(past).all():
            continue  # the arms branch on the first day: there is no before
        draws = rows[DRAW].to_numpy() if DRAW in rows else None
        line = compare_pairs(after, past, column, judgement, f"before_after/{arm}", draws)
        lines.append(_line(column, arm, "before", line, "before_after"))
    return pd.DataFrame(lines)


def _line(column: Column, arm: str, baseline: str, line: dict[str, Any], resources: str) -> dict[str, Any]:
    """One line in the order of the public contract, and behind it what else is known."""
    return {
        "metric": column.name,
        "unit": column.unit,
        "arm": arm,
        "baseline": baseline,
        **{name: line[name] for name in CONTRACT},
        "resources": resources,
        **{name: value for name, value in line.items() if name not in CONTRACT},
    }
