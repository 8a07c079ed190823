"""Where the days of the critical path went: one bar an arm, in days."""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.kinds.approvals import DAYS, ON_PATH, THE_CLIENTS
from experiments.report.figures.style import PARTS
from experiments.report.results import Results

TINTS = ("#cfd8d3", PARTS["work"], PARTS["queue"], PARTS["handover"], PARTS["meeting"], PARTS["floor"], PARTS["client"],
         "#5d6d66")  # fmt: skip
SHOWN = 0.035  # of the longest bar, from which on a part has its number


def draw(results: Results) -> Figure:
    """Means over the cases of an arm that were granted; how many those are stands beside the bar."""
    runs = results.within(results.primary)
    figure = Figure(figsize=(9.4, 0.5 * len(results.arms) + 1.9))
    axes = figure.subplots()
    granted = {arm: runs[(runs["arm"] == arm) & runs[DAYS].notna()] for arm in results.arms}
    longest = max((float(rows[DAYS].mean()) for rows in granted.values() if len(rows)), default=1.0)
    for place, (arm, rows) in enumerate(granted.items()):
        start = 0.0
        for tint, (name, said) in zip(TINTS, ON_PATH.items(), strict=True):
            days = float(rows[name].mean()) if len(rows) else 0.0
            axes.barh(place, days, left=start, color=tint, label=said if place == 0 else None)
            if days > SHOWN * longest:
                pale = name in THE_CLIENTS
                axes.text(start + days / 2, place, f"{days:.0f}", ha="center", va="center", size=9,
                          color="#444444" if pale else "white")  # fmt: skip
            start += days
        all_of = int((runs["arm"] == arm).sum())
        axes.text(start + 0.01 * longest, place, f"{len(rows)} of {all_of} granted", va="center", size=8.5)
    axes.set_yticks(range(len(results.arms)), [results.arm_title(arm) for arm in results.arms])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.16 * longest)
    axes.set_xlabel("days from the start to the last closing")
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, frameon=False, fontsize=9)
    figure.tight_layout()
    return figure
