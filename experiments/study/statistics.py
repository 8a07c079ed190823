"""Paired comparison of arms: differences, BCa intervals, superiority, runs still needed, what pairing is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.study.resampling import FEWEST, bca_interval
from experiments.study.settings import StudySettings
from experiments.study.varied import DRAW
from sim.measures.column import Column
from sim.measures.columns import COLUMNS

KEYS = ["point", "replication"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an interval is made: *confidence*, *resamples*, and the *target* relative half-width for runs needed."""

    confidence: float
    resamples: int
    target: float

    def interval(self, values: np.ndarray, salt: str, clusters: np.ndarray | None = None) -> tuple[float, float]:
        """The interval of the mean of *values*; *salt* names what they are, *clusters* which are drawn together."""
        return bca_interval(values, self.confidence, self.resamples, salt, clusters)


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


def half_width(differences: np.ndarray, confidence: float) -> float:
    """Half-width of Student's interval of the mean; infinite for fewer than two values."""
    from scipy.special import stdtrit

    count = len(differences)
    if count < 2:
        return math.inf
    deviation = float(differences.std(ddof=1))
    return float(stdtrit(count - 1, 0.5 + confidence / 2.0)) * deviation / math.sqrt(count)


def known_well(differences: np.ndarray, target: float, smallest: float, confidence: float) -> bool:
    """Whether a mean difference is known to *target* times itself, or to *smallest* where that is more.

    Looked at from 30 pairs on, the interval keeps its coverage (Chow & Robbins 1965; Law & Kelton).
    """
    return half_width(differences, confidence) <= max(target * abs(float(differences.mean())), smallest)


def settled(runs: pd.DataFrame, metric: str, target: float, smallest: float, confidence: float) -> bool:
    """Whether every arm's difference to the first is known well, in every resource setting and at every point."""
    whole = runs[runs["status"] == "ok"].pivot(index=KEYS, columns=["resources", "arm"], values=metric)
    for resources in whole.columns.unique(0):
        arms = [arm for arm in runs["arm"].unique() if arm in whole[resources]]
        for arm in arms[1:]:
            pairs = (whole[resources][arm] - whole[resources][arms[0]]).dropna()
            for _, differences in pairs.groupby("point"):
                if not known_well(differences.to_numpy(), target, smallest, confidence):
                    return False
    return True


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
) -> dict[str, float]:
    """One line of a comparison from paired values; only pairs in which both are present count.

    *draws* say which pairs are of cities that share their numbers: those are one cluster for the interval and for the
    runs needed, however many they are.
    """
    both = ~(np.isnan(arm) | np.isnan(baseline))
    a, b = arm[both], baseline[both]
    clusters = None if draws is None else draws[both]
    low, high = judgement.interval(a - b, salt, clusters)
    return {
        "mean": float(a.mean()) if len(a) else math.nan,
        "baseline_mean": float(b.mean()) if len(b) else math.nan,
        "difference": float((a - b).mean()) if len(a) else math.nan,
        "ci_low": low,
        "ci_high": high,
        "superiority": superiority(a, b, column.better),
        "runs": float(len(a)),
        "runs_needed": _needed(a - b, judgement, clusters),
        "variance_ratio": variance_ratio(a, b),
    }


def _needed(differences: np.ndarray, judgement: Judgement, clusters: np.ndarray | None) -> float:
    """Runs needed; of clusters so many that their means would be known so well."""
    if clusters is None or not len(differences):
        return runs_needed(differences, judgement)
    means = pd.Series(differences).groupby(clusters).mean().to_numpy()
    needed = runs_needed(means, judgement)
    return needed if math.isnan(needed) else float(math.ceil(needed * len(differences) / len(means)))


def compare_table(runs: pd.DataFrame, judgement: Judgement, columns: tuple[Column, ...] = COLUMNS) -> pd.DataFrame:
    """``comparison.csv``: every arm against the first, in every resource setting, for every column.

    *runs* in the order of the design; failed runs are left out together with their pairs. Cities of one draw, where
    the runs are of plausible cities, count as one for intervals.
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
            for column in columns:
                if column.name not in within:
                    continue  # another kind of client has it
                if baseline[column.name].isna().all() and tables[arm][column.name].isna().all():
                    continue  # what this scenario does not have
                a = tables[arm].loc[keys, column.name].to_numpy(float)
                b = baseline.loc[keys, column.name].to_numpy(float)
                salt = f"{resources}/{arm}/{column.name}"
                draws = tables[arm].loc[keys, DRAW].to_numpy() if DRAW in within else None
                line = compare_pairs(a, b, column, judgement, salt, draws)
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


def _line(column: Column, arm: str, baseline: str, line: dict[str, float], resources: str) -> dict[str, object]:
    """One line in the order of the public contract."""
    head: dict[str, object] = {"metric": column.name, "unit": column.unit, "arm": arm, "baseline": baseline}
    return head | line | {"resources": resources}
