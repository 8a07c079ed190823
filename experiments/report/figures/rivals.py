"""The arms under each explanation of the stall: where the answer hangs on which one is true."""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.report.figures.style import colours, marks
from experiments.report.results import Results
from experiments.report.words import EXPLANATIONS


def draw(results: Results) -> Figure:
    """Days until signature by arm, a group of rows an explanation."""
    lines = results.rivals[results.rivals["metric"] == "restricted_days"]
    names = list(dict.fromkeys(lines["explanation"]))
    figure = Figure(figsize=(9.2, 0.95 * len(names) + 1.2))
    axes = figure.subplots()
    tint, shape = colours(results.arms), marks(results.arms)
    step = 0.8 / len(results.arms)
    for row, name in enumerate(names):
        within = lines[lines["explanation"] == name]
        means = {results.baseline: float(within["baseline_mean"].iloc[0])}
        means |= dict(zip(within["arm"], within["mean"], strict=True))
        for place, arm in enumerate(results.arms):
            y = row + (place - (len(results.arms) - 1) / 2) * step
            axes.plot([0, means[arm]], [y, y], color=tint[arm], lw=1, alpha=0.5)
            label = results.arm_title(arm) if row == 0 else None
            axes.plot(means[arm], y, shape[arm], color=tint[arm], ms=8, label=label)
            axes.annotate(f"{means[arm]:.0f}", (means[arm], y), (8, 0), textcoords="offset points", va="center", size=9)
    axes.set_yticks(range(len(names)), [EXPLANATIONS.get(name, name) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, results.horizon * 1.06)
    axes.grid(axis="x")
    axes.set_xlabel(f"days until signature, mean over the households left, counted up to {results.horizon}")
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=len(results.arms), frameon=False)
    return figure
