"""A year after: the index before and after the first test that was passed, an arm a line."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.kinds.blocks import FIRST
from experiments.report.figures.blocks.index import DASHES, line
from experiments.report.figures.style import QUIET, colours
from experiments.report.results import Results

BEFORE, AFTER, YEAR = 180, 380, 365  # days shown before the test and after it; the day of which the table tells
LEAST = 3  # cities that passed, below which an arm has no line


def draw(results: Results) -> Figure:
    """Lines are means over cities that passed and are followed so long, bands the middle 80 %; day 0 is that test."""
    figure = Figure(figsize=(9.4, 4.2))
    axes = figure.subplots()
    tint = colours(results.arms)
    passed = since_passed(results)
    for place, arm in enumerate(results.arms):
        rows = passed[passed["arm"] == arm].pivot_table(index="since", columns="run_id", values="index")
        whole = rows.loc[:, rows.notna().all()]
        if len(whole.columns) >= LEAST:
            said = f"{results.arm_title(arm)} ({len(whole.columns)} cities)"
            line(axes, whole, tint[arm], DASHES[place >= len(set(tint.values()))], said)
    for day, said in ((0, "passed"), (YEAR, "a year after")):
        axes.axvline(day, color=QUIET, lw=0.9, ls=":")
        axes.annotate(said, (day, 1.01), xycoords=("data", "axes fraction"), ha="center", size=9)
    axes.set_xlim(-BEFORE, AFTER)
    axes.set_xlabel("days since the first test that was passed")
    axes.set_ylabel("index, points")
    axes.grid(axis="y")
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9.5)
    else:
        axes.annotate("too few cities passed a test", (0.5, 0.5), xycoords="axes fraction", ha="center", color=QUIET)
    figure.tight_layout()
    return figure


def since_passed(results: Results) -> pd.DataFrame:
    """The daily index of every run that passed a test, by the day since then."""
    told = results.config["blocks"]["assessment"]
    runs = results.within(results.primary)
    runs = runs[runs[FIRST].notna() & runs[FIRST].lt(told["tests"] + 1)]
    day = told["first_day"] + (runs[FIRST] - 1) * told["interval"]
    daily = results.daily.merge(runs[["run_id", "arm"]].assign(passed=day), on="run_id")
    daily["since"] = daily["day"] - daily["passed"]
    return daily[daily["since"].between(-BEFORE, AFTER)]
