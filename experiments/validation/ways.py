"""Ways into a team: open call, nomination and talent pool, each with three matchings, on who gets in and what follows.

Run by ``python -m experiments.validate scenario=open_call``: a study without task forces and one over ways and
matchings, in one folder; ``ways.csv`` and a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.arms.run import KIND as BELOW
from experiments.arms.run import simulate_below
from experiments.study.command import say
from experiments.study.design import Points
from experiments.study.executors.events import Executor
from experiments.study.settings import Study, load_study
from experiments.study.store import file_hash, write_csv
from experiments.validation.curve import LEVELS, resampled
from sim.config import compose, validate
from sim.core.parameter import Parameters
from sim.measures.columns import COLUMNS

DEFAULTS = {"study": "ways_in", "output": "results/ways_in"}
FOLDER = "ways"
UNITS = {column.name: column.unit for column in COLUMNS}
Part = tuple[str, Study, Points]


class Ways(Parameters):
    """Which ways and matchings are compared, and on what; the first of each is the reference."""

    arm: str = Field(min_length=1)
    without: str = Field(min_length=1)
    ways: list[str] = Field(min_length=1)
    matchings: list[str] = Field(min_length=1)
    measures: list[str] = Field(min_length=1)
    shown: list[str] = Field(min_length=1)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every way with every matching, in the order of the points."""
        return [(way, matching) for way in self.ways for matching in self.matchings]


def ways_of(scenario: str) -> Ways:
    """The ways that are compared in a scenario."""
    return validate(Ways, compose(f"ways/{scenario}", []))


def parts(told: Ways, arguments: Sequence[str]) -> list[Part]:
    """The study without task forces, and the one over ways and matchings."""
    rest = [word for word in arguments if word.partition("=")[0] not in {"arms", "resources"}]
    grid = pd.DataFrame(told.pairs, columns=["staffing.call.way", "staffing.call.matching"])
    one = pd.DataFrame(index=range(1))
    return [
        ("without", load_study([*rest, f"arms=[{told.without}]"], DEFAULTS), Points(one, one)),
        ("with", load_study([*rest, f"arms=[{told.arm}]"], DEFAULTS), Points(grid, pd.DataFrame(index=grid.index))),
    ]


def rehearsal(told: Ways, arguments: Sequence[str], folder: Path) -> list[tuple[Study, Path, str]]:
    """Both studies with their folders."""
    return [(study, folder / FOLDER / name, BELOW) for name, study, _ in parts(told, arguments)]


def run_all(told: Ways, arguments: Sequence[str], folder: Path, executor: Executor) -> int:
    """Simulate what is missing; how many runs other shards still owe."""
    owed = 0
    for name, study, points in parts(told, arguments):
        say(f"ways, {name} task forces: {len(points.values)} points")
        owed += simulate_below(study, folder / FOLDER / name, executor, points, series=False).owed
    return owed


def judged(told: Ways, folder: Path, resamples: int) -> dict[str, str]:
    """Write ``ways.csv``; its hash."""
    columns = ["point", "seed", "status", *told.measures]
    runs = {
        name: pd.read_parquet(folder / FOLDER / name / "runs.parquet", columns=columns) for name in ("without", "with")
    }
    runs = {name: table[table["status"] == "ok"] for name, table in runs.items()}
    rows = [row for measure in told.measures for row in rows_of(told, runs, measure, resamples)]
    write_csv(folder / "ways.csv", pd.DataFrame(rows))
    return {"ways.csv": file_hash(folder / "ways.csv")}


def rows_of(told: Ways, runs: dict[str, pd.DataFrame], measure: str, resamples: int) -> list[dict[str, Any]]:
    """One measure: its mean for every way and matching, and its differences to the reference and to no task force."""
    wide = runs["with"].pivot(index="seed", columns="point", values=measure)
    none = runs["without"].set_index("seed")[measure].reindex(wide.index)
    rows = []
    for point, (way, matching) in enumerate(told.pairs):
        row: dict[str, Any] = {"way": way, "matching": matching, "measure": measure, "unit": UNITS[measure]}
        row |= {"mean": float(wide[point].mean()), "runs": int(wide[point].notna().sum())}
        for name, other in (("to_reference", wide[0]), ("to_none", none)):
            pairs = (wide[point] - other).dropna().to_numpy(float)
            row |= {name: np.nan, f"{name}_low": np.nan, f"{name}_high": np.nan}
            if len(pairs):
                low, high = np.quantile(pairs[resampled(len(pairs), resamples)].mean(axis=1), LEVELS)
                row |= {name: float(pairs.mean()), f"{name}_low": float(low), f"{name}_high": float(high)}
        rows.append(row)
    return rows


def as_text(told: Ways, folder: Path) -> str:
    """The means, a line a way and matching; a star where the difference to the reference is told from 0."""
    table = pd.read_csv(folder / "ways.csv")
    lines = [f"ways into a team (* differs from {', '.join(told.pairs[0])}; 95 %)"]
    lines.append(f"  {'':24}" + "".join(f"{name:>18}" for name in told.shown))
    for way, matching in told.pairs:
        mine = table[(table["way"] == way) & (table["matching"] == matching)].set_index("measure")
        cells = []
        for name in told.shown:
            row = mine.loc[name]
            sure = row["to_reference_low"] > 0.0 or row["to_reference_high"] < 0.0
            cells.append(f"{row['mean']:>17.3g}{'*' if sure else ' '}")
        lines.append(f"  {way + ', ' + matching:24}" + "".join(cells))
    return "\n".join(lines)
