"""How many households are still there: the years before, and the year of each arm."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.figures.style import INK, MIDDLE, colours
from experiments.report.results import Results


def draw(results: Results) -> Figure:
    """Left: the common history in years; right: each arm day by day. Lines are means, bands the middle 80 %."""
    households = int(results.config["households"]["total"])
    daily = results.daily.merge(results.runs[["run_id", "arm", "resources"]], on="run_id")
    daily = daily[daily["resources"] == results.primary].assign(
        left=lambda frame: households * (1.0 - frame["signed"].fillna(0.0))  # no share of no households
    )
    figure = Figure(figsize=(9.4, 3.9))
    before, after = figure.subplots(1, 2, width_ratios=[1, 1.35])
    tint = colours(results.arms)
    past = daily[(daily["arm"] == results.baseline) & (daily["day"] <= 0)]
    if past["day"].nunique() > 2:
        band(before, past.assign(day=past["day"] / 365.25), INK)
    before.set_yscale("symlog", linthresh=10)
    ticks = [tick for tick in (0, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000) if tick <= households * 1.2]
    before.set_yticks(ticks, [str(tick) for tick in ticks])
    before.set_ylim(0, max(households, 1) * 1.2)
    before.set_xlabel("years before the intervention")
    before.set_ylabel("households still there")
    before.set_title("The common history")
    for arm in results.arms:
        rows = daily[(daily["arm"] == arm) & (daily["day"] >= 0)]
        end = band(after, rows, tint[arm])
        after.annotate(
            f" {results.arm_title(arm)}: {end:.1f}", (results.horizon, end), color=tint[arm], va="center", size=9.5,
            annotation_clip=False,
        )  # fmt: skip
    after.set_ylim(bottom=0)
    after.set_ylabel("")
    after.set_xlim(0, results.horizon)
    after.set_xlabel("days after the intervention")
    after.set_title(f"The arms, {results.setting_title(results.primary)}")
    for axes in (before, after):
        axes.grid(axis="y")
    figure.tight_layout()
    return figure


def band(axes: Axes, rows: pd.DataFrame, colour: str) -> float:
    """A mean line with the middle 80 % of villages behind it; the mean on the last day."""
    import seaborn as sns

    quiet = {"alpha": 0.15, "lw": 0}
    sns.lineplot(rows, x="day", y="left", ax=axes, color=colour, lw=2, errorbar=("pi", MIDDLE), err_kws=quiet)
    return float(rows.loc[rows["day"] == rows["day"].max(), "left"].mean())
