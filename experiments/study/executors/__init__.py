"""Executors: where chunks are run, and how it is noticed that one was lost."""

from __future__ import annotations

from experiments.study.executors.events import Executor
from experiments.study.settings import ExecutorSettings


def open_executor(settings: ExecutorSettings) -> Executor:
    """The executor that *settings* ask for; use as a context."""
    if settings.kind == "serial":
        from experiments.study.executors.serial import Serial

        return Serial()
    if settings.kind == "dask":
        from experiments.study.executors.dask import Dask

        return Dask(settings.processes, settings.address, settings.dashboard)
    from experiments.study.executors.processes import Processes

    return Processes(settings.processes, settings.memory_limit, settings.time_limit)
