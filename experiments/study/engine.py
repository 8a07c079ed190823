"""The driver: hands out chunks of what is missing, survives whatever happens to them, and gathers the tables."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from experiments.study.chunk import as_runs, failed_rows
from experiments.study.executors.events import Broken, Event, Executor, Finished, Lost
from experiments.study.front import Interrupted, UnfinishedError, say
from experiments.study.merging import CRUMBS, FEW, SMALL, bytes_of, compact, merge
from experiments.study.parts import PARTS, Coverage, cover, path_of, write_part
from experiments.study.plan import Plan
from experiments.study.progress import Meter
from sim.yaml_scan import ConfigError

TRIES = 3  # a unit that kills its worker so often is given up; the promise is two tries after the first
SECONDS = 2.0  # of work in a chunk, when nothing else is asked for
LEAST = 0.2  # of work in the last chunks, so that keeping a part costs little beside it
LONGEST = 1_000  # units in a chunk
FIRST = 2  # units in the first chunks, before it is known how long one takes


class Driver:
    """Runs the missing units of one plan on an executor and keeps them in *folder*."""

    def __init__(self, executor: Executor, plan: Plan, folder: Path, chunk: int, meter: Meter, alone: bool) -> None:
        self._executor, self._plan, self._folder, self._meter = executor, plan, folder, meter
        self._fixed, self._alone = chunk, alone
        self._crumbs: list[np.ndarray] = []  # units of small parts that are whole
        self._each = 0.0  # seconds that a unit takes
        self._again: deque[np.ndarray] = deque()  # chunks that were lost, or units that are to run alone
        self._flying: dict[int, np.ndarray] = {}
        self._deaths: dict[int, int] = {}
        self._tickets = 0

    def run(self, missing: np.ndarray) -> None:
        """Run the units *missing*; interrupted, keep what is finished and raise again."""
        if not len(missing):
            return
        self._executor.use(self._plan, self._folder)
        chunks = self._chunks(missing)
        try:
            while True:
                while len(self._flying) < self._executor.capacity:
                    units = self._again.popleft() if self._again else next(chunks, None)
                    if units is None:
                        break
                    self._submit(units)
                if not self._flying:
                    return
                for event in self._executor.wait():
                    self._hear(event)
        except (KeyboardInterrupt, Interrupted):
            for event in self._executor.stop():
                if isinstance(event, Finished):
                    self._meter.advance(event.done.runs, event.done.failed)
            raise

    def _chunks(self, missing: np.ndarray) -> Iterator[np.ndarray]:
        """Cut what is missing into chunks, in order; short at first and at the end, so that no worker idles."""
        first = 0
        while first < len(missing):
            left = len(missing) - first
            size = self._fixed or FIRST
            if not self._fixed and self._each:
                fair = -(-left // (2 * self._executor.capacity))
                size = min(max(fair, int(LEAST / self._each)), int(SECONDS / self._each), LONGEST)
            size = max(1, size)
            yield missing[first : first + size]
            first += size

    def _submit(self, units: np.ndarray) -> None:
        self._tickets += 1
        self._flying[self._tickets] = units
        self._executor.submit(self._tickets, units)

    def _hear(self, event: Event) -> None:
        """A chunk came back, was lost, or could not be kept."""
        units = self._flying.pop(event.ticket)
        match event:
            case Broken(error=MemoryError() as error):
                raise ConfigError(f"executor: a worker could not keep its rows ({error}); is memory_limit too low?")
            case Broken(error=error):
                raise error
            case Finished(done=done):
                if done.units:
                    self._each = done.seconds / done.units
                if len(done.left):
                    self._again.append(done.left)
                self._meter.advance(done.runs, done.failed)
                self._tidy(units[: done.units])
            case Lost():
                self._lost(units, event)

    def _tidy(self, units: np.ndarray) -> None:
        """Merge the parts of this run once there are many small ones, so that going on later is quick."""
        if not self._alone or not 0 < len(units) < FEW or bytes_of(path_of(self._folder, units)) >= SMALL:
            return
        self._crumbs.append(units)
        if len(self._crumbs) >= CRUMBS:
            every = np.ones(len(self._plan), bool)
            files = {path_of(self._folder, crumb): every for crumb in self._crumbs}
            merge(self._folder, self._plan, np.sort(np.concatenate(self._crumbs)), files)
            self._crumbs = []

    def _lost(self, units: np.ndarray, event: Lost) -> None:
        """Run the unit that may have done it alone, the others as before; give up one that did it again and again."""
        if event.at is None and len(units) > 1:  # not known which: halve
            middle = len(units) // 2
            self._again += [units[:middle], units[middle:]]
            return
        guilty = int(units[0]) if event.at is None else event.at
        rest = units[units != guilty]
        if len(rest):
            self._again.append(rest)
        self._deaths[guilty] = self._deaths.get(guilty, 0) + 1
        if event.limit or self._deaths[guilty] >= TRIES:
            self._give_up(guilty, event.reason)
        else:
            say(f"{event.reason}; what it was at is run again")
            self._again.append(np.array([guilty]))

    def _give_up(self, unit: int, reason: str) -> None:
        """Keep the rows of a unit as failed."""
        rows = failed_rows(self._plan, self._plan.unit(unit), reason)
        write_part(self._folder, self._plan, np.array([unit]), as_runs(self._plan, rows), None)
        self._meter.advance(len(rows), len(rows))


def advance(
    executor: Executor,
    plan: Plan,
    folder: Path,
    chunk: int,
    retry_failed: bool,
    mine: np.ndarray,
    title: str,
    alone: bool = False,
) -> Coverage:
    """Run what is missing of the units *mine* in *folder*; what is there afterwards.

    *alone* says that no other process writes here, so that what is there may be put in order.
    """
    parts = folder / PARTS
    if os.path.lexists(parts) and (parts.is_symlink() or not parts.is_dir()):
        raise UnfinishedError(f"{parts}: must be a folder, and is none; take it away")
    found = cover(folder, plan, aside=True)
    for line in found.warnings:
        say(line)
    if alone and compact(folder, plan, found):
        found = cover(folder, plan, aside=True)
    missing = found.missing(mine, retry_failed)
    if not len(missing):
        return found
    groups = [len(group) for group in plan.groups]
    runs = int(np.array(groups)[missing % len(groups)].sum())
    with Meter(title, runs) as meter:
        Driver(executor, plan, folder, chunk, meter, alone).run(missing)
    found = cover(folder, plan, aside=True)
    found.made = runs
    return found
