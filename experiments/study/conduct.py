"""Conducting a study in its folder: run this process's share, and gather the tables when all of it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.study.codebook import described
from experiments.study.engine import advance
from experiments.study.executors.events import Executor
from experiments.study.front import UnfinishedError, say
from experiments.study.locks import turn
from experiments.study.parts import FAILED, MISSING, Coverage, DamagedError, cover, rows_in_order
from experiments.study.plan import Plan, UnstaffedError
from experiments.study.settings import ExecutorSettings, Run, Study
from experiments.study.stopping import settled
from experiments.study.store import rows_in, write_tables

LISTED = 1_000  # failures that a manifest lists
PLANNED = 5_000  # units whose rows are planned together
KEYS = ["point", "replication", "resources", "arm", "status"]

Enough = Callable[[pd.DataFrame], bool]


@dataclass(frozen=True, slots=True)
class Share:
    """What of a plan this process runs, and how: its shard, the size of chunks, whether failed runs are tried again."""

    part: tuple[int, int] = (0, 1)
    chunk: int = 0
    retry_failed: bool = False

    @classmethod
    def of(cls, settings: ExecutorSettings, run: Run) -> Share:
        """As the configuration says."""
        return cls(settings.part, settings.chunk, run.retry_failed)

    def units(self, upto: int) -> np.ndarray:
        """Numbers of this share's units below *upto*."""
        first, of = self.part
        return np.arange(first, upto, of)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is there: replications a point, failed runs, units that other shards still owe, hashes of the tables.

    *unstaffed* are points at which some city could not be staffed; their runs are among the failed. Of the runs that
    are there *made* were made just now, and *kept* were there before.
    """

    replications: int
    failed: int
    owed: int
    failures: list[dict[str, Any]]
    hashes: dict[str, str]
    unstaffed: int = 0
    made: int = 0
    kept: int = 0

    def noted(self, more: dict[str, str]) -> dict[str, Any]:
        """What the manifest says of a study that is complete."""
        return {
            "status": "complete",
            "replications": self.replications,
            "failed": self.failed,
            "unstaffed": self.unstaffed,
            "failures": self.failures,
            "outputs": self.hashes | more,
        }


def conduct(
    executor: Executor, plan: Plan, folder: Path, share: Share, title: str = "runs", study: Study | None = None
) -> Outcome:
    """Run this share of *plan* and gather the tables once every unit is there.

    A *study* whose stopping is sequential is looked at after the first replications and then after every batch, and
    ends when its differences are known well enough: the decision rests on complete replications in their order, so it
    is the same however they were run.
    """
    write_design(folder, plan)
    sequential = study is not None and study.study.sequential
    many = study.first_replications if study else plan.replications
    made = 0
    while True:
        upto = many * plan.round
        with unchanged(folder):
            found = advance(
                executor, plan, folder, share.chunk, share.retry_failed, share.units(upto), title, share.part[1] == 1
            )
        made += found.made
        if not sequential or study is None:
            break
        with unchanged(folder):
            rows = pa.concat_tables(looked_at(found, upto, study)).to_pandas()
        if is_enough(study, rows, many, plan):
            break
        many = min(many + study.study.batch, plan.replications)
    with turn(folder, begun=True):
        if share.part[1] > 1:
            found = cover(folder, plan, aside=False)
        owed = int((found.state[:upto] == MISSING).sum())
        if owed and share.part[1] == 1:
            raise UnfinishedError(f"{folder}: parts of {owed} {plan.nouns} were taken away or damaged while it ran")
        if owed:
            return Outcome(many, 0, owed, [], {})
        with unchanged(folder):
            whole = gather(folder, plan, found, many)
        return replace(whole, made=made, kept=upto // plan.round * plan.rows // plan.replications - made)


def looked_at(found: Coverage, upto: int, study: Study) -> Iterator[pa.Table]:
    """What of the runs sequential stopping looks at."""
    return rows_in_order(found, upto, [*KEYS, study.study.metric])


def is_enough(study: Study, rows: pd.DataFrame, many: int, plan: Plan) -> bool:
    """Whether to stop after *many* replications, and say why; at the last, also why nothing is certain."""
    told, last = study.study, many >= plan.replications
    enough = settled(rows, told.metric, told.target_half_width, told.smallest, told.confidence)
    if said := enough.said(many, plan.nouns) if enough.known or last else "":
        say(said)
    return enough.known or last


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """What other hands do to parts while they are read ends in one line; whatever they hold is judged next time."""
    try:
        yield
    except (pa.ArrowException, DamagedError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnfinishedError(f"{folder}: a part was changed while it was read ({said})") from None
    except OSError as error:
        if error.errno is None:  # Arrow's own
            raise UnfinishedError(f"{folder}: a part was changed while it was read ({error})") from None
        raise


def write_design(folder: Path, plan: Plan) -> None:
    """``design.parquet``: a row a planned run; kept when it is there and the study has not grown."""
    path = folder / "design.parquet"
    if rows_in(path) != plan.rows:
        with turn(folder, begun=True):
            write_tables(path, described(plan.design_schema), _planned(plan))


def _planned(plan: Plan) -> Iterator[pa.Table]:
    for first in range(0, len(plan), PLANNED):
        numbers = range(first, min(first + PLANNED, len(plan)))
        rows = [row for number in numbers for row in plan.planned(plan.unit(number))]
        columns = {name: [row[name] for row in rows] for name in plan.design_schema.names}
        yield pa.table(
            [
                pa.array(columns[field.name], field.type, from_pandas=pa.types.is_floating(field.type))
                for field in plan.design_schema
            ],
            schema=plan.design_schema,
        )


def gather(folder: Path, plan: Plan, found: Coverage, many: int) -> Outcome:
    """Write ``runs.parquet`` and ``daily.parquet`` in the order of the plan, piece by piece."""
    upto = many * plan.round
    schema = described(plan.schema.append(pa.field("row_hash", pa.uint64())))
    hashes = {"runs.parquet": write_tables(folder / "runs.parquet", schema, rows_in_order(found, upto, None))}
    if plan.series:
        hashes["daily.parquet"] = _gather_series(folder, found, upto)
    failures: list[dict[str, Any]] = []
    failed = 0
    unstaffed: set[int] = set()
    if (found.state[:upto] == FAILED).any():
        for table in rows_in_order(found, upto, ["run_id", "point", "status", "error"]):
            frame = table.to_pandas()
            bad = frame[frame["status"] != "ok"]
            failed += len(bad)
            unstaffed |= set(bad.loc[bad["error"].str.startswith(UnstaffedError.__name__), "point"])
            failures += bad[["run_id", "error"]].head(LISTED - len(failures)).to_dict("records")
    return Outcome(many, failed, 0, failures, hashes, len(unstaffed))


def _gather_series(folder: Path, found: Coverage, upto: int) -> str:
    """``daily.parquet``; its columns are those of the first series there is."""
    tables = rows_in_order(found, upto, None, series=True)
    first = next(tables, pa.table({"run_id": pa.array([], pa.string()), "day": pa.array([], pa.int32())}))

    def all_of_them() -> Iterator[pa.Table]:
        yield first
        yield from tables

    return write_tables(folder / "daily.parquet", described(first.schema), all_of_them())
