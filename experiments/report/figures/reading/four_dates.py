"""One run at four dates, an arm a line: a mark a client, by colour and by shape how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.figures.reading.sheet import LETTERS, SMALL, WIDTH, keep, sheet, wrapped
from experiments.report.figures.style import BAD, INK, LATER, QUIET, SOONER
from experiments.report.front.model import Drawing
from experiments.report.results import Results
from experiments.report.speech import Two, titled, word

LOOKS = {  # how a state looks: mark, colour, whether it is filled, and its size beside a cell
    "goal": ("s", SOONER, True, 0.85),
    "harm": ("D", LATER, True, 0.7),
    "alarm": ("X", BAD, True, 0.85),
    "work": ("o", QUIET, True, 0.6),
    "open": ("s", INK, False, 0.7),
    "none": (".", "#9a9a9a", True, 0.4),
}
PANEL, LINE, HEAD = 0.86, 0.19, 0.22  # inches of a picture, of a line of the legend, of a line of letters
POINTS = 72.0  # of an inch
SHARP = 220  # dots an inch of the pictures, which are no lines, as thousands of marks would weigh too much
FEWEST = 8.0  # cells across, so that few are not drawn as large as a hand


def drawing(
    results: Results, arms: tuple[str, str], cells: pd.DataFrame, states: Mapping[str, str], said: Mapping[str, Two]
) -> Drawing:
    """The pictures in both languages, with the counts of every state beside them."""
    cells = cells[cells["state"].isin(list(states)) & cells["arm"].isin(arms)]
    table = cells.groupby(["arm", "day", "state"], sort=False).size().rename("cells").reset_index()
    title = headline(results, arms, cells, next(iter(states)), said)
    names = [titled(results.arm_title(arm)) for arm in arms]
    svg = keep(
        results.folder / "figures",
        "story",
        lambda language: draw((title.of(language), language), list(zip(arms, names, strict=True)), cells, states, said),
        table,
    )
    return Drawing("story", title, title, svg, word("stories.note"))


def headline(results: Results, arms: tuple[str, str], cells: pd.DataFrame, goal: str, said: Mapping[str, Two]) -> Two:
    """Where the two are furthest apart: the finding, written from the data; of several dates the last."""
    grouped = cells.assign(there=cells["state"] == goal).groupby(["day", "arm"])["there"]
    there: dict[str, dict[Any, Any]] = {"sum": grouped.sum().to_dict(), "size": grouped.size().to_dict()}
    days = sorted(cells["day"].unique())

    def many(day: float, arm: str, what: str = "sum") -> int:
        return int(there[what].get((day, arm), 0))

    day = max(days, key=lambda one: (abs(many(one, arms[1]) - many(one, arms[0])), one))
    return word(
        "stories.title",
        day=f"{day:.0f}",
        state=said[goal],
        team=titled(results.arm_title(arms[1])),
        other=titled(results.arm_title(arms[0])),
        n=many(day, arms[1]),
        m=many(day, arms[0]),
        of=many(day, arms[1], "size"),
    )


def draw(
    title: tuple[str, str],
    arms: list[tuple[str, Two]],
    cells: pd.DataFrame,
    states: Mapping[str, str],
    said: Mapping[str, Two],
) -> Figure:
    """The figure; *title* with its language."""
    language = title[1]
    days = sorted(cells["day"].unique())
    names = [wrapped(name.of(language), LETTERS[language]) for _, name in arms]
    heights = [HEAD * len(name) + 0.04 + HEAD + PANEL for name in names]
    whole = sum(heights) + LINE * len(states) + 0.14
    figure, share = sheet(whole, title[0], language)
    figure.set_dpi(SHARP)
    tall = whole / share
    top = whole
    for (arm, _), name, height in zip(arms, names, heights, strict=True):
        figure.text(0.01, top / tall, "\n".join(name), size=SMALL, weight="bold", va="top", linespacing=1.2)
        for place, day in enumerate(days):
            left, low = (place + 0.04) / len(days), (top - height) / tall
            axes = figure.add_axes((left, low, 0.92 / len(days), (PANEL - 0.04) / tall))
            axes.set_title(word("stories.day", day=f"{day:.0f}").of(language), size=SMALL, loc="left", pad=2)
            picture(axes, cells[(cells["arm"] == arm) & (cells["day"] == day)], extent(cells), states)
        top -= height
    legend(figure, top / tall, tall, [(states[name], said[name].of(language)) for name in states])
    return figure


def extent(cells: pd.DataFrame) -> tuple[float, float, float, float]:
    """From where to where cells lie, with half a cell around; the same in every picture."""
    margin = 0.02 * max(np.ptp(cells["x"]), np.ptp(cells["y"])) if len(cells) else 0.0
    edge = max(0.6, margin)
    return cells["x"].min() - edge, cells["x"].max() + edge, cells["y"].min() - edge, cells["y"].max() + edge


def picture(
    axes: Axes, cells: pd.DataFrame, around: tuple[float, float, float, float], states: Mapping[str, str]
) -> None:
    """One arm on one date."""
    left, right, low, high = around
    across = max(FEWEST, right - left, high - low) if len(cells) > FEWEST else FEWEST
    crowd = max(FEWEST, min(across, np.sqrt(len(cells)) * 1.3))  # a map is no grid: its marks do not grow with its size
    size = POINTS * (WIDTH / 4 - 0.1) / crowd
    for name, look in states.items():
        mark, colour, filled, part = LOOKS[look]
        mine = cells[cells["state"] == name]
        axes.plot(mine["x"], mine["y"], mark, ms=max(1.6, size * part), mfc=colour if filled else "white", mec=colour,
                  mew=0 if filled else 0.8, ls="", rasterized=True)  # fmt: skip
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    axes.set_aspect("equal", anchor="NW")
    axes.set_axis_off()


def legend(figure: Figure, top: float, tall: float, entries: list[tuple[str, str]]) -> None:
    """What each mark says, a line a state."""
    for place, (look, text) in enumerate(entries):
        mark, colour, filled, part = LOOKS[look]
        height = top - (0.1 + LINE * (place + 0.5)) / tall
        axes = figure.add_axes((0.01, height - LINE / 2 / tall, 0.05, LINE / tall))
        axes.plot(0, 0, mark, ms=9 * part, mfc=colour if filled else "white", mec=colour, mew=0 if filled else 0.9)
        axes.set_axis_off()
        figure.text(0.075, height, text, size=SMALL, va="center")
