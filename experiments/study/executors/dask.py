"""Dask: the same chunks on a cluster, local or at an address; for many machines that share the folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from experiments.study.chunk import Done, run_chunk
from experiments.study.executors.events import Broken, Event, Finished, Lost
from experiments.study.front import UnfinishedError
from experiments.study.plan import Plan
from sim.yaml_scan import ConfigError

AHEAD = 2  # chunks for each worker, so that none waits for the next
SECONDS = 30  # to find the scheduler


def simulate(plan: Plan, folder: Path, units: np.ndarray) -> Done:
    """One chunk on a worker of the cluster."""
    return run_chunk(plan, folder, units, lambda _unit: True)


def _begun(workers: int, dashboard: bool) -> Any:
    """A cluster on this machine; raises ConfigError where it does not start."""
    from experiments.study.executors.cluster import PrivateCluster

    try:
        return PrivateCluster(workers, dashboard)
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"executor = dask: its cluster does not start ({str(error).splitlines()[0]})") from None


class Dask:
    """Chunks as futures; Dask notices a dead worker and tries elsewhere, and tells when a chunk kills them all."""

    def __init__(self, workers: int, address: str, dashboard: bool = False) -> None:
        try:
            import cryptography  # noqa: F401  (credentials of a cluster on this machine)
            import distributed
        except ImportError as error:
            lacking = f"executor = dask: needs {error.name}; pip install --require-hashes -r requirements-dask.lock"
            raise ConfigError(lacking) from None
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it says of a lost scheduler we say
        self._cluster = None if address else _begun(workers, dashboard)
        try:
            self._client = distributed.Client(address or self._cluster, timeout=SECONDS)
        except (OSError, ValueError) as error:
            raise ConfigError(f"executor.address = {address}: no scheduler answers ({error})") from None
        self.capacity = AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        self._tickets: dict[Any, int] = {}

    def use(self, plan: Plan, folder: Path) -> None:
        """Send the plan to every worker once."""
        self._folder = folder.absolute()
        with self._reached():
            self._plan = self._client.scatter(plan, broadcast=True, hash=False)

    def submit(self, ticket: int, units: np.ndarray) -> None:
        """Send a chunk to the cluster."""
        with self._reached():
            future = self._client.submit(simulate, self._plan, self._folder, units, pure=False)
        self._tickets[future] = ticket

    def wait(self) -> list[Event]:
        """Wait for the first future that ends."""
        from distributed import wait

        with self._reached():
            ended, _ = wait(list(self._tickets), return_when="FIRST_COMPLETED")
            return [self._ended(future) for future in ended]

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """A scheduler that is gone ends in one line; chunks that have been kept are there."""
        from asyncio import CancelledError

        try:
            yield
        except (CancelledError, Exception) as error:
            lost = isinstance(error, CancelledError) or type(error).__module__.startswith("distributed")
            if not lost and self._client.status == "running":
                raise
            said = f"executor = dask: the scheduler no longer answers ({type(error).__name__})"
            raise UnfinishedError(said) from None

    def _ended(self, future: Any) -> Event:
        """What became of a future."""
        from distributed.scheduler import KilledWorker

        ticket = self._tickets.pop(future)
        if future.status == "finished":
            return Finished(ticket, future.result())
        if future.status == "cancelled":
            raise UnfinishedError("executor = dask: the scheduler is gone, or has dropped what it was given")
        error = future.exception() if future.status == "error" else None
        if error is None or isinstance(error, KilledWorker):
            return Lost(ticket, None, "the workers died")
        return Broken(ticket, error)

    def stop(self) -> list[Event]:
        """Chunks that are under way are lost with the cluster, or end unheard at another's."""
        with suppress(UnfinishedError), self._reached():
            self._client.cancel(list(self._tickets))
        return []

    def __enter__(self) -> Self:
        """The cluster is there already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave a cluster that is not ours as it was; ours ends."""
        with suppress(UnfinishedError), self._reached():
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()
