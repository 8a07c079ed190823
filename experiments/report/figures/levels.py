"""Levels over a grid of two numbers: a metric against the first, a panel a value of the second, a line an arm."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both, style

WIDE, TALL = 3.4, 3.9  # inches of a panel


def draw(table: pd.DataFrame, across: str, beside: str, titles: dict[str, str], said: dict[str, str]) -> Figure:
    """*table*: a row a point and arm with ``mean``, ``baseline_mean`` and both numbers; the baseline stands first.

    *titles* are those of arms, *said* what the metric and both numbers are called.
    """
    first = str(table["baseline"].iloc[0])
    values = sorted(table[beside].unique())
    tints, marks = style.colours(list(titles)), style.marks(list(titles))
    figure = Figure(figsize=(WIDE * len(values) + 0.6, TALL + 0.3 * len(titles)))
    every = figure.subplots(1, len(values), squeeze=False, sharey=True)[0]
    for axes, value in zip(every, values, strict=True):
        rows = table[table[beside] == value].sort_values(across)
        ticks = sorted(rows[across].unique())
        for arm, title in titles.items():
            mine = rows.drop_duplicates(across) if arm == first else rows[rows["arm"] == arm]
            at = [ticks.index(one) for one in mine[across]]
            level = mine["baseline_mean" if arm == first else "mean"]
            axes.plot(at, level, color=tints[arm], marker=marks[arm], lw=1.8, ms=6, label=title)
        axes.set_xticks(range(len(ticks)), [f"{tick:g}" for tick in ticks])
        axes.set_title(f"{said[beside]}: {value:g}", fontsize=10)
        axes.set_ylim(bottom=0.0)
        axes.grid(axis="y")
    every[0].set_ylabel(said["metric"])
    figure.supxlabel(said[across], fontsize=11)
    handles, labels = every[0].get_legend_handles_labels()
    figure.tight_layout(rect=(0.0, 0.0, 1.0, 1.0 - 0.07 * len(titles)))
    figure.legend(handles, labels, loc="upper left", frameon=False, fontsize=10)
    return figure


def save(
    table: pd.DataFrame, across: str, beside: str, titles: dict[str, str], said: dict[str, str], folder: Path
) -> Path:
    """Write the figure as SVG and PNG in both languages; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        both.write(draw(table, across, beside, titles, said), folder / "figures", "levels")
    return folder / "figures" / "levels.svg"
