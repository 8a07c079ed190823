"""A fan: the median share that has signed day by day, in bands of what is not known, with what came about."""

from __future__ import annotations

import textwrap
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both, style

BANDS = {95: "#dde7f3", 80: "#b1c8e2", 50: "#7fa3d0"}  # per cent of the simulated projects
TINT = style.SOONER
WIDTH = 68  # letters of a title on one line


def draw(table: pd.DataFrame, title: str, window: int | None) -> Figure:
    """*table*: a row a day with ``median``, ``low_50``, ``high_50`` and so on, and ``outcome`` where it is known."""
    figure = Figure(figsize=(9.0, 5.0))
    axes = figure.subplots()
    for band, colour in BANDS.items():
        low, high = table[f"low_{band}"], table[f"high_{band}"]
        axes.fill_between(table["day"], low, high, color=colour, lw=0, label=f"{band} of 100 projects")
    axes.plot(table["day"], table["median"], color=TINT, lw=2.0, label="median")
    if window is not None:
        axes.axvline(window, color=style.QUIET, lw=1.0, ls="--")
        axes.text(window, 0.01, " end of the window", color=style.QUIET, fontsize=9, va="bottom")
    known = table[table["outcome"].notna()]
    if len(known):
        axes.plot(
            known["day"],
            known["outcome"],
            ls="",
            marker="o",
            ms=7,
            color=style.INK,
            label="what came about",
            clip_on=False,
        )
    axes.set_ylim(0.0, 1.0)
    axes.set_xlim(0.0, float(table["day"].iloc[-1]))
    axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
    axes.set_xlabel("days since signing opened")
    axes.set_ylabel("households that have signed")
    axes.set_axisbelow(True)
    axes.grid(axis="y")
    axes.set_title(textwrap.fill(title, WIDTH))
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return figure


def save(table: pd.DataFrame, title: str, window: int | None, folder: Path) -> Path:
    """Write ``figures/forecast`` as SVG and PNG; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        both.write(draw(table, title, window), folder / "figures", "forecast")
    return folder / "figures" / "forecast.svg"
