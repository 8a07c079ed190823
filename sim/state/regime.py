"""The regimes: which numbers hold before the arm, under it, and after its teams, and what a regime consists of."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.coordination.parameters import Coordination, Resources
    from sim.evaluation.parameters import Evaluation
    from sim.staffing.parameters import Call, Staffing
    from sim.work.parameters import Work


class InForce(IntEnum):
    """Which regime is in force: its row among the three."""

    BEFORE = 0  # the city as it was
    ARM = 1  # the mode that is compared
    AFTER = 2  # what is left after teams


class Regime:
    """The numbers in force, a part for each domain; a kind of client adds parts of its own.

    Only a type: rules read a row of nested rows that :func:`sim.city.numbers.regime` makes.
    """

    mode: Coordination
    resources: Resources
    work: Work
    staffing: Staffing
    call: Call
    evaluation: Evaluation
