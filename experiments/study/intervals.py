"""Intervals of a mean that hold it as often as they say, also of few pairs; and none of too few.

A bootstrap interval of few values is too narrow (called 95 %, BCa holds the mean in .83 of samples of five). Below
thirty pairs the outer ends of Student's and BCa stand, below eight none. Student's t is for means of what is not too
skewed: of log-normal differences even it holds the mean in some .83 of samples of eight, so that such are marked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.resampling import LEAST, MANY, bca_interval, summed

SKEWED = 1.5  # sample skewness beyond which an interval of a mean is doubtful at any number of pairs
NONE = (math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an interval is made: *confidence*, *resamples*, and the *target* relative half-width for runs needed."""

    confidence: float
    resamples: int
    target: float

    def interval(self, values: np.ndarray, salt: str, clusters: np.ndarray | None = None) -> tuple[float, float]:
        """The interval of the mean of *values*; *salt* names what they are, *clusters* which are drawn together.

        NaN for fewer than eight values, or clusters; the value itself when all are equal.
        """
        count = many_of(values, clusters)
        if count < LEAST:
            return NONE
        drawn = bca_interval(values, self.confidence, self.resamples, salt, clusters)
        if count >= MANY or np.all(values == values[0]):
            return drawn
        half = half_width(values, self.confidence, clusters)
        mean = float(values.mean())
        return outer(drawn, (mean - half, mean + half))


def many_of(values: np.ndarray, clusters: np.ndarray | None = None) -> int:
    """How many pieces of news *values* are: of one cluster they are one."""
    return len(values) if clusters is None else len(np.unique(clusters))


def outer(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The interval from the lower of both ends to the higher."""
    return min(one[0], other[0]), max(one[1], other[1])


def half_width(values: np.ndarray, confidence: float, clusters: np.ndarray | None = None) -> float:
    """Half-width of Student's interval of the mean; infinite for fewer than two values, or clusters."""
    sums, sizes = (values, np.ones(len(values))) if clusters is None else summed(values, clusters)
    if len(sums) < 2:
        return math.inf
    return student(sums / sizes.sum() - sizes * (values.mean() / sizes.sum()), confidence)


def student(news: np.ndarray, confidence: float) -> float:
    """Half-width of Student's interval of a sum, from what each of its pieces adds to it beyond its share."""
    from scipy.special import stdtrit

    count = len(news)
    deviation = math.sqrt(count / (count - 1) * float((news**2).sum()))
    return float(stdtrit(count - 1, 0.5 + confidence / 2.0)) * deviation


def skewness(values: np.ndarray) -> float:
    """Sample skewness: the third moment about the mean over the cube of the deviation; 0 where all are equal."""
    if not len(values) or np.ptp(values) == 0.0:
        return 0.0
    rest = values - values.mean()
    return float((rest**3).mean() / (rest**2).mean() ** 1.5)


def doubtful(values: np.ndarray, clusters: np.ndarray | None = None) -> bool:
    """Whether the interval of a mean rests on fewer than thirty pairs (or clusters), or on values that are skewed."""
    if clusters is not None and len(values):
        sums, sizes = summed(values, clusters)
        values = sums / sizes
    return len(values) < MANY or abs(skewness(values)) > SKEWED


def as_text(line: Any, low: str = "ci_low", high: str = "ci_high", form: str = "+.2f") -> str:
    """An interval of a line of a table as a terminal shows it, with a question mark where it is doubtful."""
    if math.isnan(line[low]):
        return "[too few]"
    return f"[{line[low]:{form}}, {line[high]:{form}}]{'?' if line['interval_doubtful'] else ''}"


def explained(table: pd.DataFrame, nouns: str) -> list[str]:
    """What brackets without numbers and question marks in the text of *table* mean; nothing where there are none."""
    few = "ci_low" in table and bool(table["ci_low"].isna().any())
    doubt = "interval_doubtful" in table and bool(
        (table["interval_doubtful"].astype(bool) & table["ci_low"].notna()).any()
    )
    said = [f"  [too few]: fewer than {LEAST} {nouns}, no interval"] if few else []
    return said + ([f"  ?: fewer than {MANY} {nouns}, or very skewed: may hold the mean less often"] if doubt else [])
