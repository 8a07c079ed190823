"""How many routine matters of a department are open, summed over time."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.departments.state import Department


@internal
def count_open(now: float, department: Department, change: int) -> None:
    """Routine matters of a department that are open: their number changes, the time so far is summed."""
    department.open_days += department.open_routine * (now - department.open_touched)
    department.open_touched = now
    department.open_routine += change
