"""The index day by day: what each arm made of it, when the tests were, and until when a team was there."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.kinds.blocks import HOME_DAY
from experiments.report.figures.style import MIDDLE, QUIET, colours
from experiments.report.results import Results

SMOOTHED = 28  # days that a point of a line is the mean of
DASHES = ("-", "--")


def draw(results: Results) -> Figure:
    """Lines are means over cities and four weeks, bands the middle 80 % of cities; upright lines are tests."""
    daily = results.daily.merge(results.runs[["run_id", "arm", "resources"]], on="run_id")
    daily = daily[(daily["resources"] == results.primary) & (daily["day"] >= 0)]
    figure = Figure(figsize=(9.4, 4.4))
    axes = figure.subplots()
    tint = colours(results.arms)
    for place, arm in enumerate(results.arms):
        rows = daily[daily["arm"] == arm].pivot_table(index="day", columns="run_id", values="index")
        line(axes, rows, tint[arm], DASHES[place >= len(set(tint.values()))], results.arm_title(arm))
    mark_tests(axes, results)
    mark_ends(axes, results, tint)
    axes.set_xlim(0, results.horizon)
    axes.set_xlabel("days after the intervention")
    axes.set_ylabel("index, points")
    axes.grid(axis="y")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9.5)
    figure.tight_layout()
    return figure


def line(axes: Axes, rows: pd.DataFrame, colour: str, dash: str, title: str) -> None:
    """One arm: a row a day, a column a city."""
    smooth = rows.rolling(SMOOTHED, min_periods=1).mean()
    rest = (1.0 - MIDDLE / 100.0) / 2.0
    low, high = smooth.quantile(rest, axis=1), smooth.quantile(1.0 - rest, axis=1)
    axes.fill_between(smooth.index, low, high, color=colour, alpha=0.12, lw=0)
    axes.plot(smooth.index, smooth.mean(axis=1), color=colour, lw=1.8, ls=dash, label=title)


def mark_tests(axes: Axes, results: Results) -> None:
    """The days of the tests, and the target."""
    told = results.config["blocks"]["assessment"]
    for number in range(told["tests"]):
        day = told["first_day"] + number * told["interval"]
        axes.axvline(day, color=QUIET, lw=0.9, ls=":")
        axes.annotate(f"test {number + 1}", (day, 1.01), xycoords=("data", "axes fraction"), ha="center", size=9)
    again = results.config["blocks"]["second_round"]
    change = again["after"] or results.horizon
    axes.plot([0, change], [told["target"]] * 2, color=QUIET, lw=0.9)
    axes.annotate("target", (0, told["target"]), color=QUIET, va="bottom", size=9)
    if again["after"]:
        axes.plot([change, results.horizon], [again["target"]] * 2, color=QUIET, lw=0.9)
        axes.axvline(change, color=QUIET, lw=0.9)
        axes.annotate("second round", (change, 0.03), xycoords=("data", "axes fraction"), color=QUIET,
                      rotation=90, va="bottom", ha="right", size=9)  # fmt: skip


def mark_ends(axes: Axes, results: Results, tint: dict[str, str]) -> None:
    """A stroke at the foot for every city and arm in which the team went home, on that day."""
    runs = results.within(results.primary)
    for arm in results.arms:
        home = runs.loc[runs["arm"] == arm, HOME_DAY].dropna()
        if len(home):
            axes.plot(home, [0.015] * len(home), "|", color=tint[arm], ms=9,
                      transform=axes.get_xaxis_transform(), clip_on=False)  # fmt: skip
