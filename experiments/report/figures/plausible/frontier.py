"""The frontier: client-days, or money, that each arm saves beside the baseline, against routine matter-days."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.report.figures.style import INK, QUIET, colours, marks
from experiments.report.plausible.verdict import Verdict


def draw(verdict: Verdict) -> Figure:
    """A mark an arm at its mean over cities, with lines over the middle 80 of 100 of them; up and left is better."""
    results = verdict.results
    figure = Figure(figsize=(8.6, 4.6))
    axes = figure.subplots()
    tint = colours(results.arms)
    shape = marks(results.arms)
    axes.axhline(0, color=QUIET, lw=0.8)
    axes.axvline(0, color=QUIET, lw=0.8)
    axes.plot(
        0, 0, shape[results.baseline], color=tint[results.baseline], ms=9, label=results.arm_title(results.baseline)
    )
    for arm in results.arms[1:]:
        line = verdict.account(arm, results.baseline)
        if line is None:
            continue
        x, y = float(line["lost"]), float(line["gained"])
        axes.plot([line["lost_10"], line["lost_90"]], [y, y], color=tint[arm], lw=1.6, alpha=0.6)
        axes.plot([x, x], [line["gained_10"], line["gained_90"]], color=tint[arm], lw=1.6, alpha=0.6)
        axes.plot(x, y, shape[arm], color=tint[arm], ms=9, label=results.arm_title(arm), markeredgecolor="white")
    axes.grid()
    axes.set_axisbelow(True)
    axes.set_xlabel(f"routine matter-days lost, a city and year, beside the {results.arm_title(results.baseline)}")
    axes.set_ylabel(f"{results.told.counted_in.many} saved,\na city and year")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}".replace("-", "−")))
    axes.margins(0.08)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False)
    axes.annotate("↖ better", (0.0, 1.01), xycoords="axes fraction", va="bottom", color=INK, fontsize=9)
    return figure
