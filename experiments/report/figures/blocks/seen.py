"""What the test sees and what it does not: three marks an arm."""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.kinds.blocks import SEEN
from experiments.report.figures.style import ARM_COLOURS, MARKS, QUIET
from experiments.report.results import Results


def draw(results: Results) -> Figure:
    """A row an arm: the score of the tests, the same days without what was looked at, and what no index holds."""
    figure = Figure(figsize=(9.4, 0.9 + 0.42 * len(results.arms)))
    axes = figure.subplots()
    runs = results.within(results.primary)
    for row, arm in enumerate(results.arms):
        means = runs[runs["arm"] == arm][list(SEEN)].mean()
        axes.plot([means.min(), means.max()], [row, row], color=QUIET, lw=1, zorder=1)
        for place, name in enumerate(SEEN):
            label = SEEN[name] if row == 0 else None
            axes.plot(means[name], row, MARKS[place], color=ARM_COLOURS[1 + place], ms=7, ls="", label=label)
    axes.set_yticks(range(len(results.arms)), [results.arm_title(arm) for arm in results.arms])
    axes.invert_yaxis()
    axes.set_xlabel("points, mean over cities")
    axes.grid(axis="x")
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, frameon=False, fontsize=9.5)
    figure.tight_layout()
    return figure
