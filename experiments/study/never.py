"""What never happened is the worst there is: how such a measure is compared, counted, and what to take instead."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.kinds import told_of
from sim.clients.kinds import sound
from sim.measures.column import Column
from sim.measures.columns import all_columns

INSTEAD = {  # of a measure that some runs do not have: the same days, counted up to the horizon
    "days_to_50": "restricted_days",
    "days_to_80": "restricted_days",
    "days_to_95": "restricted_days",
    "days_to_all": "restricted_to_all",
} | {name: other for kind in sound() for name, other in told_of(kind.name).instead.items()}


def ordered(rows: pd.DataFrame, column: Column) -> np.ndarray:
    """The values of a measure in *rows* (a run each) with the worst there is for runs that never got there.

    That is inf where less is better, and -inf where more is. NaN stays where there was nothing to get to.
    """
    values = rows[column.name].to_numpy(float)
    if not column.never:
        return values
    never = np.isnan(values)
    if column.among and column.among in rows:
        never &= rows[column.among].notna().to_numpy()
    elif column.among:  # a team's days: an arm in which no run has any has no team
        never &= rows.groupby("arm")[column.name].transform("count").to_numpy() > 0
    return np.where(never, math.inf if column.better == "low" else -math.inf, values)


def needed(column: Column) -> list[str]:
    """The columns of a table of runs that it takes to order a measure."""
    return [column.name, *([column.among] if column.among else [])]


def counted(arm: np.ndarray, baseline: np.ndarray, better: str) -> dict[str, float]:
    """What can be said of all pairs of ordered values, also those in which somebody never got there.

    How many *pairs* there are, in how many the arm is *ahead* or *level*, how many runs of either *never* got there,
    and the *median* of either; NaN where the run in the middle never did, or where no direction is good.
    """
    low = better == "low"
    directed = better != "none"
    return {
        "pairs": float(len(arm)),
        "ahead": float(((arm < baseline) if low else (arm > baseline)).sum()) if directed else math.nan,
        "level": float((arm == baseline).sum()) if directed else math.nan,
        "never": float(np.isinf(arm).sum()),
        "baseline_never": float(np.isinf(baseline).sum()),
        "median": middle(arm),
        "baseline_median": middle(baseline),
    }


def middle(values: np.ndarray) -> float:
    """The median of ordered values; NaN where the run in the middle never got there."""
    if not len(values):
        return math.nan
    rising, half = np.sort(values), len(values) // 2
    both = rising[half - 1 + len(values) % 2 : half + 1]  # one value, or the two beside the middle
    return float(both.mean()) if np.isfinite(both).all() else math.nan


def is_partial(line: Any) -> bool:
    """Whether a line of a comparison has runs that never got there, so that its means are of some pairs only."""
    return bool(line["never"] > 0 or line["baseline_never"] > 0)


def said_of(line: Any, noun: str) -> str:
    """Who never got there, in how many pairs, and what the means rest on; empty where all did."""
    if not is_partial(line):
        return ""
    return (
        f"never in {line['never']:.0f} of {line['pairs']:.0f} {noun} ({line['arm']}) and in "
        f"{line['baseline_never']:.0f} ({line['baseline']}): means and interval are of the {line['runs']:.0f} in which "
        f"both get there, ahead in {line['ahead']:.0f} of all {line['pairs']:.0f}, level in {line['level']:.0f}"
    )


def may_never(metric: str) -> bool:
    """Whether the measure of that name may be one that a run never gets to."""
    return any(column.never for column in all_columns() if column.name == metric)


def way_out(metric: str) -> str:
    """Why an average of such a measure would be wrong, and what to take instead."""
    return f"is missing in runs that never finish; use {INSTEAD.get(metric, 'restricted_days')}, which every run has"
