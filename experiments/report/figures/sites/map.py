"""The map of the first town at four dates: heaps, fills, and what deals carried until the next date."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.figures.sites.tables import table
from experiments.report.figures.style import BAD, INK, QUIET, SOONER
from experiments.report.results import Results

LINE = ("from_x", "from_y", "to_x", "to_y", "carried")
PICTURES = 4
HEAP = 0.004  # square points a m3
WIDTH = 25_000.0  # m3 of a line one point wide


def draw(results: Results) -> Figure:
    """A row an arm (the baseline and the last), a column a date."""
    places, flows = table(results, "places.csv"), table(results, "flows.csv")
    arms = [arm for arm in dict.fromkeys((results.baseline, results.arms[-1])) if arm in set(places["arm"])]
    days = sorted(places["day"].unique())
    dates = [days[len(days) * number // PICTURES] for number in range(PICTURES)] if days else []
    figure = Figure(figsize=(11.5, 3.2 * max(len(arms), 1) + 0.4))
    every = figure.subplots(max(len(arms), 1), PICTURES, squeeze=False, sharex=True, sharey=True)
    for row, arm in zip(every, arms, strict=False):
        for place, (axes, day) in enumerate(zip(row, dates, strict=True)):
            until = dates[place + 1] if place + 1 < len(dates) else results.horizon
            mine = flows[(flows["arm"] == arm) & flows["day"].between(day, until, inclusive="left")]
            picture(axes, places[(places["arm"] == arm) & (places["day"] == day)], mine)
            axes.set_title(f"{results.date_of(day)}", fontsize=10)
        row[0].set_ylabel(f"{results.arm_title(arm)}\nkm", fontsize=10)
    figure.tight_layout()
    return figure


def picture(axes: Axes, places: pd.DataFrame, flows: pd.DataFrame) -> None:
    """One date: circles are heaps by what lies there, squares sites that fill, lines deals made until the next date."""
    for from_x, from_y, to_x, to_y, carried in flows[list(LINE)].to_numpy(float):
        axes.plot([from_x, to_x], [from_y, to_y], color=QUIET, lw=0.4 + carried / WIDTH, alpha=0.6)
    cuts, fills = places[~places["fills"]], places[places["fills"]]
    axes.scatter(cuts["x"], cuts["y"], s=3 + HEAP * cuts["lying"], color=BAD, alpha=0.65, lw=0)
    at_work = fills[fills["works"]]
    axes.scatter(fills["x"], fills["y"], s=10, marker="s", facecolors="none", edgecolors=SOONER, lw=0.7)
    axes.scatter(at_work["x"], at_work["y"], s=22, marker="s", color=SOONER, lw=0)
    axes.set_aspect("equal")
    axes.tick_params(colors=INK, labelsize=8)
