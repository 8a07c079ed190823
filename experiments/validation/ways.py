"""Ways into a team: open call, nomination and talent pool, each with three matchings, on who gets in and what follows.

A check: a study without task forces and one over ways and matchings, in one folder; ``ways.csv`` and a figure.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.arms.experiment import experiment_of, words_without
from experiments.study.command import Inquiry, Tables
from experiments.study.design import Points
from experiments.study.experiment import Experiment
from experiments.study.intervals import doubtful
from experiments.study.resampling import interval, resamples
from experiments.study.settings import Study, load_study
from experiments.validation.measures import Measure
from sim.config import compose, validate
from sim.core.parameter import Parameters
from sim.measures.columns import COLUMNS

STUDY = "ways_in"
FOLDER = "ways"
NO_TEAM = "no team"  # stands for the way of the row without task forces
SIDES = ("without", "with")  # task forces
UNITS = {column.name: column.unit for column in COLUMNS}


class Ways(Parameters):
    """Which ways and matchings are compared, and on what; the first of each is the reference."""

    arm: str = Field(min_length=1)
    without: str = Field(min_length=1)
    ways: list[str] = Field(min_length=1)
    matchings: list[str] = Field(min_length=1)
    measures: list[Measure] = Field(min_length=1)
    shown: list[str] = Field(min_length=1)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every way with every matching, in the order of the points."""
        return [(way, matching) for way in self.ways for matching in self.matchings]


def ways_of(scenario: str) -> Ways:
    """The ways that are compared in a scenario."""
    return validate(Ways, compose(f"ways/{scenario}", []))


class Asked(NamedTuple):
    """The ways that are compared, the studies without task forces and with them, and how intervals are made."""

    ways: Ways
    studies: tuple[Study, Study]
    resamples: int


def read(arguments: list[str]) -> Asked:
    """The ways of the scenario that *arguments* name."""
    asked = load_study(arguments)
    ways = ways_of(asked.name)
    rest = words_without(arguments, "arms", "resources")
    without, team = (load_study([*rest, f"arms=[{arm}]"], {"study": STUDY}) for arm in (ways.without, ways.arm))
    return Asked(ways, (without, team), asked.study.resamples)


def experiments(asked: Asked) -> list[Experiment]:
    """The study without task forces, and the one over ways and matchings."""
    grid = pd.DataFrame(asked.ways.pairs, columns=["staffing.call.way", "staffing.call.matching"])
    one = pd.DataFrame(index=range(1))
    points = (Points(one, one), Points(grid, pd.DataFrame(index=grid.index)))
    return [
        experiment_of(
            study, f"{FOLDER}/{side}", points=at, series=False,
            said=f"ways, {side} task forces: {len(at.values)} points",
        )
        for side, study, at in zip(SIDES, asked.studies, points, strict=True)
    ]  # fmt: skip


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """The means in words, and the figure that was drawn of them."""
    from experiments.report.figures import ways as figure

    return f"{ways_as_text(asked.ways, made['ways.csv'])}\nfigure: {figure.save(folder, asked.ways.shown)}"


def tables(asked: Asked, folder: Path) -> Tables:
    """``ways.csv``."""
    ways = asked.ways
    columns = ["point", "seed", "status", *ways.measures]
    runs = {name: pd.read_parquet(folder / FOLDER / name / "runs.parquet", columns=columns) for name in SIDES}
    runs = {name: table[table["status"] == "ok"] for name, table in runs.items()}
    rows = [row for measure in ways.measures for row in rows_of(ways, runs, measure, asked.resamples)]
    return {"ways.csv": pd.DataFrame(rows)}


def rows_of(ways: Ways, runs: dict[str, pd.DataFrame], measure: str, many: int) -> list[dict[str, Any]]:
    """One measure: its mean for every way and matching, and its differences to the reference and to no task force."""
    wide = runs["with"].pivot(index="seed", columns="point", values=measure)
    none = runs["without"].set_index("seed")[measure].reindex(wide.index)
    rows = []
    for point, (way, matching) in enumerate(ways.pairs):
        row: dict[str, Any] = {"way": way, "matching": matching, "measure": measure, "unit": UNITS[measure]}
        row |= {"mean": float(wide[point].mean()), "runs": int(wide[point].notna().sum())}
        for name, other in (("to_reference", wide[0]), ("to_none", none)):
            row |= difference(name, wide[point] - other, many)
        rows.append(row)
    row = {"way": NO_TEAM, "matching": ways.without, "measure": measure, "unit": UNITS[measure]}
    return [
        *rows,
        row
        | {"mean": float(none.mean()), "runs": int(none.notna().sum())}
        | difference("to_reference", none - wide[0], many),
    ]


def difference(name: str, pairs: pd.Series, many: int) -> dict[str, Any]:
    """A mean of paired differences with its interval, as *name*; NaN where there is nothing to compare."""
    values = pairs.dropna().to_numpy(float)
    if not len(values):
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), np.nan) | {f"{name}_doubtful": True}
    low, high = interval(values[resamples(len(values), many)].mean(axis=1), len(values))
    return {name: float(values.mean()), f"{name}_low": low, f"{name}_high": high, f"{name}_doubtful": doubtful(values)}


def ways_as_text(ways: Ways, table: pd.DataFrame) -> str:
    """The means, a line a way and matching and one without a team; a star where it is told from the reference."""
    lines = [f"ways into a team (* differs from {', '.join(ways.pairs[0])}; 95 %)"]
    lines.append(f"  {'':24}" + "".join(f"{name:>18}" for name in ways.shown))
    for way, matching in [*ways.pairs, (NO_TEAM, ways.without)]:
        mine = table[(table["way"] == way) & (table["matching"] == matching)].set_index("measure")
        cells = []
        for name in ways.shown:
            row = mine.loc[name]
            sure = row["to_reference_low"] > 0.0 or row["to_reference_high"] < 0.0
            cells.append(f"{'-' if np.isnan(row['mean']) else format(row['mean'], '.3g'):>17}{'*' if sure else ' '}")
        lines.append(f"  {way + ', ' + matching:24}" + "".join(cells))
    return "\n".join(lines)


WAYS = Inquiry(read=read, experiments=experiments, tables=tables, told=told)
