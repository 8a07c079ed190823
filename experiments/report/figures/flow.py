"""From which departments do the people of the task forces come, and how many of its own is each one without at most?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.figures.style import INK
from experiments.report.results import Results

SHADES = "Blues"
DARK = 0.55  # of the scale: numbers on darker cells are white


def draw(results: Results) -> Figure:
    """A panel an arm with teams: a row a department, a column a kind of project, and the share away at most beside."""
    arms = results.arms_with_teams
    counts = {arm: members_ever(results, arm) for arm in arms}
    away = {arm: away_at_most(results, arm) for arm in arms}
    shown = pd.concat(list(away.values()), axis=1).max(axis=1)
    order = list(shown[shown > 0].sort_values(ascending=False, kind="stable").index)
    top = max(1, *(int(table.to_numpy().max(initial=0)) for table in counts.values()))
    kinds = results.kinds
    size = ((0.95 * len(kinds) + 1.5) * len(arms) + 2.4, 0.3 * max(len(order), 3) + 1.6)
    figure = Figure(figsize=size)
    panels = figure.subplots(1, len(arms), sharey=True, squeeze=False)[0]
    for axes, arm in zip(panels, arms, strict=True):
        paint(axes, counts[arm].reindex(index=order, columns=kinds, fill_value=0).to_numpy(int), top)
        for place, name in enumerate(order):
            share = float(away[arm].get(name, 0.0))
            axes.text(len(kinds) - 0.3, place, f"{100 * share:.0f} %", va="center", size=9.5)
        axes.text(len(kinds) - 0.3, -0.65, "away\nat most", va="bottom", size=9, color=INK)
        axes.set_xticks(range(len(kinds)), [name.replace("_", " ") for name in kinds], size=9.5)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        title = "People sent to task forces, by department\n" if arm == arms[0] else ""
        axes.set_title(f"{title}{results.arm_title(arm)}", pad=34)
        axes.xaxis.set_label_position("bottom")
    panels[0].set_yticks(range(len(order)), [name.replace("_", " ") for name in order], size=9.5)
    panels[0].set_xlabel("number in a cell: people who became members of teams for that kind of project", loc="left")
    figure.subplots_adjust(wspace=0.42)
    return figure


def paint(axes: Axes, table: np.ndarray, top: int) -> None:
    """One heat map; an empty cell says that nobody went."""
    edges = [np.arange(many + 1) - 0.5 for many in table.shape[::-1]]
    if table.size:
        axes.pcolormesh(*edges, table, cmap=SHADES, vmin=0, vmax=top, edgecolors="face", lw=0.3)
    axes.set(xlim=(-0.5, table.shape[1] - 0.5), ylim=(max(len(table), 1) - 0.5, -0.5))
    for y, x in zip(*np.nonzero(table), strict=True):
        ink = "white" if table[y, x] > DARK * top else INK
        axes.text(x, y, str(table[y, x]), ha="center", va="center", size=9, color=ink)
    for side in axes.spines.values():
        side.set_visible(False)


def members_ever(results: Results, arm: str) -> pd.DataFrame:
    """How many people each department lent to each kind of project; whoever served twice in a kind counts once."""
    moves = lent(results, arm)
    kinds = results.lives[results.lives["arm"] == arm].drop_duplicates("project").set_index("project")["kind"]
    joined = moves[moves["move"] == "joins"].assign(kind=lambda rows: rows["project"].map(kinds))
    people = joined.drop_duplicates(["department", "kind", "cadre"])
    return people.groupby(["department", "kind"]).size().unstack(fill_value=0)


def away_at_most(results: Results, arm: str) -> pd.Series:
    """The largest share of its own people that each department was without on any evening."""
    moves = lent(results, arm)
    steps = moves.assign(step=np.where(moves["move"] == "joins", 1, -1))
    daily = steps.groupby(["department", "day"])["step"].sum()
    most = daily.groupby("department").cumsum().groupby("department").max()
    people = {name: one["cadres"] for name, one in results.config["city"]["departments"].items()}
    return most / most.index.map(people)


def lent(results: Results, arm: str) -> pd.DataFrame:
    """Moves of those whom the city's departments lent."""
    return results.moves[(results.moves["arm"] == arm) & (results.moves["lent"] == "yes")]
