"""The mark: how things stand on the day on which teams were to return."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.departments.open_routine import count_open
from sim.departments.state import Department


@internal
def take_mark(now: float, departments: Rows[Department]) -> None:
    """Remember how things stand on the day on which teams were to return."""
    for d in range(len(departments)):
        count_open(now, departments[d], 0)
        departments[d].open_days_then = departments[d].open_days
        departments[d].open_then = departments[d].open_routine
        departments[d].arrived_then = departments[d].arrived
