"""What an executor offers, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from experiments.study.chunk import Done
from experiments.study.plan import Plan


@dataclass(frozen=True, slots=True)
class Finished:
    """A chunk that came back, whole or as far as it got."""

    ticket: int
    done: Done


@dataclass(frozen=True, slots=True)
class Lost:
    """A chunk whose worker died: *at* which unit (None: not known), why, and whether a limit of ours ended it."""

    ticket: int
    at: int | None
    reason: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A chunk that could not be kept, such as on a full disk: the study cannot go on."""

    ticket: int
    error: BaseException


Event = Finished | Lost | Broken


class Executor(Protocol):
    """Runs chunks; as a context, leaves no process behind."""

    capacity: int  # chunks that may be under way

    def use(self, plan: Plan, folder: Path) -> None:
        """From now on run units of *plan* and keep them in *folder*; nothing may be under way."""

    def submit(self, ticket: int, units: np.ndarray) -> None:
        """Begin a chunk under a number of the caller's."""

    def wait(self) -> list[Event]:
        """What has happened; waits until something has."""

    def stop(self) -> list[Event]:
        """Ask everybody to end after the unit under way; what they could still keep."""

    def __enter__(self) -> Self:
        """Be ready."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no process behind."""
