"""Simulating a study of villages in a folder of its own: what compare, sweep and validate have in common."""

from __future__ import annotations

from pathlib import Path

from experiments.arms.equal_routine import matched
from experiments.arms.replication import plan_of
from experiments.arms.shortage import refuse_unstaffable
from experiments.study.conduct import Outcome, Share, conduct
from experiments.study.design import Points
from experiments.study.executors.events import Executor
from experiments.study.locks import turn
from experiments.study.manifest import Manifest, command_line, expected_manifest, open_manifest, write_manifest
from experiments.study.settings import Study, study_points
from experiments.study.store import write_table

KIND = "villages"  # a folder that holds runs and nothing that was made of them


def open_study(study: Study, points: Points, folder: Path, kind: str) -> Manifest:
    """Begin the folder of *study*, or check that it is this very one."""
    refuse_unstaffable(study)
    asked = (folder, kind, study.canonical(points), command_line(), study.study.seed, study.run.allow_code_change)
    expected_manifest(*asked)  # refused before anything is written
    with turn(folder):
        manifest = open_manifest(*asked)
        if len(points.values.columns) and not (folder / "points.parquet").exists():
            write_table(folder / "points.parquet", points.values.join(points.unit.add_prefix("unit.")))
    return manifest


def simulate_in(
    study: Study, points: Points, folder: Path, manifest: Manifest, executor: Executor, series: bool = True
) -> Outcome:
    """Match and run *study* in its *folder*, whose manifest was opened before."""
    code = manifest["code_hash"]
    fences = matched(executor, study, points, folder, code)
    plan = plan_of(study, points, fences, code, series)
    return conduct(executor, plan, folder, Share.of(study.executor, study.run), study=study)


def simulate_below(
    study: Study, folder: Path, executor: Executor, points: Points | None = None, series: bool = True
) -> Outcome:
    """Run *study* in a folder of its own below another study's, at *points* of its own where they are given."""
    points = study_points(study) if points is None else points
    manifest = open_study(study, points, folder, KIND)
    outcome = simulate_in(study, points, folder, manifest, executor, series)
    if not outcome.owed:
        write_manifest(folder, manifest | outcome.noted({}))
    return outcome
