"""A map of two varied parameters: by how much an arm is ahead or behind, with the region of loss drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both, style
from experiments.report.front.amounts import signed
from experiments.study.never import is_partial

NAMES = {
    "stream.competences": "departments that a matter needs",
    "stream.effort": "work in a matter (working days)",
    "city.departments.[a-d]?.utilisation": "routine load of the departments (share of their working time)",
    "city.departments.*.utilisation": "load of the departments (share of their working time)",
    "staffing.teams": "task forces (the same people lent)",
    "all_matters_days": "days open of all matters",
    "restricted_days": "days until signature",
    "work.validity": "days for which a clearance is valid",
}
ROUNDED = 0.005  # a share that is written 0%, without a sign
NOBODY_LEFT = "nobody left,\nno team needed"  # nothing to do in either arm
MOST = 0.6  # of the colour scale: a difference of this share or more has the full colour


def draw(table: pd.DataFrame, across: str, up: str, title: str, called: Mapping[str, str] = NAMES) -> Figure:
    """*table*: a row a point with ``difference``, ``baseline_mean``, ``ci_low``, ``ci_high`` and the two parameters.

    *called* says what parameters are called.
    """
    rows = table.to_dict("records")
    share = table.assign(share=[relative(row) for row in rows], said=[cell(row) for row in rows])
    wide, said = (share.pivot(index=up, columns=across, values=name) for name in ("share", "said"))
    figure = Figure(figsize=(1.25 * len(wide.columns) + 3.0, 0.75 * len(wide) + 2.2))
    axes = figure.subplots()
    colours = mpl.colors.LinearSegmentedColormap.from_list("map", [style.GOOD, "#ffffff", style.BAD])
    axes.imshow(wide.to_numpy(float), cmap=colours, vmin=-MOST, vmax=MOST, aspect="auto", origin="lower")
    for y in range(len(wide)):
        for x in range(len(wide.columns)):
            value, text = float(wide.to_numpy(float)[y, x]), str(said.iat[y, x])
            ink = "#ffffff" if abs(value) > MOST / 2 else style.INK
            small = 9 if "\n" not in text else 6.5
            axes.text(x, y, text, ha="center", va="center", fontsize=small, color=ink)
    edges(axes, wide.to_numpy(float) > 0.0)
    axes.set_xticks(range(len(wide.columns)), [f"{float(value):g}" for value in wide.columns.to_numpy(float)])
    axes.set_yticks(range(len(wide)), [f"{value:g}" for value in wide.index.to_numpy(float)])
    axes.set_xlabel(called.get(across, across))
    axes.set_ylabel(called.get(up, up))
    axes.set_title(title)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def relative(row: dict[Any, Any]) -> float:
    """A difference as a share of the baseline, which is what a cell is coloured by; NaN where that is no share."""
    return float(row["difference"] / row["baseline_mean"]) if row["baseline_mean"] else math.nan


def cell(row: dict[Any, Any]) -> str:
    """What stands in a cell: a share, in brackets where it is not told from chance; words where there is no share."""
    if not row["pairs"]:
        return "no run\nhas a value"
    if math.isnan(row["difference"]):
        both = row["never"] == row["baseline_never"] == row["pairs"]
        return "nobody\never gets there" if both else f"never: {counts(row)},\nin no pair both do"
    if not row["baseline_mean"]:
        return f"0 without it,\n{signed(row['difference'])} with it" if row["difference"] else NOBODY_LEFT
    value = float(row["difference"] / row["baseline_mean"])
    text = "0%" if abs(value) < ROUNDED else f"{value:+.0%}"
    text = text if row["ci_low"] > 0 or row["ci_high"] < 0 else f"({text})"
    return f"{text}\nnever: {counts(row)}" if is_partial(row) else text


def counts(row: dict[Any, Any]) -> str:
    """How many runs of the arm, and of the baseline, never got there."""
    return f"{row['never']:.0f} and {row['baseline_never']:.0f} of {row['pairs']:.0f}"


def edges(axes: mpl.axes.Axes, losing: np.ndarray) -> None:
    """Draw a line around the cells in which the arm loses."""
    rows, columns = losing.shape
    for y in range(rows):
        for x in range(columns):
            if x + 1 < columns and losing[y, x] != losing[y, x + 1]:
                axes.plot([x + 0.5] * 2, [y - 0.5, y + 0.5], color=style.INK, lw=2.5)
            if y + 1 < rows and losing[y, x] != losing[y + 1, x]:
                axes.plot([x - 0.5, x + 0.5], [y + 0.5] * 2, color=style.INK, lw=2.5)


def save(
    table: pd.DataFrame, across: str, up: str, title: str, folder: Path, name: str, called: Mapping[str, str] = NAMES
) -> Path:
    """Write the figure as SVG and PNG in both languages; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        both.write(draw(table, across, up, title, called), folder / "figures", name)
    return folder / "figures" / f"{name}.svg"
