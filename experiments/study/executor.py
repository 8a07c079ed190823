"""Executors: one process, or several that may die without taking the study with them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

PR_SET_PDEATHSIG = 1  # Linux: the kernel ends a worker whose parent has died
TRIES = 2  # a piece of work that kills its worker this often is given up

Work = Callable[..., Any]
Task = tuple[Any, ...]


def start_worker(parent: int) -> None:
    """Prepare a worker: it dies with its *parent* (process id), leaves Ctrl-C to it, and uses one thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(OSError, AttributeError):  # a system without it relies on the next line
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked to tell us
        os._exit(1)


def run_serial(work: Work, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
    """Each task here, in order: its place and its result."""
    for place, task in enumerate(tasks):
        yield place, work(*task)


def run_processes(work: Work, tasks: Sequence[Task], workers: int) -> Iterator[tuple[int, Any]]:
    """Tasks on *workers* spawned processes: place and result, as they come; None for a task that kills its worker.

    When a worker dies every task in flight is under suspicion and then runs alone; the one that kills again is
    given up, the others complete.
    """
    waiting = list(range(len(tasks)))[::-1]
    suspects: list[int] = []
    deaths: dict[int, int] = {}
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    while waiting or suspects:
        alone = bool(suspects)
        pool = ProcessPoolExecutor(1 if alone else workers, get_context("spawn"), start_worker, (os.getpid(),))
        flying: dict[Future[Any], int] = {}
        try:
            while waiting or suspects or flying:
                source = suspects if alone else waiting
                while source and len(flying) < (1 if alone else 2 * workers):
                    place = source.pop()
                    flying[pool.submit(work, *tasks[place])] = place
                if not flying:
                    break  # the suspects are through: back to many workers
                ready, _ = wait(flying, return_when=FIRST_COMPLETED)
                for future in ready:
                    result = future.result()
                    yield flying.pop(future), result
        except BrokenProcessPool:
            for place in sorted(flying.values()):
                deaths[place] = deaths.get(place, 0) + (1 if alone else 0)
                if deaths[place] >= TRIES:
                    yield place, None
                else:
                    suspects.append(place)
        finally:
            for process in list((pool._processes or {}).values()):  # noqa: SLF001  (3.13 offers no kill; 3.14 will)
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def execute(work: Work, tasks: Sequence[Task], workers: int) -> Iterator[tuple[int, Any]]:
    """Tasks here when one worker is asked for (or there is one task), else on that many processes."""
    if min(workers, len(tasks)) <= 1:
        return run_serial(work, tasks)
    return run_processes(work, tasks, min(workers, len(tasks)))
