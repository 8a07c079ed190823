"""How many task forces: the city's outcome against their number, and the same with one cause after the other off."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import style
from experiments.study.intervals import as_text
from experiments.study.strangers import read_csv

if TYPE_CHECKING:
    from matplotlib.axes import Axes

METRIC = "all_matters_days"
WIDTH = 72  # letters of a statement on one line


def draw(curve: pd.DataFrame, optimum: pd.DataFrame, rivals: pd.DataFrame) -> Figure:
    """Four panels: the base with its two sides, what it takes from home, the causes switched off, the kinds of task."""
    figure = Figure(figsize=(12.5, 10.0))
    grid = figure.add_gridspec(2, 2, hspace=0.38, wspace=0.32)
    base = curve[curve["kind"] == "base"]
    both(figure.add_subplot(grid[0, 0]), base, optimum, rivals[rivals["kind"] == "base"])
    people(figure.add_subplot(grid[0, 1]), base)
    lines(figure.add_subplot(grid[1, 0]), curve, optimum, "cause", "What bends it: one cause switched off at a time")
    lines(figure.add_subplot(grid[1, 1]), curve, optimum, "task", "By kind of task: only one kind in the city")
    return figure


def both(axes: Axes, base: pd.DataFrame, optimum: pd.DataFrame, rivals: pd.DataFrame) -> None:
    """All matters, and the project's and the routine's apart, as a change against a city without task forces.

    A dashed line stands where all matters would be with each rival that needs no task force.
    """
    tints = {METRIC: style.INK, "project_days": style.ARM_COLOURS[1], "routine_days": style.ARM_COLOURS[2]}
    names = {METRIC: "all matters", "project_days": "project matters", "routine_days": "routine matters"}
    for metric, tint in tints.items():
        rows = base[base["metric"] == metric].sort_values("number")
        none = float(rows["mean"].iloc[0])
        axes.plot(rows["number"], rows["difference"] / none, color=tint, marker="o", ms=3.5, label=names[metric])
        axes.fill_between(rows["number"], rows["ci_low"] / none, rows["ci_high"] / none, color=tint, alpha=0.15, lw=0)
    best = optimum[(optimum["kind"] == "base") & (optimum["metric"] == METRIC)].iloc[0]
    axes.axvspan(best["low"], best["high"], color=style.GOOD, alpha=0.15, lw=0)
    axes.axhline(0.0, color=style.QUIET, lw=0.8)
    silo = float(base.loc[(base["metric"] == METRIC) & (base["number"] == 0), "mean"].iloc[0])
    for row in rivals.to_dict("records"):
        name = f"all matters, no team: {row['rival'].replace('_', ' ')}"
        axes.axhline(row["level"] / silo - 1.0, color=style.INK, lw=1.0, ls="--", label=name)
    axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
    axes.set_xlabel("task forces at the same city staff")
    axes.set_ylabel("days open, against no task force")
    axes.set_title(f"Best number: {best['optimum']:.0f} {as_text(best, 'low', 'high', '.0f')} (green band)")
    axes.legend(frameon=False, fontsize=9)


def people(axes: Axes, base: pd.DataFrame) -> None:
    """What the number costs: work waiting at home, and how many are away."""
    backlog = base[base["metric"] == "home_backlog_days"].sort_values("number")
    away = base[base["metric"] == "members_mean"].sort_values("number")
    axes.plot(backlog["number"], backlog["mean"], color=style.BAD, marker="o", ms=3.5)
    axes.set_xlabel("task forces at the same city staff")
    axes.set_ylabel("routine waiting at home\n(working days per cadre)", color=style.BAD)
    other = axes.twinx()
    other.plot(away["number"], away["mean"], color=style.ARM_COLOURS[1], marker="s", ms=3.5)
    other.set_ylabel("cadres away with teams", color=style.ARM_COLOURS[1])
    other.spines["right"].set_visible(True)
    axes.set_title("What it takes from home")


def lines(axes: Axes, curve: pd.DataFrame, optimum: pd.DataFrame, kind: str, title: str) -> None:
    """The curves of all cases of one *kind*, beside the base."""
    rows = curve[(curve["metric"] == METRIC) & curve["kind"].isin(["base", kind])]
    for place, (case, one) in enumerate(rows.groupby("case", sort=False)):
        line = one.sort_values("number")
        best = optimum[(optimum["case"] == case) & (optimum["metric"] == METRIC)].iloc[0]
        tint = style.INK if line["kind"].iloc[0] == "base" else style.ARM_COLOURS[1 + (place - 1) % 5]
        said = textwrap.fill(f"{line['statement'].iloc[0]}; best at {best['optimum']:.0f}", WIDTH)
        wide, dash = (1.8 if tint == style.INK else 1.4), ("-" if place < len(style.ARM_COLOURS) else "--")
        axes.plot(line["number"], line["mean"], color=tint, label=said, lw=wide, ls=dash)
        axes.plot(best["optimum"], best["value"], "o", color=tint, ms=6)
    axes.set_xlabel("task forces at the same city staff")
    axes.set_ylabel("days open of all matters (dot: best)")
    axes.set_title(title)
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(-0.05, -0.16))


def save(folder: Path) -> Path:
    """Write the figure as SVG and PNG from the tables of *folder*; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        figure = draw(*(read_csv(folder, f"{name}.csv") for name in ("curve", "optimum", "levels")))
        style.save(figure, folder / "figures", "how_many")
    return folder / "figures" / "how_many.svg"
