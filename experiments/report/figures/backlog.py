"""How much routine work waits at home, day by day, while people are away with task forces?"""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.report.figures.style import MIDDLE, colours
from experiments.report.results import Results


def draw(results: Results) -> Figure:
    """A line an arm: mean over cities, with the middle 80 % of them behind it."""
    import seaborn as sns

    daily = results.daily.merge(results.runs[["run_id", "arm", "resources"]], on="run_id")
    daily = daily[(daily["resources"] == results.primary) & (daily["day"] >= 0)]
    daily = daily.assign(home_backlog=daily["home_backlog"].clip(lower=0.0))  # sums of floats end a hair below nothing
    figure = Figure(figsize=(9.4, 3.9))
    axes = figure.subplots()
    for arm, tint in colours(results.arms).items():
        rows = daily[daily["arm"] == arm]
        sns.lineplot(
            rows, x="day", y="home_backlog", ax=axes, color=tint, lw=2, errorbar=("pi", MIDDLE),
            err_kws={"alpha": 0.15, "lw": 0}, label=results.arm_title(arm),
        )  # fmt: skip
    axes.set_xlim(0, results.horizon)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y")
    axes.set_xlabel("days after the intervention")
    axes.set_ylabel("routine work waiting at home\n(working days for each cadre)")
    axes.set_title(f"Routine work waiting in all departments, {results.setting_title(results.primary)}", pad=30)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
    return figure
