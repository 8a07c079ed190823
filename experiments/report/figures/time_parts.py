"""Where the time of clients' files went: worked on, waiting, on the way, before a meeting."""

from __future__ import annotations

from matplotlib.figure import Figure

from experiments.report.figures.style import PARTS
from experiments.report.results import Results

WORDS = {
    "work": "somebody works on it",
    "queue": "waits at a desk",
    "handover": "between desks",
    "meeting": "waits for a joint ruling",
    "floor": "statutory minimum",
    "client": "shelved or waits for the client",
}


def draw(results: Results) -> Figure:
    """One bar an arm: shares of the elapsed time of open files, mean over replications that had any."""
    rows = results.within(results.primary)
    figure = Figure(figsize=(9.4, 0.55 * len(results.arms) + 1.6))
    axes = figure.subplots()
    told = [part for part in PARTS if results.tells(f"{part}_share")]
    for place, arm in enumerate(results.arms):
        shares = rows.loc[rows["arm"] == arm, [f"{part}_share" for part in PARTS]]
        mean = shares[shares.sum(axis=1) > 0].mean().fillna(0.0)
        start = 0.0
        for part in told:
            colour, width = PARTS[part], 100.0 * float(mean[f"{part}_share"])
            axes.barh(place, width, left=start, color=colour, label=WORDS[part] if place == 0 else None)
            if width >= 5:
                axes.text(start + width / 2, place, f"{width:.0f}", ha="center", va="center", size=9, color="white")
            start += width
    axes.set_yticks(range(len(results.arms)), [results.arm_title(arm) for arm in results.arms])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("per cent of the time that files were open after the intervention")
    if not told:
        axes.text(0.5, 0.5, "no file was open", transform=axes.transAxes, ha="center")
        return figure
    axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1.0), ncols=3, frameon=False, fontsize=9.5)
    return figure
