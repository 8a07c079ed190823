"""What is emulated: the mean of each measure over a point's replications, and how exactly it is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.study.codebook import UNIT
from experiments.study.strangers import read_parquet

KEYS = ["point", "replication", "arm", "status"]


@dataclass(frozen=True, eq=False)
class Means:
    """A measure of an arm at each point of *unit*: *means* and their standard *errors*, beside *missing* runs.

    All points have the same replications, so what one of them adds everywhere is no error of a difference between
    points: it is taken out of the standard errors.
    """

    unit: np.ndarray
    means: np.ndarray
    errors: np.ndarray
    missing: int


def points_in(folder: Path) -> pd.DataFrame:
    """The points of a folder on the unit scale, a column a slider."""
    drawn = read_parquet(folder, "points.parquet")
    return drawn.filter(regex=f"^{UNIT}".replace(".", r"\.")).rename(columns=lambda name: name.removeprefix(UNIT))


def runs_in(folder: Path, measures: list[str]) -> pd.DataFrame:
    """The runs of a folder that came to an end, with the *measures* asked for."""
    runs = read_parquet(folder, "runs.parquet", [*KEYS, *measures], only=True)
    return runs[runs["status"] == "ok"]


def means_of(runs: pd.DataFrame, unit: np.ndarray, arm: str, measure: str) -> Means:
    """The means of one measure of one arm at the points *unit*."""
    wide = runs[runs["arm"] == arm].pivot(index="point", columns="replication", values=measure)
    values = wide.reindex(range(len(unit))).to_numpy(float)
    missing = int(np.isnan(values).sum())
    many = values.shape[1]
    if missing or many < 2:
        return Means(unit, np.full(len(unit), np.nan), np.full(len(unit), np.nan), missing)
    means = values.mean(axis=1)
    rest = values - means[:, None] - values.mean(axis=0) + values.mean()
    return Means(unit, means, np.sqrt((rest**2).sum(axis=1) / (many - 1) / many), missing)
