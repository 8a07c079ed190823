"""How much a quantity depends on what was drawn: PAWN distances and rank correlations, a draw being one piece of news.

PAWN (Pianosi and Wagener 2018): how far the distribution of the quantity moves when one input is known to lie in a
slice of its range, by the distance of Kolmogorov and Smirnov, median over slices. An input of a few values has a slice
for each of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.cities import ALL
from experiments.study.resampling import LEAST, resamples
from experiments.study.varied import DRAW

Intervals = dict[str, tuple[float, float, float]]  # input -> value and half-widths below and above
WIDE = 1.96  # standard deviations in half an interval of 95 %
SLICES = 10  # of each input's range, for PAWN
FEWEST = 5 * SLICES  # values for PAWN
MANY = 100  # resamples behind an interval
EXPLANATION = "explanation"


def methods_of(kind: str, points: int) -> list[str]:
    """Which indices a sampled design of that kind and so many points allows; none where it has too few."""
    own = {"sobol": ["Sobol indices"], "morris": ["elementary effects"], "plausible": ["rank correlations"]}
    return own.get(kind, []) + (["PAWN"] if points >= FEWEST else [])


def too_few(kind: str, points: int) -> str:
    """Why a sampled design allows no index at all; empty where it allows some."""
    if methods_of(kind, points):
        return ""
    return f"its {kind} has {points} points; sensitivity needs {FEWEST} or more"


def pawn_distances(slices: np.ndarray, values: np.ndarray) -> np.ndarray:
    """PAWN medians of *values* for each column of *slices*, which says in which slice each value lies."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    ends = np.append(ranked[1:] != ranked[:-1], True)  # only where a step of the distribution is complete
    whole = np.arange(1, len(values) + 1) / len(values)
    found = []
    for column in slices[order].T:
        members = column[:, None] == np.unique(column)[None, :]
        known = members.cumsum(axis=0) / members.sum(axis=0)
        found.append(float(np.median(np.abs(known - whole[:, None])[ends].max(axis=0))))
    return np.array(found)


def rank_correlations(inputs: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Spearman's correlation of *values* with each column of *inputs*; NaN where either does not vary."""
    from scipy.stats import rankdata

    x: np.ndarray = rankdata(inputs, axis=0)
    y: np.ndarray = rankdata(values)
    x, y = x - x.mean(axis=0), y - y.mean()
    scale = np.sqrt((x**2).sum(axis=0) * (y**2).sum())
    with np.errstate(invalid="ignore"):
        found: np.ndarray = (x * y[:, None]).sum(axis=0) / scale
    return found


def sliced(unit: np.ndarray, slices: int) -> np.ndarray:
    """In which of so many equal slices of 0 to 1 every value lies."""
    places: np.ndarray = np.minimum((unit * slices).astype(int), slices - 1)
    return places


def over_draws(
    statistic: Callable[[np.ndarray, np.ndarray], np.ndarray],
    inputs: pd.DataFrame,
    values: np.ndarray,
    draws: np.ndarray,
    many: int,
) -> Intervals:
    """A *statistic* of every input, with an interval over draws: cities of one draw are drawn again together."""
    names, columns = list(inputs.columns), inputs.to_numpy(float)
    whole = statistic(columns, values)
    places = [np.flatnonzero(draws == draw) for draw in np.unique(draws)]
    again = []
    for chosen in resamples(len(places), many):
        rows = np.concatenate([places[place] for place in chosen])
        again.append(statistic(columns[rows], values[rows]))
    half = WIDE * np.nanstd(again, axis=0) if len(places) >= LEAST else np.full(len(names), math.nan)
    return {name: (float(whole[k]), float(half[k]), float(half[k])) for k, name in enumerate(names)}


def dependence_on_cities(points: pd.DataFrame, values: np.ndarray) -> Iterator[dict[str, Any]]:
    """A line an index and input, of *values* (a number a city, NaN where there is none) at the cities of *points*.

    Over all cities the explanation is an input beside what all of them draw; then over those of each explanation,
    with the numbers that make it.
    """
    units = points.filter(like="unit.").rename(columns=lambda name: name.removeprefix("unit."))
    names = list(points[EXPLANATION].unique())
    for name in [ALL, *names] if len(names) > 1 else [ALL]:
        here = ~np.isnan(values) & ((points[EXPLANATION] == name).to_numpy() | (name == ALL))
        inputs, found, draws = units[here].dropna(axis=1), values[here], points.loc[here, DRAW].to_numpy()
        if len(found) < 2 or np.ptp(found) == 0.0:
            continue
        slices = pd.DataFrame(sliced(inputs.to_numpy(), SLICES), columns=inputs.columns)
        if name == ALL and len(names) > 1:
            slices[EXPLANATION] = pd.factorize(points.loc[here, EXPLANATION])[0]
        if len(found) >= FEWEST:
            yield from _lines(name, ("pawn", "median"), over_draws(pawn_distances, slices, found, draws, MANY))
        yield from _lines(name, ("rank", "spearman"), over_draws(rank_correlations, inputs, found, draws, MANY))


def _lines(name: str, method: tuple[str, str], found: Intervals) -> Iterator[dict[str, Any]]:
    for one, (value, below, above) in found.items():
        head = {EXPLANATION: name, "method": method[0], "index": method[1], "input": one}
        yield head | {"value": value, "low": value - below, "high": value + above}
