"""Initialisation: what a kind of client is given to make its clients and their matters from, and what it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sim.core.rows import Rows
    from sim.departments.state import Department
    from sim.matters.state import Clearance, Matter
    from sim.state.numbers import Numbers


class Initialisation(NamedTuple):
    """A city before it has clients: its seed, scenario and numbers, its departments, and the last day of its runs."""

    seed: int
    scenario: Any
    numbers: Numbers
    departments: Rows[Department]
    last: float
    samples: int


class Initialised(NamedTuple):
    """The clients of a city (a tuple of rows), all matters that they have or will bring, and their clearances."""

    clients: Any
    matters: Rows[Matter]
    clearances: Rows[Clearance]
    calls: int = 0  # calls on clients that may wait or be under way at once
    tasks: int = 0  # clients that may become the task of a team of their own
