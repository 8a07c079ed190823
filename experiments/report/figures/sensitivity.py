"""Sensitivity indices as dots with intervals: a panel a quantity, a row an input, a colour an index."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both, style

NAMES = {
    "S1": "alone (S1)",
    "ST": "with all it interacts with (ST)",
    "mu_star": "mean elementary effect, absolute (unit of the metric)",
    "median": "PAWN: how far the distribution moves",
    "spearman": "rank correlation",
}
MOST = 15  # inputs that are drawn: those that matter most to any quantity
QUANTITIES = {"level": "level in the arm", "gap": "difference to the first arm:"}


def draw(table: pd.DataFrame) -> Figure:
    """All indices of the first resource setting; of plausible cities those over all, of the inputs that matter most."""
    table = table[table["resources"] == table["resources"].iloc[0]]
    if "explanation" in table:
        table = table[table["explanation"] == "all"]
        foremost = table["value"].abs().groupby(table["input"]).max().sort_values(ascending=False).index[:MOST]
        table = table[table["input"].isin(foremost)]
    panels = list(table.groupby(["quantity", "arm"], sort=False))
    inputs = list(dict.fromkeys(table["input"]))
    figure = Figure(figsize=(4.6 * len(panels) + 2.4, 0.55 * len(inputs) + 1.8))
    grid = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    shown = list(dict.fromkeys(table["index"]))
    tint = dict(zip(shown, style.ARM_COLOURS[1:], strict=False))
    for axes, (key, rows) in zip(grid, panels, strict=True):
        quantity, arm = str(key[0]), str(key[1])
        for place, index in enumerate(shown):
            here = rows[rows["index"] == index].set_index("input").reindex(inputs)
            heights = [row + (place - (len(shown) - 1) / 2) * 0.22 for row in range(len(inputs))]
            axes.hlines(heights, here["low"], here["high"], color=tint[index], lw=2, alpha=0.5)
            axes.plot(here["value"], heights, "o", color=tint[index], label=NAMES.get(index, index))
        axes.axvline(0.0, color=style.QUIET, lw=1)
        axes.set_title(f"{QUANTITIES[quantity]} {arm.replace('_', ' ')}")
        axes.set_yticks(range(len(inputs)), inputs)
        axes.set_ylim(len(inputs) - 0.5, -0.5)
        axes.grid(axis="x")
        noise = float(rows["noise_share"].iloc[0])
        axes.set_xlabel(f"index; chance is {100 * noise:.0f} % of the variance between points")
    grid[0].legend(loc="lower left", bbox_to_anchor=(0.0, 1.1), ncols=len(shown), frameon=False)
    return figure


def save(table: pd.DataFrame, folder: Path) -> Path:
    """Write the figure as SVG and PNG in both languages; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        both.write(draw(table), folder, "sensitivity")
    return folder / "sensitivity.svg"
