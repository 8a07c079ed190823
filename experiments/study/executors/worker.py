"""The program of a worker process: it takes chunks from a pipe, notes at which unit it is, and dies with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from experiments.study.chunk import Begin, Done, run_chunk
from experiments.study.executors.slate import Slate
from experiments.study.plan import Plan

PR_SET_PDEATHSIG = 1  # Linux: the kernel ends a worker whose parent has died
MEGABYTE = 1 << 20


def main(handle: int, slate: int, parent: int) -> None:
    """Serve the process *parent* over the open file *handle*, with the open file *slate*, until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # of a unit over its time: the kernel ends us, even in compiled code
    with contextlib.suppress(OSError, AttributeError):  # a system without it relies on the pipe that closes
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked to tell us
        return
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError), Connection(handle) as pipe:
        serve(pipe, Slate(slate))


def serve(pipe: Connection, slate: Slate) -> None:
    """Take the limits, then plans and chunks, until the pipe closes; raises EOFError then."""
    megabytes, seconds = pipe.recv()
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))

    def begin(unit: int) -> bool:
        if slate.to_stop:
            return False
        slate.write(unit)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return True

    while True:
        match pipe.recv():
            case (Plan() as plan, folder):
                if plan.prepare:
                    plan.prepare(plan)
            case np.ndarray() as units:
                pipe.send(attempt(plan, folder, units, begin))


def attempt(plan: Plan, folder: Path, units: np.ndarray, begin: Begin) -> Done | Exception:
    """One chunk, or why it could not be kept, which is for the parent to judge."""
    try:
        return run_chunk(plan, folder, units, begin)
    except Exception as error:  # noqa: BLE001
        return error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
