"""One city of the folder, lived once more in every arm and kept frame by frame, so that a page can play it.

It is not chosen for what comes of it: the first replication of the point nearest to the scenario's own numbers, under
the explanation that is named first. It is kept only where every arm comes out as it stands in the table of runs.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from experiments.arms.replication import branches_at
from experiments.arms.story import Lived, same
from experiments.emulation.asked import POINTS, Asked
from experiments.emulation.judged import sliders_of
from experiments.emulation.means import points_in
from experiments.kinds.stories.usual import waiting_at_home
from experiments.study.keys import canonical_json
from experiments.study.settings import Study, study_points
from experiments.study.strangers import read_parquet
from sim.city.intervene import intervene
from sim.city.run import history
from sim.core.dates import date_of
from sim.measures.values import measure

FILE = "played.json"
FRAMES = 52  # at most, beside the first: a year in weeks
FIRST = ord("a")  # the letter of the first state

Kept = dict[str, Any]


class Filmed(Lived):
    """One arm that is lived day by day, a frame every so many days."""

    def __init__(self, study: Study, arm: str, now: Any, layouts: list[list[tuple[float, float]]]) -> None:
        super().__init__(study, arm, now, study.calendar.start)
        self.layouts, self.frames = layouts, list[Kept]()
        self.letters = {name: chr(FIRST + place) for place, name in enumerate(self.story.states)}

    def dates(self) -> set[int]:
        """Every so many days, and the last."""
        return {*range(0, self.horizon, math.ceil(self.horizon / FRAMES)), self.horizon}

    def look(self, day: int) -> None:
        """A frame: how clients stand, what waits in each department a head, who is in teams, and three numbers."""
        cells = list(self.story.cells(self.now))
        layout = [(round(cell.x, 2), round(cell.y, 2)) for cell in cells]
        if layout not in self.layouts:
            self.layouts.append(layout)
        rows = self.now.departments
        waiting = rows["waiting"] / np.maximum(1, rows["establishment"])
        self.frames.append(
            {
                "day": day,
                "date": str(date_of(self.first_day, float(self.begins + day))),
                "cells": "".join(self.letters[cell.state] for cell in cells),
                "layout": self.layouts.index(layout),
                "waiting": [round(float(one), 1) for one in waiting],
                "home": round(waiting_at_home(self.now), 1),
                "members": round(float(self.now.teams["members"].sum())),
                "stand": [round(float(one), 1) for one in self.story.stand(self.now)],
            }
        )


def recorded(asked: Asked, folder: Path) -> Kept:
    """What a page plays; only ``why`` where there is nothing to play."""
    explanation, study = next(iter(asked.under.items()))
    where = folder / POINTS / explanation
    number = nearest_to_start(study, where)
    runs = read_parquet(where, "runs.parquet")
    rows = runs[(runs["point"] == number) & (runs["replication"] == 0) & (runs["status"] == "ok")].set_index("arm")
    if set(study.arms) - set(rows.index):
        return {"why": "a run of that city failed"}
    values = study_points(study).values
    point = {str(name): values[name].tolist()[number] for name in values.columns}
    prepared = branches_at(study.model_dump_json(), canonical_json(point))
    first, numbers = next(iter(prepared.values()))
    past = history(first, numbers, int(rows["seed"].iloc[0]))
    arms: dict[str, Kept] = {}
    layouts: list[list[tuple[float, float]]] = []
    for (_, arm), (scenario, numbers) in prepared.items():
        lived = Filmed(study, arm, past.copy(), layouts)
        intervene(lived.now, scenario, numbers, float(rows["ring_fence"].loc[arm]))
        lived.to_the_end(numbers)
        ended = measure(past, lived.now, numbers.arm, float(scenario.staffing.setup_days))
        if any(not same(value, rows.loc[arm].get(name)) for name, value in ended.items()):
            return {"why": "that city comes out otherwise now"}
        arms[arm] = {"frames": lived.frames, "events": [plain(row) for row in lived.log if row["event"] != "stand"]}
    sliders = [one["name"] for one in sliders_of(study)]
    return {"why": "", "explanation": explanation, "point": {name: point[name] for name in sliders},
            "seed": int(rows["seed"].iloc[0]), "layouts": layouts, "states": list(lived.story.states),
            "departments": list(study.city.departments), "arms": arms}  # fmt: skip


def nearest_to_start(study: Study, where: Path) -> int:
    """The number of the point that lies nearest to the scenario's own numbers, each slider as wide as its range."""
    sliders = sliders_of(study)
    unit = points_in(where)[[one["name"] for one in sliders]].to_numpy(float)
    start = [(one["start"] - one["low"]) / (one["high"] - one["low"]) for one in sliders]
    return int(((unit - np.array(start)) ** 2).sum(axis=1).argmin())


def plain(row: Kept) -> Kept:
    """An event as JSON has it: a date as text, and no number that is none."""
    told = {name: row[name] for name in ("day", "event", "change", "n", "total")} | {"date": str(row["date"])}
    return {name: value for name, value in told.items() if not (isinstance(value, float) and math.isnan(value))}
