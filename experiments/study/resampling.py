"""The bootstrap, once: which replications are drawn again, and the intervals that follow from them.

Draws are keyed, so that a rerun gives the same interval bit for bit; what is paired is drawn together.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator

import numpy as np

SEED = 1  # of every resampling that has no key of its own
USUAL = 0.95  # confidence of a percentile interval
MIDDLE = (0.025, 0.975)  # its ends
FEWEST = 3  # values for an interval that corrects bias; how many it takes to print one is for intervals.py to say
LEAST = 8  # places (pairs, draws, villages) for an interval that is printed
MANY = 30  # places from which on the bootstrap stands by itself
TOGETHER = 10_000_000  # numbers that are drawn at once, at most
ROUNDING = 1e-12  # relative difference between two means that are the same


def resamples(count: int, many: int, seed: int = SEED) -> np.ndarray:
    """*many* rows of *count* places, drawn with replacement."""
    return _draws(seed).integers(0, count, (many, count))


def shuffled(count: int, seed: int = SEED) -> np.ndarray:
    """*count* places in a drawn order, each once: which of them are left out together."""
    return _draws(seed).permutation(count)


def resamples_in_batches(count: int, many: int, seed: int) -> Iterator[np.ndarray]:
    """The same in batches that fit into memory."""
    draws, batch = _draws(seed), max(1, TOGETHER // max(count, 1))
    for first in range(0, many, batch):
        yield draws.integers(0, count, (min(batch, many - first), count))


def shuffles(count: int, many: int, seed: int = SEED) -> np.ndarray:
    """*many* rows of *count* places, each place once, in any order."""
    return _draws(seed).permuted(np.tile(np.arange(count), (many, 1)), axis=1)


def key_of(text: str) -> int:
    """The seed of what is called so."""
    return zlib.crc32(text.encode())


def interval(statistics: np.ndarray | list[float], count: int, method: str = "linear") -> tuple[float, float]:
    """Percentile interval of 95 % of a statistic over resamples of *count* places; NaN for fewer than eight places.

    Below thirty places the percentiles are set further out, by as much as Student's interval of a mean is wider than a
    percentile one (Hesterberg 2015): few places vary less when they are drawn again than they did when they came about.
    """
    if count < LEAST:
        return math.nan, math.nan
    ends = MIDDLE if count >= MANY else tails_of(count)
    low, high = np.quantile(statistics, ends, method=method)  # type: ignore[call-overload]
    return float(low), float(high)


def tails_of(count: int, confidence: float = USUAL) -> tuple[float, float]:
    """Ends of a percentile interval as probabilities, for resamples of *count* places (two or more)."""
    from scipy.special import ndtr, stdtrit

    tail = (1.0 - confidence) / 2.0
    if count >= MANY:
        return tail, 1.0 - tail
    tail = float(ndtr(math.sqrt(count / (count - 1)) * stdtrit(count - 1, tail)))
    return tail, 1.0 - tail


def interval_of(count: int, many: int, statistic: Callable[[np.ndarray], float]) -> tuple[float, float]:
    """The same of a *statistic* that is worked out resample by resample, from the places drawn."""
    if count < LEAST:
        return math.nan, math.nan
    return interval([statistic(draw) for draw in resamples(count, many)], count)


def bca_interval(
    values: np.ndarray, confidence: float, many: int, salt: str, clusters: np.ndarray | None = None
) -> tuple[float, float]:
    """Bias-corrected and accelerated interval of the mean of *values* (Efron 1987).

    *salt* names the comparison, so that each has its own resamples. Values of one of the *clusters* are drawn and left
    out together: they are no news beside each other. NaN for fewer than three values, or clusters; the value itself
    when all are equal.
    """
    from scipy.special import ndtr, ndtri

    sums, sizes = (values, np.ones(len(values))) if clusters is None else summed(values, clusters)
    count = len(sums)
    if count < FEWEST:
        return math.nan, math.nan
    mean = float(values.mean())
    if np.all(values == values[0]):
        return mean, mean
    batches = resamples_in_batches(count, many, key_of(salt))
    if clusters is None:
        means = np.concatenate([values[draws].mean(axis=1) for draws in batches])
    else:
        means = np.concatenate([sums[draws].sum(axis=1) / sizes[draws].sum(axis=1) for draws in batches])
    same = np.isclose(means, mean, rtol=ROUNDING, atol=0.0)  # sums taken in another order
    below = ((means < mean) & ~same).sum() + 0.5 * same.sum()
    below /= len(means)
    bias = ndtri(min(max(below, 0.5 / len(means)), 1.0 - 0.5 / len(means)))
    acceleration = _acceleration(sums, sizes)
    tail = (1.0 - confidence) / 2.0
    levels = []
    for z in (ndtri(tail), ndtri(1.0 - tail)):
        shifted = bias + z
        levels.append(float(ndtr(bias + shifted / (1.0 - acceleration * shifted))))
    low, high = np.quantile(means, levels)
    return float(low), float(high)


def summed(values: np.ndarray, clusters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sum of the values of each cluster, and how many they are."""
    _, places = np.unique(clusters, return_inverse=True)
    return np.bincount(places, weights=values), np.bincount(places).astype(float)


def _acceleration(sums: np.ndarray, sizes: np.ndarray) -> float:
    """How much the spread of the mean changes with the mean, from leaving out each cluster (or value) once."""
    jackknife = (sums.sum() - sums) / (sizes.sum() - sizes)
    spread = jackknife.mean() - jackknife
    scale = float((spread**2).sum()) ** 1.5
    return float((spread**3).sum()) / (6.0 * scale) if scale > 0.0 else 0.0


def pigeonhole_interval(values: np.ndarray, confidence: float, many: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Percentile bounds of means of *values* (things x orders x replications), orders and replications drawn anew.

    The same resamples serve every thing. Drawing both is a little wide, never narrow (Owen 2007, the pigeonhole
    bootstrap). NaN for fewer than eight replications.
    """
    draws = _draws(seed)
    _, orders, replications = values.shape
    if replications < LEAST:
        return np.full(len(values), math.nan), np.full(len(values), math.nan)
    means = np.empty((many, len(values)))
    for number in range(many):
        some = np.bincount(draws.integers(0, orders, orders), minlength=orders) / orders
        where = np.bincount(draws.integers(0, replications, replications), minlength=replications) / replications
        means[number] = (values @ where) @ some
    low, high = np.quantile(means, tails_of(replications, confidence), axis=0)
    return low, high


def _draws(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(seed))
