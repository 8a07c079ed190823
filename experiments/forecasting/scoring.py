"""Scores of a forecast: how far an ensemble lies from what came about, and whether its bands held it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.forecasting.case import Case
from experiments.forecasting.curve import BANDS, sides
from experiments.forecasting.rivals import naive, weibull

FILE = "score.csv"
SIMULATION, NAIVE, WEIBULL = "simulation", "naive", "weibull"
FORECASTERS = (SIMULATION, NAIVE, WEIBULL)
ALL = "all"  # the case of the totals
WIDTH_OF = 80  # per cent of the ensemble: the band whose width is told


def crps(ensemble: np.ndarray, outcome: float) -> float:
    """Continuous ranked probability score: the mean distance to *outcome*, less half that between two of the ensemble.

    In the unit of the outcome, 0 at best; for a point it is the absolute error.
    """
    values = np.sort(np.asarray(ensemble, float))
    many = len(values)
    between = 2.0 * ((2.0 * np.arange(many) - many + 1.0) * values).sum() / many**2
    return float(np.abs(values - outcome).mean() - between / 2.0)


def scored(ensemble: np.ndarray, outcome: float) -> dict[str, Any]:
    """The scores of one point: median, CRPS, whether each band holds the outcome (1 or 0), width, and bias.

    A forecast of one value has no bands: NaN.
    """
    median = float(np.median(ensemble))
    found: dict[str, Any] = {"median": median, "crps": crps(ensemble, outcome)}
    for band in BANDS:
        low, high = np.quantile(ensemble, sides(band))
        found[f"in_{band}"] = float(low <= outcome <= high) if len(ensemble) > 1 else math.nan
        if band == WIDTH_OF:
            ends = {"low": float(low), "high": float(high), "width": float(high - low)}
            found |= ends if len(ensemble) > 1 else dict.fromkeys(ends, math.nan)
    return found | {"bias": median - outcome}


def points_table(cases: Sequence[Case], curves: Sequence[np.ndarray]) -> pd.DataFrame:
    """A row a point and forecaster; *curves* are the simulated shares of each case, a column a day."""
    rows = []
    for case, shares in zip(cases, curves, strict=True):
        days = np.array([one.day for one in case.known])
        others = [other for other in cases if other.name != case.name]
        ensembles = {
            SIMULATION: shares[:, days],
            NAIVE: naive(case, days)[None, :],
            WEIBULL: weibull(case, days, others),
        }
        for place, one in enumerate(case.known):
            for forecaster, values in ensembles.items():
                point = {"case": case.name, "day": one.day, "outcome": one.share, "forecaster": forecaster}
                rows.append(point | scored(values[:, place], one.share))
    return pd.DataFrame(rows)


def totals_of(points: pd.DataFrame) -> pd.DataFrame:
    """A row a forecaster: mean CRPS, coverage of the bands, median width and mean bias over all points."""
    rows = []
    for forecaster in FORECASTERS:
        here = points[points["forecaster"] == forecaster]
        covered = {f"in_{band}": here[f"in_{band}"].mean() for band in BANDS}
        means = {"crps": here["crps"].mean(), **covered, "width": here["width"].median(), "bias": here["bias"].mean()}
        rows.append({"case": ALL, "forecaster": forecaster} | means)
    return pd.DataFrame(rows)


def score_table(cases: Sequence[Case], curves: Sequence[np.ndarray]) -> pd.DataFrame:
    """``score.csv``: every point, and the totals below."""
    points = points_table(cases, curves)
    return pd.concat([points, totals_of(points)], ignore_index=True)[list(points.columns)]
