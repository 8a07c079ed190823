"""What difference do the arms make, at which resources; and what would a naive before-after have claimed?"""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.report.digits import tidy
from experiments.report.figures.style import INK, QUIET, colours
from experiments.report.results import BEFORE_AFTER, Results
from experiments.report.words import outcome, over_whom


def draw(results: Results) -> Figure:
    """Difference in restricted days to the baseline, a row an arm and resource setting, intervals as lines."""
    lines = results.comparison[results.comparison["metric"] == "restricted_days"]
    there = set(zip(lines["resources"], lines["arm"], strict=True))  # none where the measure is missing in every run
    rows: list[tuple[str, str, str]] = [
        (setting, arm, results.setting_title(setting))
        for setting in results.settings
        for arm in results.arms[1:]
        if (setting, arm) in there
    ]
    looked = set(lines.loc[lines["resources"] == BEFORE_AFTER, "arm"])
    naive = [(BEFORE_AFTER, arm, "naive: after minus before") for arm in results.arms[1:] if arm in looked]
    figure = Figure(figsize=(8.6, 0.46 * (len(rows) + len(naive)) + 1.5))
    axes = figure.subplots()
    tint = colours(results.arms)
    labels = []
    for place, (setting, arm, title) in enumerate([*rows, *naive]):
        line = lines[(lines["resources"] == setting) & (lines["arm"] == arm)].iloc[0]
        compared = setting != BEFORE_AFTER
        axes.plot([line.ci_low, line.ci_high], [place, place], color=tint[arm], lw=3, alpha=1.0 if compared else 0.35)
        face = tint[arm] if compared else "white"
        axes.plot(line.difference, place, "o" if compared else "D", ms=8, color=tint[arm], markerfacecolor=face)
        axes.annotate(
            tidy(f"{line.difference:+.0f}"),
            (line.difference, place),
            (0, 9),
            textcoords="offset points",
            ha="center",
            size=9,
        )
        labels.append(f"{title}: {results.arm_title(arm)}")
    axes.axvline(0, color=INK, lw=1)
    axes.axhline(len(rows) - 0.5, color=QUIET, lw=0.8, ls=":")
    axes.set_yticks(range(len(labels)), labels)
    if not labels:
        axes.text(0.5, 0.5, "nobody was there: nothing to compare", transform=axes.transAxes, ha="center")
    axes.set_ylim(max(len(labels), 1) - 0.4, -0.8)
    axes.margins(x=0.08)
    axes.grid(axis="x")
    axes.set_xlabel(
        f"difference to {results.arm_title(results.baseline)}: {outcome(results)},\n"
        f"{over_whom(results)}, counted up to {results.horizon}   (left of 0: sooner)"
    )
    return figure
