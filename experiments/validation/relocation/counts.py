"""What is reported of campaigns and aimed at by nothing: thresholds that are met, and groups in which all sign."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from experiments.validation.relocation.readings import Campaigns

NORMAL = 1.959964  # standard deviations that hold 95 %
ALL = 1.0 - 1e-9  # share from which on all have signed


def wilson(count: int, many: int) -> tuple[float, float]:
    """Interval of 95 % of a share (Wilson 1927), which holds for none and for all, too; NaN of no case."""
    if many == 0:
        return math.nan, math.nan
    share, square = count / many, NORMAL**2
    middle = (share + square / (2 * many)) / (1 + square / many)
    half = NORMAL / (1 + square / many) * math.sqrt(share * (1 - share) / many + square / (4 * many * many))
    return max(0.0, middle - half), min(1.0, middle + half)


def shares(name: str, count: int, many: int) -> dict[str, float]:
    """A share of *many* cases with both ends of its interval."""
    low, high = wilson(count, many)
    return {name: count / many if many else math.nan, f"{name}_low": low, f"{name}_high": high}


def thresholds_table(found: list[Campaigns]) -> pd.DataFrame:
    """A row a threshold: the share of projects that met it, and of those whose window fell through for good."""
    rows: list[dict[str, Any]] = []
    for one in found:
        many, failed = len(one.voided), int((~one.met & (one.voided > 0)).sum())
        counted = shares("met", int(one.met.sum()), many) | shares("missed", failed, many)
        rows.append({"threshold": one.threshold, "projects": many} | counted)
    return pd.DataFrame(rows)


def groups_table(found: Mapping[Any, Campaigns]) -> pd.DataFrame:
    """A row a size of group: in which share of them all have signed at the horizon, and eight in ten."""
    rows = []
    for size, one in found.items():
        end, many = one.signed[:, -1], len(one.voided)
        counted = shares("all_signed", int((end >= ALL).sum()), many)
        counted |= shares("most_signed", int((end >= one.threshold - 1e-9).sum()), many)
        rows.append({"households": size, "projects": many} | counted | {"signed_mean": float(end.mean())})
    return pd.DataFrame(rows)


def told_counts(thresholds: pd.DataFrame, groups: pd.DataFrame) -> list[str]:
    """Both tables as text."""
    lines = ["projects that meet a threshold, and those that miss it for good (reported, not aimed at)"]
    for row in thresholds.to_dict("records"):
        lines.append(f"  {row['threshold']:5.0%}  met {told_share(row, 'met')}  missed {told_share(row, 'missed')}")
    lines.append("groups in which all sign within the horizon, by households (reported, not aimed at)")
    for row in groups.to_dict("records"):
        lines.append(f"  {row['households']:5d}  all {told_share(row, 'all_signed')}  mean {row['signed_mean']:.2f}")
    return lines


def told_share(row: Mapping[Any, Any], name: str) -> str:
    """A share with its interval."""
    return f"{row[name]:.2f} [{row[f'{name}_low']:.2f} to {row[f'{name}_high']:.2f}]"
