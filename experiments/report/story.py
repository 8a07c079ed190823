"""The story of one run on a page: the log of both arms in words, and their pictures at four dates side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from experiments.kinds.stories import story_of
from experiments.report.figures.reading import four_dates
from experiments.report.front.amounts import days, number, outcome
from experiments.report.front.model import Drawing
from experiments.report.results import Results
from experiments.report.speech import Two, Value, there, titled, word
from experiments.study.manifest import is_there
from experiments.study.strangers import read_csv
from sim.yaml_scan import ConfigError

LOG, PICTURES = "story.csv", "pictures.csv"
HEADS = ("arm", "day", "date", "event", "change", "n", "total", "other", "home", "difference", "median", "of")
CELLS = ("arm", "day", "cell", "x", "y", "state")
STAND = "stand"
TWO = 2  # arms that are told


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one run: how it was *chosen*, a log for each arm and the picture; or why none, with neither."""

    chosen: Two
    logs: tuple[tuple[Two, tuple[Two, ...]], ...]
    drawing: Drawing | None


def told(results: Results) -> Told:
    """The story of the run that lies nearest to the median; where the folder holds none, what can be the reason."""
    folder = results.folder
    if not is_there(folder / LOG) or not is_there(folder / PICTURES):
        return Told(word("stories.untold"), (), None)
    log, cells = read_csv(folder, LOG, HEADS), read_csv(folder, PICTURES, CELLS)
    arms = [arm for arm in results.arms if arm in set(log["arm"])]
    if len(arms) != TWO or not len(cells):
        return Told(word("stories.untold"), (), None)
    first = log.iloc[0]
    chosen = word(
        "stories.chosen",
        of=int(first["of"]),
        outcome=outcome(results),
        difference=gap(float(first["difference"])),
        median=gap(float(first["median"])),
    )
    logs = tuple((titled(results.arm_title(arm)), tuple(lines(results, log[log["arm"] == arm]))) for arm in arms)
    states = story_of(results.config["clients"]).states
    said = {name: state_said(results.config["clients"], name) for name in states}
    return Told(chosen, logs, four_dates.drawing(results, (arms[0], arms[-1]), cells, states, said))


def gap(value: float) -> Two:
    """A difference in days: so many sooner, or later."""
    if number(value) == "0":
        return word("stories.level")
    return word("stories.sooner" if value < 0 else "stories.later", days=days(value))


def lines(results: Results, log: pd.DataFrame) -> list[Two]:
    """The log of one arm, a line an event and date."""
    kind, found = str(results.config["clients"]), []
    for row in log.to_dict("records"):
        said = sentence(kind, row)
        found.append(word("stories.line", date=dated(str(row["date"])), day=number(float(row["day"])), said=said))
    return found


def sentence(kind: str, row: Mapping[Any, Any]) -> Two:
    """One event, or how things stand, in the words of the kind."""
    numbers: dict[str, Value] = {}
    for name in ("change", "n", "total", "other"):
        value = float(str(row[name]))
        numbers[name] = "–" if math.isnan(value) else number(value)
    said = word(key_of(kind, str(row["event"])), **numbers)
    if row["event"] != STAND:
        return said
    return said + word("stories.home", home=number(float(str(row["home"]))))


def key_of(kind: str, event: str) -> str:
    """Where the words of an event stand: with its kind, else with what every kind has."""
    own = f"stories.{kind}.{event}"
    return own if there(own) else f"stories.usual.{event}"


def state_said(kind: str, state: str) -> Two:
    """A state of a cell in words."""
    own = f"stories.{kind}.states.{state}"
    return word(own if there(own) else f"stories.usual.states.{state}")


def dated(text: str) -> Two:
    """A date as each language writes it; raises ConfigError where a table holds none."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{LOG}: date {text[:20]!r} is none; make the study anew") from error
    return Two(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")
