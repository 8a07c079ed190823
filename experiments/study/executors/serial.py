"""Everything in this process, one chunk after the other."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from experiments.study.chunk import run_chunk
from experiments.study.executors.events import Event, Finished
from experiments.study.plan import Plan


class Serial:
    """One chunk at a time, here; an interrupt keeps what the chunk has finished."""

    capacity = 1

    def __init__(self) -> None:
        self._waiting: list[tuple[int, np.ndarray]] = []

    def use(self, plan: Plan, folder: Path) -> None:
        """Units of this plan from now on."""
        self._plan, self._folder = plan, folder

    def submit(self, ticket: int, units: np.ndarray) -> None:
        """Put a chunk in line."""
        self._waiting.append((ticket, units))

    def wait(self) -> list[Event]:
        """Run the chunk that is first in line."""
        ticket, units = self._waiting.pop(0)
        return [Finished(ticket, run_chunk(self._plan, self._folder, units, lambda _unit: True))]

    def stop(self) -> list[Event]:
        """Nothing is under way between two calls."""
        return []

    def __enter__(self) -> Self:
        """Nothing to begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to end."""
