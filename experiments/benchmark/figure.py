"""Does it stay as cheap? CPU time per unit of work, and memory, against the number of cadres."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import style

NAME = "growth"
WORK = "growth of "


def draw(table: pd.DataFrame) -> Figure:
    """Two panels over the rows of ``benchmark.csv`` that tell of growth, a line a scenario."""
    rows = table[table["work"].str.startswith(WORK)]
    scenario = rows["work"].str.removeprefix(WORK).str.partition(",")[0]
    rows = rows.assign(cadres=rows["work"].str.extract(r"(\d+) cadres$", expand=False).astype(int))
    figure = Figure(figsize=(10.5, 4.2))
    left, right = figure.subplots(1, 2)
    for (name, own), colour in zip(rows.groupby(scenario, sort=False), style.ARM_COLOURS[1:], strict=False):
        line = own.sort_values(["cadres", "size"])
        left.plot(line["cadres"], 1e6 / line["work_per_s"], "o-", color=colour, label=name)
        right.plot(line["cadres"], line["peak_mb"], "o-", color=colour, label=name)
    left.set_title("CPU time of one piece of work")
    left.set_ylabel("microseconds")
    right.set_title("most memory held")
    right.set_ylabel("MB")
    for axes in (left, right):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("cadres in the city; clients and work grow with them")
        axes.grid(visible=True, which="major")
        axes.yaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _place: f"{value:g}"))
        axes.yaxis.set_minor_formatter(mpl.ticker.FuncFormatter(lambda value, _place: f"{value:g}"))
        axes.tick_params(axis="y", which="minor", labelsize=8)
    left.legend(frameon=False)
    figure.tight_layout()
    return figure


def save(table: pd.DataFrame, folder: Path) -> Path | None:
    """Write the figure as SVG and PNG; the path of the SVG, None when the table tells of no growth."""
    if not table["work"].str.startswith(WORK).any():
        return None
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        style.save(draw(table), folder / "figures", NAME)
    return folder / "figures" / f"{NAME}.svg"
