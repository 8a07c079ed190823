"""The ledger: what each arm reached and what it took, in the units of each measure."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.report.figures.style import INK, colours
from experiments.report.results import Results
from experiments.study.intervals import half_width
from experiments.study.resampling import LEAST

COLUMNS = 4
CONFIDENCE = 0.95


def draw(results: Results) -> Figure:
    """A small panel a measure, a bar an arm: mean and 95 % interval in the primary setting."""
    import seaborn as sns

    rows = results.within(results.primary)
    told = {name: one for name, one in results.told.ledger.items() if name in rows and rows[name].fillna(0.0).any()}
    figure = Figure(figsize=(10.2, 2.5 * math.ceil(len(told) / COLUMNS)))
    panels = figure.subplots(math.ceil(len(told) / COLUMNS), COLUMNS).ravel()
    tint = colours(results.arms)
    for axes in panels[len(told) :]:
        axes.set_axis_off()
    for axes, (name, title) in zip(panels, told.items(), strict=False):
        sns.barplot(
            rows, x="arm", y=name, hue="arm", order=results.arms, palette=tint, legend=False, ax=axes, width=0.7,
            saturation=1, errorbar=ends, err_kws={"linewidth": 1.2, "color": INK},
        )  # fmt: skip
        for place, arm in enumerate(results.arms):
            values = rows.loc[rows["arm"] == arm, name].dropna()
            if not len(values):  # missing in every run of this arm
                continue
            mean, top = float(values.mean()), max(ends(values)[1], 0.0)
            shown = f"{mean:,.0f}" if abs(mean) >= 20 else f"{mean:.1f}"
            axes.annotate(shown, (place, top), (0, 3), textcoords="offset points", ha="center", size=9)
        axes.set_title(title, size=10, weight="normal")
        axes.set(
            xlabel=None, ylabel=None, xticks=[], ylim=(None, 1.2 * axes.get_ylim()[1] if rows[name].any() else 1.0)
        )
        axes.tick_params(axis="y", labelsize=8)
    handles = [Patch(color=tint[arm]) for arm in results.arms]
    titles = [results.arm_title(arm) for arm in results.arms]
    figure.legend(handles, titles, loc="lower center", ncols=len(titles), frameon=False, bbox_to_anchor=(0.5, -0.06))
    figure.tight_layout()
    return figure


def ends(values: pd.Series) -> tuple[float, float]:
    """Student's interval of a mean; the mean alone where there are too few runs for one."""
    known = values.dropna().to_numpy(float)
    mean = float(known.mean()) if len(known) else 0.0
    half = half_width(known, CONFIDENCE) if len(known) >= LEAST else 0.0
    return mean - half, mean + half
