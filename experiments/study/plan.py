"""A plan: every run that a study will make, numbered, so that any process can tell what run 4711 is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.kinds import plural
from experiments.study.keys import canonical_json, digest, run_id
from experiments.study.varied import DRAW

Branch = tuple[str, str]  # resource setting, arm
Result = tuple[dict[str, Any], dict[str, np.ndarray] | None]  # measures, and the daily series where they are kept


class UnstaffedError(ValueError):
    """A city whose teams nobody could fill: no fault of a run, and counted apart."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is simulated in one piece and kept or lost together: one replication at one point, for some branches."""

    number: int
    replication: int
    point: int
    seed: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Plan:
    """All units of a study.

    *simulate* (a function of a module, so that workers find it by name) gives a Result for each branch of a unit.
    *identity* is what the rows are known by; *text* is the configuration as JSON; *points* has a row a point and a
    column a varied parameter; each of *groups* is simulated as one unit; *fences* (by branch, an array over points)
    are shares of working days set aside; *code* is the hash of the sources that compute; *prepare* is called once in
    each worker, so that loading compiled rules is not counted as the time of a unit; *noun* is what a person calls a
    replication.

    Units are numbered replication by replication: stopped anywhere, every point has as many of them as any other,
    give or take one, and the same seeds (common random numbers across points and arms), plausible cities only within
    a draw.
    """

    simulate: Callable[[Plan, Unit], list[Result]]
    identity: str
    code: str
    scenario: str
    text: str
    seed: int
    replications: int
    points: pd.DataFrame
    groups: tuple[tuple[Branch, ...], ...]
    measures: tuple[str, ...]
    series: bool = False
    prepare: Callable[[Plan], None] | None = None
    fences: Mapping[Branch, np.ndarray] = field(default_factory=dict)
    noun: str = "replication"

    @property
    def nouns(self) -> str:
        """What a person calls several replications."""
        return plural(self.noun)

    @property
    def round(self) -> int:
        """Units of one replication."""
        return len(self.points) * len(self.groups)

    def __len__(self) -> int:
        """Units of the whole plan."""
        return self.replications * self.round

    @property
    def rows(self) -> int:
        """Runs of the whole plan."""
        return self.replications * len(self.points) * sum(map(len, self.groups))

    def unit(self, number: int) -> Unit:
        """The unit of that number."""
        rest, group = divmod(number, len(self.groups))
        replication, point = divmod(rest, len(self.points))
        seed = self.seed + replication + self.replications * self._draws[point]
        return Unit(number, replication, point, seed, self.groups[group])

    @cached_property
    def _draws(self) -> list[int]:
        """Which draw a point belongs to: cities of different draws have luck of their own, so that it averages out."""
        return self._columns.get(DRAW, [0] * len(self.points))

    def point(self, number: int) -> dict[str, Any]:
        """Values of the varied parameters at one point, as plain Python."""
        return {name: values[number] for name, values in self._columns.items()}

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        """The points column by column; looking into a frame for each run would cost as much as a tenth of a run."""
        return {str(name): self.points[name].tolist() for name in self.points.columns}

    def fence(self, branch: Branch, point: int) -> float:
        """Share of working days that a branch sets aside; NaN where it could not be matched."""
        return float(self.fences[branch][point]) if branch in self.fences else 0.0

    def planned(self, unit: Unit) -> list[dict[str, Any]]:
        """What is known of a unit's rows before they are run."""
        varied = self.point(unit.point)
        where = digest(canonical_json([unit.point, varied]))
        return [
            {
                "run_id": run_id(self.identity, resources, arm, where, unit.seed),
                "scenario": self.scenario,
                "arm": arm,
                "resources": resources,
                "point": unit.point,
                "replication": unit.replication,
                "seed": unit.seed,
                "ring_fence": self.fence((resources, arm), unit.point),
                **varied,
            }
            for resources, arm in unit.branches
        ]

    @property
    def design_schema(self) -> pa.Schema:
        """Columns of ``design.parquet``: what is known before a run."""
        texts = {"run_id", "scenario", "arm", "resources"}
        heads = ("run_id", "scenario", "arm", "resources", "point", "replication", "seed")
        kinds = [(name, pa.string() if name in texts else pa.int64()) for name in heads]
        kinds.append(("ring_fence", pa.float64()))
        return pa.schema(kinds + [(str(name), _arrow(self.points[name].dtype)) for name in self.points.columns])

    @property
    def schema(self) -> pa.Schema:
        """Columns of ``runs.parquet`` without the checksum of the row."""
        ended = [("status", pa.string()), ("error", pa.string()), ("code", pa.string())]
        return pa.schema([*self.design_schema, *ended, *((name, pa.float64()) for name in self.measures)])


def _arrow(kind: Any) -> pa.DataType:
    """The column type of a varied parameter."""
    if kind == bool:  # noqa: E721  (NumPy's comparison of types)
        return pa.bool_()
    if pd.api.types.is_integer_dtype(kind):
        return pa.int64()
    return pa.float64() if pd.api.types.is_float_dtype(kind) else pa.string()
