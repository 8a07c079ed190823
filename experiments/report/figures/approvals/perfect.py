"""What would be left if coordination were perfect: drafting and minimums, and what each arm takes beyond them."""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.kinds.approvals import LEAST, TAKEN
from experiments.report.figures.style import MIDDLE, QUIET, colours
from experiments.report.results import Results


def draw(results: Results) -> Figure:
    """A bar an arm: the least in grey, the rest in the arm's colour, a line for the middle 80 % of cases."""
    runs = results.within(results.primary)
    figure = Figure(figsize=(9.4, 0.45 * len(results.arms) + 1.3))
    axes = figure.subplots()
    tint = colours(results.arms)
    rest = (1.0 - MIDDLE / 100.0) / 2.0
    for place, arm in enumerate(results.arms):
        rows = runs[(runs["arm"] == arm) & runs[TAKEN].notna()]
        least, taken = float(rows[LEAST].mean()), float(rows[TAKEN].mean())
        axes.barh(place, least, color=QUIET, alpha=0.55, label="drafting and minimums" if place == 0 else None)
        axes.barh(place, taken - least, left=least, color=tint[arm])
        low, high = float(rows[TAKEN].quantile(rest)), float(rows[TAKEN].quantile(1.0 - rest))
        axes.plot([low, high], [place, place], color="#222222", lw=1.2)
        axes.text(high + 0.01 * results.horizon, place, f"{taken:.0f}, {100.0 * least / taken:.0f} % of it the least",
                  va="center", size=8.5)  # fmt: skip
    axes.set_yticks(range(len(results.arms)), [results.arm_title(arm) for arm in results.arms])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.3 * results.horizon if runs[TAKEN].max() > 0.9 * results.horizon else None)
    axes.margins(x=0.3)
    axes.set_xlabel("days until granted; one not granted within the horizon counts as the horizon")
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), frameon=False, fontsize=9)
    figure.tight_layout()
    return figure
