"""Ways into a team: a row a way and matching, a panel a measure, and where a city without task forces stands."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import style
from experiments.study.strangers import read_csv

TITLES = {
    "days_to_staff": "days from the\ncall to the names",
    "fit_mean": "proficiency\nin the seat",
    "young_share": "under 40\n(share of members)",
    "titled_share": "with a title\n(share of members)",
    "talent_premium": "how much abler\nthan the city's mean",
    "project_days": "days open:\nproject matters",
    "routine_days": "days open:\nroutine matters",
    "all_matters_days": "days open:\nall matters",
}
NO_TEAM = "no team"  # the way of the row without task forces
WORDS = {"open_call": "open call", "nomination": "nomination", "talent_pool": "talent pool"}


def draw(table: pd.DataFrame, shown: list[str]) -> Figure:
    """All ways and matchings on all measures; a line where there is no task force."""
    alone = table[table["way"] == NO_TEAM]
    table = table[table["way"] != NO_TEAM]
    pairs = list(table[["way", "matching"]].drop_duplicates().itertuples(index=False, name=None))
    figure = Figure(figsize=(1.75 * len(shown) + 2.0, 0.42 * len(pairs) + 2.2))
    panels = figure.subplots(1, len(shown), sharey=True)
    tints = dict(zip(dict.fromkeys(way for way, _ in pairs), style.ARM_COLOURS[1:], strict=False))
    for axes, measure in zip(panels, shown, strict=True):
        rows = table[table["measure"] == measure].set_index(["way", "matching"])
        for y, pair in enumerate(pairs):
            row = rows.loc[pair]
            wide = (
                row["mean"] + row["to_reference_low"] - row["to_reference"],
                row["mean"] + row["to_reference_high"] - row["to_reference"],
            )
            axes.hlines(y, *wide, color=tints[pair[0]], lw=3, alpha=0.3)
            axes.plot(row["mean"], y, "o", color=tints[pair[0]], ms=6)
        none = alone.loc[alone["measure"] == measure, "mean"].dropna()
        if len(none):
            axes.axvline(float(none.iloc[0]), color=style.QUIET, lw=1, ls="--")
        axes.set_title(TITLES.get(measure, measure), fontsize=9)
        axes.locator_params(axis="x", nbins=3)
        axes.tick_params(labelsize=8)
        axes.grid(axis="y")
    panels[0].set_yticks(
        range(len(pairs)), [f"{WORDS.get(way, way)}, {matching}" for way, matching in pairs], fontsize=9
    )
    panels[0].set_ylim(len(pairs) - 0.5, -0.5)
    without = alone["matching"].iloc[0].replace("_", " ")
    figure.suptitle(
        f"Who gets into a task force, and what follows (dashed: no task force, {without})",
        x=0.02,
        ha="left",
        fontweight="bold",
    )
    figure.tight_layout(rect=(0.0, 0.0, 1.0, 0.97))
    return figure


def save(folder: Path, shown: list[str]) -> Path:
    """Write the figure as SVG and PNG from ``ways.csv``; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        style.save(draw(read_csv(folder, "ways.csv"), shown), folder / "figures", "ways")
    return folder / "figures" / "ways.svg"
