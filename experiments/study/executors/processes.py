"""Watched processes: each worker has a pipe and a slate of its own: its death is seen at once, and costs its unit."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair
from types import TracebackType
from typing import Self

import numpy as np

from experiments.study.chunk import Done
from experiments.study.executors.events import Broken, Event, Finished, Lost
from experiments.study.executors.slate import Slate, new_slate
from experiments.study.front import UnfinishedError
from experiments.study.plan import Plan
from sim.yaml_scan import ConfigError

PATIENCE = 5.0  # seconds that a worker has to end its unit when asked to stop
DYING = 2.0  # seconds from a closed pipe to the end of the process
STILLBORN = 3  # workers in a row that die before their first unit: something is wrong with all of them
KILLED = 20  # the same, where somebody else killed them: a random killer may meet newborns, an endless one must be said
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT}  # no fault of a worker
PROGRAM = "experiments.study.executors.worker"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


class Worker:
    """One process, the pipe to it, and the slate on which it says at which unit it is."""

    def __init__(self, megabytes: int, seconds: float) -> None:
        ours, theirs = socketpair()
        slate = new_slate()
        environment = os.environ | dict.fromkeys(THREADS, "1")
        environment["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        self.process = subprocess.Popen(  # noqa: S603  (our own interpreter on our own module)
            [sys.executable, "-m", PROGRAM, str(theirs.fileno()), str(slate), str(os.getpid())],
            pass_fds=[theirs.fileno(), slate],
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        theirs.close()
        self.pipe = Connection(ours.detach())
        self.slate = Slate(slate)
        os.close(slate)
        self.ticket: int | None = None
        self.tried = False  # whether it has brought a chunk back
        self._plan: Plan | None = None
        self._tell((megabytes, seconds))

    def give(self, ticket: int, plan: Plan, folder: Path, units: np.ndarray) -> None:
        """Hand over a chunk, and the plan where it is another than before."""
        self.ticket = ticket
        self.slate.wipe()
        if plan is not self._plan:
            self._tell((plan, folder))
            self._plan = plan
        self._tell(units)

    def _tell(self, message: object) -> None:
        """Send a message; the death of the worker shows when it is listened to."""
        with contextlib.suppress(OSError):
            self.pipe.send(message)

    def end(self, patience: float = 0.0) -> int:
        """Kill what is left of the process after some seconds; its exit code."""
        self.pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(patience)
        self.process.kill()
        return self.process.wait()


class Processes:
    """As many workers as asked for, each with one chunk; a dead one is replaced when there is work."""

    def __init__(self, workers: int, megabytes: int, seconds: float) -> None:
        self.capacity = workers
        self._megabytes, self._seconds = megabytes, seconds
        self._workers: list[Worker] = []
        self._pipes = selectors.DefaultSelector()  # kept: making one for every message takes longer than the message
        self._stillborn = 0

    def use(self, plan: Plan, folder: Path) -> None:
        """Units of this plan from now on; workers hear of it with their next chunk."""
        self._plan, self._folder = plan, folder.absolute()

    def submit(self, ticket: int, units: np.ndarray) -> None:
        """Give the chunk to an idle worker, or to a new one."""
        idle = [worker for worker in self._workers if worker.ticket is None]
        if not idle:
            idle = [Worker(self._megabytes, self._seconds)]
            self._workers += idle
            self._pipes.register(idle[0].pipe, selectors.EVENT_READ, idle[0])
        idle[0].give(ticket, self._plan, self._folder, units)

    def wait(self) -> list[Event]:
        """Listen to all pipes until a chunk has come back or a worker has died."""
        events: list[Event] = []
        while not events:
            events = self._listen(None)
        return events

    def _listen(self, seconds: float | None) -> list[Event]:
        """What the pipes have to say within some *seconds*, a message each; None waits."""
        events: list[Event] = []
        for ready, _ in self._pipes.select(seconds):
            worker = ready.data
            try:
                events.append(self._hear(worker, worker.pipe.recv()))
            except (EOFError, OSError):
                events += self._bury(worker)
        return events

    def _hear(self, worker: Worker, message: Done | BaseException) -> Event:
        """One message: a chunk that is done, or why it could not be kept."""
        ticket, worker.ticket = worker.ticket, None
        worker.tried, self._stillborn = True, 0
        assert ticket is not None
        return Finished(ticket, message) if isinstance(message, Done) else Broken(ticket, message)

    def _bury(self, worker: Worker) -> list[Event]:
        """Take a dead worker away; its chunk is lost."""
        self._workers.remove(worker)
        self._pipes.unregister(worker.pipe)
        code = worker.end(DYING)
        at = worker.slate.read()
        self._stillborn = self._stillborn + 1 if at is None and not worker.tried else 0
        outside = -code in FROM_OUTSIDE
        if self._stillborn >= (KILLED if outside else STILLBORN):
            said = f"executor: {self._stillborn} workers in a row died before they began ({_cause(code)})"
            if outside:
                raise UnfinishedError(f"{said}: somebody outside, or the system for want of memory, ends them")
            if self._megabytes:
                raise ConfigError(f"{said}; is memory_limit too low? It is {self._megabytes} MB, 0 is none")
            raise UnfinishedError(f"{said}; what they said of it stands above")
        if worker.ticket is None:
            return []
        return [Lost(worker.ticket, at, self._reason(code), code == -signal.SIGPROF and self._seconds > 0.0)]

    def _reason(self, code: int) -> str:
        """Why a worker is dead; who did nothing may have been kept from it, and is tried again."""
        if self._seconds and code == -signal.SIGPROF:
            return f"timeout: took longer than {self._seconds:g} s"
        if self._seconds and code == -signal.SIGALRM:
            return f"timeout: did nothing for {self._seconds:g} s"
        return f"the worker died ({_cause(code)})"

    def stop(self) -> list[Event]:
        """Ask every worker to end after its unit, and give them some seconds."""
        for worker in self._workers:
            if worker.ticket is not None:
                worker.slate.ask_to_stop()
        events: list[Event] = []
        until = time.monotonic() + PATIENCE
        while any(worker.ticket is not None for worker in self._workers) and time.monotonic() < until:
            events += self._listen(max(0.0, until - time.monotonic()))
        return events

    def __enter__(self) -> Self:
        """Workers start with their first chunk."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no process behind."""
        self._pipes.close()
        for worker in self._workers:
            worker.end()
        self._workers = []


def _cause(code: int) -> str:
    """An exit code in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
