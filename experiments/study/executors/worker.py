"""The program of a worker process: it takes chunks from a pipe, notes at which unit it is, and dies with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from experiments.study.chunk import Begin, Done, run_chunk
from experiments.study.executors.slate import Slate
from experiments.study.plan import Plan, Result, Unit

Simulate = Callable[[Plan, Unit], list[Result]]

PR_SET_PDEATHSIG = 1  # Linux: the kernel ends a worker whose parent has died
MEGABYTE = 1 << 20
TICKS = 20  # parts of a time limit, after each of which it is seen whether anything was computed
IDLE = 0.01  # of such a part: who computed less did nothing


def main(handle: int, slate: int, parent: int) -> None:
    """Serve the process *parent* over the open file *handle*, with the open file *slate*, until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # of a unit over its time: the kernel ends us, even in compiled code
    with contextlib.suppress(OSError, AttributeError):  # a system without it relies on the pipe that closes
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked to tell us
        return
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError), Connection(handle) as pipe:
        serve(pipe, Slate(slate), parent)


def serve(pipe: Connection, slate: Slate, parent: int) -> None:
    """Take the limits, then plans and chunks, until the pipe closes or the *parent* is gone; raises EOFError then."""
    megabytes, seconds = pipe.recv()
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    clock = Clock(seconds)

    def begin(unit: int) -> bool:
        if slate.to_stop or os.getppid() != parent:
            return False
        slate.write(unit)
        return True

    while True:
        match pipe.recv():
            case (Plan() as plan, folder):
                if plan.prepare:
                    plan.prepare(plan)
                if seconds:
                    plan = replace(plan, simulate=clock.timed(plan.simulate))
            case np.ndarray() as units:
                pipe.send(attempt(plan, folder, units, begin))


def attempt(plan: Plan, folder: Path, units: np.ndarray, begin: Begin) -> Done | Exception:
    """One chunk, or why it could not be kept, which is for the parent to judge."""
    try:
        return run_chunk(plan, folder, units, begin)
    except Exception as error:  # noqa: BLE001
        return error


class Clock:
    """Ends this process when a unit takes longer than *seconds*: by SIGPROF when it computed for so long, which the
    kernel counts also within compiled code, by SIGALRM when it did nothing for so long though it was not stopped.

    A job that is stopped as a whole, or a lid that is closed, costs nothing.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._idle, self._used = seconds, 0, 0.0
        signal.signal(signal.SIGALRM, self._tick)

    def timed(self, simulate: Simulate) -> Simulate:
        """The same, watched; to keep its rows is not part of a unit's time."""

        def watched(plan: Plan, unit: Unit) -> list[Result]:
            self._idle, self._used = 0, time.process_time()
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
            signal.setitimer(signal.ITIMER_REAL, self._seconds / TICKS, self._seconds / TICKS)
            try:
                return simulate(plan, unit)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0.0)
                signal.setitimer(signal.ITIMER_PROF, 0.0)

        return watched

    def _tick(self, _number: int, _frame: object) -> None:
        """Count a part of the time in which nothing was computed; of all that passed while stopped one is heard of."""
        used = time.process_time()
        self._idle = self._idle + 1 if used - self._used < IDLE * self._seconds / TICKS else 0
        self._used = used
        if self._idle >= TICKS:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGALRM)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
