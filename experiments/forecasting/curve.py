"""The curve of a forecast: the share that has signed, day by day after the opening, over all simulated projects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from experiments.forecasting.case import Case
from sim.yaml_scan import ConfigError

FILE = "forecast.csv"
BANDS = (50, 80, 95)  # per cent of the simulated projects
LEVELS = (80, 90, 100)  # per cent of the households
THRESHOLD = "reached_threshold"  # the column of the case's own level
CLOSE = 1e-9


def shares_in(folder: Path, case: Case) -> np.ndarray:
    """Shares signed, a row a simulated project and a column a day: 0 is before the opening, 1 the end of its first day.

    Raises ConfigError where every run failed.
    """
    daily = pd.read_parquet(folder / "daily.parquet", columns=["run_id", "day", "signed"])
    if not len(daily):
        raise ConfigError(f"{folder}: every run failed, as the column error of runs.parquet says; nothing to forecast")
    signing = daily[(daily["day"] >= case.prework) & (daily["day"] < case.prework + case.horizon)]
    shares = signing["signed"].to_numpy(float).reshape(-1, case.horizon)
    return np.hstack([np.zeros((len(shares), 1)), shares])


def table_of(shares: np.ndarray, case: Case) -> pd.DataFrame:
    """``forecast.csv``: a row a day with the median, the bands, who has got how far by then, and the known outcome."""
    columns: dict[str, np.ndarray] = {"day": np.arange(shares.shape[1]), "median": np.median(shares, axis=0)}
    for band in BANDS:
        columns |= dict(zip(ends_of(band), np.quantile(shares, sides(band), axis=0), strict=True))
    best = np.maximum.accumulate(shares, axis=1)
    levels = {f"reached_{level}": level / 100.0 for level in LEVELS}
    levels |= {} if case.threshold is None else {THRESHOLD: case.threshold}
    columns |= {name: (best >= level - CLOSE).mean(axis=0) for name, level in levels.items()}
    table = pd.DataFrame(columns)
    return table.assign(outcome=table["day"].map({one.day: one.share for one in case.known}).astype(float))


def ends_of(band: int) -> tuple[str, str]:
    """The columns between which a band lies."""
    return f"low_{band}", f"high_{band}"


def sides(band: int) -> tuple[float, float]:
    """The quantiles between which so many per cent lie."""
    tail = (1.0 - band / 100.0) / 2.0
    return tail, 1.0 - tail
