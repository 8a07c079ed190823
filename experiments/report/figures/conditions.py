"""Where task forces lose: a row a condition, from its base to its switch, on one axis of better and worse."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both, style
from experiments.study.verdict import share_of, verdict_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 58  # letters of a statement on one line
MOST = 1.0  # of the axis: what is worse than twice as bad is drawn at the edge, with its number


def draw(table: pd.DataFrame, outcome: str) -> Figure:
    """All conditions, in their order; green is where the task force is better. Marks stand for serious rivals."""
    rows = table[table["own"]].reset_index(drop=True)
    figure = Figure(figsize=(11.5, 0.62 * len(rows) + 1.6))
    axes = figure.subplots()
    axes.axvspan(-1.0, 0.0, color=style.GOOD, alpha=0.07, lw=0)
    axes.axvspan(0.0, MOST * 1.15, color=style.BAD, alpha=0.07, lw=0)
    for y, row in enumerate(rows.to_dict("records")):
        base, end = float(row["base"]), float(min(row["switched"], MOST))
        tint = style.BAD if row["loses"] else style.UNCLEAR
        axes.annotate("", (end, y), (base, y), arrowprops={"arrowstyle": "-|>", "color": tint, "lw": 1.6})
        axes.plot(base, y, "o", color=style.QUIET, ms=6)
        axes.hlines(
            y,
            row["switched_low"] if row["switched"] <= MOST else end,
            min(row["switched_high"], MOST),
            color=tint,
            lw=5,
            alpha=0.3,
        )
        label = f"{share_of(row['switched']).replace('.0%', '%')}, {verdict_of(row)}"
        axes.text(
            max(end, base, min(row["switched_high"], MOST)) + 0.02, y, label, va="center", color=tint, fontsize=10
        )
    mark_rivals(axes, table[~table["own"]], {one: y for y, one in enumerate(rows["id"])})
    names = [textwrap.fill(f"{row['id']}  {row['statement']}", WIDTH) for row in rows.to_dict("records")]
    axes.set_yticks(np.arange(len(rows)), names, fontsize=9)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(min(-0.4, float(rows["base"].min()) - 0.05), MOST * 1.5)
    axes.axvline(0.0, color=style.INK, lw=1)
    axes.xaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(f"{outcome}, task force against its rival (dot: base; arrow: one switch turned)")
    axes.set_title(
        "Where task forces lose: closed city, one switch at a time\ngreen: task force better; red: task force worse"
    )
    return figure


def mark_rivals(axes: Axes, table: pd.DataFrame, place_of: dict[str, int]) -> None:
    """Where the task force stands against other rivals, at the switch (full) and at the base (hollow)."""
    for number, (rival, rows) in enumerate(table.groupby("rival", sort=False)):
        tint, shape = style.ARM_COLOURS[1 + number % 5], style.MARKS[number % len(style.MARKS)]
        y = [place_of[one] + 0.28 for one in rows["id"]]
        axes.plot(rows["base"].clip(upper=MOST), y, shape, mfc="none", color=tint, ms=4)
        named = f"against {str(rival).replace('_', ' ')} (hollow: base; at 100 %: that or more)"
        axes.plot(rows["switched"].clip(upper=MOST), y, shape, color=tint, ms=4, label=named)
    if len(table):
        axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(0.0, -0.06), ncols=2)


def save(table: pd.DataFrame, folder: Path, outcome: str) -> Path:
    """Write the figure as SVG and PNG in both languages; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        both.write(draw(table, outcome), folder / "figures", "conditions")
    return folder / "figures" / "conditions.svg"
