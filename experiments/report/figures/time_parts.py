"""Where the time of clients' files went: worked on, waiting, on the way, before a meeting."""

from __future__ import annotations

import math

from matplotlib.figure import Figure

from experiments.report.figures.style import INK, PARTS
from experiments.report.results import Results

DAYS = "project_days"
WORDS = {
    "work": "somebody works on it",
    "queue": "waits at a desk",
    "handover": "between desks",
    "meeting": "waits for a joint ruling",
    "floor": "statutory minimum",
    "client": "shelved or waits for the client",
}


def ink_on(colour: str) -> str:
    """Black or white letters, whichever can be read on a colour."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return INK if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.18 else "#ffffff"


def draw(results: Results) -> Figure:
    """One bar an arm: days that a file is open, by what it waits for; mean over replications that had any.

    Days and not shares: those of arms have different totals. Shares where days are not known.
    """
    rows = results.within(results.primary)
    figure = Figure(figsize=(9.4, 0.55 * len(results.arms) + 1.6))
    axes = figure.subplots()
    told = [part for part in PARTS if results.tells(f"{part}_share")]
    for place, arm in enumerate(results.arms):
        shares = rows.loc[rows["arm"] == arm, [f"{part}_share" for part in PARTS]]
        mean = shares[shares.sum(axis=1) > 0].mean().fillna(0.0)
        days = float(rows.loc[rows["arm"] == arm, DAYS].mean()) if DAYS in rows else math.nan
        whole, start = (100.0 if math.isnan(days) else days), 0.0
        for part in told:
            colour, width = PARTS[part], whole * float(mean[f"{part}_share"])
            axes.barh(place, width, left=start, color=colour, label=WORDS[part] if place == 0 else None)
            if width >= 0.05 * whole:
                axes.text(
                    start + width / 2, place, f"{width:.0f}", ha="center", va="center", size=9, color=ink_on(colour)
                )
            start += width
    axes.set_yticks(range(len(results.arms)), [results.arm_title(arm) for arm in results.arms])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    known = DAYS in rows and bool(rows[DAYS].notna().any())
    axes.set_xlabel("days that a file is open" if known else "per cent of the time that files were open")
    if not told:
        axes.text(0.5, 0.5, "no file was open", transform=axes.transAxes, ha="center")
        return figure
    axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1.0), ncols=3, frameon=False, fontsize=9.5)
    return figure
