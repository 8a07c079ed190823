"""An experiment: runs that are kept in one folder, what they are known by, and carrying them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.study.asked import command_line
from experiments.study.codebook import UNIT, described
from experiments.study.conduct import Outcome, Share, conduct, unchanged
from experiments.study.design import Points
from experiments.study.executors.events import Executor
from experiments.study.front import say
from experiments.study.growing import with_story
from experiments.study.locks import turn
from experiments.study.manifest import (
    Manifest,
    expected_manifest,
    noting_interrupts,
    open_manifest,
    write_manifest,
)
from experiments.study.plan import Branch, Plan
from experiments.study.settings import ExecutorSettings, Run, Study
from experiments.study.store import as_parquet, rows_in, write_whole
from experiments.study.strangers import is_plain

DESIGN = "design.csv"
HERE = ""  # name of the experiment whose runs stand in the folder of the command itself

Fences = Mapping[Branch, np.ndarray]  # resource setting and arm -> share of working days, a value a point


class Configured(Protocol):
    """Every configuration of a command says where its rows are kept, and on what they are run."""

    @property
    def run(self) -> Run:
        """Where, and what is asked of this call."""

    @property
    def executor(self) -> ExecutorSettings:
        """On what, on how many."""


class Known(NamedTuple):
    """What a folder is known by: the *kind* of what it holds, its configuration, the first seed, and its *points*."""

    kind: str
    canonical: dict[str, Any]
    seed: int
    points: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What must be found before the runs: *fences* of every branch; *seconds*, at most, of a plan's time a unit."""

    fences: Callable[[Executor, Path, str], Fences]
    seconds: Callable[[Plan, float], float]


@dataclass(frozen=True, slots=True)
class Experiment:
    """Runs in the folder *name* below that of their command, from the *plan* for a hash of code and some fences.

    *said* is a line before they are run, *title* what is counted; *points* are kept beside the runs; *refuse* raises
    ConfigError for what cannot be run; a *study* may stop sequentially.
    """

    name: str
    known: Known
    configured: Configured
    plan: Callable[[str, Fences], Plan]
    said: str = ""
    title: str = "runs"
    points: Points | None = None
    refuse: Callable[[], None] = lambda: None
    before: Before | None = None
    study: Study | None = None

    @property
    def listed(self) -> bytes:
        """The file that lists the points of the study, as it is now; empty where none does."""
        file = self.study.study.design.file if self.study else ""
        return Path(file).read_bytes() if file else b""

    @property
    def share(self) -> Share:
        """What of it this process runs."""
        return Share.of(self.configured.executor, self.configured.run)

    def expected(self, folder: Path) -> Manifest:
        """What its manifest will say; raises ConfigError where it cannot be run, or *folder* holds something else."""
        self.refuse()
        return expected_manifest(folder / self.name, *about(self.known, self.configured))


def about(
    known: Known, configured: Configured
) -> tuple[str, dict[str, Any], list[str], int, bool, pd.DataFrame | None]:
    """What a manifest is opened with."""
    return known.kind, known.canonical, command_line(), known.seed, configured.run.allow_code_change, known.points


def begin(folder: Path, known: Known, configured: Configured) -> Manifest:
    """Begin the folder, or check that it is this very one; of shards that start together one does it."""
    expected_manifest(folder, *about(known, configured))  # refused before anything is written
    with turn(folder):
        return open_manifest(folder, *about(known, configured))


def carry_out(experiment: Experiment, folder: Path, manifest: Manifest, executor: Executor) -> Outcome:
    """Run what is missing of this process's share below the *folder* of the command, whose manifest is at hand."""
    where = folder / experiment.name
    if experiment.said:
        say(experiment.said)
    with noting_interrupts(where):
        if experiment.name != HERE:
            manifest = begin(where, experiment.known, experiment.configured)
        write_points(where, experiment.points, experiment.listed)
        code = manifest["code_hash"]
        with unchanged(where):
            fences = experiment.before.fences(executor, where, code) if experiment.before else {}
        plan = experiment.plan(code, fences)
        outcome = conduct(executor, plan, where, experiment.share, experiment.title, experiment.study)
    if experiment.name != HERE and not outcome.owed:
        write_manifest(where, with_story(manifest, outcome.kept, outcome.made) | outcome.noted({}))
    return outcome


def write_points(folder: Path, points: Points | None, listed: bytes = b"") -> None:
    """``points.parquet`` where anything is varied, and the list that they were read from, as ``design.csv``."""
    if listed and (not is_plain(folder / DESIGN) or (folder / DESIGN).read_bytes() != listed):
        with turn(folder):
            write_whole(folder / DESIGN, listed)
    path = folder / "points.parquet"
    if points is not None and len(points.values.columns) and rows_in(path) != len(points.values):
        with turn(folder):
            table = pa.Table.from_pandas(points.values.join(points.unit.add_prefix(UNIT)), preserve_index=False)
            write_whole(path, as_parquet(table.cast(described(table.schema))))


def below(experiments: list[Experiment], room: str) -> list[Experiment]:
    """The same in a *room* of the command's folder."""
    return [replace(one, name=f"{room}/{one.name}") for one in experiments]
