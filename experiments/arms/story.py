"""The story of one run: the pair nearest to the median, lived once more day by day, as a dated log and four pictures.

The pair is the one (same point, same replication, primary setting) whose difference in the headline between the team
and the baseline lies nearest to the median of all pairs; of several the first. It is told only where it comes out as
it stands in the table of runs, measure by measure.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.arms.replication import branches_at
from experiments.kinds.stories import story_of
from experiments.kinds.stories.noticed import Noticed, Now, Story
from experiments.kinds.stories.usual import waiting_at_home
from experiments.study.front import say
from experiments.study.keys import canonical_json
from experiments.study.settings import Study, study_points
from sim.city.intervene import intervene
from sim.city.run import history, live
from sim.core.dates import date_of
from sim.measures.values import measure

LOG, PICTURES = "story.csv", "pictures.csv"
HEADLINE = "restricted_days"
TEAM = "task_force"  # whom a comparison is about where no verdict names another and it is among the arms
SHARES = (0.0, 1 / 12, 1 / 4, 1.0)  # of the days watched: the dates of the pictures
MOST = 6  # lines of one event; of more, those on which a fifth of them had happened are kept
COLUMNS = ("arm", "day", "date", "event", "change", "n", "total", "other", "home")
CELLS = ("arm", "day", "date", "cell", "x", "y", "state")
PAIR = ("point", "replication")

Row = dict[str, Any]


class Pair(NamedTuple):
    """The run that is told: where it stands in the study, and how it lies to the median."""

    point: int
    replication: int
    difference: float
    median: float
    of: int


def story_tables(study: Study, folder: Path) -> dict[str, pd.DataFrame]:
    """``story.csv`` and ``pictures.csv`` of both arms of the pair; none where no pair got there or it comes out anew.

    *folder* holds ``runs.parquet``.
    """
    setting, arms = next(iter(study.resources)), told_arms(study)
    runs = pd.read_parquet(folder / "runs.parquet")
    runs = runs[(runs["resources"] == setting) & (runs["status"] == "ok") & runs["arm"].isin(arms)]
    pair = nearest(runs, arms)
    if pair is None:
        say("no run is told: it takes a pair of runs of two arms that both got to the end")
        return {}
    rows = runs[(runs["point"] == pair.point) & (runs["replication"] == pair.replication)].set_index("arm")
    log: list[Row] = []
    pictures: list[Row] = []
    points = study_points(study).values
    point = {str(name): points[name].tolist()[pair.point] for name in points.columns}
    prepared = branches_at(study.model_dump_json(), canonical_json(point))
    first, numbers = next(iter(prepared.values()))
    past = history(first, numbers, int(rows["seed"].iloc[0]))
    for arm in arms:
        scenario, numbers = prepared[setting, arm]
        lived = Lived(study, arm, past.copy(), scenario.calendar.start)
        intervene(lived.now, scenario, numbers, float(rows["ring_fence"].loc[arm]))
        lived.to_the_end(numbers)
        values = measure(past, lived.now, numbers.arm, float(scenario.staffing.setup_days))
        if differing := [name for name, value in values.items() if not same(value, rows.loc[arm].get(name))]:
            say(f"the run nearest to the median comes out otherwise now ({differing[0]}), so its story is not told")
            return {}
        log += lived.log
        pictures += lived.pictures
    told = pd.DataFrame(log, columns=list(COLUMNS)).assign(**pair._asdict(), seed=int(rows["seed"].iloc[0]))
    return {LOG: told, PICTURES: pd.DataFrame(pictures, columns=list(CELLS))}


def told_arms(study: Study) -> tuple[str, str]:
    """The baseline and the arm that the study is about."""
    arms = list(study.arms)
    usual = TEAM if TEAM in arms[1:] else arms[-1]
    return arms[0], study.study.headline.team or usual


def nearest(runs: pd.DataFrame, arms: tuple[str, str]) -> Pair | None:
    """The pair whose difference lies nearest to the median of all, the first of several; None without a pair."""
    if HEADLINE not in runs:
        return None
    wide = runs.pivot_table(index=list(PAIR), columns="arm", values=HEADLINE, aggfunc="first")
    if arms[0] == arms[1] or not set(arms) <= set(wide):
        return None
    gaps = (wide[arms[1]] - wide[arms[0]]).dropna().sort_index()
    if not len(gaps):
        return None
    median = float(gaps.median())
    place = int((gaps - median).abs().to_numpy().argmin())
    point, replication = gaps.index.to_frame().iloc[place].tolist()
    return Pair(int(point), int(replication), float(gaps.iloc[place]), median, len(gaps))


def same(value: float, stored: Any) -> bool:
    """Whether a measure came out as it is stored, bit for bit."""
    return stored is not None and (value == stored or (math.isnan(value) and pd.isna(stored)))


class Lived:
    """One arm that is lived day by day: its state *now*, its *log* and its *pictures*."""

    def __init__(self, study: Study, arm: str, now: Now, start: Any) -> None:
        self.arm, self.now, self.first_day = arm, now, start
        self.story: Story = story_of(study.clients)
        self.horizon = int(study.calendar.horizon_days)
        self.begins = int(study.calendar.intervention_day)
        self.log: list[Row] = []
        self.pictures: list[Row] = []

    def to_the_end(self, numbers: Any) -> None:
        """Live up to the horizon; what has risen in a day is an event of that day."""
        dates = self.dates()
        counts = {one: [one.count(self.now)] for one in self.story.noticed}
        seen: dict[Noticed, list[Row]] = {one: [] for one in self.story.noticed}
        self.look(0)
        for day in range(1, self.horizon + 1):
            self.now = live(self.now, numbers, float(self.begins + day))
            for one, so_far in counts.items():
                so_far.append(one.count(self.now))
                if so_far[-1] > so_far[-2]:
                    seen[one].append(self.event(one, day - 1, so_far[-1] - so_far[-2]))
            if day in dates:
                self.look(day)
        self.log += [row for rows in seen.values() for row in thinned(rows)]
        self.log.sort(key=lambda row: (row["day"], row["event"] != "stand"))  # how things stand in the morning

    def dates(self) -> set[int]:
        """Days after the first on which it is looked at."""
        return {round(share * self.horizon) for share in SHARES}

    def event(self, one: Noticed, day: int, change: float) -> Row:
        """One thing that has happened on a day."""
        n, total = one.told(self.now)
        return self.dated(day) | {"event": one.event, "change": change, "n": n, "total": total}

    def look(self, day: int) -> None:
        """How things stand on a day, in numbers and as a picture."""
        stand = self.story.stand(self.now)
        told = {"event": "stand", **stand._asdict(), "home": waiting_at_home(self.now)}
        self.log.append(self.dated(day) | told)
        for number, cell in enumerate(self.story.cells(self.now)):
            self.pictures.append(self.dated(day) | {"cell": number + 1, **cell._asdict()})

    def dated(self, day: int) -> Row:
        """The head of a row."""
        return {"arm": self.arm, "day": day, "date": date_of(self.first_day, float(self.begins + day))}


def thinned(rows: list[Row]) -> list[Row]:
    """At most so many lines of one event: the first, and those on which a further part of all had happened.

    What a line counts is all that happened since the line before.
    """
    if len(rows) <= MOST:
        return rows
    whole = sum(row["change"] for row in rows)
    kept: list[Row] = []
    so_far, since = 0.0, 0.0
    for row in rows:
        so_far, since = so_far + row["change"], since + row["change"]
        if not kept or so_far >= whole * len(kept) / (MOST - 1) or so_far >= whole:
            kept.append(row | {"change": since})
            since = 0.0
    return kept
