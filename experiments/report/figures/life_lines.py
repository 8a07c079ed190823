"""What was each task force doing, from its call to its end: a line a team, coloured by stage, with its projects."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.report.figures.style import INK
from experiments.report.results import Results

STAGES = {  # in the order of a life; told apart without red and green
    "called": ("#f0e442", "called, waits for names"),
    "in training": ("#cc79a7", "in training"),
    "set up": ("#e69f00", "sets up"),
    "working": ("#0072b2", "works"),
    "tapering": ("#7fc4f0", "tapers: some have gone home"),
}
AT_WORK = ("working", "tapering")
THIN, THICK = 0.12, 0.72
ROOM = 0.075  # of the horizon: a shorter stretch has no room for the name of its project
Stretch = tuple[int, float, float, str, str, bool]


def draw(results: Results, arm: str) -> Figure:
    """A row a team; black strokes begin a project, whose kind stands beside; a thin line is a team between tasks."""
    lives = results.lives[results.lives["arm"] == arm]
    teams = sorted(lives["team"].unique())
    figure = Figure(figsize=(9.8, 0.27 * max(len(teams), 3) + 1.6))
    axes = figure.subplots()
    rows = {team: place for place, team in enumerate(teams)}
    named: set[int] = set()  # teams whose project has its name beside it
    between = False
    for team, start, end, stage, kind, begins in stretches(lives, results.horizon):
        y = rows[team]
        known = stage in STAGES
        colour, height = (STAGES[stage][0], THICK) if known else ("#bbbbbb", THIN)
        axes.barh(y, end - start, left=start, height=height, color=colour, lw=0)
        between = between or not known
        if begins:
            named.discard(team)
            axes.plot([start, start], [y - 0.45, y + 0.45], color=INK, lw=1.8)
        if stage in AT_WORK and team not in named and end - start > ROOM * results.horizon:
            ink = "white" if stage == "working" else INK
            axes.text(start + 0.004 * results.horizon, y, kind.replace("_", " "), va="center", size=8.5, color=ink)
            named.add(team)
    axes.set_xlim(0, results.horizon)
    axes.set_ylim(len(teams) - 0.3, -0.7)
    axes.set_yticks(range(len(teams)), [f"team {team}" for team in teams], size=9)
    axes.set_xticks(ticks := [day for day in axes.get_xticks() if 0 <= day <= results.horizon])
    axes.set_xticklabels([f"{day:.0f}\n{results.date_of(day)}" for day in ticks], size=9)
    axes.set_xlabel("days after the intervention, and their dates")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    seen = [stage for stage in STAGES if stage in set(lives["stage"])]
    handles = [Patch(color=STAGES[stage][0]) for stage in seen]
    labels = [STAGES[stage][1] for stage in seen]
    handles.append(Patch(color=INK))
    labels.append("a new project (upright stroke)")
    if between:
        handles.append(Patch(color="#bbbbbb"))
        labels.append("dissolved (thin line)")
    axes.set_title(f"What each task force was doing: {results.arm_title(arm)}", pad=56)
    axes.legend(handles, labels, loc="lower center", bbox_to_anchor=(0.45, 1.0), ncols=3, frameon=False, fontsize=9.5)
    return figure


def stretches(lives: pd.DataFrame, horizon: int) -> Iterator[Stretch]:
    """Team, first day, end, stage and kind of every stretch of a life; whether a project begins with it."""
    for team, rows in lives.groupby("team", sort=True):
        days = [*rows["day"], float(horizon)]
        last = None
        for place, row in enumerate(rows.to_dict("records")):
            called = row["stage"] == "called"
            begins = bool(called and row["project"] != last)
            last = row["project"] if called else last
            if days[place + 1] > days[place] or begins:
                yield int(str(team)), days[place], days[place + 1], str(row["stage"]), str(row["kind"]), begins
