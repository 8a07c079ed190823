"""The few numbers that decide: how a city's difference goes with each number that was drawn for it, rank by rank."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.study.resampling import MANY, key_of, resamples, shuffles, tails_of
from experiments.verdict.cities import as_drawn, drawn_numbers

ALL = "all"
BACKLOG = "backlog_before"  # not drawn, but what a city has before any arm begins
SHUFFLES = 400  # for what the strongest of all numbers shows by chance
RESAMPLES = 400  # at most: ranks are made anew in each
FEWEST = 8  # cities for a correlation
COLUMNS = ("explanation", "number", "correlation", "ci_low", "ci_high", "chance", "cities", "interval_doubtful")


class Group(NamedTuple):
    """Cities of one explanation: *numbers* (a column each, NaN throughout where it is not drawn), *value*, *draw*."""

    numbers: np.ndarray
    value: np.ndarray
    draw: np.ndarray


def features(points: pd.DataFrame, backlog: pd.Series) -> pd.DataFrame:
    """What may decide, a column a number: those drawn, NaN where an explanation does not draw one, and the backlog."""
    columns = {name: as_drawn(points, name) for name in drawn_numbers(points)}
    return pd.DataFrame(columns | {BACKLOG: backlog}, index=points.index)


def deciding(differences: pd.DataFrame, numbers: pd.DataFrame, judgement: Judgement) -> pd.DataFrame:
    """Spearman's correlation of each number with the difference, per explanation; ``all``: the mean, if all draw it.

    *chance* is what the strongest of all numbers reaches in 95 of 100 shuffles of the cities: what lies below it is
    not named. Intervals by drawing draws again, for all explanations together, as they share them.
    """
    groups = _groups(differences.dropna(subset=["difference"]), numbers)
    if not groups:
        return pd.DataFrame(columns=list(COLUMNS))
    shared = np.all([np.isfinite(one.numbers).all(axis=0) for one in groups.values()], axis=0)
    point = _with_mean({name: correlations(one.numbers, one.value) for name, one in groups.items()}, shared)
    again = _again(groups, shared, min(RESAMPLES, judgement.resamples))
    limits = _limits(groups, shared)
    sizes = {name: len(one.value) for name, one in groups.items()}
    sizes[ALL] = sum(sizes.values())
    tables = []
    for name in [ALL, *groups]:
        kept = np.isfinite(point[name])
        if not kept.any():
            continue  # nothing is drawn under it, or the difference is the same in all its cities
        many = len(
            np.unique(np.concatenate([one.draw for one in ([groups[name]] if name != ALL else groups.values())]))
        )
        low, high = np.nanquantile(again[name][:, kept], tails_of(many, judgement.confidence), axis=0)
        few = many < MANY
        columns = (name, numbers.columns[kept], point[name][kept], low, high, limits[name], sizes[name], few)
        table = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))
        tables.append(table.sort_values("correlation", key=abs, ascending=False, kind="stable"))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def correlations(numbers: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Spearman's correlation of each column with *value*; NaN where either does not vary or is not there."""
    from scipy.stats import rankdata

    there = np.isfinite(numbers).all(axis=0)
    found = np.full(numbers.shape[1], math.nan)
    found[there] = _pearson(rankdata(numbers[:, there], axis=0), rankdata(value))
    return found


def _groups(known: pd.DataFrame, numbers: pd.DataFrame) -> dict[str, Group]:
    """The explanations that have cities enough."""
    return {
        str(name): Group(
            numbers.loc[rows.index].to_numpy(float), rows["difference"].to_numpy(float), rows["draw"].to_numpy()
        )
        for name, rows in known.groupby("explanation", sort=False)
        if len(rows) >= FEWEST
    }


def _pearson(ranks: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Correlation of each column of *ranks* with *goal*."""
    ranks = ranks - ranks.mean(axis=0)
    goal = goal - goal.mean()
    scale = np.sqrt((ranks**2).sum(axis=0) * (goal**2).sum())
    found = np.full(ranks.shape[1], math.nan)
    np.divide(goal @ ranks, scale, out=found, where=scale > 1e-9)
    return found


def _with_mean(parts: dict[str, np.ndarray], shared: np.ndarray) -> dict[str, np.ndarray]:
    """The same with the mean over explanations; NaN for a number that is not *shared* by all of them."""
    stacked = np.stack(list(parts.values()))
    known = np.isfinite(stacked) & shared
    total = np.where(known, stacked, 0.0).sum(axis=0)
    found = np.full(total.shape, math.nan)
    np.divide(total, known.sum(axis=0), out=found, where=known.any(axis=0))
    return {ALL: found} | parts


def _again(groups: dict[str, Group], shared: np.ndarray, many: int) -> dict[str, np.ndarray]:
    """The correlations of *many* resamples of the draws."""
    draws = np.unique(np.concatenate([one.draw for one in groups.values()]))
    found = []
    for drawn in resamples(len(draws), many, key_of("deciding")):
        times = np.bincount(drawn, minlength=len(draws))
        parts = {}
        for name, one in groups.items():
            chosen = np.repeat(np.arange(len(one.draw)), times[np.searchsorted(draws, one.draw)])
            parts[name] = correlations(one.numbers[chosen], one.value[chosen])
        found.append(_with_mean(parts, shared))
    return {name: np.stack([one[name] for one in found]) for name in found[0]}


def _limits(groups: dict[str, Group], shared: np.ndarray) -> dict[str, float]:
    """What the strongest of all numbers shows by chance, in each group and in their mean."""
    from scipy.stats import rankdata

    ranked = {name: (rankdata(one.numbers, axis=0), rankdata(one.value)) for name, one in groups.items()}
    strongest: dict[str, list[float]] = {name: [] for name in [ALL, *groups]}
    orders = {name: shuffles(len(goal), SHUFFLES, key_of(name)) for name, (_, goal) in ranked.items()}
    for number in range(SHUFFLES):
        parts = {name: _pearson(ranks, goal[orders[name][number]]) for name, (ranks, goal) in ranked.items()}
        for name, part in _with_mean(parts, shared).items():
            strongest[name].append(float(np.max(np.abs(part[np.isfinite(part)]), initial=0.0)))
    return {name: float(np.quantile(values, 0.95)) for name, values in strongest.items()}
