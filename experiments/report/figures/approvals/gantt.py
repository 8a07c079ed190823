"""The median run, review by review: when each was drafted, filed and closed, and which of them were critical."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.kinds.approvals import LEAST
from experiments.report.figures.style import INK, LATER, QUIET, SOONER
from experiments.report.results import Results

PALE = {True: "#f0c6ab", False: "#c9d8ea"}
DARK = {True: LATER, False: SOONER}
ROW = 0.17  # inches of height a review


def draw(results: Results) -> Figure:
    """A row a review in the order of release, two rows above them: the critical path, and the least."""
    rows = results.timeline[results.timeline["told"].astype(bool)] if len(results.timeline) else results.timeline
    rows = rows[rows["released"].notna()] if len(rows) else rows
    figure = Figure(figsize=(9.4, 1.4 + ROW * max(len(rows), 1)))
    axes = figure.subplots()
    if not len(rows):
        axes.text(0.5, 0.5, "no run to show", transform=axes.transAxes, ha="center")
        return figure
    rows = rows.sort_values(["released", "filed", "review", "lot"], kind="stable").reset_index(drop=True)
    end = float(rows["closed"].fillna(results.horizon).max())
    for place, row in rows.iterrows():
        one_review(axes, int(str(place)) + 2, row, end)
    above(axes, results, rows)
    lot = rows["lot"].map(lambda one: f", lot {one}" if one else "")
    names = rows["review"].str.replace("_", " ") + lot + rows["far"].map({True: " (far)", False: ""})
    axes.set_yticks(range(len(rows) + 2), ["critical path", "least possible", *names], size=6.5)
    axes.set_ylim(len(rows) + 1.7, -0.8)
    axes.set_xlim(0, end * 1.01)
    arm = str(rows["arm"].iloc[0])
    axes.set_xlabel(f"days after the intervention: {results.arm_title(arm)}, seed {int(rows['seed'].iloc[0])}")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    figure.tight_layout()
    return figure


def one_review(axes: Axes, place: int, row: pd.Series, end: float) -> None:
    """Drafting pale, on file dark, the minimum a line; what was never closed goes on to the end."""
    critical = bool(row["critical"])
    filed = float(row["filed"]) if pd.notna(row["filed"]) else end
    closed = float(row["closed"]) if pd.notna(row["closed"]) else end
    axes.barh(place, filed - row["released"], left=row["released"], height=0.72, color=PALE[critical])
    axes.barh(place, closed - filed, left=filed, height=0.72, color=DARK[critical])
    if row["floor"] > 0.0:
        axes.plot([filed, min(filed + row["floor"], closed)], [place, place], color=INK, lw=1.0)


def above(axes: Axes, results: Results, rows: pd.DataFrame) -> None:
    """The critical path end to end, and the least that the same case needs in any arm."""
    critical = rows[rows["critical"].astype(bool)].sort_values("released")
    for row in critical.to_dict("records"):
        axes.barh(0, row["filed"] - row["released"], left=row["released"], height=0.72, color=PALE[True])
        axes.barh(0, row["closed"] - row["filed"], left=row["filed"], height=0.72, color=DARK[True])
    runs = results.within(results.primary)
    told = rows.iloc[0]
    same = (runs["seed"] == told["seed"]) & (runs["arm"] == told["arm"]) & (runs["point"] == told["point"])
    least = runs.loc[same, LEAST]
    if len(least):
        axes.barh(1, float(least.iloc[0]), left=float(rows["released"].min()), height=0.72, color=QUIET)
