"""What a team costs where it came to an end, and where a last case kept it: two worlds, never one mean of both."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from experiments.report.findings import paired
from experiments.report.results import Results

ENDED = "team_ended"
LEAST = 3  # pairs on either side that are told apart


@dataclass(frozen=True, slots=True)
class Halves:
    """One measure where the team ended and where it did not: mean paired differences and numbers of pairs."""

    measure: str
    ended: float
    many_ended: int
    stayed: float
    many_stayed: int

    @property
    def whole(self) -> int:
        """All pairs."""
        return self.many_ended + self.many_stayed

    @property
    def opposite(self) -> bool:
        """Whether the two point apart, so that a mean over both hides each."""
        return self.ended * self.stayed < 0


def split(results: Results, measure: str, arm: str, against: str = "") -> Halves | None:
    """A measure of an arm beside another, by whether its team ended; None where all teams did, or none has one."""
    rows = results.within(results.primary)
    if ENDED not in rows:
        return None
    mine = rows[rows["arm"] == arm].set_index(["point", "replication"])[ENDED]
    gaps = paired(results, measure, arm, against or results.baseline, results.primary)
    frame = pd.DataFrame({"gap": gaps, "ended": mine.reindex(gaps.index)}).dropna()
    ended, stayed = (frame.loc[frame["ended"] == value, "gap"] for value in (1.0, 0.0))
    if min(len(ended), len(stayed)) < LEAST:
        return None
    return Halves(measure, float(ended.mean()), len(ended), float(stayed.mean()), len(stayed))


def stays(results: Results, arm: str) -> tuple[int, int]:
    """In how many runs of an arm its team never came to an end, and of how many; (0, 0) without a team."""
    rows = results.within(results.primary)
    known = rows.loc[rows["arm"] == arm, ENDED].dropna() if ENDED in rows else pd.Series(dtype=float)
    return int((known == 0.0).sum()), len(known)


def parts_of_naive(results: Results, arm: str, metric: str = "restricted_days") -> dict[str, float]:
    """A before-after look taken apart, in days; empty where there was no before.

    *naive* = *own* (what the baseline changed by itself) + *fair* (beside a baseline that sets the same aside) +
    *reserved* (what that alone gives the baseline) + *extras* (people, hours and money beyond).
    """
    table = results.comparison
    looked = table[(table["resources"] == "before_after") & (table["metric"] == metric)].set_index("arm")["difference"]
    if not {arm, results.baseline} <= set(looked.index):
        return {}
    was = results.line(metric, arm, results.settings[-1])
    fair = results.line(metric, arm, results.primary)
    parts = {
        "naive": float(looked[arm]),
        "own": float(looked[results.baseline]),
        "fair": float(fair["difference"]),
        "reserved": float(fair["baseline_mean"] - was["baseline_mean"]),
        "extras": float(was["mean"] - fair["mean"]),
    }
    return {} if any(math.isnan(value) for value in parts.values()) else parts


def misleads(results: Results, arm: str) -> bool:
    """Whether a before-after look misleads: only where the baseline itself clearly changed, or points elsewhere."""
    table = results.comparison
    chosen = (table["resources"] == "before_after") & (table["metric"] == "restricted_days")
    own = table[chosen & (table["arm"] == results.baseline)]
    return bool(len(own) and (own["ci_low"].iloc[0] > 0 or own["ci_high"].iloc[0] < 0)) and arm != results.baseline
