"""Which competences did each task force need on its first working day, and which of them had a member?"""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.report.figures.style import INK
from experiments.report.results import Results

HELD, MISSING, SPARE = "#2f6db3", "#e69f00", "#c4c4c4"
WORDS = {
    HELD: "needed, and somebody holds it",
    MISSING: "needed, and nobody holds it",
    SPARE: "somebody holds it, but it is not needed",
}


def draw(results: Results, arm: str) -> Figure:
    """A row a task, sorted by kind of project; a column a competence; numbers are members for it."""
    rows = results.coverage[results.coverage["arm"] == arm]
    tasks = tasks_of(results, rows, arm)
    names = [name for name in results.config["city"]["departments"] if name in set(rows["competence"])]
    figure = Figure(figsize=(0.33 * max(len(names), 8) + 3.2, 0.235 * max(len(tasks), 4) + 2.6))
    axes = figure.subplots()
    place = {(team, project): y for y, (team, project, _) in enumerate(tasks)}
    colours = np.zeros((max(len(tasks), 1), max(len(names), 1)), int)
    for row in rows.to_dict("records"):
        x, y = names.index(row["competence"]), place[row["team"], row["project"]]
        needed, members = row["needed"] == "yes", int(row["members"])
        colours[y, x] = 3 if not needed else 1 if members else 2
        ink = "white" if colours[y, x] == 1 else INK
        axes.text(x, y, str(members), ha="center", va="center", size=8.5, color=ink)
    palette = mpl.colors.ListedColormap(["#ffffff", HELD, MISSING, SPARE])
    axes.imshow(colours, cmap=palette, vmin=0, vmax=3, aspect="auto")
    axes.set_xticks(np.arange(len(names) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(tasks) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="#eeeeee", lw=0.8)
    axes.tick_params(which="both", length=0)
    axes.set_xticks(
        range(len(names)), [name.replace("_", " ") for name in names], rotation=60, ha="left", rotation_mode="anchor"
    )
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(tasks)), [f"{kind}, {whose(team, project, tasks)}" for team, project, kind in tasks])
    axes.tick_params(labelsize=9)
    for y, (one, other) in enumerate(pairwise(tasks)):
        if one[2] != other[2]:
            axes.axhline(y + 0.5, color=INK, lw=1)
    for side in axes.spines.values():
        side.set_visible(False)
    shown = [colour for colour in WORDS if colour != SPARE or (colours == 3).any()]
    axes.legend(
        [Patch(color=colour) for colour in shown], [WORDS[colour] for colour in shown], loc="upper left",
        bbox_to_anchor=(0.0, -0.01), ncols=3, frameon=False, fontsize=9,
    )  # fmt: skip
    axes.set_title(f"Competences on the first working day of each task, and members for each: {results.arm_title(arm)}")
    return figure


def whose(team: int, project: int, tasks: list[tuple[int, int, str]]) -> str:
    """A team, and which of its tasks this is where it has several; projects are numbered as they begin."""
    own = sorted(one for other, one, _ in tasks if other == team)
    return f"team {team}" if len(own) == 1 else f"team {team}, task {own.index(project) + 1}"


def tasks_of(results: Results, rows: pd.DataFrame, arm: str) -> list[tuple[int, int, str]]:
    """Team, project and kind of every task that was begun: kinds in the order of the configuration, then teams."""
    kinds = results.lives[results.lives["arm"] == arm].drop_duplicates("project").set_index("project")["kind"]
    tasks = [
        (int(team), int(project), str(kinds[project]))
        for team, project in rows[["team", "project"]].drop_duplicates().itertuples(index=False)
    ]
    return sorted(tasks, key=lambda task: (results.kinds.index(task[2]), task[0], task[1]))
