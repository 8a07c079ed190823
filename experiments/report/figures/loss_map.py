"""A map of two varied parameters: by how much an arm is ahead or behind, with the region of loss drawn."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import style

NAMES = {
    "stream.competences": "departments that a matter needs",
    "stream.effort": "work in a matter (working days)",
    "city.departments.[a-d]?.utilisation": "routine load of the departments (share of their working time)",
    "city.departments.*.utilisation": "load of the departments (share of their working time)",
    "staffing.teams": "task forces (the same people lent)",
    "work.validity": "days for which a clearance is valid",
}
MOST = 0.6  # of the colour scale: a difference of this share or more has the full colour


def draw(table: pd.DataFrame, across: str, up: str, title: str) -> Figure:
    """*table*: a row a point with ``difference``, ``baseline_mean``, ``ci_low``, ``ci_high`` and the two parameters."""
    share = table.assign(share=table["difference"] / table["baseline_mean"])
    wide = share.pivot(index=up, columns=across, values="share")
    clear = share.assign(clear=(share["ci_low"] > 0) | (share["ci_high"] < 0)).pivot(
        index=up, columns=across, values="clear"
    )
    figure = Figure(figsize=(1.25 * len(wide.columns) + 3.0, 0.75 * len(wide) + 2.2))
    axes = figure.subplots()
    colours = mpl.colors.LinearSegmentedColormap.from_list("map", [style.GOOD, "#ffffff", style.BAD])
    axes.imshow(wide.to_numpy(float), cmap=colours, vmin=-MOST, vmax=MOST, aspect="auto", origin="lower")
    for y in range(len(wide)):
        for x in range(len(wide.columns)):
            value, sure = wide.iat[y, x], bool(clear.iat[y, x])
            axes.text(x, y, f"{value:+.0%}" if sure else f"({value:+.0%})", ha="center", va="center", fontsize=9)
    edges(axes, wide.to_numpy(float) > 0.0)
    axes.set_xticks(range(len(wide.columns)), [f"{value:g}" for value in wide.columns])
    axes.set_yticks(range(len(wide)), [f"{value:g}" for value in wide.index])
    axes.set_xlabel(NAMES.get(across, across))
    axes.set_ylabel(NAMES.get(up, up))
    axes.set_title(title)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def edges(axes: mpl.axes.Axes, losing: np.ndarray) -> None:
    """Draw a line around the cells in which the arm loses."""
    rows, columns = losing.shape
    for y in range(rows):
        for x in range(columns):
            if x + 1 < columns and losing[y, x] != losing[y, x + 1]:
                axes.plot([x + 0.5] * 2, [y - 0.5, y + 0.5], color=style.INK, lw=2.5)
            if y + 1 < rows and losing[y, x] != losing[y + 1, x]:
                axes.plot([x - 0.5, x + 0.5], [y + 0.5] * 2, color=style.INK, lw=2.5)


def save(table: pd.DataFrame, across: str, up: str, title: str, folder: Path, name: str) -> Path:
    """Write the figure as SVG and PNG; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        style.save(draw(table, across, up, title), folder / "figures", name)
    return folder / "figures" / f"{name}.svg"
