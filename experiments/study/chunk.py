"""One chunk of units, simulated and kept: what a worker does, and all it does."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from experiments.study.parts import write_part
from experiments.study.plan import Plan, Unit

ROOT = Path(__file__).resolve().parents[2]
OURS = ("sim", "experiments", "tests")
FRAMES = 3  # of a traceback that are kept

Begin = Callable[[int], bool]  # told before each unit; False asks to stop here


@dataclass(frozen=True, slots=True)
class Done:
    """How a chunk went: units kept, and which of the asked were not begun; runs, failed ones, and seconds."""

    units: int
    left: np.ndarray
    runs: int
    failed: int
    seconds: float


class Days(NamedTuple):
    """The series of one run: its unit and id, and a column of values, one a day, under each name."""

    unit: int
    run: str
    columns: dict[str, np.ndarray]


def run_chunk(plan: Plan, folder: Path, units: np.ndarray, begin: Begin) -> Done:
    """Simulate *units*, one after the other, and keep them as one part.

    *begin* hears the number of each unit before it starts and ends the chunk by giving False. Interrupted by
    whatever is raised around it, the chunk keeps what it has finished.
    """
    rows: list[dict[str, Any]] = []
    series: list[Days] = []
    finished, began = 0, time.perf_counter()
    try:
        for number in units:
            if not begin(int(number)):
                break
            unit = plan.unit(int(number))
            found, days = simulated(plan, unit)
            rows += found
            series += days
            finished += 1
    finally:
        if finished:
            write_part(folder, plan, units[:finished], as_runs(plan, rows), as_series(series))
    failed = sum(row["status"] != "ok" for row in rows)
    return Done(finished, units[finished:], len(rows), failed, time.perf_counter() - began)


def simulated(plan: Plan, unit: Unit) -> tuple[list[dict[str, Any]], list[Days]]:
    """Rows and series of one unit; a unit that raises has failed rows with the error, and no series."""
    planned = plan.planned(unit)
    try:
        results = plan.simulate(plan, unit)
    except Exception as error:  # noqa: BLE001  (a run that fails is a result: kept with its error, the others go on)
        return failed_rows(plan, unit, said(error)), []
    rows, series = [], []
    for row, (values, days) in zip(planned, results, strict=True):
        rows.append(row | values | {"status": "ok", "error": "", "code": plan.code, "unit": unit.number})
        if plan.series and days is not None:
            series.append(Days(unit.number, row["run_id"], days))
    return rows, series


def as_series(series: list[Days]) -> pa.Table | None:
    """The series of some runs as one table: unit, run and what was noted each day; None where there is no series."""
    if not series:
        return None
    whose = pa.array(np.repeat(np.arange(len(series)), [len(one.columns["day"]) for one in series]))
    head = {"unit": pa.array([one.unit for one in series]), "run_id": pa.array([one.run for one in series])}
    noted = {name: np.concatenate([one.columns[name] for one in series]) for name in series[0].columns}
    columns = {name: pa.array(values, from_pandas=True) for name, values in noted.items()}  # NaN is null
    return pa.table({name: values.take(whose) for name, values in head.items()} | columns)


def failed_rows(plan: Plan, unit: Unit, error: str) -> list[dict[str, Any]]:
    """The rows of a unit that gave no result."""
    return [
        row | {"status": "failed", "error": error, "code": plan.code, "unit": unit.number} for row in plan.planned(unit)
    ]


def as_runs(plan: Plan, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table of the plan's schema and the unit's number; what is missing, or never was, is null, not NaN."""
    columns = [
        pa.array([row.get(field.name) for row in rows], field.type, from_pandas=pa.types.is_floating(field.type))
        for field in plan.schema
    ]
    schema = plan.schema.append(pa.field("unit", pa.int64()))
    return pa.Table.from_arrays([*columns, pa.array([row["unit"] for row in rows], pa.int64())], schema=schema)


def said(error: BaseException) -> str:
    """An error with the last lines of its way, without a path of this machine: the same text wherever it is run."""
    kind = "out of memory: MemoryError" if isinstance(error, MemoryError) else type(error).__name__
    lines = [f"{kind}: {error}" if str(error) else kind]
    for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]:
        path = Path(frame.filename)
        ours = any(path.is_relative_to(ROOT / folder) for folder in OURS)
        name = path.relative_to(ROOT).as_posix() if ours else path.name
        lines.append(f"  {name}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)
