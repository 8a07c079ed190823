"""Days against the share of reviews with a clearance outside the city, an arm a line."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.kinds.approvals import SHARE, TAKEN
from experiments.report.figures.style import MARKS, colours
from experiments.report.results import Results

GROUPS = 5
DASHES = ("-", "--")


def draw(results: Results) -> Figure:
    """Small marks are cases, lines the means of their fifths by that share."""
    runs = results.within(results.primary)
    figure = Figure(figsize=(9.4, 4.4))
    axes = figure.subplots()
    tint = colours(results.arms)
    for place, arm in enumerate(results.arms):
        rows = runs[(runs["arm"] == arm) & runs[TAKEN].notna()]
        dash = DASHES[place >= len(set(tint.values()))]
        axes.plot(
            100.0 * rows[SHARE], rows[TAKEN], MARKS[place % len(MARKS)], color=tint[arm], ms=2.5, alpha=0.3, ls=""
        )
        means = fifths(rows)
        axes.plot(100.0 * means[SHARE], means[TAKEN], color=tint[arm], ls=dash, lw=2, label=results.arm_title(arm))
    axes.set_xlabel("reviews with a clearance outside the city, per cent")
    axes.set_ylabel("days until granted")
    axes.set_ylim(0)
    axes.grid()
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9.5)
    figure.tight_layout()
    return figure


def fifths(rows: pd.DataFrame) -> pd.DataFrame:
    """Means of both measures over equal groups of cases in the order of the share."""
    ordered = rows[[SHARE, TAKEN]].sort_values(SHARE, kind="stable")
    groups = [part for part in np.array_split(np.arange(len(ordered)), GROUPS) if len(part)]
    return pd.DataFrame([ordered.iloc[part].mean() for part in groups], columns=[SHARE, TAKEN])
