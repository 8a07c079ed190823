"""Running a study: units to chunks, chunks to parts, parts to tables; the same command again goes on."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.study.executor import execute
from experiments.study.keys import config_hash, run_id
from experiments.study.progress import Meter
from experiments.study.settings import Study
from experiments.study.store import compact, finished_runs, table_hash, write_part, write_table
from experiments.units import Fences, simulate_unit
from sim.measures.columns import NAMES

CHUNK = 10  # villages a part: about a second of work


def design_of(study: Study, fences: Fences) -> pd.DataFrame:
    """A row a planned run, village by village, so that a study stopped anywhere is an even comparison."""
    config = config_hash(study.canonical())
    rows = []
    for replication in range(study.study.replications):
        seed = study.study.seed + replication
        for resources in study.resources:
            for arm in study.arms:
                rows.append(
                    {
                        "run_id": run_id(config, resources, arm, 0, seed),
                        "scenario": study.name,
                        "arm": arm,
                        "resources": resources,
                        "point": 0,
                        "replication": replication,
                        "seed": seed,
                        "ring_fence": fences.get(resources, {}).get(arm, 0.0),
                    }
                )
    return pd.DataFrame(rows)


def simulate_chunk(folder: str, name: str, study: str, fences: Fences, design: list[dict[str, Any]]) -> tuple[int, int]:
    """Simulate the villages of one chunk and keep its part; runs done and runs failed. Runs in a worker."""
    rows: list[dict[str, Any]] = []
    series: list[pd.DataFrame] = []
    failed = 0
    by_seed: dict[int, list[dict[str, Any]]] = {}
    for planned in design:
        by_seed.setdefault(planned["seed"], []).append(planned)
    for seed, group in by_seed.items():
        try:
            results, daily = simulate_unit(study, fences, seed)
        except Exception:  # noqa: BLE001  (a run that fails is a result: it is kept with its error, and the others go on)
            failed += len(group)
            rows += [planned | {"status": "failed", "error": traceback.format_exc(limit=-3)} for planned in group]
            continue
        for planned, values, days in zip(group, results, daily, strict=True):
            rows.append(planned | {"status": "ok", "error": ""} | {key: values[key] for key in NAMES})
            series.append(pd.DataFrame({"run_id": planned["run_id"]} | days))
    write_part(Path(folder), name, as_runs(rows), as_daily(series))
    return len(rows), failed


def as_runs(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as the runs table: the same columns and types whatever is missing."""
    frame = pd.DataFrame(rows)
    for name in NAMES:
        frame[name] = frame[name].astype(float) if name in frame else float("nan")
    head = [name for name in frame.columns if name not in NAMES]
    return frame[[*head, *NAMES]]


def as_daily(series: list[pd.DataFrame]) -> pd.DataFrame:
    """Series as the daily table, also when there are none."""
    if series:
        return pd.concat(series, ignore_index=True)
    return pd.DataFrame({"run_id": pd.Series(dtype=str), "day": pd.Series(dtype="int32")})


def run_study(folder: Path, study: Study, fences: Fences) -> tuple[pd.DataFrame, int]:
    """Run what is missing in *folder* and gather the tables; the runs, and how many of them failed."""
    design = design_of(study, fences)
    write_table(folder / "design.parquet", design)
    tasks = missing_chunks(folder, study, fences, design)
    planned = sum(len(task[-1]) for task in tasks)
    results = execute(simulate_chunk, tasks, study.study.workers)
    with Meter("runs", planned) as meter:
        for place, outcome in results:
            meter.advance(*(outcome or give_up(folder, tasks[place])))
    runs = compact(folder, design)
    return runs, int((runs["status"] != "ok").sum())


def missing_chunks(folder: Path, study: Study, fences: Fences, design: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Chunks that still have a run to do, each named for its first and last village."""
    done = finished_runs(folder)
    text = study.model_dump_json()
    tasks = []
    for first in range(0, study.study.replications, CHUNK):
        last = min(first + CHUNK, study.study.replications)
        rows = design[(design["replication"] >= first) & (design["replication"] < last)]
        if not set(rows["run_id"]) <= done:
            name = f"{first:08d}-{last:08d}"
            tasks.append((str(folder), name, text, fences, rows.to_dict("records")))
    return tasks


def give_up(folder: Path, task: tuple[Any, ...]) -> tuple[int, int]:
    """Keep the runs of a chunk that kills its worker as failed."""
    design = task[-1]
    rows = [planned | {"status": "failed", "error": "the worker died"} for planned in design]
    write_part(folder, task[1], as_runs(rows), as_daily([]))
    return len(rows), len(rows)


def outputs(folder: Path, runs: pd.DataFrame) -> dict[str, str]:
    """Hashes of the tables."""
    daily = pd.read_parquet(folder / "daily.parquet")
    return {"runs.parquet": table_hash(runs), "daily.parquet": table_hash(daily)}
