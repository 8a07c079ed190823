"""In what share of plausible cities the team pays, over what a client-day or a million yuan is worth in routine."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.report.figures.style import QUIET, colours
from experiments.report.plausible.verdict import Verdict

STROKES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def draw(verdict: Verdict) -> Figure:
    """A line an arm that the team is compared with; the band is its interval."""
    results = verdict.results
    figure = Figure(figsize=(8.6, 4.2))
    axes = figure.subplots()
    tint = colours(results.arms)
    for place, other in enumerate(verdict.others):
        rows = verdict.of("rates", other)
        stroke = STROKES[place % len(STROKES)]
        axes.fill_between(rows["value"], 100 * rows["low"], 100 * rows["high"], color=tint[other], alpha=0.1, lw=0)
        label = f"beside the {results.arm_title(other)}"
        axes.plot(rows["value"], 100 * rows["share"], color=tint[other], ls=stroke, lw=2, label=label)
    axes.axhline(50, color=QUIET, lw=0.8, ls=":")
    axes.set_xscale("log")
    if not verdict.tables["rates"]["share"].notna().any():
        axes.set_xlim(*results.told.counted_in.rates)  # of nothing there is no axis
    axes.set_ylim(-2, 102)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.set_xlabel(f"what {results.told.counted_in.one} is worth, in routine matter-days")
    axes.set_ylabel(f"the {results.arm_title(verdict.team)} pays,\n% of plausible cities")
    axes.grid()
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False)
    return figure
