"""A dry run: what a command would keep and run, how long it would take and how much it would write."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from experiments.arms.equal_routine import FIRST, HALVINGS, SECANTS, matching_plan
from experiments.arms.replication import plan_of
from experiments.arms.shortage import refuse_unstaffable
from experiments.study.chunk import as_runs, as_series, simulated
from experiments.study.command import DONE, SOME_FAILED
from experiments.study.conduct import Share
from experiments.study.design import Points
from experiments.study.locks import busy
from experiments.study.manifest import expected_manifest
from experiments.study.parts import FAILED, MISSING, OK, cover
from experiments.study.plan import Plan
from experiments.study.settings import Executor, Study, study_points
from experiments.study.store import as_parquet
from sim.core.compiling import announce

TRIED = 3  # units that are run in memory, from the first to the last
MEGABYTE = 1e6


def rehearse(
    studies: Sequence[tuple[Study, Path, str]], series: bool = True, more: Sequence[tuple[Plan, Path]] = ()
) -> int:
    """Say what running *studies* (each with its folder and kind) would do; the exit code: 1 when a tried run fails.

    *more* are plans that are no studies of arms, run by the same workers in folders of their own.

    Raises ConfigError for every fault that the command itself would be refused for.
    """
    seconds = size = 0.0
    trouble: list[str] = []
    announce()
    for study, folder, kind in studies:
        refuse_unstaffable(study)
        points = study_points(study)
        allow = study.run.allow_code_change
        manifest = expected_manifest(folder, kind, study.canonical(points), [], study.study.seed, allow)
        plan = plan_of(study, points, {}, manifest["code_hash"], series)
        print(
            f"{folder}: {plan.rows} runs = {rows_of(plan)}" + ("; another process works in it" if busy(folder) else "")
        )
        mine = Share.of(study.executor, study.run).units(len(plan))
        states = cover(folder, plan, aside=False).state[mine]
        retry = study.run.retry_failed
        todo = int((states < (OK if retry else FAILED)).sum())
        print(
            f"  of {len(mine)} villages{of_this(study)}, kept: {int((states == OK).sum())}; failed"
            f"{' and run again' if retry else ', kept'}: {int((states == FAILED).sum())}; "
            f"missing: {int((states == MISSING).sum())}; to run: {todo}"
        )
        each, bytes_each, errors = tried(plan)
        trouble += errors
        matching = matching_seconds(study, points, plan, each) if todo else 0.0
        seconds += (todo * each + matching) / study.executor.processes
        size += len(plan) * bytes_each
    for plan, folder in more:
        first = studies[0][0]
        todo = counted(plan, folder, Share.of(first.executor, first.run))
        each, bytes_each, errors = tried(plan)
        trouble += errors
        seconds += todo * each / first.executor.processes
        size += len(plan) * bytes_each
    print(f"about {duration(seconds)} with these workers, {2 * size / MEGABYTE:,.1f} MB in parts and tables")
    for line in trouble:
        print(f"a run that was tried fails: {line}")
    return SOME_FAILED if trouble else DONE


def rehearse_plan(plan: Plan, folder: Path, share: Share, executor: Executor) -> int:
    """The same of one plan that is no study of arms; the exit code."""
    todo = counted(plan, folder, share)
    each, size, trouble = tried(plan)
    print(
        f"about {duration(todo * each / executor.processes)} with these workers, "
        f"{2 * len(plan) * size / MEGABYTE:,.1f} MB in parts and tables"
    )
    for line in trouble:
        print(f"a run that was tried fails: {line}")
    return SOME_FAILED if trouble else DONE


def counted(plan: Plan, folder: Path, share: Share) -> int:
    """Say what a plan that is no study of arms would keep and run; how many units are to run."""
    mine = share.units(len(plan))
    states = cover(folder, plan, aside=False).state[mine]
    todo = int((states < (OK if share.retry_failed else FAILED)).sum())
    working = "; another process works in it" if busy(folder) else ""
    print(f"{folder}: {plan.rows} runs = {plan.replications} villages x {sum(map(len, plan.groups))} arms{working}")
    print(f"  in {len(mine)} pieces, kept: {len(mine) - todo}; to run: {todo}")
    return todo


def rows_of(plan: Plan) -> str:
    """How the runs come about."""
    return f"{plan.replications} villages x {len(plan.points)} points x {sum(map(len, plan.groups))} arms and settings"


def of_this(study: Study) -> str:
    """Which shard the counts are of."""
    return f" of shard {study.executor.shard}" if study.executor.part[1] > 1 else ""


def tried(plan: Plan) -> tuple[float, float, list[str]]:
    """Seconds and bytes of a unit, by running some in memory, and what went wrong with them."""
    if plan.prepare:
        plan.prepare(plan)
    seconds, size, errors = [], 0, []
    numbers = np.unique(np.linspace(0, len(plan) - 1, TRIED).astype(int))
    for number in numbers:
        began = time.perf_counter()
        rows, series = simulated(plan, plan.unit(int(number)))
        seconds.append(time.perf_counter() - began)
        tables = as_runs(plan, rows), as_series(series)
        size += sum(len(as_parquet(table)) for table in tables if table is not None)
        errors += [row["error"].splitlines()[0] for row in rows if row["error"]][:1]
    return float(np.median(seconds)), size / len(numbers), errors


def matching_seconds(study: Study, points: Points, plan: Plan, each: float) -> float:
    """At most so long for matching routine work: a branch for every village and step of the search."""
    searches = len(matching_plan(study, points, ""))
    villages = min(study.study.matching_seeds, study.study.replications)
    branches = HALVINGS * min(FIRST, villages) + (SECANTS + 2) * villages
    return searches * branches * each / (1 + sum(map(len, plan.groups)))


def duration(seconds: float) -> str:
    """A time as a person would say it."""
    for unit, size in (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0)):
        if seconds >= 2.0 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 1.0):.0f} seconds"
