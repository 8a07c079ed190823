"""Means over plausible cities with every explanation weighing the same, and their intervals by drawing draws again.

Cities of one draw share their numbers under all explanations: they are drawn together or not at all.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pandas as pd

from experiments.study.intervals import NONE, SKEWED, Judgement, outer, skewness, student
from experiments.study.resampling import LEAST, MANY, key_of, resamples

SALT = "plausible cities"  # the same draws serve every statistic, so that what is compared is drawn together


def laid_out(cities: pd.DataFrame, column: str) -> np.ndarray:
    """Values of *column* as draws x explanations, draws in order; NaN where there is no such city."""
    draws, row = np.unique(cities["draw"].to_numpy(), return_inverse=True)
    column_of, names = pd.factorize(cities["explanation"])
    values = np.full((len(draws), len(names)), math.nan)
    values[row, column_of] = cities[column].to_numpy(float)
    return values


def centre(values: np.ndarray) -> float:
    """Mean over explanations of the mean over draws; NaN for nothing."""
    return float(_centres(values, np.ones((1, len(values))))[0])


def resampled(values: np.ndarray, many: int) -> np.ndarray:
    """The same of *many* resamples of the draws."""
    return _centres(values, _counts(len(values), many))


def bounds(values: np.ndarray, judgement: Judgement) -> tuple[float, float]:
    """Interval of the mean: percentiles over resampled draws; NaN for fewer than eight draws.

    Below thirty draws the outer ends of that and of Student's interval, which few draws do not make too narrow.
    """
    there = drawn(values)
    if there < LEAST:
        return NONE
    low, high = (float(end) for end in np.nanquantile(resampled(values, judgement.resamples), tails(judgement)))
    if there >= MANY or low == high:
        return low, high
    half, mean = student(_news(values), judgement.confidence), centre(values)
    return outer((low, high), (mean - half, mean + half))


def drawn(values: np.ndarray) -> int:
    """How many draws have a value at all."""
    return int(np.isfinite(values).any(axis=1).sum())


def doubtful(values: np.ndarray) -> bool:
    """Whether the interval of the mean rests on fewer than thirty draws, or on such as are very skewed."""
    return drawn(values) < MANY or abs(skewness(_news(values))) > SKEWED


def _news(values: np.ndarray) -> np.ndarray:
    """What each draw that has a value adds to the mean beyond its share, explanations weighing the same."""
    there = np.isfinite(values)
    sizes = there.sum(axis=0)
    known = np.where(there, values, 0.0)[:, sizes > 0]
    within = known.sum(axis=0) / sizes[sizes > 0]
    rest = np.where(there[:, sizes > 0], known - within, 0.0) / sizes[sizes > 0]
    news: np.ndarray = rest.mean(axis=1)[there.any(axis=1)]
    return news


def share_bounds(holds: np.ndarray, judgement: Judgement) -> tuple[float, float]:
    """Interval of a share (*holds*: 0, 1 or NaN), on neither side narrower than if none, or all, of the draws held.

    Resampling would make a point of a share of 0, as if a hundred draws could exclude what one city in a thousand does:
    the exact bound for that many draws stands instead. NaN for fewer than eight draws.
    """
    many = drawn(holds)
    if many < LEAST:
        return NONE
    rest = 1.0 - tails(judgement)[0] ** (1.0 / many)
    low, high = bounds(holds, judgement)
    return max(0.0, min(low, 1.0 - rest)), min(1.0, max(high, rest))


def tails(judgement: Judgement) -> tuple[float, float]:
    """Ends of the interval as probabilities."""
    tail = (1.0 - judgement.confidence) / 2.0
    return tail, 1.0 - tail


def weights(cities: pd.DataFrame) -> np.ndarray:
    """What each row of *cities* weighs, so that every explanation in it weighs the same; they sum to 1."""
    many = cities.groupby("explanation", observed=True)["explanation"].transform("size").to_numpy(float)
    each = 1.0 / many
    return np.asarray(each / each.sum())


def quantiles(values: np.ndarray, weighing: np.ndarray, at: tuple[float, ...]) -> list[float]:
    """Weighted quantiles: the smallest value that so large a share of the weight lies at or below; inf is a value."""
    if not len(values):
        return [math.nan] * len(at)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weighing[order])
    places = np.searchsorted(reached, np.array(at) * reached[-1] - 1e-12)
    return [float(value) for value in values[order][np.minimum(places, len(values) - 1)]]


@lru_cache(maxsize=8)
def _counts(draws: int, many: int) -> np.ndarray:
    """How often each draw comes in each of *many* resamples."""
    chosen = resamples(draws, many, key_of(SALT))
    counts = np.zeros((many, draws))
    np.add.at(counts, (np.arange(many)[:, None], chosen), 1.0)
    return counts


def _centres(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Means by *counts* (resamples x draws): over draws within each explanation, then over explanations."""
    there = np.isfinite(values)
    sums = counts @ np.where(there, values, 0.0)
    sizes = counts @ there.astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        within = sums / sizes
    known = np.isfinite(within)
    total = np.where(known, within, 0.0).sum(axis=1)
    some = known.sum(axis=1)
    found = np.full(len(total), math.nan)
    np.divide(total, some, out=found, where=some > 0)
    return found
