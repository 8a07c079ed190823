"""How a number is read off campaigns: what is counted in each run, and what becomes of the means over runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Means = np.ndarray
PARTS = 10  # parts of a window, of which the last two are compared


class Campaigns(NamedTuple):
    """The campaigns of one setting, a row a run: the share *signed* at the end of every day (runs x days), and the
    threshold contracts *voided*; *threshold* is the share that they asked for.
    """

    signed: np.ndarray
    voided: np.ndarray
    threshold: float

    @property
    def met(self) -> np.ndarray:
        """In which runs so many have signed in the end as the threshold asks for."""
        return np.asarray(self.signed[:, -1] >= self.threshold - 1e-9)


class Reading(NamedTuple):
    """*counted* gives numbers of each run (runs x numbers) from a setting, the one beside it (itself where there is
    none) and a window of days; *number* is what is made of their means. *two* says whether it compares two settings.
    """

    counted: Callable[[Campaigns, Campaigns, tuple[int, int]], np.ndarray]
    number: Callable[[Means], float]
    two: bool = False


def signed_by(one: Campaigns, day: int) -> np.ndarray:
    """The share of each run that had signed before *day* began."""
    return one.signed[:, day - 1] if day > 0 else np.zeros(len(one.signed))


def spike(one: Campaigns, _: Campaigns, window: tuple[int, int]) -> np.ndarray:
    """Signatures in the last tenth of the window, and in the tenth before."""
    opens, ends = window
    part = max(1, (ends - opens) // PARTS)
    last, before, start = (signed_by(one, ends - n * part) for n in range(3))
    return np.column_stack([last - before, before - start])


def hazard(one: Campaigns, _: Campaigns, window: tuple[int, int]) -> np.ndarray:
    """Signatures and days at risk in the second half of the window, and in its first."""
    opens, ends = window
    middle = (opens + ends) // 2
    return np.column_stack([*risk(one, middle, ends), *risk(one, opens, middle)])


def risk(one: Campaigns, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares signed from day *first* to before *last*, and the days that shares stood at risk in between."""
    mornings = np.column_stack([1.0 - signed_by(one, day) for day in range(first, last)])
    return signed_by(one, last) - signed_by(one, first), mornings.sum(axis=1)


def first_day(one: Campaigns, beside: Campaigns, window: tuple[int, int]) -> np.ndarray:
    """What is signed on the first day of the window, and on the very first where signing was open from the start."""
    opens = window[0]
    return np.column_stack([signed_by(one, opens + 1) - signed_by(one, opens), signed_by(beside, 1)])


def both_ways(one: Campaigns, _: Campaigns, __: tuple[int, int]) -> np.ndarray:
    """Whether the threshold was met, and whether a window fell through for good."""
    return np.column_stack([one.met, ~one.met & (one.voided > 0)]).astype(float)


def made_good(one: Campaigns, _: Campaigns, __: tuple[int, int]) -> np.ndarray:
    """Whether a window that was missed was met in the end, and whether one was missed."""
    missed = one.voided > 0
    return np.column_stack([one.met & missed, missed]).astype(float)


def kept(one: Campaigns, _: Campaigns, window: tuple[int, int]) -> np.ndarray:
    """Of runs that fall short of the threshold when the window ends: shares signed at the horizon, and on its last day.

    Looked for by the count and not by what is void, so that it can be read where nothing is.
    """
    last = signed_by(one, window[1])
    short = last < one.threshold - 1e-9
    return np.column_stack([one.signed[:, -1] * short, last * short])


def over(top: float, bottom: float) -> float:
    """A ratio; infinite over nothing, and NaN of nothing over nothing, so that it shows nothing."""
    if bottom > 0.0:
        return float(top / bottom)
    return math.inf if top > 0.0 else math.nan


READINGS: dict[str, Reading] = {
    "spike": Reading(spike, lambda m: over(m[0], m[1])),
    "hazard": Reading(hazard, lambda m: over(over(m[0], m[1]), over(m[2], m[3]))),
    "first_day": Reading(first_day, lambda m: float(m[0] - m[1]), two=True),
    "both_ways": Reading(both_ways, lambda m: float(min(m))),
    "made_good": Reading(made_good, lambda m: over(m[0], m[1])),
    "kept": Reading(kept, lambda m: over(m[0], m[1])),
}
