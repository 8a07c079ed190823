"""A dry run: what a command would keep and run, how long it would take and how much it would write."""

from __future__ import annotations

import resource
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.study.chunk import as_runs, as_series, simulated
from experiments.study.dependence import methods_of, too_few
from experiments.study.design import SAMPLED, Design, Points
from experiments.study.experiment import HERE, Experiment
from experiments.study.front import DONE, SOME_FAILED
from experiments.study.locks import busy
from experiments.study.manifest import WITH_PAGE
from experiments.study.parts import FAILED, MISSING, OK, cover
from experiments.study.plan import Plan
from experiments.study.settings import ExecutorSettings
from experiments.study.store import as_parquet

TRIED = 3  # units that are run in memory, from the first to the last
MEGABYTE = 1e6


class Estimate(NamedTuple):
    """Seconds on all workers, bytes, and why a unit that was tried fails."""

    seconds: float
    size: float
    trouble: list[str]


def rehearse(experiments: Sequence[Experiment], folder: Path) -> int:
    """Say what running *experiments* would do; the exit code: 1 when a tried run fails.

    Raises ConfigError for every fault that the command itself would be refused for.
    """
    found = [estimated(one, folder) for one in experiments]
    seconds, size = sum(one.seconds for one in found), sum(one.size for one in found)
    print(f"about {duration(seconds)} with these workers, {2 * size / MEGABYTE:,.1f} MB in parts and tables")
    for line in [*where_it_runs(experiments[0].configured.executor), *room_for(2 * size, folder)]:
        print(line)
    for one in experiments:
        for line in what_follows(one):
            print(line)
    own = any(one.name == HERE and one.known.kind == WITH_PAGE for one in experiments)
    print("page: report.html, at the end" if own else "page: with tables and figures, by python -m experiments.report")
    trouble = [line for one in found for line in one.trouble]
    for line in trouble:
        print(f"a run that was tried fails: {line}")
    return SOME_FAILED if trouble else DONE


def estimated(experiment: Experiment, folder: Path) -> Estimate:
    """Say what one experiment would keep and run, and try some of it in memory."""
    where = folder / experiment.name
    plan = experiment.plan(experiment.expected(folder)["code_hash"], {})
    working = "; another process works in it" if busy(where) else ""
    print(f"{where}: {plan.rows} runs = {rows_of(plan)}{working}")
    todo = counted(experiment, plan, where)
    each, bytes_each, trouble = tried(plan)
    seconds = todo * each
    if todo and experiment.before:
        seconds += experiment.before.seconds(plan, each)
    return Estimate(seconds / experiment.configured.executor.processes, len(plan) * bytes_each, trouble)


def where_it_runs(settings: ExecutorSettings) -> Iterator[str]:
    """On what, on how many, and what each of them needs: as much as this process, which has just run some units."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
    shard = f", shard {settings.shard}" if settings.part[1] > 1 else ""
    many = 1 if settings.kind == "serial" else settings.processes
    where = f"at {settings.address}" if settings.address else f"{many} worker{'s' if many > 1 else ''}"
    yield f"executor: {settings.kind}, {where}{shard}; memory: about {peak:,.0f} MB in each, and in the driver"
    if settings.memory_limit and settings.memory_limit < peak:
        yield f"executor.memory_limit = {settings.memory_limit} MB may be too low for that"


def room_for(size: float, folder: Path) -> Iterator[str]:
    """Whether the disk has as much as is needed."""
    there = next(step for step in (folder.absolute(), *folder.absolute().parents) if step.is_dir())
    free = shutil.disk_usage(there).free
    if free < size:
        yield f"the disk has {free / MEGABYTE:,.1f} MB free, too few"


def what_follows(experiment: Experiment) -> Iterator[str]:
    """What can be known of what may be asked of the results: the arms, when it stops, indices, and the page."""
    study = experiment.study
    if experiment.name != HERE:
        return
    if study is not None:
        yield f"arms: {', '.join(study.arms)}; resources: {', '.join(study.resources)}; metric: {study.study.metric}"
        settings = study.study
        if settings.sequential:
            looks = f"after {study.first_replications} replications, then after every {settings.batch}"
            yield f"stopping: looks at the differences {looks}, {settings.replications} at most"
        else:
            yield f"stopping: after all {settings.replications} replications; sequential=true looks before"
        if settings.design.kind != "none":
            yield f"sensitivity: {indices_of(settings.design, experiment.points)}"


def indices_of(design: Design, points: Points | None) -> str:
    """Which indices may be asked for afterwards, or why none."""
    if design.kind not in SAMPLED:
        return f"none, its design is a {design.kind}; it needs one of {', '.join(SAMPLED)}"
    many = len(points.values) if points is not None else 0
    few = too_few(design.kind, many)
    return f"none, {few}" if few else " and ".join(methods_of(design.kind, many))


def counted(experiment: Experiment, plan: Plan, where: Path) -> int:
    """Say what is kept of this process's share; how many units are to run."""
    share = experiment.share
    mine = share.units(len(plan))
    states = cover(where, plan, aside=False).state[mine]
    todo = int((states < (OK if share.retry_failed else FAILED)).sum())
    shard = f" of shard {experiment.configured.executor.shard}" if share.part[1] > 1 else ""
    pieces = f"{plan.nouns}{shard}" if plan.round == 1 else f"pieces{shard}"
    print(
        f"  of {len(mine)} {pieces}, kept: {int((states == OK).sum())}; failed"
        f"{' and run again' if share.retry_failed else ', kept'}: {int((states == FAILED).sum())}; "
        f"missing: {int((states == MISSING).sum())}; to run: {todo}"
    )
    return todo


def rows_of(plan: Plan) -> str:
    """How the runs come about."""
    settings = {resources for group in plan.groups for resources, _ in group}
    points = f" x {len(plan.points)} points" if len(plan.points) > 1 else ""
    arms = "arms and settings" if len(settings) > 1 else "arms"
    return f"{plan.replications} {plan.nouns}{points} x {sum(map(len, plan.groups))} {arms}"


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


def duration(seconds: float) -> str:
    """A time as a person would say it."""
    for unit, size in (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0)):
        if seconds >= 2.0 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 1.0):.0f} seconds"
