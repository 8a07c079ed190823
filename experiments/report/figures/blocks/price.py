"""What a higher index costs: staff-days charged against the mean index, an arm a mark."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.kinds.blocks import PRICE
from experiments.report.figures.style import colours, marks
from experiments.report.results import Results

LEAST = 1000.0  # staff-days more than the baseline for which a price is told


def draw(results: Results) -> Figure:
    """Small marks are cities, large ones means; beside them points gained on the baseline a thousand staff-days."""
    figure = Figure(figsize=(9.4, 4.0))
    axes = figure.subplots()
    runs = results.within(results.primary)
    tint, shape = colours(results.arms), marks(results.arms)
    base = runs[runs["arm"] == results.baseline][["staff_days", PRICE]].mean()
    for arm in results.arms:
        rows = runs[runs["arm"] == arm]
        mean = rows[["staff_days", PRICE]].mean()
        mark = shape[arm]
        axes.plot(rows["staff_days"], rows[PRICE], mark, color=tint[arm], ms=3, alpha=0.35, ls="")
        said = f"{results.arm_title(arm)}{gained(mean - base)}"
        axes.plot(mean["staff_days"], mean[PRICE], mark, color=tint[arm], ms=9, ls="", label=said)
    axes.set_xlabel("staff-days charged, upkeep included")
    axes.set_ylabel("mean index, points")
    axes.grid()
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9.5)
    figure.tight_layout()
    return figure


def gained(more: pd.Series) -> str:
    """Points for a thousand staff-days more than the baseline; nothing is said where there are hardly any more."""
    return f": {1000.0 * more[PRICE] / more['staff_days']:+.2f}" if more["staff_days"] > LEAST else ""
