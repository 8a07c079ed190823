"""When enough is known: sequential stopping, which takes no data, and no difference anywhere, for what they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.study.intervals import half_width
from experiments.study.resampling import MANY

PAIR = ["point", "replication"]


class Enough(NamedTuple):
    """How well the differences of a study are known.

    Whether all are *known*, and of how many there are some that rest on too few pairs (*poor*) and some that are
    *ties* in every pair.
    """

    known: bool
    differences: int
    poor: int
    ties: int

    def said(self, many: int, nouns: str) -> str:
        """What there is to say after *many* replications."""
        if self.known and self.ties == self.differences:
            return f"after {many} {nouns} every difference is a tie in every pair: no arm has moved the measure at all"
        if self.known:
            ties = f"; {self.ties} of {self.differences} are ties in every pair" if self.ties else ""
            return f"every difference is known well enough after {many} {nouns}{ties}"
        if self.poor:
            return (
                f"{self.poor} of {self.differences} differences rest on fewer than {MANY} pairs that have the measure "
                f"in both arms: nothing is certain of them after {many} {nouns}"
            )
        return ""


def known_well(differences: np.ndarray, target: float, smallest: float, confidence: float) -> bool:
    """Whether a mean difference is known to *target* times itself, or to *smallest* where that is more.

    Looked at from 30 pairs on, the interval keeps its coverage (Chow & Robbins 1965; Law & Kelton); of fewer, which
    is what runs that failed or lack the measure may leave, nothing is known.
    """
    if len(differences) < MANY or not np.isfinite(differences).all():
        return False
    return half_width(differences, confidence) <= max(target * abs(float(differences.mean())), smallest)


def settled(runs: pd.DataFrame, metric: str, target: float, smallest: float, confidence: float) -> Enough:
    """How well every arm's difference to the first is known, in every resource setting and at every point."""
    whole = runs.assign(**{metric: runs[metric].where(runs["status"] == "ok")})
    whole = whole.pivot(index=PAIR, columns=["resources", "arm"], values=metric)
    every, known, poor, ties = 0, 0, 0, 0
    for resources in whole.columns.unique(0):
        arms = [arm for arm in runs["arm"].unique() if arm in whole[resources]]
        for arm in arms[1:]:
            pairs = whole[resources][arm] - whole[resources][arms[0]]
            for _, each in pairs.groupby("point"):
                differences = each.dropna().to_numpy(float)
                every += 1
                known += known_well(differences, target, smallest, confidence)
                poor += len(differences) < MANY
                ties += len(differences) > 0 and not differences.any()
    return Enough(0 < every == known, every, poor, ties)
