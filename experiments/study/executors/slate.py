"""A slate that a worker and its driver both see: at which unit the worker is, and whether it is to stop.

A message for every unit would wake the driver each time, on a core that a worker has just made warm; what stands on
the slate is there when it is asked for, also when the worker has died.
"""

from __future__ import annotations

import mmap
import os
import tempfile

NOWHERE = -1
WORD = 8
SIZE = 2 * WORD


def new_slate() -> int:
    """The open file of a new slate: in memory where the system knows such files, else one that has no name."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("slate")
    else:
        with tempfile.TemporaryFile() as file:
            handle = os.dup(file.fileno())
    os.truncate(handle, SIZE)
    return handle


class Slate:
    """Shared memory over an open file, which may be closed afterwards; clean at first."""

    def __init__(self, handle: int) -> None:
        self._memory = mmap.mmap(handle, SIZE)

    def wipe(self) -> None:
        """At no unit, and not to stop."""
        self.write(NOWHERE)
        self._memory[WORD] = 0

    def write(self, unit: int) -> None:
        """Note that a unit begins."""
        self._memory[:WORD] = unit.to_bytes(WORD, "little", signed=True)

    def read(self) -> int | None:
        """The unit that began last; None where none did since it was wiped."""
        unit = int.from_bytes(self._memory[:WORD], "little", signed=True)
        return None if unit == NOWHERE else unit

    def ask_to_stop(self) -> None:
        """Wish for an end after the unit under way."""
        self._memory[WORD] = 1

    @property
    def to_stop(self) -> bool:
        """Whether that was asked for."""
        return self._memory[WORD] == 1
